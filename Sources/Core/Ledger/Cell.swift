// SPDX-License-Identifier: Apache-2.0

import Domain

/// How a site is classified on a day. Upper cells are keyed by the value valid on the day the mass moved.
public struct Classification: Hashable, Sendable, Codable {
    public var province: String
    /// ISIC class, such as `1410`.
    public var sector: String
    public var sizeClass: String
    /// Special economic zone; empty when outside any.
    public var park: String

    public init(province: String, sector: String, sizeClass: String, park: String) {
        self.province = province
        self.sector = sector
        self.sizeClass = sizeClass
        self.park = park
    }
}

/// Which group of sites an upper cell sums. The number is stored; never change one.
public enum Scope: Int16, CaseIterable, Sendable {
    case nation = 1, province, sector, sizeClass, park

    /// The group of a classification; empty where it is in none.
    public func key(in classification: Classification) -> String {
        switch self {
        case .nation: ""
        case .province: classification.province
        case .sector: classification.sector
        case .sizeClass: classification.sizeClass
        case .park: classification.park
        }
    }
}

/// A sum of posted grams of one site.
public struct SiteCell: Hashable, Sendable {
    public var site: SiteID
    public var material: Material
    public var compartment: Compartment
    public var occurred: Month
    public var learned: Month

    public init(site: SiteID, material: Material, compartment: Compartment, occurred: Month, learned: Month) {
        self.site = site
        self.material = material
        self.compartment = compartment
        self.occurred = occurred
        self.learned = learned
    }
}

/// A sum of posted grams of a group of sites.
public struct UpperCell: Hashable, Sendable {
    public var scope: Scope
    public var key: String
    public var material: Material
    public var compartment: Compartment
    public var occurred: Month
    public var learned: Month

    public init(scope: Scope, key: String, material: Material, compartment: Compartment, occurred: Month, learned: Month) {
        self.scope = scope
        self.key = key
        self.material = material
        self.compartment = compartment
        self.occurred = occurred
        self.learned = learned
    }
}

/// A sum of posted grams by the province and industry in which they were first booked: the nation's flow from sector to
/// fate, without opening a single load. Over all compartments the grams of an origin sum to zero.
public struct FateCell: Hashable, Sendable {
    public var province: String
    public var sector: String
    public var material: Material
    public var compartment: Compartment
    public var occurred: Month
    public var learned: Month

    public init(province: String, sector: String, material: Material, compartment: Compartment, occurred: Month, learned: Month) {
        self.province = province
        self.sector = sector
        self.material = material
        self.compartment = compartment
        self.occurred = occurred
        self.learned = learned
    }
}

// In the order of the keys under which they are stored.

extension UpperCell: Comparable {
    public static func < (a: UpperCell, b: UpperCell) -> Bool {
        guard a.scope == b.scope else { return a.scope.rawValue < b.scope.rawValue }
        guard a.key == b.key else { return a.key < b.key }
        guard a.occurred == b.occurred else { return a.occurred < b.occurred }
        guard a.material == b.material else { return a.material < b.material }
        guard a.compartment == b.compartment else { return a.compartment.number < b.compartment.number }
        return a.learned < b.learned
    }
}

extension FateCell: Comparable {
    public static func < (a: FateCell, b: FateCell) -> Bool {
        (a.occurred.index, a.province, a.sector, a.material, a.compartment.number, a.learned)
            < (b.occurred.index, b.province, b.sector, b.material, b.compartment.number, b.learned)
    }
}
