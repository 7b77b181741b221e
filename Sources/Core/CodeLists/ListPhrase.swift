// SPDX-License-Identifier: Apache-2.0

import Wording

/// What is said about the content of list files: one phrase per reason; the shape of a file is worded by ``FilePhrase``.
///
/// Facts: `file`, `line`, `column`, `value`, `expected`.
public enum ListPhrase: String, PhraseKey {
    public static let area = "codelists"

    case missingFile, blank, badCode, badNumber, badDate, badWord
    case duplicateKey, unknownReference, inconsistent, stillReferenced, editionNotNewer, fixed
}
