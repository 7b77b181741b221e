// SPDX-License-Identifier: Apache-2.0

import Domain

/// Where grams were first booked: the load, its site, and how that site was classified that day.
public struct Origin: Hashable, Sendable {
    public var id: OriginID
    public var site: SiteID
    public var material: Material
    public var occurred: CalendarDate
    /// Province and industry of the site on the day; they stay with the grams for ever.
    public var province: String
    public var sector: String

    public init(id: OriginID, site: SiteID, material: Material, occurred: CalendarDate, province: String, sector: String) {
        self.id = id
        self.site = site
        self.material = material
        self.occurred = occurred
        self.province = province
        self.sector = sector
    }

    /// Origins of one kind may share a bundle without any national figure losing a gram.
    var kind: OriginKindKey { OriginKindKey(province: province, sector: sector, material: material) }
}

struct OriginKindKey: Hashable {
    var province: String
    var sector: String
    var material: Material
}

/// Grams of each origin in one account. Rows are in ascending order of origin; none is zero. Negative only where the
/// account gave mass that it never received: a process that generates, a difference that was gained.
public struct Content: Hashable, Sendable {
    public private(set) var shares: [Share]

    public struct Share: Hashable, Sendable {
        public var origin: OriginID
        public var grams: Int64

        public init(origin: OriginID, grams: Int64) {
            self.origin = origin
            self.grams = grams
        }
    }

    public init(_ shares: [Share] = []) {
        self.shares = shares.filter { $0.grams != 0 }.sorted { $0.origin < $1.origin }
    }

    public var total: Int64 { shares.reduce(0) { $0 + $1.grams } }
    public var isEmpty: Bool { shares.isEmpty }

    public func adding(_ other: Content, times sign: Int64 = 1) -> Content {
        var grams: [OriginID: Int64] = [:]
        for share in shares { grams[share.origin, default: 0] += share.grams }
        for share in other.shares { grams[share.origin, default: 0] += sign * share.grams }
        return Content(grams.map { Share(origin: $0.key, grams: $0.value) })
    }

    /// The part that leaves when `grams` leave: each origin in proportion, largest remainder, ties by origin id.
    ///
    /// - Parameter grams: above zero, and no more than the positive shares hold when the part is to be taken out.
    public func portion(of grams: Int64) -> Content {
        let positive = shares.filter { $0.grams > 0 }
        let parts = apportion(grams, by: positive.map(\.grams))
        return Content(zip(positive, parts).map { Share(origin: $0.origin, grams: $1) })
    }

    /// The content with every bundle opened, also bundles inside bundles. Where an account holds part of a bundle, the part
    /// is shared over what the bundle holds, by largest remainder.
    ///
    /// - Parameter bundle: the content of an origin that is a bundle; `nil` for a true origin.
    public func opened(_ bundle: (OriginID) -> Content?) -> Content {
        var closed = shares
        var grams: [OriginID: Int64] = [:]
        while let share = closed.popLast() {
            if let inner = bundle(share.origin) {
                let parts = apportion(share.grams, by: inner.shares.map(\.grams))
                closed += zip(inner.shares, parts).map { Share(origin: $0.origin, grams: $1) }
            } else {
                grams[share.origin, default: 0] += share.grams
            }
        }
        return Content(grams.map { Share(origin: $0.key, grams: $0.value) })
    }

    var negated: Content { Content(shares.map { Share(origin: $0.origin, grams: -$0.grams) }) }
}

/// Many small origins of one kind kept as one row of a lot's content; opens to its own content.
public struct Bundle: Hashable, Sendable {
    public var origin: Origin
    public var content: Content
}

/// A lot that mixes more origins than this keeps its smallest ones in bundles.
public let originsPerLotMax = 1000
