// SPDX-License-Identifier: Apache-2.0

import Tabular

/// Figures on which the model of waste and the benchmarks rest, from `model_parameters.csv`.
public struct ModelParameters: Hashable, Sendable {
    /// Share of months that an interval is to hold, 0...1.
    public var level: Double
    /// Months before, from which is learnt.
    public var window: Int
    /// Periods before, at least: of a year, years.
    public var windowPeriods: Int
    /// Fewest sites of a group of peers.
    public var peerSites: Int
    public var folds: Int
    public var priorMonths: Double
    public var priorSites: Double
    public var reach: Double
    public var monthShift: Double
    /// How much of what the habits of sites have in common the level has learnt, 0...1.
    public var learntShare: Double
    public var draws: Int
    /// Declared waste below this part of the lower end is far below.
    public var farBelow: Double
    /// Fewest sites behind a benchmark.
    public var benchmarkSites: Int
    /// Most of the peers' product that one site may have.
    public var dominance: Double
    public var benchmarkMonths: Int

    /// Months before a period of so many months, from which is learnt.
    public func window(of length: Int) -> Int { max(window, windowPeriods * length) }

    public static let shipped: ModelParameters = {
        let table = CSVTable(bytes: CheckResource.bytes("model_parameters"), required: ["id", "value", "source", "confidence"])
        precondition(table.faults.isEmpty, "model_parameters.csv: \(table.faults.map(\.description).joined(separator: "; "))")
        func value(_ id: String) -> Double {
            guard let value = table.rows.first(where: { $0["id"] == id }).flatMap({ Double($0["value"]) }) else {
                preconditionFailure("model_parameters.csv has no number \(id).")
            }
            return value
        }
        return ModelParameters(
            level: value("level"), window: Int(value("window_months")), windowPeriods: Int(value("window_periods")), peerSites: Int(value("peer_sites")),
            folds: Int(value("folds")),
            priorMonths: value("prior_months"), priorSites: value("prior_sites"), reach: value("reach"), monthShift: value("month_shift"),
            learntShare: value("learnt_share"), draws: Int(value("draws")), farBelow: value("far_below"), benchmarkSites: Int(value("benchmark_sites")),
            dominance: value("dominance"),
            benchmarkMonths: Int(value("benchmark_months")))
    }()
}
