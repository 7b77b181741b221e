// SPDX-License-Identifier: Apache-2.0

import Domain

/// How far a row can be relied on.
///
/// `high`: read in a found source or checked against one by program. `medium`: partly found, or recalled from a named
/// standard. `low`: recalled with doubt; not for a legal check or a published figure.
public enum Confidence: String, CaseIterable, Codable, Sendable, Comparable {
    case high, medium, low

    /// `low < medium < high`.
    public static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }
    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}

/// Where a row comes from and how far to trust it.
public struct Provenance: Hashable, Sendable, Codable {
    public var source: String
    public var confidence: Confidence

    public init(source: String, confidence: Confidence) {
        self.source = source
        self.confidence = confidence
    }
}

/// One row of a list: something with a key and a source.
public protocol ListRow: Sendable {
    associatedtype Key: Hashable & Sendable
    var key: Key { get }
    var provenance: Provenance { get }
}

/// One edition of one list.
public struct CodeList<Row: ListRow>: Sendable {
    /// English name of the list, such as "List of Waste".
    public let name: String
    /// What the edition calls itself, such as `2014/955/EU`; kept with every fact that used it.
    public let edition: String
    public let provenance: Provenance
    public let validFrom: CalendarDate
    /// Last day, or `nil` for the newest edition.
    public internal(set) var validThrough: CalendarDate?
    /// In the order of the file.
    public let rows: [Row]
    private let positions: [Row.Key: Int]

    init(head: EditionHead, rows: [Row]) {
        name = head.name
        edition = head.edition
        provenance = head.provenance
        validFrom = head.validFrom
        self.rows = rows
        positions = Dictionary(rows.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public subscript(key: Row.Key) -> Row? { positions[key].map { rows[$0] } }
}

/// All editions of one list, oldest first; never empty.
public struct Editions<Row: ListRow>: Sendable {
    public private(set) var all: [CodeList<Row>]

    init(_ first: CodeList<Row>) { all = [first] }

    /// The edition valid on a day. Before the oldest begins, the oldest stands in: there is nothing better to judge by.
    public func edition(on date: CalendarDate) -> CodeList<Row> { all.last { $0.validFrom <= date } ?? all[0] }

    public var newest: CodeList<Row> { all[all.count - 1] }

    /// The row of a key in the newest edition that has it: for showing names, also of codes since abolished.
    public func row(_ key: Row.Key) -> Row? {
        for edition in all.reversed() {
            if let row = edition[key] { return row }
        }
        return nil
    }

    mutating func append(_ edition: CodeList<Row>) {
        all[all.count - 1].validThrough = edition.validFrom.adding(days: -1)
        all.append(edition)
    }
}

/// What a list says about one of its editions: a row of `editions.csv`.
struct EditionHead: Sendable {
    var name: String
    var edition: String
    var validFrom: CalendarDate
    var provenance: Provenance

    /// Stands in while faults are gathered from files that lack their edition.
    static let missing = EditionHead(
        name: "", edition: "", validFrom: CalendarDate(dayNumber: 0), provenance: Provenance(source: "", confidence: .low))
}
