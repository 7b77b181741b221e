// SPDX-License-Identifier: Apache-2.0

import Wording

/// What is said about firms that were entered twice.
public enum DuplicatePhrase: String, PhraseKey {
    public static let area = "duplicates"

    case reasonSameNumber, reasonSameName, reasonSameLocalName, reasonSimilarName, reasonSimilarLocalName
    case reasonSameCommune, reasonSameDistrict, reasonSameProvince, reasonNear
    case contradictionNumbers, contradictionAdministrators, contradictionPermits
    case sameFirm, alreadyMerged, authority, otherCountry, tooManyNotes
}
