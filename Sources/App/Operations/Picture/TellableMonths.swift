// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

/// Of which months what sites reported is told to a reader who may see no single one of them.
///
/// Each month is judged by itself: were a span told because enough sites reported in one of its months, two spans would tell, by subtraction, of a month in
/// which one did. And where one group of a month is left out, which the others and the nation would tell, the next smallest is left out with it.
struct TellableMonths {
    private var reports: [String: Set<Month>]?
    private var loads: [String: Set<Month>]?
    /// Something of the asked months is not told.
    private(set) var hidden: Set<String> = []

    /// All, to whoever may see single sites.
    init() {}

    /// - Parameters:
    ///   - cells: of every group of one kind.
    ///   - group: of a cell's key.
    init(_ cells: [(cell: ReportedCell, amount: Int64)], _ treated: [TreatedCell], of group: (String) -> String) {
        var (reporting, discharging): (Counts, Counts) = ([:], [:])
        for (cell, amount) in cells {
            let key = group(cell.key)
            switch cell.figure {
            case ReportedFigures.anySite: reporting[cell.month, default: [:]][key, default: 0] += amount
            case OutletFigures.anySite: discharging[cell.month, default: [:]][key, default: 0] += amount
            case _ where OutletFigures.isOne(cell.figure): discharging[cell.month, default: [:]][key, default: 0] += 0
            default: reporting[cell.month, default: [:]][key, default: 0] += 0
            }
        }
        for cell in treated { reporting[cell.month, default: [:]][group(cell.key), default: 0] += 0 }
        reports = Self.told(reporting, &hidden)
        loads = Self.told(discharging, &hidden)
    }

    /// Sites by month and group.
    private typealias Counts = [Month: [String: Int64]]

    private static func told(_ counts: Counts, _ hidden: inout Set<String>) -> [String: Set<Month>] {
        var told: [String: Set<Month>] = [:]
        for (month, groups) in counts {
            let sorted = groups.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            let few = sorted.prefix { $0.value < Int64(OpenFigures.sitesMin) }.count
            let left = few == 1 ? 2 : few
            for (key, _) in sorted.prefix(left) { hidden.insert(key) }
            for (key, _) in sorted.dropFirst(left) { told[key, default: []].insert(month) }
        }
        return told
    }

    func contains(_ cell: ReportedCell, of group: String) -> Bool {
        let told = OutletFigures.isOne(cell.figure) ? loads : reports
        return told.map { $0[group]?.contains(cell.month) ?? false } ?? true
    }

    func contains(_ cell: TreatedCell, of group: String) -> Bool { reports.map { $0[group]?.contains(cell.month) ?? false } ?? true }
}

extension Reading {
    /// What is told of groups of one kind; all of it to whoever may see single sites.
    func tellable(_ scope: Scope, months: ClosedRange<Month>, maySeeSites: Bool) throws -> TellableMonths {
        if maySeeSites { return TellableMonths() }
        // Every group, since what is told of one depends on the others; the nation has one.
        let key: String? = scope == .nation ? "" : nil
        return TellableMonths(try reportedGroups(scope, key: key, months: months), try treatedGroups(scope, key: key, months: months)) {
            scope.group(of: $0)
        }
    }
}

extension Scope {
    /// Industries are told apart by division.
    func group(of key: String) -> String { self == .sector ? String(key.prefix(2)) : key }
}
