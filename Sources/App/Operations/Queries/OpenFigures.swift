// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Stores

/// Figures for everybody: the nation's, never one firm's.
public struct OpenFigures: Sendable {
    public enum Dimension: String, CaseIterable, Sendable {
        /// Generated, by chapter of the waste list (two digits).
        case chapter
        /// Generated, by ISIC division.
        case division
        /// Treated, by treatment code.
        case treatment
        /// Generated, by month.
        case month
    }

    public struct Row: Hashable, Sendable {
        /// Code of the row; `nil` for rows put together because single ones stand for too few sites.
        public var key: String?
        public var grams: Int64
        public var sites: Int
    }

    public struct Table: Sendable {
        public var dimension: Dimension
        /// In order of their codes, what was put together last.
        public var rows: [Row]
        /// `nil` when fewer than ``sitesMin`` sites stand behind the whole table.
        public var total: Int64?
    }

    /// A figure stands for at least so many sites, or is not given.
    public static let sitesMin = 3

    public var months: ClosedRange<Month>
    public var tables: [Table]
    /// As proved by notes; `nil` when too few sites stand behind it.
    public var generated: Int64?
    /// Under R codes, of all that was treated, 0...1.
    public var recoveryShare: Double?
    /// Of all that was generated, sold or given to somebody outside the system, 0...1; `nil` when too few sites stand behind it.
    public var unknownShare: Double?
    /// Organisations that may treat waste under a permit in force.
    public var plants: Int
    /// Notes signed by their senders in these months.
    public var notes: Int
    public var computedAt: Instant

    public func table(_ dimension: Dimension) -> Table? { tables.first { $0.dimension == dimension } }
}

extension Platform {
    /// The nation's figures of the last twelve months, at most ten minutes old; a little older where the nation is so large that
    /// summing takes longer than a visitor should wait.
    public func openFigures() async throws -> OpenFigures {
        try await openFiguresCache.figures(at: now) { try await self.summedOpenFigures() }
    }

    private func summedOpenFigures() async throws -> OpenFigures {
        let now = self.now
        let today = self.today
        let months = today.month.adding(months: -11)...today.month
        let zone = self.zone
        return try await readThrough { r in
            let cells = try r.ledger.upperCells(.nation, key: "", months: months)
            var tables = GatheredTables()
            var sellers: Set<SiteID> = []
            try r.ledger.eachContributor(months: months) { site, division, material, compartment in
                if compartment == .unknown { sellers.insert(site) }
                tables.count(site, division: division, material: material, compartment: compartment)
            }
            for (month, sites) in try r.ledger.generatingSites(months: months) { tables.months[month] = sites }
            for cell in cells { tables.add(cell) }
            for sum in try r.ledger.fateSums(FateFilter(months: months, compartments: [.process])) { tables.add(division: sum.division, grams: -sum.grams) }
            let generated = cells.filter { $0.compartment == .process }.reduce(Int64(0)) { $0 - $1.grams }
            let unknown = cells.filter { $0.compartment == .unknown }.reduce(Int64(0)) { $0 + $1.grams }
            // That nothing was sold names nobody.
            let isUnknownShown = generated > 0 && (sellers.isEmpty || sellers.count >= OpenFigures.sitesMin)
            var treated: Int64 = 0
            var recovered: Int64 = 0
            for case .treated(let code) in cells.map(\.compartment).uniqued() {
                let grams = cells.filter { $0.compartment == .treated(code) }.reduce(Int64(0)) { $0 + $1.grams }
                treated += grams
                if code.isRecovery { recovered += grams }
            }
            let whole = tables.finished()
            let isShown = whole.first { $0.dimension == .month }?.total != nil
            let isTreatmentShown = whole.first { $0.dimension == .treatment }?.total != nil
            return OpenFigures(
                months: months, tables: whole, generated: isShown ? generated : nil,
                recoveryShare: isTreatmentShown && treated > 0 ? Double(recovered) / Double(treated) : nil,
                unknownShare: isShown && isUnknownShown ? Double(unknown) / Double(generated) : nil,
                plants: try r.licensedPlants(on: today),
                notes: try r.notes.countIssued(
                    from: zone.start(of: Period.month(months.lowerBound).first), to: zone.start(of: Period.month(months.upperBound.adding(months: 1)).first)),
                computedAt: now)
        }
    }
}

extension Reading {
    /// Active organisations with a permit in force to treat something.
    fileprivate func licensedPlants(on today: CalendarDate) throws -> Int {
        var plants: Set<OrganisationID> = []
        var after: PermitID?
        while true {
            let page = try registry.permits(inForceOn: today, after: after, limit: 500)
            for permit in page where !permit.treatments.isEmpty { plants.insert(permit.organisation) }
            guard page.count == 500, let last = page.last else { break }
            after = last.id
        }
        return try registry.organisations(plants).values.count { $0.isOpen(on: today) }
    }
}

/// Sums and sites of each row while the tables are gathered.
private struct GatheredTables {
    struct Row {
        var grams: Int64 = 0
        var sites: Set<SiteID> = []
    }

    private var rows: [OpenFigures.Dimension: [String: Row]] = [:]
    var months: [Month: Set<SiteID>] = [:]

    mutating func count(_ site: SiteID, division: String, material: Material, compartment: Compartment) {
        switch compartment {
        case .process:
            if let waste = material.wasteCode { rows[.chapter, default: [:]][waste.chapter, default: Row()].sites.insert(site) }
            rows[.division, default: [:]][division, default: Row()].sites.insert(site)
        case .treated(let code): rows[.treatment, default: [:]][code.description, default: Row()].sites.insert(site)
        default: break
        }
    }

    mutating func add(_ cell: CellSum) {
        switch cell.compartment {
        case .process:
            if let waste = cell.material.wasteCode { rows[.chapter, default: [:]][waste.chapter, default: Row()].grams -= cell.grams }
            rows[.month, default: [:]][cell.occurred.description, default: Row()].grams -= cell.grams
        case .treated(let code): rows[.treatment, default: [:]][code.description, default: Row()].grams += cell.grams
        default: break
        }
    }

    mutating func add(division: String, grams: Int64) { rows[.division, default: [:]][division, default: Row()].grams += grams }

    func finished() -> [OpenFigures.Table] {
        OpenFigures.Dimension.allCases.map { dimension in
            var known = rows[dimension] ?? [:]
            if dimension == .month {
                for (month, sites) in months { known[month.description, default: Row()].sites = sites }
            }
            return OpenFigures.Table(suppressing: known.map { ($0.key, $0.value.grams, $0.value.sites) }, dimension: dimension)
        }
    }
}

extension OpenFigures.Table {
    /// Puts rows of too few sites together. Where those together are still too few, or only one row, whose figure would
    /// follow from the total, the next smallest rows go with them.
    init(suppressing given: [(key: String, grams: Int64, sites: Set<SiteID>)], dimension: OpenFigures.Dimension) {
        let least = OpenFigures.sitesMin
        let all = given.filter { $0.grams != 0 }.sorted { $0.sites.count != $1.sites.count ? $0.sites.count < $1.sites.count : $0.key < $1.key }
        var hidden: [(key: String, grams: Int64, sites: Set<SiteID>)] = []
        var shown: [(key: String, grams: Int64, sites: Set<SiteID>)] = []
        for row in all {
            let together = hidden.reduce(into: Set<SiteID>()) { $0.formUnion($1.sites) }
            let isUnsafe = !hidden.isEmpty && (hidden.count < 2 || together.count < least)
            if row.sites.count < least || isUnsafe { hidden.append(row) } else { shown.append(row) }
        }
        let together = hidden.reduce(into: Set<SiteID>()) { $0.formUnion($1.sites) }
        let everybody = shown.reduce(into: together) { $0.formUnion($1.sites) }
        self.dimension = dimension
        rows = shown.sorted { $0.key < $1.key }.map { OpenFigures.Row(key: $0.key, grams: $0.grams, sites: $0.sites.count) }
        guard everybody.count >= least else {
            rows = []
            total = nil
            return
        }
        if !hidden.isEmpty { rows.append(OpenFigures.Row(key: nil, grams: hidden.reduce(0) { $0 + $1.grams }, sites: together.count)) }
        total = all.reduce(0) { $0 + $1.grams }
    }
}

extension Sequence where Element: Hashable {
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
