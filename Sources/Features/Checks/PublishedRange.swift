// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Tabular

/// A range of an intensity that somebody published for an industry.
public struct PublishedRange: Hashable, Sendable, Identifiable {
    public let id: String
    public let isic: String
    /// What exactly, in the words of the list.
    public let process: String
    public let indicator: String
    /// As published, such as `m3/t`.
    public let unit: String
    public let low: Double?
    public let high: Double?
    public let typical: Double?
    public let provenance: Provenance
    public let year: String
    public let note: String

    /// Both ends in a unit of ours; `nil` where it is published for something else, such as a tonne of raw material.
    public func range(in unit: IntensityUnit) -> ClosedRange<Double>? {
        guard unit.base == .product, indicator == unit.intensity.indicator, let low, let high, low <= high else { return nil }
        let parts = self.unit.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, let factor = Self.factors[unit.symbol]?[parts[0]], let products = Self.products[unit.product], products.contains(parts[1])
        else { return nil }
        return low * factor...high * factor
    }

    /// From published units to ours.
    private static let factors: [String: [String: Double]] = [
        "kWh": ["kWh": 1, "MWh": 1000, "GJ": 1000 / 3.6, "MJ": 1 / 3.6], "m3": ["m3": 1, "L": 0.001], "L": ["L": 1, "m3": 1000], "kg": ["kg": 1, "t": 1000],
    ]
    private static let products: [ProductUnit: Set<String>] = [
        .tonne: ["t", "t product", "t oil", "t cement", "t lime", "t dry rubber", "t clinker"], .pair: ["pair"], .piece: [],
    ]
}

/// Published ranges of all industries, from `sector_benchmarks.csv`.
public struct PublishedRanges: Sendable {
    public let all: [PublishedRange]

    static let columns = [
        "benchmark_id", "sector", "isic", "process", "indicator", "unit", "low", "high", "typical", "source", "source_year", "confidence", "note",
    ]

    public static let shipped: PublishedRanges = {
        let (ranges, faults) = load(CheckResource.bytes("sector_benchmarks"))
        precondition(faults.isEmpty, "sector_benchmarks.csv: \(faults.map(\.description).joined(separator: "; "))")
        return ranges
    }()

    static func load(_ bytes: [UInt8]) -> (ranges: PublishedRanges, faults: [TableFault]) {
        let table = CSVTable(bytes: bytes, required: columns)
        var faults = table.faults
        let ranges = table.rows.compactMap { row -> PublishedRange? in
            var wrong = ["low", "high", "typical"].filter { !row[$0].isEmpty && Double(row[$0]) == nil }
            let confidence = Confidence(rawValue: row["confidence"])
            if confidence == nil { wrong.append("confidence") }
            if row["source"].isEmpty { wrong.append("source") }
            faults += wrong.map { TableFault(line: row.line, column: $0, value: row[$0], reason: .unreadableValue) }
            guard let confidence, wrong.isEmpty else { return nil }
            return PublishedRange(
                id: row["benchmark_id"], isic: row["isic"], process: row["process"], indicator: row["indicator"], unit: row["unit"], low: Double(row["low"]),
                high: Double(row["high"]), typical: Double(row["typical"]), provenance: Provenance(source: row["source"], confidence: confidence),
                year: row["source_year"], note: row["note"])
        }
        return (PublishedRanges(all: ranges), faults)
    }

    /// Those of a site's class of industry for an intensity.
    public func ranges(isic: String, _ intensity: Intensity) -> [PublishedRange] {
        all.filter { $0.isic == isic && $0.indicator == intensity.indicator && ($0.low != nil || $0.high != nil) }
    }
}
