// SPDX-License-Identifier: Apache-2.0

import Domain

/// A promise that a line which was saved will be in the tree: given at once, before the seal comes.
public struct SignedPromise: Hashable, Sendable {
    /// From the moment of the line to the last at which it is to be sealed, seconds. Sealing takes a second; a day leaves room for a sealer whose
    /// machine has to be replaced.
    public static let bound: Int64 = 86_400

    public var leaf: Digest
    /// The moment at which the line was recorded.
    public var at: Instant
    /// The last moment at which the line is to be sealed; `nil` in promises of the first kind, which named none.
    public var sealBy: Instant?
    /// Id of the key that signs.
    public var key: String
    public var signature: [UInt8]

    public init(leaf: Digest, at: Instant, sealBy: Instant?, key: String, signature: [UInt8]) {
        self.leaf = leaf
        self.at = at
        self.sealBy = sealBy
        self.key = key
        self.signature = signature
    }

    /// Promises that a line will be sealed within ``bound`` of its moment: whenever it is asked for, the same bytes.
    public init(_ statement: LineStatement, nation: String, by secret: SealSecret) {
        self.init(
            leaf: statement.leaf, at: statement.recorded, sealBy: Self.lastMoment(for: statement), key: secret.key.id, signature: [])
        signature = secret.sign(bytes(nation: nation))
    }

    public static func lastMoment(for statement: LineStatement) -> Instant { statement.recorded.adding(seconds: bound) }

    /// Exactly what is signed.
    public func bytes(nation: String) -> [UInt8] {
        guard let sealBy else { return signedText("baitong seal promise 1", [nation, leaf.description, String(at.microseconds), key]) }
        return signedText(
            "baitong seal promise 2", [nation, leaf.description, String(at.microseconds), String(sealBy.microseconds), key])
    }

    public func isSigned(by signer: SealKey, nation: String) -> Bool { key == signer.id && signer.verifies(signature, over: bytes(nation: nation)) }
}
