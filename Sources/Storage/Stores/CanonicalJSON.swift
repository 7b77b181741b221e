// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Bodies and journal payloads: JSON with sorted keys and no spaces, so that equal values are equal bytes.
public enum CanonicalJSON {
    public static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { preconditionFailure("Values of the domain can be written as JSON.") }
        return String(decoding: data, as: UTF8.self)
    }

    /// - Throws: ``StoreError/unreadable`` when the text does not hold such a value: the database was changed from outside.
    public static func value<T: Decodable>(_ type: T.Type, from text: String) throws -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw StoreError.unreadable(String(describing: type), String(describing: error))
        }
    }
}

/// What a store finds wrong.
public enum StoreError: Error, Hashable {
    /// A body does not hold what its table promises.
    case unreadable(String, String)
    /// The row changed since it was read.
    case stale
}
