// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

extension LedgerStore {
    /// Sums of a site's entries of some months by waste and compartment: those recorded before a moment, and all.
    public func sums(of site: SiteID, months: ClosedRange<Month>, recordedBefore end: Instant) throws -> [(
        material: Material, compartment: Compartment, then: Int64, now: Int64
    )] {
        let first = Int64(Period.month(months.lowerBound).first.dayNumber)
        let last = Int64(Period.month(months.upperBound).last.dayNumber)
        let moment = end.microseconds
        return try session.rows(
            """
            SELECT material, compartment, CAST(sum(CASE WHEN recorded < \(moment) THEN grams ELSE 0 END) AS BIGINT), CAST(sum(grams) AS BIGINT) FROM (
              SELECT a.material, a.compartment, j.recorded, x.grams FROM account a JOIN entry x ON x.debit = a.id JOIN journal j ON j.id = x.operation
              WHERE a.site = \(site.value) AND x.phase IN (0, 2) AND x.occurred BETWEEN \(first) AND \(last)
              UNION ALL
              SELECT a.material, a.compartment, j.recorded, -x.grams FROM account a JOIN entry x ON x.credit = a.id JOIN journal j ON j.id = x.operation
              WHERE a.site = \(site.value) AND x.phase IN (0, 2) AND x.occurred BETWEEN \(first) AND \(last)
            ) AS moved GROUP BY material, compartment ORDER BY material, compartment
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(1))).map { (Material(value: row.int32(0)), $0, row.int(2), row.int(3)) }
        }
    }
}
