// SPDX-License-Identifier: Apache-2.0

import Packing

/// Bodies and journal payloads: values of the domain in packed form, so that equal values are equal bytes.
public enum Body {
    private static let packing = Packing(names: bodyNames)

    public static func bytes(_ value: some Encodable) -> [UInt8] {
        guard let bytes = try? packing.bytes(value) else { preconditionFailure("Values of the domain can be packed.") }
        return bytes
    }

    /// - Throws: ``StoreError/unreadable`` when the bytes do not hold such a value: the database was changed from outside.
    public static func value<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws -> T {
        do {
            return try packing.value(type, from: bytes)
        } catch {
            throw StoreError.unreadable(String(describing: type), String(describing: error))
        }
    }

    /// What bytes hold, for those who do not know its type; `nil` when they are damaged.
    public static func tree(_ bytes: [UInt8]) -> PackedTree? { try? packing.tree(bytes) }
}

/// What a store finds wrong.
public enum StoreError: Error, Hashable {
    /// A body does not hold what its table promises.
    case unreadable(String, String)
    /// The row changed since it was read.
    case stale
}
