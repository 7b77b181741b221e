// SPDX-License-Identifier: Apache-2.0

import Domain
import Tabular
import Wording

/// Something wrong in a list file: where it is, what stands there, what was expected.
public struct ListFault: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        /// The file is not well-formed.
        case table(TableFault.Reason)
        case missingFile
        case blank
        case badCode
        case badNumber
        case badDate
        /// Not one of the words the column takes: flags, confidence, kinds.
        case badWord
        case duplicateKey
        /// Points at a code that its list does not hold.
        case unknownReference
        /// Contradicts another column or row.
        case inconsistent
        /// A new edition leaves out a code that another list points at.
        case stillReferenced
        /// A new edition does not begin after the newest one, or carries its name.
        case editionNotNewer
        /// Changes what stands and is never changed.
        case fixed
    }

    public var file: String
    /// Line of the file, 1 is the header; 0 when the fault is of the whole file.
    public var line: Int
    /// Empty when no single column is meant.
    public var column: String
    public var value: String
    public var reason: Reason
    /// An example or the allowed words, the same in every language; may be empty.
    public var expected: String

    public init(file: String, line: Int, column: String = "", value: String = "", reason: Reason, expected: String = "") {
        self.file = file
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
        self.expected = expected
    }

    public var description: String {
        let name =
            switch reason {
            case .table(let reason): reason.rawValue
            default: phrase?.rawValue ?? ""
            }
        return "\(file) line \(line)\(column.isEmpty ? "" : ", column \(column)"): \(name)\(value.isEmpty ? "" : " (\(value))")"
            + (expected.isEmpty ? "" : ", expected \(expected)")
    }

    /// The sentence of a fault of content; `nil` when the file is not well-formed, which ``FilePhrase`` words.
    public var phrase: ListPhrase? {
        switch reason {
        case .table: nil
        case .missingFile: .missingFile
        case .blank: .blank
        case .badCode: .badCode
        case .badNumber: .badNumber
        case .badDate: .badDate
        case .badWord: .badWord
        case .duplicateKey: .duplicateKey
        case .unknownReference: .unknownReference
        case .inconsistent: .inconsistent
        case .stillReferenced: .stillReferenced
        case .editionNotNewer: .editionNotNewer
        case .fixed: .fixed
        }
    }

    /// The fault for the person who sent the file.
    public var problem: Problem {
        guard let phrase else {
            guard case .table(let reason) = reason else { preconditionFailure("A fault is of the table or has a sentence here.") }
            var problem = TableFault(line: line, column: column, value: value, reason: reason).problem
            problem.field = file
            return problem
        }
        return phrase.problem(
            file,
            [
                "file": .text(file), "line": .numeral(Int64(line)), "column": .text(column), "value": .text(value),
                "expected": .text(expected),
            ])
    }
}

/// Everything wrong with the files of one load.
public struct ListFaults: Explainable, Hashable {
    public var faults: [ListFault]

    public init(_ faults: [ListFault]) { self.faults = faults }

    public var problems: [Problem] { faults.map(\.problem) }
    public var standing: Standing { .invalid }
}
