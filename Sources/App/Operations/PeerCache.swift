// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Synchronization

/// What is learnt from the nation's returns by month, each at most once a day: a return or a page is held against peers without reading their history
/// again.
final class PeerCache<Value: Sendable>: Sendable {
    /// Months kept; more than anybody looks at in one time.
    private static var most: Int { 36 }

    private struct Learning {
        var day: CalendarDate
        var task: Task<Value, any Error>
    }

    private let state = Mutex<[Month: Learning]>([:])

    /// What is known of a month as it was learnt on a day; whoever comes while it is learnt waits for it.
    func value(_ month: Month, on day: CalendarDate, learn: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = state.withLock { known in
            if let found = known[month], found.day == day { return found.task }
            if known.count >= Self.most, let oldest = known.keys.min() { known[oldest] = nil }
            let task = Task { try await learn() }
            known[month] = Learning(day: day, task: task)
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

extension Platform {
    /// What peers would have had in a month, learnt from the months before it.
    func wasteModels(of month: Month) async throws -> WasteModels {
        try await peerCache.value(month, on: today) {
            let window = ModelParameters.shipped.window
            let rows = try await self.read { r in try r.checks.rows(month.adding(months: -window)...month.adding(months: -1)) }
            return WasteModels(of: month, from: rows)
        }
    }

    /// The model by which a return is judged; `nil` where its figures are compared with nobody's.
    func wasteModels(for id: ReturnID) async throws -> WasteModels? {
        let head = try await read { r in try r.returns.siteReturn(id)?.head }
        guard let head, case .month(let month) = head.period, let set = dataSets.set(head.dataSet, version: head.dataSetVersion), set.wastes == .sent
        else { return nil }
        return try await wasteModels(of: month)
    }
}
