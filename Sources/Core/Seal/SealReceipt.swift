// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation

/// A note's lines of the journal, each with its way to a signed head of the nation: a file that proves itself without any server.
public struct SealReceipt: Hashable, Sendable, Codable {
    /// Says how the file is read; another way of writing gets another name.
    public static let formatName = "baitong-receipt-1"

    public struct Key: Hashable, Sendable, Codable {
        public var id: String
        /// Ed25519, hexadecimal.
        public var publicKey: String

        public init(_ key: SealKey) {
            id = key.id
            publicKey = key.bytes.lowerHex
        }
    }

    public struct Head: Hashable, Sendable, Codable {
        public var size: Int64
        public var root: String
        /// RFC 3339 in UTC, to the microsecond.
        public var at: String
        public var key: String
        public var signature: String

        public init(_ signed: SignedHead) {
            size = signed.head.size
            root = signed.head.root.description
            at = signed.head.at.exactText
            key = signed.head.key
            signature = signed.signature.lowerHex
        }
    }

    public struct Proof: Hashable, Sendable, Codable {
        public var position: Int64
        public var path: [String]

        public init(position: Int64, path: [Digest]) {
            self.position = position
            self.path = path.map(\.description)
        }
    }

    public struct Promise: Hashable, Sendable, Codable {
        public var at: String
        /// The last moment at which the line is to be sealed; absent in promises that named none.
        public var sealBy: String?
        public var key: String
        public var signature: String

        public init(_ promise: SignedPromise) {
            at = promise.at.exactText
            sealBy = promise.sealBy?.exactText
            key = promise.key
            signature = promise.signature.lowerHex
        }

        /// As it was signed; `nil` where a moment or the signature cannot be read.
        func signed(over leaf: Digest) -> SignedPromise? {
            guard let at = Instant(exactText: at), let signature = [UInt8](lowerHex: signature) else { return nil }
            let last = sealBy.map { Instant(exactText: $0) }
            // Written and not to be read is not the same as not written.
            if case .some(.none) = last { return nil }
            return SignedPromise(leaf: leaf, at: at, sealBy: last ?? nil, key: key, signature: signature)
        }
    }

    public struct Line: Hashable, Sendable, Codable {
        public var id: OperationID
        public var kind: String
        public var recorded: String
        /// SHA-256 of the content.
        public var hash: String
        /// Everything that the line holds, in base64; absent where the line is also about notes of others.
        public var content: String?
        /// Once sealed.
        public var proof: Proof?
        /// Until then, where the server holds the key.
        public var promise: Promise?

        public init(_ statement: LineStatement, content: [UInt8]?, proof: Proof? = nil, promise: Promise? = nil) {
            id = statement.line
            kind = statement.kind
            recorded = statement.recorded.exactText
            hash = statement.hash.description
            self.content = content.map { Data($0).base64EncodedString() }
            self.proof = proof
            self.promise = promise
        }
    }

    public var format = SealReceipt.formatName
    /// Code of the country.
    public var nation: String
    public var note: DocumentID
    public var head: Head?
    /// Those that signed something in it.
    public var keys: [Key]
    /// In the order in which they were recorded.
    public var lines: [Line]

    public init(nation: String, note: DocumentID, head: Head?, keys: [Key], lines: [Line]) {
        self.nation = nation
        self.note = note
        self.head = head
        self.keys = keys
        self.lines = lines
    }

    /// The file, always written alike: the same receipt is the same bytes.
    public var file: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("Texts and numbers can be written as JSON.") }
        return [UInt8](data) + [10]
    }

    /// `nil` where the bytes are no receipt.
    public init?(file bytes: [UInt8]) {
        guard let receipt = try? JSONDecoder().decode(SealReceipt.self, from: Data(bytes)) else { return nil }
        self = receipt
    }
}

extension Instant {
    /// `2026-09-14T02:00:00.000001Z`.
    public var exactText: String {
        let second = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
        let day = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
        let rest = second - day * 86_400
        func digits(_ number: Int64, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let time = "\(digits(rest / 3600, 2)):\(digits(rest % 3600 / 60, 2)):\(digits(rest % 60, 2)).\(digits(microseconds - second * 1_000_000, 6))"
        return "\(CalendarDate(dayNumber: Int32(day)))T\(time)Z"
    }

    /// Reads what ``exactText`` writes; `nil` for anything else.
    public init?(exactText text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 27, let day = CalendarDate(iso: text.prefix(10)) else { return nil }
        func number(_ range: Range<Int>) -> Int64? { Int64(String(decoding: bytes[range], as: UTF8.self)) }
        guard let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19), let part = number(20..<26) else { return nil }
        let seconds = Int64(day.dayNumber) * 86_400 + hour * 3600 + minute * 60 + second
        self.init(microseconds: seconds * 1_000_000 + part)
        guard exactText == text else { return nil }
    }
}
