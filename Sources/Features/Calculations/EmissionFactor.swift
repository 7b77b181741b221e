// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Tabular

// Calculations: methods as pure functions, reached by three doors: a page, the API and the command line. JSON in and out, the same bytes at
// both; bad input is a list of problems, each with a JSON pointer.
//
//   GHGCalculation     activities to tonnes of CO2 equivalent
//   FactorLibrary      emission factors and warming potentials, as the resources have them
//   ActivityFactor     what one unit of an activity gives off, put together from rows
//   Interval           a value with its range
//   JSONFields         reads an object's members and notes every problem

/// One row of `emission_factors.csv`.
public struct EmissionFactor: Sendable, Hashable {
    public let id: String
    public let category: String
    public let item: String
    public let parameter: String
    /// As `gwp.csv` names it, or `CO2e` where the source has summed already; blank for what is no gas.
    public let gas: String
    public let value: Interval
    /// Such as `kg/TJ` or `tCO2/t clinker`.
    public let unit: String
    /// Whether its carbon comes from plants or animals of late; `nil` where the row does not say.
    public let isBiogenic: Bool?
    /// `global`, or a country's two letters.
    public let region: String
    /// Of the data; `nil` where it is a typical value.
    public let year: Int?
    public let provenance: Provenance
    /// Number of the row in the database of the IPCC; may be blank.
    public let reference: String

    /// Year and reference, by which the row is told from an earlier or later one.
    public var version: String { [year.map(String.init) ?? "", reference].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// How strongly a gas warms beside CO2 over 100 years.
public struct WarmingPotential: Sendable, Hashable {
    public let gas: String
    public let name: String
    /// Fifth report of the IPCC, without climate-carbon feedback; `nil` where it has none.
    public let ar5: Double?
    /// Sixth report.
    public let ar6: Double?
    public let provenance: Provenance
}

/// How rows of a category and parameter, which give no gas by themselves, become one.
public struct FactorComposition: Sendable, Hashable {
    public let category: String
    public let parameter: String
    /// A further row it is multiplied by.
    public let times: String?
    public let multiplier: Double
    public let source: String
}

/// Emission factors and warming potentials that the program ships with.
public struct FactorLibrary: Sendable {
    public let factors: [EmissionFactor]
    public let gases: [WarmingPotential]
    public let compositions: [FactorComposition]
    private let factorsByID: [String: EmissionFactor]
    private let gasesByID: [String: WarmingPotential]

    public static let shipped = FactorLibrary()

    public func factor(_ id: String) -> EmissionFactor? { factorsByID[id] }
    public func gas(_ id: String) -> WarmingPotential? { gasesByID[id] }
    public func composition(of factor: EmissionFactor) -> FactorComposition? {
        compositions.first { $0.category == factor.category && $0.parameter == factor.parameter }
    }

    private init() {
        let factors = Self.rows("emission_factors", EmissionFactor.columns) { EmissionFactor($0) }
        let gases = Self.rows(
            "gwp",
            [
                "gas_id", "name", "formula", "family", "kind", "composition", "gwp100_ar4", "gwp100_ar5", "gwp100_ar6", "source", "confidence", "note",
            ]
        ) { row -> WarmingPotential? in
            guard let confidence = Confidence(rawValue: row["confidence"]) else { return nil }
            return WarmingPotential(
                gas: row["gas_id"], name: row["name"], ar5: Double(row["gwp100_ar5"]), ar6: Double(row["gwp100_ar6"]),
                provenance: Provenance(source: row["source"], confidence: confidence))
        }
        let compositions = Self.rows("compositions", ["category", "parameter", "times", "multiplier", "per", "source", "confidence"]) { row in
            Double(row["multiplier"]).map {
                FactorComposition(
                    category: row["category"], parameter: row["parameter"], times: row["times"].isEmpty ? nil : row["times"], multiplier: $0,
                    source: row["source"])
            }
        }
        self.init(factors: factors, gases: gases, compositions: compositions)
    }

    /// These with other rows in their place, or beside them where their ids are new.
    func laying(_ rows: [EmissionFactor]) -> FactorLibrary {
        let new = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        return FactorLibrary(
            factors: factors.map { new[$0.id] ?? $0 } + rows.filter { factorsByID[$0.id] == nil && new[$0.id] == $0 }, gases: gases, compositions: compositions)
    }

    private init(factors: [EmissionFactor], gases: [WarmingPotential], compositions: [FactorComposition]) {
        self.factors = factors
        self.gases = gases
        self.compositions = compositions
        factorsByID = Dictionary(factors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        gasesByID = Dictionary(gases.map { ($0.gas, $0) }, uniquingKeysWith: { first, _ in first })
    }

    static func rows<Row>(_ name: String, _ columns: [String], _ read: (TableRow) -> Row?) -> [Row] {
        guard let url = Bundle.module.url(forResource: "Resources/\(name)", withExtension: "csv"), let data = try? Data(contentsOf: url)
        else { preconditionFailure("The program was installed without \(name).csv.") }
        let table = CSVTable(bytes: [UInt8](data), required: columns)
        precondition(table.faults.isEmpty, table.faults.map(\.description).joined(separator: "; "))
        return table.rows.map { row in
            guard let read = read(row) else { preconditionFailure("\(name).csv, line \(row.line): a number or confidence is wrong.") }
            return read
        }
    }
}
