// SPDX-License-Identifier: Apache-2.0

import CSodium

// Seal: one append-only tree of hashes over all lines of a nation's journal. Whoever holds a signed head and a short proof knows that a
// line stood there, and that nothing before it was changed since. Pure: hashes and signatures by libsodium, no clock, no disk.
//
//   Digest                       SHA-256 with the leaf and node hashes of RFC 6962
//   SealTree, TreeGrowth         roots, proofs and growth from few stored nodes
//   InclusionProof, ConsistencyProof   checking what somebody else proves
//   LineStatement                what a leaf says of a line
//   SealKey, SignedHead, SignedPromise  who says so, and when
//   SealReceipt, ReceiptCheck    a note's lines with their proofs in one file, checked without any server
//   SealPromise, PromiseCheck    what is promised of one line when it is signed, in one file

/// A SHA-256, 32 bytes.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public static let length = 32
    public let bytes: [UInt8]

    /// `nil` unless there are 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }

    /// Reads 64 hexadecimal digits in lower case; `nil` for anything else.
    public init?(hex: String) {
        guard let bytes = [UInt8](lowerHex: hex) else { return nil }
        self.init(bytes)
    }

    /// Of the bytes themselves.
    public init(of content: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: Self.length)
        crypto_hash_sha256(&digest, content, UInt64(content.count))
        bytes = digest
    }

    /// Hash of a leaf. Source: RFC 6962, section 2.1: SHA-256(0x00 || data).
    public static func leaf(_ data: [UInt8]) -> Digest { Digest(of: [0] + data) }

    /// Hash of a node over its two sides. Source: RFC 6962, section 2.1: SHA-256(0x01 || left || right).
    public static func node(_ left: Digest, _ right: Digest) -> Digest { Digest(of: [1] + left.bytes + right.bytes) }

    /// Root of the tree without leaves: SHA-256 of nothing.
    public static let empty = Digest(of: [])

    public var description: String { bytes.lowerHex }
}

extension [UInt8] {
    /// Two digits a byte, `0`...`9` and `a`...`f`.
    public var lowerHex: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(count * 2)
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads hexadecimal digits in lower case; `nil` for anything else.
    public init?(lowerHex text: String) {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        func value(_ digit: UInt8) -> UInt8? {
            switch digit {
            case 48...57: digit - 48
            case 97...102: digit - 87
            default: nil
            }
        }
        self.init()
        reserveCapacity(digits.count / 2)
        for i in stride(from: 0, to: digits.count, by: 2) {
            guard let high = value(digits[i]), let low = value(digits[i + 1]) else { return nil }
            append(high << 4 | low)
        }
    }
}
