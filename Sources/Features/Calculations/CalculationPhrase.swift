// SPDX-License-Identifier: Apache-2.0

import Wording

/// What calculations say of bad input, and their notes.
public enum CalculationPhrase: String, PhraseKey {
    public static let area = "calculations"

    case notObject, unknownKey, missing, notText, notWord, notNumber, belowZero, notWhole, notList
    case unknownFactor, parameterOnly, otherCountry, notYet, gridNeedsCountry, unknownUnit, unitNeedsMore, unitUnfit, noPotential
    case noteReport, noteNoRange, noteOlder, noteLow
}
