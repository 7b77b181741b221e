// SPDX-License-Identifier: Apache-2.0

/// Stands for a name, a number plate, a free remark: content that can be erased while everything around it stays proven.
///
/// The journal and all bodies hold only this hash; the content stands in an erasable table under it. The hash covers 32
/// random bytes with the content, so that once both are erased nobody can guess the content back.
public struct SealedText: Hashable, Sendable, Codable {
    /// SHA-256 of 32 random bytes and the content, base64url without padding (43 characters).
    public let hash: String

    public init(hash: String) { self.hash = hash }

    public init(from decoder: any Decoder) throws { hash = try decoder.singleValueContainer().decode(String.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hash)
    }
}
