// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Returns
import Stores
import Synchronization

/// What is learnt from the nation's returns by month, kept as long as nothing changed of what it was learnt from: a return or a page is held against peers
/// without reading their history again.
final class PeerCache<Mark: Hashable & Sendable, Value: Sendable>: Sendable {
    /// Months kept; more than anybody looks at in one time.
    private static var most: Int { 48 }

    private struct Learning {
        var mark: Mark
        var task: Task<Value, any Error>
    }

    private let state = Mutex<[Month: Learning]>([:])

    /// What is known of a month.
    ///
    /// - Parameter mark: another one than before says that it must be learnt again; whoever comes while it is learnt waits for it.
    func value(_ month: Month, as mark: Mark, learn: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = state.withLock { known in
            if let found = known[month], found.mark == mark { return found.task }
            if known.count >= Self.most, let oldest = known.keys.min() { known[oldest] = nil }
            let task = Task { try await learn() }
            known[month] = Learning(mark: mark, task: task)
            return task
        }
        do {
            return try await task.value
        } catch {
            state.withLock { if $0[month]?.task == task { $0[month] = nil } }
            throw error
        }
    }
}

/// From what a model was learnt: rows of its window, as they stood in the morning of a day.
typealias WindowMarks = [Month: MonthMark]

/// From what a month's sums of areas were simulated: its model, and its rows and those before it.
struct AreaMark: Hashable, Sendable {
    var models: WindowMarks
    var rows: MonthMark?
    var before: MonthMark?
}

/// A quarter and a year that begin in one month are learnt in turns.
struct SpanMark: Hashable, Sendable {
    var length: Int
    var day: CalendarDate
}

extension Platform {
    /// Months whose marks are looked at: those of the longest picture, and of the window before it. What is older counts as closed for good.
    private static let monthsMarked = nationMonthsMax + ModelParameters.shipped.window + 1
    /// Months in which returns still arrive every day: their rows are looked at whenever they are asked for.
    private static let monthsOpen = 4

    /// How all months stood when they were first asked for today: a model is learnt at most once a day, and that of a closed month once.
    private func marksOfDay() async throws -> WindowMarks {
        let today = self.today
        return try await markCache.value(today.month, as: today) {
            try await self.read { r in try r.checks.marks(today.month.adding(months: -Self.monthsMarked)...today.month) }
        }
    }

    private func window(of month: Month) -> ClosedRange<Month> { month.adding(months: -ModelParameters.shipped.window)...month.adding(months: -1) }

    /// What peers would have had in a month, learnt from the months before it.
    func wasteModels(of month: Month) async throws -> WasteModels {
        let window = window(of: month)
        let marks = try await marksOfDay().filter { window.contains($0.key) }
        return try await peerCache.value(month, as: marks) {
            WasteModels(of: month, from: try await self.read { r in try r.checks.rows(window) })
        }
    }

    /// Waste that peers would have had with what an area's sites report for some months, with the interval of the sum.
    ///
    /// A month is simulated once for all areas, again only when one of its returns changes; a span is the sum of its months.
    ///
    /// - Parameter province: two digits; `nil` for the nation.
    /// - Returns: each month by itself, and all of them.
    func areaWaste(_ months: ClosedRange<Month>, province: String?) async throws -> (byMonth: [Month: AreaWaste], whole: AreaWaste) {
        let byMonth = try await areaDraws(months, province: province)
        var whole = AreaDraws()
        for month in byMonth.keys.sorted() { whole.add(byMonth[month] ?? AreaDraws()) }
        return (byMonth.mapValues { $0.waste() }, whole.waste())
    }

    /// The simulated sums behind ``areaWaste(_:province:)``, month by month.
    func areaDraws(_ months: ClosedRange<Month>, province: String?) async throws -> [Month: AreaDraws] {
        let open = today.month.adding(months: -Self.monthsOpen)
        let known = try await marksOfDay()
        let fresh =
            months.upperBound < open ? [:] : try await read { r in try r.checks.marks(max(months.lowerBound, open).adding(months: -1)...months.upperBound) }
        func mark(_ month: Month) -> MonthMark? { month < open ? known[month] : fresh[month] }
        var byMonth: [Month: AreaDraws] = [:]
        for month in (months.lowerBound.index...months.upperBound.index).map({ Month(index: $0) }) {
            let window = window(of: month)
            let areas = try await areaCache.value(
                month, as: AreaMark(models: known.filter { window.contains($0.key) }, rows: mark(month), before: mark(month.adding(months: -1)))
            ) {
                let models = try await self.wasteModels(of: month)
                let rows = try await self.read { r in try r.checks.rows(month...month) }
                var areas = Dictionary(grouping: rows, by: \.province).mapValues(models.draws)
                areas[""] = models.draws(rows)
                return areas
            }
            byMonth[month] = areas[province ?? ""] ?? AreaDraws()
        }
        return byMonth
    }

    /// The model by which a return is judged; `nil` where its figures are compared with nobody's.
    func wasteModels(for id: ReturnID) async throws -> WasteModels? {
        guard let head = try await read({ r in try r.returns.siteReturn(id)?.head }) else { return nil }
        return try await wasteModels(for: head)
    }

    func wasteModels(for head: ReturnHead) async throws -> WasteModels? {
        guard let set = dataSets.set(head.dataSet, version: head.dataSetVersion) else { return nil }
        let months = head.period.months
        let length = Int(months.upperBound.index - months.lowerBound.index) + 1
        if length == 1 { return set.wastes == .sent ? try await wasteModels(of: months.lowerBound) : nil }
        return try await spanModels(length, of: months.lowerBound)
    }

    /// What firms with simple or yearly returns would have had in a quarter or year that begins with a month; learnt once a day.
    private func spanModels(_ length: Int, of month: Month) async throws -> WasteModels {
        try await spanCache.value(month, as: SpanMark(length: length, day: today)) {
            let window = month.adding(months: -ModelParameters.shipped.window(of: length))...month.adding(months: -1)
            return WasteModels(of: month, from: try await self.read { r in try r.checks.spans(length, window) })
        }
    }
}
