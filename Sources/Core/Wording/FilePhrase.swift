// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular

/// What is wrong with the shape of a file that somebody sent.
public enum FilePhrase: String, PhraseKey {
    public static let area = "files"

    case notUTF8, unclosedQuote, textAfterQuote, quoteInsideField
    case missingHeader, unknownColumn, repeatedColumn, missingColumn
    case tooFewFields, tooManyFields
    case unreadableValue, missingRow
}

extension TableFault {
    /// The sentence that tells a person; its field is the column.
    public var problem: Problem {
        guard let phrase = FilePhrase(rawValue: reason.rawValue) else { preconditionFailure("Each fault of a table has a sentence.") }
        return phrase.problem(column, ["column": .text(column), "value": .text(value), "line": .numeral(Int64(line))])
    }
}
