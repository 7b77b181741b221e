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

/// A cell with the month in which its mass was learned to be so.
public struct LearnedEvidence: Hashable, Sendable {
    public var cell: EvidenceCell
    public var learned: Month

    public init(_ cell: EvidenceCell, learned: Month) {
        self.cell = cell
        self.learned = learned
    }
}

/// How masses are known, summed by month, province, waste, kind and the month in which it was learned; kept in the same transaction as the notes.
public struct EvidenceStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// Adds to cells; masses below zero take away.
    public func add(_ changes: [LearnedEvidence]) throws {
        try SharedSums(session).add(to: .massEvidence, count: changes.count) { i, row in
            let cell = changes[i].cell
            row += [
                .int(Int64(cell.month.index)), .text(cell.province), .int(Int64(cell.waste.raw)), .text(cell.kind.rawValue),
                .int(Int64(changes[i].learned.index)), .int(cell.mass.raw),
            ]
        }
    }

    /// Sums over months by kind; of one province where it is given.
    public func sums(_ months: ClosedRange<Month>, province: String?, learned: LearnedSpan = .all) throws -> [EvidenceKind: Mass] {
        var sums: [EvidenceKind: Mass] = [:]
        for row in try session.rows(
            """
            SELECT method, CAST(sum(grams) AS BIGINT) FROM mass_evidence WHERE \(Self.condition(months, province, nil, learned))
            GROUP BY method HAVING sum(grams) <> 0
            """
        ) {
            if let kind = EvidenceKind(rawValue: row.text(0)) { sums[kind] = Mass(row.int(1)) }
        }
        return sums
    }

    /// The largest cells of some months; of one province, and one way of knowing, where they are given.
    ///
    /// - Returns: at most `limit` cells, and how many there are in all.
    public func cells(_ months: ClosedRange<Month>, province: String?, kind: EvidenceKind?, learned: LearnedSpan = .all, limit: Int) throws -> (
        cells: [EvidenceCell], count: Int
    ) {
        let grouped: Query = "\(raw: Self.summed) WHERE \(Self.condition(months, province, kind, learned)) \(raw: Self.groups)"
        let count = try session.first("SELECT count(*) FROM (\(grouped)) AS cells")
        let rows = try session.rows("\(grouped) ORDER BY sum(grams) DESC, month, province, waste, method LIMIT \(limit)")
        return (rows.compactMap(Self.cell), Int(count?.int(0) ?? 0))
    }

    private static func condition(_ months: ClosedRange<Month>, _ province: String?, _ kind: EvidenceKind?, _ learned: LearnedSpan) -> Query {
        let place: Query = province.map { "AND province = \($0)" } ?? ""
        let way: Query = kind.map { "AND method = \($0.rawValue)" } ?? ""
        let period: Query = "month BETWEEN \(Int64(months.lowerBound.index)) AND \(Int64(months.upperBound.index)) \(place) \(way)"
        return learned.conditions().reduce(period) { "\($0) AND \($1)" }
    }

    /// The last month of which it is not kept what of it was learned when; `nil` where it always was. At the ends of earlier months nothing is told.
    public func learnedFrom() throws -> Month? {
        try session.first("SELECT value FROM setting WHERE key = 'evidence_learned_from'").flatMap { Int32($0.text(0)) }.map { Month(index: $0) }
    }

    /// All cells that are not empty, for an audit: month, province, waste, kind and month learned in order. What was learned up to ``learnedFrom()`` is one.
    public func each(_ body: (LearnedEvidence) throws -> Void) throws {
        let from = Int64(try learnedFrom()?.index ?? 0)
        try session.each(
            """
            SELECT month, province, waste, method, CAST(sum(grams) AS BIGINT), known
            FROM (SELECT month, province, waste, method, grams, CASE WHEN learned < \(from) THEN \(from) ELSE learned END AS known FROM mass_evidence) AS e
            GROUP BY month, province, waste, method, known HAVING sum(grams) <> 0 ORDER BY month, province, waste, method, known
            """
        ) { row in
            if let cell = Self.cell(row) { try body(LearnedEvidence(cell, learned: Month(index: row.int32(5)))) }
        }
    }

    private static let summed: StaticString = "SELECT month, province, waste, method, CAST(sum(grams) AS BIGINT) FROM mass_evidence"
    private static let groups: StaticString = "GROUP BY month, province, waste, method HAVING sum(grams) <> 0"

    private static func cell(_ row: Row) -> EvidenceCell? {
        guard let waste = WasteCodeID(raw: row.int32(2)), let kind = EvidenceKind(rawValue: row.text(3)) else { return nil }
        return EvidenceCell(month: Month(index: row.int32(0)), province: row.text(1), waste: waste, kind: kind, mass: Mass(row.int(4)))
    }
}
