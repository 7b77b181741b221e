// SPDX-License-Identifier: Apache-2.0

import Wording

/// What questions about wastes and rulings say to people.
public enum RulingPhrase: String, PhraseKey {
    public static let area = "ruling"

    case processMissing, productMissing, hazardMissing, codeIsHazardous, codeIsNotHazardous, firmNamed, subjectMissing, reasonMissing, sourceMissing
    case wasteMissing
}
