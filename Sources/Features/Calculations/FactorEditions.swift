// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular

/// The rows of emission factors that hold on a day: those the program ships with, and those that officers loaded, each from its first day on.
///
/// A month is judged by what holds on its last day, so a row that is valid later changes nothing before.
public struct FactorEditions: Sendable {
    /// A row that an officer loaded.
    public struct Loaded: Sendable, Hashable {
        public var factor: EmissionFactor
        public var validFrom: CalendarDate
    }

    public static let file = "emission_factors.csv"
    /// Columns of the shipped list, and the day from which the row is used.
    public static let columns = EmissionFactor.columns + ["valid_from"]
    public static let shipped = FactorEditions(loaded: [])

    /// In the order in which they were loaded.
    public let loaded: [Loaded]
    /// Oldest first; the first holds since ever.
    private let libraries: [(from: CalendarDate?, library: FactorLibrary)]

    private init(loaded: [Loaded]) {
        self.loaded = loaded
        var libraries: [(from: CalendarDate?, library: FactorLibrary)] = [(nil, .shipped)]
        for day in Set(loaded.map(\.validFrom)).sorted() {
            let rows = loaded.filter { $0.validFrom <= day }.enumerated().sorted { ($0.element.validFrom, $0.offset) < ($1.element.validFrom, $1.offset) }
            libraries.append((day, FactorLibrary.shipped.laying(rows.map(\.element.factor))))
        }
        self.libraries = libraries
    }

    /// What holds on a day.
    public func library(on day: CalendarDate) -> FactorLibrary {
        libraries.last { $0.from.map { $0 <= day } ?? true }?.library ?? .shipped
    }

    /// These with a file laid over them.
    ///
    /// - Returns: every fault with its line and column; with any, the editions are not to be used.
    public func adding(csv bytes: [UInt8]) -> (editions: FactorEditions, faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: Self.columns)
        var (rows, faults) = (loaded, table.faults)
        for row in table.rows {
            var wrong: [String] = []
            if CalendarDate(iso: row["valid_from"]) == nil { wrong.append("valid_from") }
            for column in ["ef_id", "category", "item", "parameter", "unit", "region", "source"] where row[column].allSatisfy(\.isWhitespace) {
                wrong.append(column)
            }
            if !(Double(row["value"])?.isFinite ?? false) { wrong.append("value") }
            if Confidence(rawValue: row["confidence"]) == nil { wrong.append("confidence") }
            for column in ["low", "high"] where !row[column].isEmpty && Double(row[column]) == nil { wrong.append(column) }
            faults += wrong.map { TableFault(line: row.line, column: $0, value: row[$0], reason: .unreadableValue) }
            if wrong.isEmpty, let factor = EmissionFactor(row), let from = CalendarDate(iso: row["valid_from"]) {
                let made = Loaded(factor: factor, validFrom: from)
                if !rows.contains(made) { rows.append(made) }
            }
        }
        if table.rows.isEmpty, faults.isEmpty { faults.append(TableFault(line: 2, reason: .missingRow)) }
        return (FactorEditions(loaded: rows), faults)
    }

    /// The rows of a day as a file of the same shape, for an officer to send back changed.
    public func csv(on day: CalendarDate) -> [UInt8] {
        var writer = CSVWriter(columns: Self.columns, forSpreadsheets: true)
        let first = Dictionary(loaded.filter { $0.validFrom <= day }.map { ($0.factor.id, $0.validFrom) }, uniquingKeysWith: { max($0, $1) })
        for factor in library(on: day).factors { writer.append(factor.cells + [first[factor.id]?.description ?? ""]) }
        return writer.bytes
    }
}

extension EmissionFactor {
    static let columns = [
        "ef_id", "category", "item", "parameter", "gas", "value", "low", "high", "unit", "biogenic", "region", "year", "source", "source_ref", "confidence",
        "note",
    ]

    /// `nil` where value or confidence cannot be read. A range that does not hold the value is none.
    init?(_ row: TableRow) {
        guard let value = Double(row["value"]), let confidence = Confidence(rawValue: row["confidence"]) else { return nil }
        let (low, high) = (Double(row["low"]), Double(row["high"]))
        let isRange = low.map { $0 <= value } ?? false && high.map { $0 >= value } ?? false
        self.init(
            id: row["ef_id"], category: row["category"], item: row["item"], parameter: row["parameter"], gas: row["gas"],
            value: isRange ? Interval(value, low: low, high: high) : Interval(value), unit: row["unit"],
            isBiogenic: row["biogenic"].isEmpty ? nil : row["biogenic"] == "1", region: row["region"], year: Int(row["year"]),
            provenance: Provenance(source: row["source"], confidence: confidence), reference: row["source_ref"])
    }

    fileprivate var cells: [String] {
        func number(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
        return [
            id, category, item, parameter, gas, number(value.value), number(value.low), number(value.high), unit, isBiogenic.map { $0 ? "1" : "0" } ?? "",
            region, year.map(String.init) ?? "", provenance.source, reference, provenance.confidence.rawValue, "",
        ]
    }
}
