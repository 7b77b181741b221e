// SPDX-License-Identifier: Apache-2.0

import CSodium
import Domain

/// An Ed25519 key by which heads are checked.
public struct SealKey: Hashable, Sendable {
    public static let length = 32
    public let bytes: [UInt8]

    /// `nil` unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// 64 hexadecimal digits.
    public init?(hex: String) {
        guard let bytes = [UInt8](lowerHex: hex) else { return nil }
        self.init(bytes)
    }

    /// The first 16 hexadecimal digits of the key's SHA-256: by these it is named everywhere.
    public var id: String { String(Digest(of: bytes).description.prefix(16)) }

    public func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        signature.count == SealSecret.signatureLength && crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    }
}

/// The secret part of a key, made from 32 random bytes.
public struct SealSecret: Sendable {
    public static let seedLength = 32
    public static let signatureLength = 64
    public let key: SealKey
    private let secret: [UInt8]

    /// `nil` unless there are 32 bytes.
    public init?(seed: [UInt8]) {
        guard seed.count == Self.seedLength else { return nil }
        var open = [UInt8](repeating: 0, count: SealKey.length)
        var secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
        guard crypto_sign_seed_keypair(&open, &secret, seed) == 0, let key = SealKey(open) else { return nil }
        self.key = key
        self.secret = secret
    }

    public func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Self.signatureLength)
        crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
        return signature
    }
}

/// A key as the nation publishes it: from when it signs, and, for a successor, the signature of the key before it.
public struct PublishedKey: Hashable, Sendable {
    public var key: SealKey
    public var from: Instant
    /// Id of the key before it; `nil` for the first.
    public var previous: String?
    /// By the key before it over ``statement(nation:)``; `nil` for the first, and where the one before was lost.
    public var endorsement: [UInt8]?

    public init(key: SealKey, from: Instant, previous: String? = nil, endorsement: [UInt8]? = nil) {
        self.key = key
        self.from = from
        self.previous = previous
        self.endorsement = endorsement
    }

    /// What the key before it signs.
    public func statement(nation: String) -> [UInt8] {
        signedText("baitong seal successor 1", [nation, previous ?? "-", key.bytes.lowerHex, String(from.microseconds)])
    }
}

/// Text that is signed: what kind of statement it is, then its parts, each on a line.
func signedText(_ kind: String, _ parts: [String]) -> [UInt8] { Array(([kind] + parts).map { $0 + "\n" }.joined().utf8) }
