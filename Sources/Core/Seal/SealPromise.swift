// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation

/// What the nation promises about one line that was just saved: a file that proves itself without any server.
public struct SealPromise: Hashable, Sendable, Codable {
    /// Says how the file is read; another way of writing gets another name.
    public static let formatName = "baitong-promise-1"

    /// What the leaf is made of.
    public struct Line: Hashable, Sendable, Codable {
        public var id: OperationID
        public var kind: String
        /// RFC 3339 in UTC, to the microsecond.
        public var recorded: String
        public var document: DocumentID?
        /// SHA-256 of the line's content, hexadecimal.
        public var hash: String

        public init(_ statement: LineStatement) {
            id = statement.line
            kind = statement.kind
            recorded = statement.recorded.exactText
            document = statement.document
            hash = statement.hash.description
        }

        /// `nil` where the moment or the hash cannot be read.
        public var statement: LineStatement? {
            guard let recorded = Instant(exactText: recorded), let hash = Digest(hex: hash) else { return nil }
            return LineStatement(line: id, kind: kind, recorded: recorded, document: document, hash: hash)
        }
    }

    public var format = SealPromise.formatName
    /// Code of the country.
    public var nation: String
    public var line: Line
    /// Hash of the line's leaf as RFC 6962 makes it, hexadecimal.
    public var leaf: String
    public var promise: SealReceipt.Promise
    /// The one that signed.
    public var key: SealReceipt.Key

    public init(_ statement: LineStatement, nation: String, by secret: SealSecret) {
        self.nation = nation
        line = Line(statement)
        leaf = statement.leaf.description
        promise = SealReceipt.Promise(SignedPromise(statement, nation: nation, by: secret))
        key = SealReceipt.Key(secret.key)
    }

    /// The last moment at which the line is to be sealed.
    public var sealBy: Instant? { promise.sealBy.flatMap { Instant(exactText: $0) } }

    /// The file, always written alike: the same promise is the same bytes.
    public var file: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("Texts and numbers can be written as JSON.") }
        return [UInt8](data) + [10]
    }

    /// `nil` where the bytes are no promise.
    public init?(file bytes: [UInt8]) {
        guard let promise = try? JSONDecoder().decode(SealPromise.self, from: Data(bytes)) else { return nil }
        self = promise
    }
}
