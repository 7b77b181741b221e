// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// A sum of masses that are known in the same way.
public struct EvidenceCell: Hashable, Sendable {
    /// Month in which the loads left their senders.
    public var month: Month
    /// Of the sender, as it was on that day; empty where it is not known.
    public var province: String
    public var waste: WasteCodeID
    public var kind: EvidenceKind
    public var mass: Mass

    public init(month: Month, province: String, waste: WasteCodeID, kind: EvidenceKind, mass: Mass) {
        self.month = month
        self.province = province
        self.waste = waste
        self.kind = kind
        self.mass = mass
    }
}

/// How masses are known, summed by month, province, waste and kind; kept in the same transaction as the notes.
public struct EvidenceStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// Adds to cells; masses below zero take away.
    public func add(_ changes: [EvidenceCell]) throws {
        try SharedSums(session).add(to: .massEvidence, count: changes.count) { i, row in
            let change = changes[i]
            row += [
                .int(Int64(change.month.index)), .text(change.province), .int(Int64(change.waste.raw)), .text(change.kind.rawValue), .int(change.mass.raw),
            ]
        }
    }

    /// Sums over months by kind; of one province where it is given.
    public func sums(_ months: ClosedRange<Month>, province: String?) throws -> [EvidenceKind: Mass] {
        var sums: [EvidenceKind: Mass] = [:]
        for row in try session.rows(
            "SELECT method, CAST(sum(grams) AS BIGINT) FROM mass_evidence WHERE \(Self.condition(months, province, nil)) GROUP BY method HAVING sum(grams) <> 0"
        ) {
            if let kind = EvidenceKind(rawValue: row.text(0)) { sums[kind] = Mass(row.int(1)) }
        }
        return sums
    }

    /// The largest cells of some months; of one province, and one way of knowing, where they are given.
    ///
    /// - Returns: at most `limit` cells, and how many there are in all.
    public func cells(_ months: ClosedRange<Month>, province: String?, kind: EvidenceKind?, limit: Int) throws -> (cells: [EvidenceCell], count: Int) {
        let grouped: Query = "\(raw: Self.summed) WHERE \(Self.condition(months, province, kind)) \(raw: Self.groups)"
        let count = try session.first("SELECT count(*) FROM (\(grouped)) AS cells")
        let rows = try session.rows("\(grouped) ORDER BY sum(grams) DESC, month, province, waste, method LIMIT \(limit)")
        return (rows.compactMap(Self.cell), Int(count?.int(0) ?? 0))
    }

    private static func condition(_ months: ClosedRange<Month>, _ province: String?, _ kind: EvidenceKind?) -> Query {
        let place: Query = province.map { "AND province = \($0)" } ?? ""
        let way: Query = kind.map { "AND method = \($0.rawValue)" } ?? ""
        return "month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(place) \(way)"
    }

    /// All cells that are not empty, for an audit: month, province, waste and kind in order.
    public func each(_ body: (EvidenceCell) throws -> Void) throws {
        try session.each("\(raw: Self.summed) \(raw: Self.groups) ORDER BY month, province, waste, method") { row in
            if let cell = Self.cell(row) { try body(cell) }
        }
    }

    private static let summed: StaticString = "SELECT month, province, waste, method, CAST(sum(grams) AS BIGINT) FROM mass_evidence"
    private static let groups: StaticString = "GROUP BY month, province, waste, method HAVING sum(grams) <> 0"

    private static func cell(_ row: Row) -> EvidenceCell? {
        guard let waste = WasteCodeID(raw: row.int32(2)), let kind = EvidenceKind(rawValue: row.text(3)) else { return nil }
        return EvidenceCell(month: Month(index: row.int32(0)), province: row.text(1), waste: waste, kind: kind, mass: Mass(row.int(4)))
    }
}
