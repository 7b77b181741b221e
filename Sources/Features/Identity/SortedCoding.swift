// SPDX-License-Identifier: Apache-2.0

/// A set that is always written in ascending order: the journal hashes what is written, and equal values must hash alike.
@propertyWrapper
public struct SortedCoding<Element: Hashable & Comparable & Codable & Sendable>: Hashable, Sendable, Codable {
    public var wrappedValue: Set<Element>

    public init(wrappedValue: Set<Element>) { self.wrappedValue = wrappedValue }

    public init(from decoder: any Decoder) throws {
        wrappedValue = Set(try decoder.singleValueContainer().decode([Element].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.sorted())
    }
}
