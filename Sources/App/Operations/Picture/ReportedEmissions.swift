// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Domain
import Ledger
import Returns
import Stores

/// What groups of sites gave off: from sums of what they reported, and from waste treated at them.
///
/// Each group's direct emissions and those of the electricity that it bought stand side by side; waste that others treat is those others' and is
/// counted once, at the plant. What outlets bring to water counts as laboratories found it; what returns tell of wastewater does not count again.
public struct GroupEmissions: Sendable {
    var lines: [GHGInventory.Line] = []

    public var direct: Interval { GHGInventory.total(lines.filter { $0.scope == .direct }) }
    public var energy: Interval { GHGInventory.total(lines.filter { $0.scope == .energy }) }
    /// Tonnes of CO2 of plants.
    public var biogenic: Double { lines.filter { $0.scope == .direct }.reduce(0) { $0 + $1.biogenic } }
    /// Some of it rests on factors or assumptions of low confidence.
    public var isLow: Bool { lines.contains { $0.confidence == .low } }
}

/// Turns sums into lines; what one unit gives off in a month is worked out once.
struct ReportedEmissions {
    private struct Key: Hashable {
        var kind: ReportedActivity.Kind
        var name: String
        var waste: WasteCodeID?
        var isic: String
        var month: Month
    }

    private let editions: FactorEditions
    private let country: Country
    private let kinds: [String: QuantityKind]
    private var units: [Key: [GHGInventory.Line]] = [:]

    init(_ platform: Platform) {
        (editions, country) = (platform.factorEditions, platform.country)
        kinds = Dictionary(platform.dataSets.sets.flatMap(\.fields).map { ($0.id, $0.kind) }, uniquingKeysWith: { a, _ in a })
    }

    /// Lines of a sum of reports; none for what gives off nothing.
    mutating func lines(of cell: ReportedCell, amount: Int64) -> [GHGInventory.Line] {
        guard !cell.figure.hasPrefix(ReportedFigures.anySite) else { return [] }
        if let waste = cell.waste, cell.figure.hasPrefix("way.") {
            return scaled(.way, String(cell.figure.dropFirst(4)), waste, "", .mass, cell.month, Double(amount) / 1000)
        }
        let parts = cell.figure.split(separator: "@", maxSplits: 1).map(String.init)
        guard let name = parts.first, let dimension = kinds[name]?.dimension, let unit = dimension.wholeUnit else { return [] }
        return scaled(.answer, name, nil, parts.dropFirst().first ?? "", dimension, cell.month, Double(amount) * Double(unit.over) / Double(unit.times))
    }

    /// Lines of waste treated by plants of a group in a month. What corrections took away is below zero, so that sites add up to their group.
    mutating func lines(of cell: TreatedCell) -> [GHGInventory.Line] {
        guard case .treated(let code) = cell.compartment, let waste = cell.material.wasteCode, cell.grams != 0 else { return [] }
        return scaled(.treated, code.description, waste, "", .mass, cell.month, Double(cell.grams) / 1000)
    }

    /// Lines of a load of outlets, kilograms.
    mutating func lines(ofLoad name: String, in month: Month, _ amount: Interval) -> [GHGInventory.Line] {
        let day = Period.month(month).last
        let activity = ReportedActivity(.load, name, isic: "", amount: amount, dimension: .mass)
        return GHGInventory([activity], on: day, country: country, factors: editions.library(on: day)).lines
    }

    private mutating func scaled(
        _ kind: ReportedActivity.Kind, _ name: String, _ waste: WasteCodeID?, _ isic: String, _ dimension: UnitDimension, _ month: Month, _ amount: Double
    ) -> [GHGInventory.Line] {
        let key = Key(kind: kind, name: name, waste: waste, isic: isic, month: month)
        let unit: [GHGInventory.Line]
        if let known = units[key] {
            unit = known
        } else {
            let day = Period.month(month).last
            let activity = ReportedActivity(kind, name, waste: waste, isic: isic, amount: Interval(1), dimension: dimension)
            unit = GHGInventory([activity], on: day, country: country, factors: editions.library(on: day)).lines
            units[key] = unit
        }
        return unit.map { line in
            var line = line
            line.warming = line.warming.times(amount)
            line.biogenic *= amount
            return line
        }
    }
}
