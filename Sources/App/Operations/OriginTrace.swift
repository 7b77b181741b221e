// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

extension Reading {
    /// The way of origins' grams, followed again through every lot that they are bound to.
    ///
    /// - Parameters:
    ///   - most: entries that are read for it.
    ///   - now: month of recording of what the journal does not name.
    /// - Returns: `nil` where more entries would have to be read.
    func traced(_ origins: Set<OriginID>, most: Int, unless now: Month) throws -> FateTrace? {
        let store = ClassificationStore(session)
        guard let entries = try store.entries(around: Set(origins.map { LotID($0.value) }), most: most) else { return nil }
        let lots = Set(entries.flatMap { [$0.credit.lot, $0.debit.lot] }.compactMap { $0 })
        let recorded = try months(of: entries)
        return traceFates(
            of: origins, through: entries.map { ($0, recorded[$0.operation] ?? now) },
            origins: try store.origins(lots.union(origins.map { LotID($0.value) })))
    }

    /// The month in which each operation was recorded.
    private func months(of entries: [Entry]) throws -> [OperationID: Month] {
        var found: [OperationID: Month] = [:]
        let operations = Array(Set(entries.map(\.operation)))
        for start in stride(from: 0, to: operations.count, by: 400) {
            for (id, record) in try journal.records(operations[start..<min(start + 400, operations.count)]) {
                found[id] = platform.zone.date(of: record.recorded).month
            }
        }
        return found
    }
}
