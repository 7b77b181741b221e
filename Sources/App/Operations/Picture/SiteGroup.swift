// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Stores
import Wording

/// What is said of a group of sites that nobody can look for.
public enum SiteGroupPhrase: String, PhraseKey {
    public static let area = "sitegroup"
    case severalGroups, groupUnknown
}

/// Sites of which sums of returns and outlets are kept: the nation's, or those of one province, industry, size or zone.
public struct SiteGroup: Hashable, Sendable {
    /// `nil` for the nation.
    public let key: PictureGroupKey?

    public static let nation = SiteGroup(of: nil)
    public static func province(_ code: String) -> SiteGroup { SiteGroup(of: PictureGroupKey(.province, code)) }

    /// Stands in an address for what is in no group of its kind.
    public static let none = "none"

    private init(of key: PictureGroupKey?) { self.key = key }

    /// The group that an address names, under the names ``names``; the nation where it names none.
    ///
    /// - Parameter text: what stands under a name; ``none`` for what is in no group of the kind.
    /// - Throws: every name whose text is no group, or names of two kinds: sums are kept by one alone.
    public init(_ platform: Platform, _ text: (String) -> String?) throws {
        let given = Self.names.compactMap { name, dimension in text(name).flatMap { $0.isEmpty ? nil : (name: name, dimension: dimension, text: $0) } }
        let wrong = given.filter { $0.text != Self.none && !Self.isReadable($0.text, $0.dimension, platform) }
        if !wrong.isEmpty {
            throw Problems(wrong.map { SiteGroupPhrase.groupUnknown.problem($0.name, ["text": .text(String($0.text.prefix(40)))]) })
        }
        if given.count > 1 {
            throw Problems([SiteGroupPhrase.severalGroups.problem(given[1].name, ["names": .text(given.map(\.name).joined(separator: ", "))])])
        }
        self.init(of: given.first.map { PictureGroupKey($0.dimension, $0.text == Self.none ? "" : $0.text) })
    }

    /// Names in addresses, each with what it tells apart.
    public static let names: [(name: String, dimension: PictureDimension)] = [
        ("province", .province), ("sector", .sector), ("size", .size), ("zone", .park),
    ]

    private static func isReadable(_ text: String, _ dimension: PictureDimension, _ platform: Platform) -> Bool {
        switch dimension {
        case .province: ProvinceID(country: platform.country, code: text) != nil
        // A division, a group or a class.
        case .sector: (2...4).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
        case .size: SizeClass(rawValue: text) != nil
        case .park: text.utf8.count <= 60
        case .chapter, .treatment, .month: false
        }
    }

    /// How an address names it: nothing for the nation.
    public var address: (name: String, text: String)? {
        key.flatMap { key in Self.names.first { $0.dimension == key.dimension }.map { ($0.name, key.key.isEmpty ? Self.none : key.key) } }
    }

    /// Code of the province, where it is one.
    public var province: String? { key.flatMap { $0.dimension == .province && !$0.key.isEmpty ? $0.key : nil } }

    var scope: Scope { key?.dimension.scope ?? .nation }
    var text: String { key?.key ?? "" }

    /// Whether a sum kept under a key of ``scope`` is one of the group's: of industries all classes of a division are.
    func holds(_ other: String) -> Bool { scope == .sector && !text.isEmpty ? other.hasPrefix(text) : other == text }

    /// Whether what a site does while it is classified so counts here.
    func contains(_ place: Classification) -> Bool { holds(scope.key(in: place)) }

    /// Whether the site is in the group, or ever was.
    func everHeld(_ site: Site) -> Bool { site.attributes.contains { contains($0.classification) } }

    /// The group as far as an actor may see single sites of it: who reads one province gets that one where none was asked for.
    ///
    /// - Throws: ``PermissionRefusal`` for whoever may not; groups of the nation are for those who read all of it.
    func reached(by actor: Actor, _ action: Action) throws -> SiteGroup {
        func refusal(_ subject: Subject) -> PermissionRefusal? {
            if case .refused(let refusal) = may(action, actor: actor, subject: subject) { refusal } else { nil }
        }
        guard let refused = refusal(Subject(provinces: province.map { [$0] } ?? [])) else { return self }
        if key == nil, let own = actor.principal?.mandate?.province, refusal(Subject(provinces: [own])) == nil { return .province(own) }
        throw refused
    }
}

extension Reading {
    /// What returns, outlets and treated waste of a group add up to, by the sums that are kept.
    ///
    /// - Parameter told: of which months; all unless said.
    func sums(
        of group: SiteGroup, months: ClosedRange<Month>, _ gases: inout ReportedEmissions, told: TellableMonths = TellableMonths()
    ) throws -> PictureTally {
        // One sum alone is read where there is one: of classes of an industry, and of what is in no group, there are several.
        let key: String? = group.scope == .sector || group.text.isEmpty && group.scope != .nation ? nil : group.text
        var tally = PictureTally()
        for (cell, amount) in try reportedGroups(group.scope, key: key, months: months) where group.holds(cell.key) && told.contains(cell, of: group.text) {
            tally.add(cell, amount, &gases)
        }
        for cell in try treatedGroups(group.scope, key: key, months: months) where group.holds(cell.key) && told.contains(cell, of: group.text) {
            tally.add(cell, &gases)
        }
        return tally
    }
}

/// Adds up what returns, outlets and treated waste of sites say.
struct PictureTally {
    private var told = PictureReports()
    private(set) var loads = PictureLoads()

    mutating func add(_ cell: ReportedCell, _ amount: Int64, _ gases: inout ReportedEmissions) {
        if !loads.add(cell, amount) { told.add(cell, amount, &gases) }
    }

    mutating func add(_ cell: TreatedCell, _ gases: inout ReportedEmissions) { told.emissions.lines += gases.lines(of: cell) }

    /// With what the loads of outlets give off.
    func reports(_ gases: inout ReportedEmissions) -> PictureReports {
        var whole = told
        whole.emissions.lines += loads.lines(&gases)
        return whole
    }
}
