// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores
import Synchronization

/// What became of what was generated in one month.
struct MonthFates: Sendable {
    var whole = FateFigures()
    /// By ISIC division, two digits.
    var sectors: [String: FateFigures] = [:]
    /// By code of the province in which it was generated.
    var provinces: [String: FateFigures] = [:]
    /// On the way.
    var unweighed: Int64 = 0

    mutating func take(_ sum: FateSum) {
        whole.take(sum)
        sectors[sum.division, default: FateFigures()].take(sum)
        provinces[sum.province, default: FateFigures()].take(sum)
        if sum.compartment == .transit { unweighed += sum.grams }
    }

    static func += (a: inout MonthFates, b: MonthFates) {
        a.whole += b.whole
        for (division, figures) in b.sectors { a.sectors[division, default: FateFigures()] += figures }
        for (province, figures) in b.provinces { a.provinces[province, default: FateFigures()] += figures }
        a.unweighed += b.unweighed
    }
}

extension FateFigures {
    fileprivate mutating func take(_ sum: FateSum) {
        add(sum.compartment, sum.grams)
        addTreated(sum.compartment, sum.grams)
    }
}

/// Fates as they were known at the end of a month that is closed: nothing is recorded in it any more, so its sums never change, and
/// only what was recorded since is read from the cells.
final class FateCache: Sendable {
    /// Months kept, some 30 kB each.
    private static let most = 400

    private struct Key: Hashable {
        var occurred: Month
        var province: String?
        var closed: Month
    }

    private let kept = Mutex<[Key: MonthFates]>([:])

    func fates(_ months: [Month], province: String?, closed: Month) -> [Month: MonthFates] {
        kept.withLock { kept in
            var found: [Month: MonthFates] = [:]
            for month in months { found[month] = kept[Key(occurred: month, province: province, closed: closed)] }
            return found
        }
    }

    func keep(_ fates: [Month: MonthFates], province: String?, closed: Month) {
        kept.withLock { kept in
            if kept.count + fates.count > Self.most { kept = [:] }
            for (month, sums) in fates { kept[Key(occurred: month, province: province, closed: closed)] = sums }
        }
    }
}

extension Platform {
    /// The last month in which nothing can be recorded any more. A day of grace: what was begun at its end may be written a little later, and
    /// a standby may be behind.
    var closedMonth: Month { today.adding(days: -1).month.adding(months: -1) }
}

extension Reading {
    /// Fates of some months in their order.
    ///
    /// - Parameter known: an ended month: only what was recorded up to its end.
    func fates(_ months: ClosedRange<Month>, province: String?, known: Month?) throws -> [(month: Month, fates: MonthFates)] {
        let all = (months.lowerBound.index...months.upperBound.index).map { Month(index: $0) }
        let closed = min(known ?? platform.closedMonth, platform.closedMonth)
        var fates = platform.fateCache.fates(all, province: province, closed: closed)
        let missing = all.filter { fates[$0] == nil }
        if let first = missing.first, let last = missing.last {
            var read = try sums(FateFilter(months: first...last, province: province, learned: .until(closed)))
            for month in missing where read[month] == nil { read[month] = MonthFates() }
            platform.fateCache.keep(read, province: province, closed: closed)
            fates.merge(read) { $1 }
        }
        if known == nil {
            for (month, later) in try sums(FateFilter(months: months, province: province, learned: .after(closed))) { fates[month]? += later }
        } else if let known, known > closed {
            for (month, whole) in try sums(FateFilter(months: months, province: province, learned: .until(known))) { fates[month] = whole }
        }
        return all.map { ($0, fates[$0] ?? MonthFates()) }
    }

    private func sums(_ filter: FateFilter) throws -> [Month: MonthFates] {
        var result: [Month: MonthFates] = [:]
        for sum in try ledger.fateSums(filter) { result[sum.occurred, default: MonthFates()].take(sum) }
        return result
    }
}
