// SPDX-License-Identifier: Apache-2.0

import Domain

/// What is set against production or people.
public enum Intensity: String, CaseIterable, Sendable {
    case energy, water, wastewater, waste

    public var phrase: CheckPhrase {
        switch self {
        case .energy: .intensityEnergy
        case .water: .intensityWater
        case .wastewater: .intensityWastewater
        case .waste: .intensityWaste
        }
    }

    /// Watt-hours, millilitres, or grams of a month; `nil` where it is not known.
    func amount(_ row: SiteMonth) -> Int64? {
        switch self {
        case .energy: row.energy
        case .water: row.water
        case .wastewater: row.wastewater
        case .waste: row.generated
        }
    }

    /// What published lists call it.
    var indicator: String {
        switch self {
        case .energy: "energy_total"
        case .water: "water_use"
        case .wastewater: "wastewater"
        case .waste: "solid_waste"
        }
    }
}

/// By what it is divided.
public enum IntensityBase: String, CaseIterable, Sendable {
    /// What was made, in the sector's own unit.
    case product
    /// Each worker and month.
    case worker

    func amount(_ row: SiteMonth) -> Int64? {
        switch self {
        case .product: row.product
        case .worker: row.workers.map { $0 * Int64(row.length) }
        }
    }
}

/// How the sector counts what it makes.
public enum ProductUnit: String, CaseIterable, Sendable {
    case tonne, piece, pair

    /// Of a sector, by the fields its returns have.
    public init(field: String) {
        switch field {
        case "garmentsMade": self = .piece
        case "shoesMade": self = .pair
        default: self = .tonne
        }
    }

    /// Whole units of product in one: grams, pieces, pairs.
    var whole: Double { self == .tonne ? 1_000_000 : 1 }
}

/// An intensity in the unit in which it is read.
public struct IntensityUnit: Hashable, Sendable {
    public var intensity: Intensity
    public var base: IntensityBase
    public var product: ProductUnit

    public init(_ intensity: Intensity, _ base: IntensityBase, _ product: ProductUnit) {
        self.intensity = intensity
        self.base = base
        self.product = product
    }

    /// `kWh`, `m3`, `L`, `kg`.
    public var symbol: String {
        switch intensity {
        case .energy: "kWh"
        case .water, .wastewater: isSmall ? "L" : "m3"
        case .waste: "kg"
        }
    }

    /// A piece or a pair takes litres.
    private var isSmall: Bool { base == .product && product != .tonne }

    /// From whole units over whole units.
    func value(_ amount: Double, over divisor: Double) -> Double {
        let numerator =
            switch intensity {
            case .energy, .waste: amount / 1000
            case .water, .wastewater: amount / (isSmall ? 1000 : 1_000_000)
            }
        return numerator / (base == .product ? divisor / product.whole : divisor)
    }
}
