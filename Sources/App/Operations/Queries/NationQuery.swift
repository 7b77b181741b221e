// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Stores

/// Grams by what they count as. Sources are above zero, like fates; storage and difference may have either sign.
public struct FateFigures: Hashable, Sendable {
    private var grams: [FateGroup: Int64] = [:]

    public init() {}

    mutating func add(_ compartment: Compartment, _ amount: Int64) {
        let group = FateGroup(compartment)
        grams[group, default: 0] += group == .generated || group == .otherSource ? -amount : amount
    }

    public subscript(_ group: FateGroup) -> Int64 { grams[group] ?? 0 }

    /// Under any R code.
    public internal(set) var recovered: Int64 = 0
    /// Under any R or D code.
    public internal(set) var treated: Int64 = 0
    /// Under any D code.
    public var disposed: Int64 { treated - recovered }
    /// Of what was treated, 0...1; `nil` when nothing was.
    public var recoveryShare: Double? { treated > 0 ? Double(recovered) / Double(treated) : nil }

    mutating func addTreated(_ compartment: Compartment, _ amount: Int64) {
        guard case .treated(let code) = compartment else { return }
        treated += amount
        if code.isRecovery { recovered += amount }
    }

    static func += (a: inout FateFigures, b: FateFigures) {
        for (group, amount) in b.grams { a.grams[group, default: 0] += amount }
        a.recovered += b.recovered
        a.treated += b.treated
    }
}

/// An industry in the picture of flows: one ISIC division, or all the smaller ones together.
public struct SectorFlow: Sendable {
    /// One division, or several for the rest; two digits each.
    public var divisions: [String]
    public var isRest: Bool
    public var figures: FateFigures
}

/// What the nation, or one province, generated and what became of it.
public struct NationModel: Sendable {
    public var months: ClosedRange<Month>
    /// The province whose waste it is; `nil` for the whole country.
    public var province: String?
    /// The reader may not choose another province.
    public var isBoundToProvince: Bool
    public var whole: FateFigures
    /// Largest first, at most six and the rest.
    public var sectors: [SectorFlow]
    /// By code of the province in which it was generated.
    public var provinces: [String: FateFigures]
    /// Twelve months or more up to the last month of the period.
    public var trend: [(month: Month, figures: FateFigures)]
    public var openNotes: Int
    /// Generated in the period and still on the way at its end: only the sender has weighed or estimated it.
    public var unweighed: Int64
    /// How the masses of loads that left in the period are known; `nil` at the end of a month for which that is not kept.
    public var evidence: [EvidenceKind: Mass]?
    /// Received in the period, recorded late and confirmed by no sender.
    public var late: LateSum
    /// Whether the reader may open the books of single sites.
    public var maySeeSites: Bool
    /// The ended month by whose end the figures were known; `nil` for all that is known now.
    public var known: Month?
    /// All that is known now of the same months, where a month was asked for.
    public var now = FateFigures()
    /// The same by province in which it was generated.
    public var provincesNow: [String: FateFigures] = [:]
    /// How many entries came later; `nil` where that is not told.
    public var laterEntries: LaterEntries?

    /// What its figures are made of.
    public var learned: LearnedSpan { known.map { .until($0) } ?? .all }

    /// What came after the month by whose end they were known.
    public var learnedLater: LearnedSpan { known.map { .after($0) } ?? .all }

    /// What came after the month: late facts and corrections, either sign.
    public func later(_ group: FateGroup) -> Int64 { now[group] - whole[group] }
}

/// Cells behind a national figure.
public struct NationCells: Sendable {
    public var filter: FateFilter
    /// The size or zone whose sites booked it, where one was asked for; then nothing is told by province and industry.
    public var group: PictureGroupKey?
    public var cells: [FateDetail]
    /// Over all cells of the filter.
    public var total: Int64
    public var count: Int
    public var maySeeSites: Bool
}

/// A figure by the place where it was booked: by province, and within a province by site.
public struct NationPlaces: Sendable {
    public struct Place: Sendable {
        public var province: String
        public var site: Site?
        public var organisation: Organisation?
        public var grams: Int64
    }

    public var compartment: Compartment
    public var months: ClosedRange<Month>
    public var material: Material?
    public var division: String?
    public var province: String?
    /// In place of a province: whose sites are listed.
    public var group: CellGroup?
    public var places: [Place]
    /// Over all places; `nil` where they take more than one page, since summing them would take as long as there are sites.
    public var placesTotal: Int64?
    public var learned = LearnedSpan.all
    /// The same from the cells one level up. They differ where a site changed province or industry in these months.
    public var cellTotal: Int64
    public var next: SiteID?
    public var maySeeSites: Bool
}

/// Entries behind a site's figure.
public struct NationEntries: Sendable {
    public struct Line: Sendable {
        public var entry: Entry
        /// What it added to the figure, grams.
        public var effect: Int64
        public var other: Account
        public var account: AccountID?
        public var noteNumber: String?
        public var recorded: Instant?
        public var who: Recorder
    }

    public var filter: SiteEntryFilter
    public var site: Site
    public var organisation: Organisation
    public var lines: [Line]
    /// By entries, all pages.
    public var entryTotal: Int64
    /// By the site's cells.
    public var cellTotal: Int64
    public var next: EntryID?
    public var sites: [SiteID: Site]
}

extension Platform {
    /// Longest period of a national page, months.
    public static let nationMonthsMax = 36
    /// Industries drawn one by one.
    static let sectorsShown = 6
    /// Cells listed on a page; a file holds all.
    public static let cellsShown = 70

    /// National figures, or one province's.
    ///
    /// - Parameters:
    ///   - province: asked for; an officer of one province gets that one.
    ///   - known: an ended month: only what was recorded up to its end.
    /// - Throws: ``KnownRefusal`` for a month that has not ended.
    public func nation(months: ClosedRange<Month>, province: String?, known: Month? = nil, by actor: Actor) async throws -> NationModel {
        try requireEnded(known)
        let reach = try actor.nationReach()
        let province = reach ?? province
        let first = min(months.lowerBound, months.upperBound.adding(months: -11))
        return try await readPublished { r in
            let fates = try r.fates(first...months.upperBound, province: province, known: known)
            var sum = MonthFates()
            for (month, part) in fates where months.contains(month) { sum += part }
            let open: [ManifestState] = [.issued, .inTransit, .inStorage, .arrived, .weighed, .accepted, .missing]
            var now = MonthFates()
            for (_, part) in known == nil ? [] : try r.fates(months, province: province, known: nil) { now += part }
            let store = EvidenceStore(r.session)
            let isTold = try known.map { month in try store.learnedFrom().map { $0 <= month } ?? true } ?? true
            return NationModel(
                months: months, province: province, isBoundToProvince: reach != nil, whole: sum.whole, sectors: Self.flows(sum.sectors),
                provinces: sum.provinces, trend: fates.map { ($0.month, $0.fates.whole) },
                openNotes: try r.notes.count(states: open, province: province), unweighed: max(0, sum.unweighed),
                evidence: isTold ? try store.sums(months, province: province, learned: known.map { .until($0) } ?? .all) : nil,
                late: try r.notes.lateSum(months, province: province), maySeeSites: actor.maySeeSites(of: province),
                known: known, now: now.whole, provincesNow: now.provinces,
                laterEntries: try r.laterEntries(months, province: province, known: known))
        }
    }

    /// Cells behind a figure, the largest first.
    ///
    /// - Parameter group: what sites of one size or zone booked; for whoever reads the whole nation.
    public func nationCells(_ asked: FateFilter, of group: PictureGroupKey? = nil, limit: Int, by actor: Actor) async throws -> NationCells {
        try requireEnded(asked.learned.month)
        var filter = asked
        let reach = try actor.nationReach()
        filter.province = reach ?? asked.province
        if group != nil, reach != nil { throw PermissionRefusal.missing }
        let bounded = filter
        return try await readPublished { r in
            let (cells, total, count) =
                try group.flatMap { group in group.dimension.scope.map { ($0, group.key) } }.map {
                    try r.ledger.groupDetails($0, key: $1, bounded, limit: limit)
                } ?? r.ledger.fateDetails(bounded, limit: limit)
            return NationCells(filter: bounded, group: group, cells: cells, total: total, count: count, maySeeSites: actor.maySeeSites(of: bounded.province))
        }
    }

    /// A figure by place: provinces, or within one province its sites, one page.
    ///
    /// - Parameter division: an ISIC division or class; counts for what was generated only: treated waste has the industry that generated it, its plant
    ///   another.
    public func nationPlaces(
        _ compartment: Compartment, material: Material?, division asked: String?, province: String?, months: ClosedRange<Month>, learned: LearnedSpan = .all,
        after: SiteID?, limit: Int, by actor: Actor
    ) async throws -> NationPlaces {
        try requireEnded(learned.month)
        let province = try actor.nationReach() ?? province
        let division = compartment == .process ? asked : nil
        let codes = lists.provinces(of: country, on: today).map(\.id.code)
        return try await readPublished { r in
            func cells(_ scope: Scope, _ key: String) throws -> Int64 {
                guard let division else { return try r.ledger.upperSum(scope, key: key, compartment, material: material, months: months, learned: learned) }
                let filter = FateFilter(
                    months: months, province: scope == .province ? key : nil, divisions: [division], compartments: [compartment], material: material,
                    learned: learned)
                return try r.ledger.fateDetails(filter, limit: 1).total
            }
            var result = NationPlaces(
                compartment: compartment, months: months, material: material, division: division, province: province, places: [], cellTotal: 0,
                maySeeSites: actor.maySeeSites(of: province))
            result.learned = learned
            guard let province else {
                result.places = try codes.map { NationPlaces.Place(province: $0, grams: try cells(.province, $0)) }.filter { $0.grams != 0 }
                result.placesTotal = result.places.reduce(0) { $0 + $1.grams }
                result.cellTotal = try cells(.nation, "")
                return result
            }
            guard result.maySeeSites else { throw PermissionRefusal.missing }
            let filter = SiteCellFilter(province: province, compartment: compartment, months: months, material: material, division: division, learned: learned)
            try r.fill(&result, with: filter, after: after, limit: limit)
            result.cellTotal = try cells(.province, province)
            return result
        }
    }

    /// Entries behind a site's figure, in the order recorded, one page after an entry.
    public func nationEntries(_ filter: SiteEntryFilter, after: EntryID?, limit: Int, by actor: Actor) async throws -> NationEntries {
        try requireEnded(filter.learned.month)
        return try await readPublished { r in
            let (site, organisation) = try r.bookSite(filter.site, .readBook, by: actor)
            guard let (cellTotal, learned) = try r.ledger.siteSum(filter) else {
                return NationEntries(filter: filter, site: site, organisation: organisation, lines: [], entryTotal: 0, cellTotal: 0, sites: [:])
            }
            var entries = try r.ledger.entries(filter, learned: learned, after: after, limit: limit + 1)
            let hasMore = entries.count > limit
            if hasMore { entries.removeLast() }
            func isMeant(_ account: Account) -> Bool { account.site == filter.site && account.compartment == filter.compartment }
            let recorders = try r.recorders(of: entries, by: actor)
            let numbers = try r.notes.numbers(of: entries.compactMap(\.document))
            let ids = try r.ledger.ids(of: entries.map { isMeant($0.debit) ? $0.debit : $0.credit })
            let lines = entries.map { entry in
                let isIn = isMeant(entry.debit)
                let effect = (isIn ? entry.mass.raw : 0) - (isMeant(entry.credit) ? entry.mass.raw : 0)
                let made = recorders[entry.operation]
                return NationEntries.Line(
                    entry: entry, effect: effect, other: isIn ? entry.credit : entry.debit, account: ids[isIn ? entry.debit : entry.credit],
                    noteNumber: entry.document.flatMap { numbers[$0] }, recorded: made?.recorded, who: made?.who ?? Recorder())
            }
            return NationEntries(
                filter: filter, site: site, organisation: organisation, lines: lines, entryTotal: try r.ledger.entrySum(filter, learned: learned),
                cellTotal: cellTotal, next: hasMore ? entries.last?.id : nil, sites: try r.registry.sites(Set(lines.map(\.other.site))))
        }
    }

    /// The largest industries by what they generated, and the others together.
    private static func flows(_ sectors: [String: FateFigures]) -> [SectorFlow] {
        let sorted = sectors.sorted { $0.value[.generated] != $1.value[.generated] ? $0.value[.generated] > $1.value[.generated] : $0.key < $1.key }
        var flows = sorted.prefix(sectorsShown).map { SectorFlow(divisions: [$0.key], isRest: false, figures: $0.value) }
        let rest = sorted.dropFirst(sectorsShown)
        guard !rest.isEmpty else { return flows }
        var figures = FateFigures()
        for part in rest { figures += part.value }
        flows.append(SectorFlow(divisions: rest.map(\.key).sorted(), isRest: true, figures: figures))
        return flows
    }
}

extension Actor {
    /// The only province whose national figures the actor may read; `nil` when all.
    ///
    /// - Throws: ``PermissionRefusal`` when none.
    func nationReach() throws -> String? {
        if may(.readNation, actor: self, subject: Subject()).isAllowed { return nil }
        if let province = principal?.mandate?.province, may(.readNation, actor: self, subject: Subject(provinces: [province])).isAllowed { return province }
        if case .refused(let refusal) = may(.readNation, actor: self, subject: Subject()) { throw refusal }
        throw PermissionRefusal.missing
    }

    /// Whether the actor may open the books of the sites of a province, or of the nation.
    func maySeeSites(of province: String?) -> Bool {
        may(.readBook, actor: self, subject: Subject(provinces: province.map { [$0] } ?? [])).isAllowed
    }
}
