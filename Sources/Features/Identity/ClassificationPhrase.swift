// SPDX-License-Identifier: Apache-2.0

import Wording

/// What is said when the classification of a site is changed or corrected.
public enum ClassificationPhrase: String, PhraseKey {
    public static let area = "classification"
    case kindChange, kindCorrection
    case reasonMissing, dayMissing, dayRange, dayTaken, rowUnknown, nothingChanges
}
