// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Domain
import Identity
import Returns
import Stores
import Tabular

// Who reported and who did not, as files.

extension Completeness {
    /// One row a group; counts, not shares, so that sums can be made of them.
    public var file: FileRows {
        let columns: FileColumns<(key: String, count: OwedCount)> = [
            "by": { _ in group.rawValue }, "key": { $0.key }, "owed": { String($0.count.owed) },
            "arrived": { String($0.count.arrived) }, "in_time": { String($0.count.inTime) }, "approved": { String($0.count.approved) },
            "to_mend": { String($0.count.toMend) }, "overdue": { String($0.count.overdue) },
        ]
        return FileRows(rows, counted() + columns)
    }

    /// What officers decided, one a row; days from the sending to the decision, the mean to a tenth.
    public var officersFile: FileRows {
        FileRows(
            officers,
            counted() + [
                "officer": { $0.name }, "decided": { String($0.count.decided) },
                "mean_days": { ExactDecimal(digits: $0.count.meanTenths, scale: 1).description }, "longest_days": { String($0.count.longest) },
            ])
    }
}

extension Completeness {
    /// Which returns are counted: those of a period, else those that end from a month on to another; of one province where it is named.
    fileprivate func counted<Row>() -> FileColumns<Row> {
        [
            "period": { _ in span.period?.description ?? "" }, "from": { _ in span.months?.lowerBound.description ?? "" },
            "to": { _ in span.months?.upperBound.description ?? "" }, "province": { _ in province ?? "" },
        ]
    }
}

extension OfficerCount {
    /// Tenths of a day from the last sending to the decision, on the mean.
    public var meanTenths: Int64 { Int64((Double(days) / Double(decided) * 10).rounded()) }
}

extension OwedPage {
    public var file: FileRows {
        FileRows(
            lines,
            .place({ $0.organisation }, { $0.site }) + ["site_id": { $0.site.id.description }] + .of { $0.owed } + [
                "industry": { $0.owed.industry }, "size": { $0.owed.size }, "sent_on": { $0.owed.sentOn?.description ?? "" },
                "decided_on": { $0.owed.decidedOn?.description ?? "" }, "return": { $0.made?.description ?? "" },
            ])
    }
}

extension LateReturns {
    public func file(_ zone: CivilZone) -> FileRows {
        FileRows(
            rows,
            .place({ $0.organisation }, { $0.site }) + ["site_id": { $0.site.id.description }] + .of { $0.owed } + [
                "working_days_late": { String($0.workdaysLate) }, "level": { $0.level?.rawValue ?? "" },
                "reminded_on": { $0.reminder.map { zone.date(of: $0.at).description } ?? "" },
            ])
    }
}

extension FileColumns {
    /// Which return is owed.
    fileprivate static func of(_ owed: @escaping (Row) -> OwedReturn) -> Self {
        [
            "data_set": { owed($0).key.dataSet }, "period": { owed($0).key.period.description }, "province": { owed($0).province },
            "due_on": { owed($0).due.description },
        ]
    }
}
