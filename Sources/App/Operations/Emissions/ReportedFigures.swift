// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Returns
import Stores

/// What returns of one site add to the sums of the groups that it belonged to, as was known when each was sent.
///
/// Kept by classification until the sums are asked for: a site is in five groups, and what a return no longer says is mostly what it says now.
struct ReportedFigures {
    private struct Term: Hashable {
        /// Blank where any is meant.
        var figure: String
        /// How many sites reported it.
        var isCount: Bool
        var waste: WasteCodeID?
        var month: Month
        var place: Int
    }

    private var terms: [Term: Int64] = [:]
    private var places: [Classification] = []

    init() {}

    /// Adds what returns of one site and year say; those without a filing that counts are passed over.
    ///
    /// - Parameters:
    ///   - months: all unless said.
    ///   - times: -1 takes away.
    mutating func add(_ returns: [SiteReturn], of site: Site, sets: DataSets, months: ClosedRange<Month>? = nil, times: Int64 = 1) {
        let counting = returns.filter { $0.counting != nil }
        guard let least = counting.map(\.head.period.months.lowerBound).min(), let most = counting.map(\.head.period.months.upperBound).max() else { return }
        let (first, last) = (max(least, months?.lowerBound ?? least), min(most, months?.upperBound ?? most))
        guard first <= last else { return }
        let byID = Dictionary(counting.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
        for (month, figures) in monthlyFigures(of: counting, in: first...last, sets: sets) {
            var known: [ReturnID: Int] = [:]
            func place(of made: SiteReturn) -> Int? {
                if let place = known[made.id] { return place }
                guard let sent = made.counting?.act.at else { return nil }
                let place = number(of: site.classification(in: month, sent: sent))
                known[made.id] = place
                return place
            }
            for figure in figures where figure.kind.dimension != nil {
                guard let whole = figure.whole, whole > 0, let place = byID[figure.siteReturn].flatMap({ place(of: $0) }) else { continue }
                switch figure.subject {
                case .field(let id):
                    // What a process gives off depends on the product, which the industry tells.
                    let name = id == "productMade" ? id + "@" + places[place].sector : id
                    terms[Term(figure: name, isCount: false, month: month, place: place), default: 0] += whole * times
                    terms[Term(figure: name, isCount: true, month: month, place: place), default: 0] += times
                case .waste(let waste, let destination):
                    terms[Term(figure: "way." + destination.rawValue, isCount: false, waste: waste, month: month, place: place), default: 0] += whole * times
                }
            }
            // Sent with nothing but zeros, it was sent all the same.
            let any = counting.filter { $0.head.period.months.contains(month) }.min { $0.id < $1.id }
            if let place = any.flatMap({ place(of: $0) }) {
                terms[Term(figure: "", isCount: true, month: month, place: place), default: 0] += times
            }
        }
    }

    private mutating func number(of place: Classification) -> Int {
        if let known = places.firstIndex(of: place) { return known }
        places.append(place)
        return places.count - 1
    }

    /// How many sites reported anything.
    static let anySite = "sites."

    private var named: [(figure: String, term: Term, amount: Int64)] {
        terms.filter { $0.value != 0 }.map { ($0.key.isCount ? Self.anySite + $0.key.figure : $0.key.figure, $0.key, $0.value) }
    }

    /// What is added to one group, as a site's own: under the nation.
    func cells(of group: SiteGroup) -> [ReportedCell: Int64] {
        let isMeant = places.map(group.contains)
        return named.reduce(into: [:]) { cells, one in
            guard isMeant[one.term.place] else { return }
            cells[ReportedCell(scope: .nation, key: "", month: one.term.month, figure: one.figure, waste: one.term.waste), default: 0] += one.amount
        }
    }

    /// The sums of all groups that change, each once and in order.
    var sums: [(cell: ReportedCell, amount: Int64)] {
        let named = self.named.sorted { a, b in
            if a.term.month != b.term.month { return a.term.month < b.term.month }
            return a.figure == b.figure ? (a.term.waste?.raw ?? 0) < (b.term.waste?.raw ?? 0) : a.figure < b.figure
        }
        var rows: [(cell: ReportedCell, amount: Int64)] = []
        rows.reserveCapacity(named.count * Scope.allCases.count)
        for scope in Scope.allCases {
            let keys = places.map { scope.key(in: $0) }
            for (figure, term, amount) in named where scope == .nation || !keys[term.place].isEmpty {
                rows.append((ReportedCell(scope: scope, key: keys[term.place], month: term.month, figure: figure, waste: term.waste), amount))
            }
        }
        // A site that was moved meanwhile has places in two provinces, and in one nation.
        guard places.count > 1 else { return rows }
        return rows.reduce(into: [:]) { $0[$1.cell, default: 0] += $1.amount }.inOrder
    }
}

extension [ReportedCell: Int64] {
    /// Adds to the sums of all groups that a classification is in.
    ///
    /// - Parameter group: only where it is in this one, and then under the nation: what a site gives to that group.
    mutating func add(
        _ amount: Int64, _ figure: String, _ waste: WasteCodeID?, _ month: Month, _ place: Classification, to group: SiteGroup? = nil
    ) {
        if let group {
            guard group.contains(place) else { return }
            self[ReportedCell(scope: .nation, key: "", month: month, figure: figure, waste: waste), default: 0] += amount
            return
        }
        for scope in Scope.allCases {
            let key = scope.key(in: place)
            if key.isEmpty, scope != .nation { continue }
            self[ReportedCell(scope: scope, key: key, month: month, figure: figure, waste: waste), default: 0] += amount
        }
    }

    func less(_ other: Self) -> Self { merging(other.mapValues { -$0 }, uniquingKeysWith: +) }

    /// Those that are not zero.
    var inOrder: [(cell: ReportedCell, amount: Int64)] { filter { $0.value != 0 }.map { (cell: $0.key, amount: $0.value) }.sorted { $0.cell < $1.cell } }
}

extension Array {
    /// Returns whose months hang together with some months, by themselves or through others: what a longer return adds to one of its months depends on
    /// what shorter ones say of the others. What the rest adds to these months is nothing, before and after.
    func hanging(on months: ClosedRange<Month>, _ span: (Element) -> ClosedRange<Month>) -> [Element] {
        var (reach, rest, found) = (months, self, [Element]())
        while let place = rest.firstIndex(where: { span($0).overlaps(reach) }) {
            let one = rest.remove(at: place)
            let own = span(one)
            reach = Swift.min(reach.lowerBound, own.lowerBound)...Swift.max(reach.upperBound, own.upperBound)
            found.append(one)
        }
        return found
    }
}

extension Work {
    /// Keeps the sums of what was reported in step with a return whose counting filing changed.
    func keepReported(_ after: SiteReturn, before: SiteReturn, of site: Site) throws {
        guard after.counting?.number != before.counting?.number else { return }
        let year = after.head.period.first.month.year
        let others = try returns.returns(of: [site.id], since: Period.year(year).first, without: after.id, limit: 400).filter {
            $0.head.period.first.month.year == year
        }.hanging(on: after.head.period.months, \.head.period.months)
        let sets = platform.dataSets
        var figures = ReportedFigures()
        figures.add(others + [after], of: site, sets: sets)
        figures.add(others + [before], of: site, sets: sets, times: -1)
        try ReportedStore(session).add(figures.sums)
    }
}

extension Platform {
    /// What is summed, each by the name under which a database remembers that it was.
    private static let filled: [(name: String, count: @Sendable (Reading) throws -> [ReportedCell: Int64])] = [
        ("reported_filled", ReportedRecount.returned), ("loads_filled", ReportedRecount.discharged),
    ]

    /// Sums what was recorded before these sums were kept, once for a database.
    func fillReported() async throws {
        for (name, count) in Self.filled where try await database.read({ try SettingStore($0).value(name) }) == nil {
            try await database.write { session in
                let settings = SettingStore(session)
                guard try settings.value(name) == nil else { return }
                try ReportedStore(session).add(try count(Reading(session: session, platform: self)).inOrder)
                try settings.set(name, to: "1")
            }
        }
    }
}

/// Counts again what groups of sites reported, and what laboratories found in what they discharged.
enum ReportedRecount {
    @Sendable static func returned(_ reading: Reading) throws -> [ReportedCell: Int64] {
        var cells: [ReportedCell: Int64] = [:]
        var last: SiteID?
        while case let page = try reading.returns.sites(after: last, limit: 200), let end = page.last {
            let sites = try reading.registry.sites(page)
            for id in page {
                guard let site = sites[id] else { continue }
                let made = try reading.returns.returns(of: [id], since: CalendarDate(dayNumber: 0), limit: 10_000)
                for (_, year) in Dictionary(grouping: made, by: { $0.head.period.first.month.year }) {
                    var figures = ReportedFigures()
                    figures.add(year, of: site, sets: reading.platform.dataSets)
                    for (cell, amount) in figures.sums { cells[cell, default: 0] += amount }
                }
            }
            last = end
        }
        return cells.filter { $0.value != 0 }
    }

    @Sendable static func discharged(_ reading: Reading) throws -> [ReportedCell: Int64] {
        var cells: [ReportedCell: Int64] = [:]
        var last: SiteID?
        while case let page = try reading.discharge.sites(after: last, limit: 200), let end = page.last {
            for site in try reading.registry.sites(page).values { cells.merge(try reading.outletFigures(of: site), uniquingKeysWith: +) }
            last = end
        }
        return cells.filter { $0.value != 0 }
    }

    /// The facts of the first sum that differs from the count; `nil` when all agree.
    static func difference(_ reading: Reading) throws -> [String: Fact]? {
        var left = try returned(reading).merging(try discharged(reading), uniquingKeysWith: +)
        var wrong: [(cell: ReportedCell, kept: Int64, counted: Int64)] = []
        try ReportedStore(reading.session).each { cell, amount in
            let right = left.removeValue(forKey: cell) ?? 0
            if right != amount { wrong.append((cell, amount, right)) }
        }
        if wrong.isEmpty, let (cell, right) = left.min(by: { $0.key < $1.key }) { wrong = [(cell, 0, right)] }
        return wrong.min { $0.cell < $1.cell }.map { found in
            [
                "month": .text(found.cell.month.description), "group": .text("\(found.cell.scope) \(found.cell.key)"), "figure": .text(found.cell.figure),
                "waste": .text(found.cell.waste?.text ?? "–"), "found": .numeral(found.kept), "expected": .numeral(found.counted),
            ]
        }
    }
}
