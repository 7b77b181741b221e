// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores

/// Counts balances and cells from entries one by one, and names the first that is not as it is kept.
///
/// Only where ``BookSums`` has found that something is wrong: the accounts and cells of some of the sites are counted at a
/// time, so that memory has a bound, and each part reads all entries again.
struct BookRecount {
    private(set) var balanceProblem: Problem?
    private(set) var siteProblem: Problem?
    private(set) var upperProblem: Problem?
    private var part: ClosedRange<Int64>?
    private var countsGroups = false
    private var balances: [Int64: Balance] = [:]
    private var cells: [CellNumber: Int64] = [:]
    /// Of all parts: cells without their site.
    private var grouped: [CellNumber: Int64] = [:]
    private var places: SitePlaces

    init(_ places: SitePlaces) { self.places = places }

    /// Ranges of sites, together all there can be, whose rows fit in memory.
    static func parts(_ counts: [(site: SiteID, rows: Int)], most: Int) -> [ClosedRange<SiteID>] {
        var parts: [ClosedRange<SiteID>] = []
        var start = SiteID(0)
        var sum = 0
        for (site, rows) in counts {
            if sum > 0, sum + rows > most {
                parts.append(start...SiteID(site.value - 1))
                start = site
                sum = 0
            }
            sum += rows
        }
        return parts + [start...SiteID(Int64.max)]
    }

    /// - Parameters:
    ///   - part: sites whose accounts and cells are counted; none when `nil`.
    ///   - countsGroups: whether cells of groups are counted too, of all sites.
    mutating func begin(_ part: ClosedRange<SiteID>?, countsGroups: Bool) {
        self.part = part.map { $0.lowerBound.value...$0.upperBound.value }
        self.countsGroups = countsGroups
        balances = [:]
        cells = [:]
    }

    mutating func take(_ entry: VerificationStore.EntryRow) throws {
        let (isCredit, isDebit) = (part?.contains(entry.credit.site) ?? false, part?.contains(entry.debit.site) ?? false)
        guard isCredit || isDebit || countsGroups else { return }
        if entry.isPosted {
            if isCredit { balances[entry.credit.account, default: Balance()].posted -= entry.grams }
            if isDebit { balances[entry.debit.account, default: Balance()].posted += entry.grams }
            if let recorded = entry.recorded {
                let learned = places.month(of: recorded)
                if isCredit || countsGroups { try count(entry.credit, entry, -entry.grams, learned, inPart: isCredit) }
                if isDebit || countsGroups { try count(entry.debit, entry, entry.grams, learned, inPart: isDebit) }
            }
        } else if entry.isPending {
            if isCredit { balances[entry.credit.account, default: Balance()].pending += entry.grams }
            if isDebit { balances[entry.debit.account, default: Balance()].pending -= entry.grams }
        }
    }

    private mutating func count(
        _ side: VerificationStore.EntrySide, _ entry: VerificationStore.EntryRow, _ grams: Int64, _ learned: UInt16, inPart: Bool
    ) throws {
        let site = try places.number(of: side.site)
        var place = site.always ?? 0
        var later: ArraySlice<SitePlaces.Step> = []
        if site.always == nil {
            let steps = places.steps(of: site, on: entry.occurred, learned: learned)
            place = steps[0].place
            later = steps.dropFirst()
        }
        var cell = CellNumber(
            site: site.number, material: side.material, place: place, compartment: side.compartment,
            occurred: UInt16(truncatingIfNeeded: entry.occurred.month.index),
            learned: learned)
        if inPart { cells[cell, default: 0] += grams }
        guard countsGroups else { return }
        grouped[cell.withoutSite, default: 0] += grams
        // What was learned of the site afterwards moved the grams from group to group, in the month in which it was learned.
        for step in later {
            cell.learned = step.learned
            grouped[cell.withoutSite, default: 0] -= grams
            cell.place = step.place
            grouped[cell.withoutSite, default: 0] += grams
        }
    }

    /// Compares accounts and cells of this part's sites.
    mutating func finishPart(_ store: VerificationStore) throws {
        guard let part else { return }
        let range = SiteID(part.lowerBound)...SiteID(part.upperBound)
        try compareBalances(store, range)
        try compareCells(store, range)
        cells = [:]
        balances = [:]
    }

    private mutating func compareBalances(_ store: VerificationStore, _ range: ClosedRange<SiteID>) throws {
        guard balanceProblem == nil else { return }
        var wrong: (row: AccountBalance, counted: Balance)?
        try store.eachAccount(of: range) { row in
            let counted = balances[row.id.value] ?? Balance()
            if wrong == nil, counted != row.balance { wrong = (row, counted) }
        }
        guard let wrong else { return }
        let facts: [String: Fact] = [
            "account": .text(wrong.row.id.description), "found": .mass(Mass(wrong.row.balance.posted)), "expected": .mass(Mass(wrong.counted.posted)),
            "foundReserved": .mass(Mass(wrong.row.balance.pending)), "expectedReserved": .mass(Mass(wrong.counted.pending)),
        ]
        balanceProblem = VerifyPhrase.accountBalance.problem("", facts.merging(wrong.row.account.facts, uniquingKeysWith: { a, _ in a }))
    }

    private mutating func compareCells(_ store: VerificationStore, _ range: ClosedRange<SiteID>) throws {
        var wrong: (cell: SiteCell, kept: Int64, counted: Int64)?
        try store.eachSiteCell(of: range) { cell, kept in
            var sum: Int64 = 0
            if let site = places.known[cell.site.value] {
                // A site that changed its classification has the cells of one month in several places.
                for place in site.always.map({ $0...$0 }) ?? 0...UInt16(max(0, places.classes.count - 1)) {
                    let number = CellNumber(
                        site: site.number, material: cell.material.value, place: place, compartment: cell.compartment.number,
                        occurred: UInt16(truncatingIfNeeded: cell.occurred.index), learned: UInt16(truncatingIfNeeded: cell.learned.index))
                    sum += cells.removeValue(forKey: number) ?? 0
                }
            }
            if wrong == nil, sum != kept { wrong = (cell, kept, sum) }
        }
        if wrong == nil, let (left, counted) = cells.filter({ $0.value != 0 }).min(by: { $0.key < $1.key }),
            let site = places.known.first(where: { $0.value.number == left.site })?.key, let compartment = Compartment(number: left.compartment)
        {
            let cell = SiteCell(
                site: SiteID(site), material: Material(value: left.material), compartment: compartment, occurred: Month(index: Int32(left.occurred)),
                learned: Month(index: Int32(left.learned)))
            wrong = (cell, 0, counted)
        }
        guard siteProblem == nil, let wrong else { return }
        let facts = facts(wrong.cell.material, wrong.cell.compartment, wrong.cell.occurred, wrong.cell.learned, wrong.kept, wrong.counted)
        siteProblem = VerifyPhrase.siteCell.problem("", facts.merging(["site": .text(wrong.cell.site.description)], uniquingKeysWith: { a, _ in a }))
    }

    /// Compares the cells of groups of sites, when they were counted.
    mutating func finish(_ store: VerificationStore) throws {
        var counted: [UpperCell: Int64] = [:]
        for (cell, grams) in grouped {
            guard let compartment = Compartment(number: cell.compartment) else { continue }
            for (scope, name) in SitePlaces.groups(of: places.classes[Int(cell.place)]) {
                let group = UpperCell(
                    scope: scope, key: name, material: Material(value: cell.material), compartment: compartment,
                    occurred: Month(index: Int32(cell.occurred)), learned: Month(index: Int32(cell.learned)))
                counted[group, default: 0] += grams
            }
        }
        var wrong: (cell: UpperCell, kept: Int64, counted: Int64)?
        try store.eachUpperCell { cell, kept in
            let sum = counted.removeValue(forKey: cell) ?? 0
            if wrong == nil, sum != kept { wrong = (cell, kept, sum) }
        }
        if wrong == nil {
            func order(_ cell: UpperCell) -> String { "\(cell.scope.rawValue) \(cell.key) \(cell.occurred) \(cell.material.value) \(cell.compartment.number)" }
            wrong = counted.filter { $0.value != 0 }.min { order($0.key) < order($1.key) }.map { ($0.key, 0, $0.value) }
        }
        guard let wrong else { return }
        let facts = facts(wrong.cell.material, wrong.cell.compartment, wrong.cell.occurred, wrong.cell.learned, wrong.kept, wrong.counted)
        let group: [String: Fact] = ["scope": .text("\(wrong.cell.scope)"), "group": .text(wrong.cell.key.isEmpty ? "–" : wrong.cell.key)]
        upperProblem = VerifyPhrase.upperCell.problem("", facts.merging(group, uniquingKeysWith: { a, _ in a }))
    }

    private func facts(_ material: Material, _ compartment: Compartment, _ occurred: Month, _ learned: Month, _ kept: Int64, _ counted: Int64)
        -> [String: Fact]
    {
        [
            "material": .text(material.codeText), "compartment": .text(compartment.codeText), "month": .text(occurred.description),
            "learned": .text(learned.description), "found": .mass(Mass(kept)), "expected": .mass(Mass(counted)),
        ]
    }
}

/// A cell by numbers alone: a recount keeps millions of them.
private struct CellNumber: Hashable, Comparable {
    var site: Int32
    var material: Int32
    var place: UInt16
    var compartment: Int16
    var occurred: UInt16
    var learned: UInt16

    var withoutSite: CellNumber {
        var cell = self
        cell.site = -1
        return cell
    }

    static func < (a: CellNumber, b: CellNumber) -> Bool {
        (a.site, a.occurred, a.material, a.compartment, a.learned) < (b.site, b.occurred, b.material, b.compartment, b.learned)
    }
}
