// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Seal

/// What is published of the seal, as a file: heads and keys as receipts write them.
public struct SealPublication: Codable, Hashable, Sendable {
    public struct Key: Codable, Hashable, Sendable {
        public var id: String
        public var publicKey: String
        /// RFC 3339 in UTC, to the microsecond.
        public var from: String
        public var previous: String?
        public var endorsement: String?

        public init(_ published: PublishedKey) {
            id = published.key.id
            publicKey = published.key.bytes.lowerHex
            from = published.from.exactText
            previous = published.previous
            endorsement = published.endorsement?.lowerHex
        }
    }

    public var nation: String
    public var latest: SealReceipt.Head?
    /// The last head of each day, latest first.
    public var days: [SealReceipt.Head]
    public var keys: [Key]

    public init(_ model: SealModel, nation: String) {
        self.nation = nation
        latest = model.latest.map(SealReceipt.Head.init)
        days = model.days.map(SealReceipt.Head.init)
        keys = model.keys.map(Key.init)
    }

    /// Always written alike.
    public var file: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { preconditionFailure("Texts and numbers can be written as JSON.") }
        return [UInt8](data) + [10]
    }
}
