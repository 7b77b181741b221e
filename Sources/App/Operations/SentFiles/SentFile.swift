// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording
import Workbooks

// Files that firms send: kept until their questions are answered, then taken in. Laboratories' results and returns come by the same way.
//
//   SentFile             a file with what was answered about it
//   FileAnswers          what is answered about a kind of file, and what of it is kept for the next one
//   FileFault            a cell of which something is wrong, or doubtful
//   Platform+SentFiles   a file is sent, answered, taken, given back marked

/// What is said of files as a whole.
public enum SentFilePhrase: String, PhraseKey {
    public static let area = "sentfiles"
    /// Facts: `most` in MB.
    case tooLarge
}

/// Kinds of files; the name is stored.
public enum SentFileKind: String, CaseIterable, Sendable {
    case results, returns
}

/// What somebody answered about a file of one kind.
public protocol FileAnswers: Hashable, Sendable, Codable {
    static var kind: SentFileKind { get }
    init()
    /// How the letters and fields of a delimited text are read.
    var text: TextReading { get }
    /// The same without what belongs to one file: kept for the firm's next one.
    var remembered: Self { get }
}

/// A file that was sent and waits for answers, or was taken in.
public struct SentFile<Answers: FileAnswers>: Hashable, Sendable, Codable {
    public let id: DocumentID
    public let organisation: OrganisationID
    /// SHA-256, hexadecimal.
    public let hash: String
    public let name: String
    public let sentAt: Instant
    public var answers: Answers
    /// How many rows were taken so far, when somebody took some; `nil` before.
    public var taken: Int?
    public var version: Int
}

/// A cell, or a row, of which something is wrong.
public struct FileFault: Hashable, Sendable {
    /// From 0.
    public var sheet = 0
    public var address: CellAddress
    public var problem: Problem
    /// A person can answer it: a doubt about what the cell says.
    public var isDoubt: Bool

    /// What `marks` of a ``MarkedWorkbook`` need, all that is said about a cell in one comment.
    static func marks(_ faults: some Sequence<FileFault>, _ words: Words) -> [Int: [CellAddress: String]] {
        var marks: [Int: [CellAddress: String]] = [:]
        for fault in faults {
            let said = words(fault.problem)
            let before = marks[fault.sheet]?[fault.address]
            marks[fault.sheet, default: [:]][fault.address] = before.map { $0.contains(said) ? $0 : $0 + "\n" + said } ?? said
        }
        return marks
    }
}

extension WorkbookRefusal {
    /// Whether an answer lets the file be read.
    public var isQuestion: Bool {
        switch self {
        case .encodingUnclear, .separatorUnclear: true
        default: false
        }
    }
}
