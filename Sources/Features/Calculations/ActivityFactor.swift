// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// What one unit of an activity gives off, put together from rows of the library.
struct ActivityFactor: Sendable {
    struct Gas: Sendable {
        /// As `gwp.csv` names it; `CO2e` where the source has summed already.
        var gas: String
        /// Kilograms for each ``ActivityFactor/base``.
        var kilograms: Interval
        /// CO2 of plants, told apart from all else.
        var isBiogenicCO2: Bool
    }

    /// As asked for.
    var name: String
    /// What the amount measures.
    var dimension: UnitDimension
    /// To how much of it, in the unit of the International System, the kilograms of gas belong; a row's own unit, so that round numbers stay round.
    var base: Double = 1
    var gases: [Gas]
    /// Kilograms in one unit of a volume, and joules in one kilogram, where amounts may be given so.
    var density: Interval?
    var heat: Interval?
    /// Every row it stands on.
    var rows: [EmissionFactor]
    /// Sources that are no rows.
    var otherSources: [String] = []
    var confidence: Confidence { rows.map(\.provenance.confidence).min() ?? .high }
    var year: Int? { rows.compactMap(\.year).max() }
    var version: String { rows.map(\.version).filter { !$0.isEmpty }.uniqued.joined(separator: "; ") }
    var source: String { (rows.map(\.provenance.source) + otherSources).uniqued.joined(separator: "; ") }

    /// How many units of ``dimension`` one unit of another dimension is; `nil` when nothing leads there.
    func conversion(from other: UnitDimension) -> Interval? {
        switch other {
        case dimension: Interval(1)
        case .mass where dimension == .energy: heat
        case .volume where dimension == .energy, .gasVolume where dimension == .energy:
            density.flatMap { density in heat.map { density.times($0) } }
        case .volume where dimension == .mass: density
        default: nil
        }
    }

    /// Dimensions in which amounts may be given.
    var dimensions: [UnitDimension] { UnitDimension.allCases.filter { conversion(from: $0) != nil } }
}

/// A factor that activities may name, for choosing one.
public struct NamedFactor: Sendable, Hashable {
    public var name: String
    /// English, as the source names it.
    public var item: String
    public var version: String
    public var confidence: Confidence
}

extension FactorLibrary {
    /// Fuels, the grid and single rows that activities of a country may name, in the order of the list.
    public func named(in country: Country) -> [NamedFactor] {
        let fuels = factors.filter { $0.parameter == "NCV" }.map { (String($0.id.dropLast(4)), $0.item) }
        let rows = factors.filter { !$0.id.hasPrefix("fuel.") && $0.category != "grid_electricity" }.map { ($0.id, $0.item + ", " + $0.parameter) }
        return (fuels + [("grid", "Electricity of the national grid")] + rows).compactMap { name, item in
            guard case .factor(let factor) = finding(name, country: country, year: nil) else { return nil }
            return NamedFactor(name: name, item: item, version: factor.version, confidence: factor.confidence)
        }
    }

    enum Finding: Sendable {
        case factor(ActivityFactor)
        case unknown
        /// The row is one number of a method and gives no gas by itself.
        case parameterOnly
        /// The row is of another country.
        case otherCountry(String)
        /// Rows there are, all of later years.
        case notYet(first: Int)
    }

    /// The rows behind a factor's name: a fuel (`fuel.diesel`), the electricity of the country (`grid`), a gas that leaks (`R410A`), or one row.
    ///
    /// - Parameters:
    ///   - year: rows of later years are not used; of several the latest counts.
    ///   - country: `nil` when the input names none.
    func finding(_ name: String, country: Country?, year: Int?) -> Finding {
        if name == "grid" { return grid(country, year) }
        if let gas = gas(name) {
            let factor = ActivityFactor(
                name: name, dimension: .mass, gases: [.init(gas: gas.gas, kilograms: Interval(1), isBiogenicCO2: false)], rows: [],
                otherSources: [gas.provenance.source])
            return .factor(factor)
        }
        if let heat = factor(name + ".ncv") { return fuel(name, heat) }
        guard let row = factor(name) else { return .unknown }
        if let country, row.region != "global", row.region != country.rawValue { return .otherCountry(row.region) }
        if let year, let own = row.year, row.region != "global", own > year { return .notYet(first: own) }
        return single(row)
    }

    private func fuel(_ name: String, _ heat: EmissionFactor) -> Finding {
        let rows = ["co2", "ch4", "n2o"].compactMap { factor("\(name).\($0)") }
        guard rows.count == 3 else { return .parameterOnly }
        let density = factor(name + ".density")
        var whole = ActivityFactor(name: name, dimension: .energy, base: 1e12, gases: [], rows: [heat] + rows + [density].compactMap { $0 })
        // TJ/Gg is MJ/kg; kg/L is 1000 kg/m3.
        whole.heat = heat.value.times(1e6)
        whole.density = density.map { $0.value.times($0.unit == "kg/L" ? 1000 : 1) }
        whole.gases = rows.map { row in
            ActivityFactor.Gas(gas: warmingGas(row), kilograms: row.value, isBiogenicCO2: row.gas == "CO2" && row.isBiogenic == true)
        }
        return .factor(whole)
    }

    /// The official row of the latest year not after the one asked for; where a country has none, the modelled direct one.
    private func grid(_ country: Country?, _ year: Int?) -> Finding {
        guard let country else { return .unknown }
        let rows = factors.filter { $0.category == "grid_electricity" && $0.region == country.rawValue && ["EF", "EF direct"].contains($0.parameter) }
        let kind = rows.contains { $0.parameter == "EF" } ? "EF" : "EF direct"
        let own = rows.filter { $0.parameter == kind }
        guard let row = own.filter({ row in year.map { (row.year ?? 0) <= $0 } ?? true }).max(by: { ($0.year ?? 0) < ($1.year ?? 0) }) else {
            return own.compactMap(\.year).min().map { .notYet(first: $0) } ?? .unknown
        }
        return single(row)
    }

    private func single(_ row: EmissionFactor) -> Finding {
        var rows = [row]
        var (value, dimension, base) = (row.value, UnitDimension.mass, 1.0)
        var sources: [String] = []
        if let composition = composition(of: row) {
            value = value.times(composition.multiplier)
            if let other = composition.times.flatMap(factor) {
                value = value.times(other.value)
                rows.append(other)
            }
            sources = [composition.source]
        } else {
            guard !row.gas.isEmpty, let unit = RowUnit(row.unit) else { return .parameterOnly }
            value = value.times(unit.kilograms)
            (dimension, base) = (unit.dimension, unit.base)
        }
        let gas = ActivityFactor.Gas(gas: warmingGas(row), kilograms: value, isBiogenicCO2: row.gas == "CO2" && row.isBiogenic == true)
        return .factor(ActivityFactor(name: row.id, dimension: dimension, base: base, gases: [gas], rows: rows, otherSources: sources))
    }

    /// Methane of fossil origin warms more than that of plants, since its carbon is new to the air.
    private func warmingGas(_ row: EmissionFactor) -> String {
        guard row.gas == "CH4" else { return row.gas }
        let isOfWaste = ["waste_landfill", "waste_biological", "wastewater"].contains(row.category)
        switch row.isBiogenic ?? (isOfWaste ? true : nil) {
        case true?: return "CH4_biogenic"
        case false?: return "CH4_fossil"
        case nil: return "CH4"
        }
    }
}

/// A row's unit such as `tCO2/t clinker`: so many kilograms of gas for so much of an activity.
struct RowUnit: Hashable {
    var kilograms: Double
    var dimension: UnitDimension
    /// In the unit of the International System.
    var base: Double

    private static let masses = ["g": 0.001, "kg": 1, "t": 1000, "Gg": 1e6]
    private static let bases: [String: (UnitDimension, Double)] = [
        "kg": (.mass, 1), "t": (.mass, 1000), "Gg": (.mass, 1e6), "TJ": (.energy, 1e12), "MWh": (.energy, 3.6e9), "m2": (.area, 1),
    ]

    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let base = parts[1].split(separator: " ").first.flatMap({ Self.bases[String($0)] }) else { return nil }
        // "tCO2", "kg CH4", "g".
        let amount = parts[0].split(separator: " ")[0]
        let symbol = Self.masses.keys.filter { amount == $0 || (amount.hasPrefix($0) && amount.dropFirst($0.count).first?.isUppercase == true) }
        guard let mass = symbol.max(by: { $0.count < $1.count }).flatMap({ Self.masses[$0] }) else { return nil }
        kilograms = mass
        (dimension, self.base) = base
    }
}

extension Array where Element: Hashable {
    /// Each element once, at its first place.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
