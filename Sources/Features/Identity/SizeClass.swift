// SPDX-License-Identifier: Apache-2.0

/// Size of an enterprise by the number of people it employs.
public enum SizeClass: String, CaseIterable, Comparable, Codable, Sendable {
    case micro, small, medium, large

    /// - Parameters:
    ///   - employees: zero or more.
    ///   - thresholds: of the country and day; laws differ and change, so none stands in code.
    public init(employees: Int, thresholds: SizeThresholds) {
        let classes: [(least: Int, size: SizeClass)] = [
            (thresholds.large, .large), (thresholds.medium, .medium), (thresholds.small, .small),
        ]
        self = classes.first { $0.least <= employees }?.size ?? .micro
    }

    public var phrase: IdentityPhrase { .named("size", rawValue) }

    public static func < (a: SizeClass, b: SizeClass) -> Bool { a.position < b.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The smallest number of employees of each class above micro.
public struct SizeThresholds: Hashable, Sendable, Codable {
    public let small: Int
    public let medium: Int
    public let large: Int

    /// `nil` unless `0 < small < medium < large`.
    public init?(small: Int, medium: Int, large: Int) {
        guard 0 < small, small < medium, medium < large else { return nil }
        self.small = small
        self.medium = medium
        self.large = large
    }
}
