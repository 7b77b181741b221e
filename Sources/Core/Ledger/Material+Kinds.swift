// SPDX-License-Identifier: Apache-2.0

/// In which whole unit the book keeps a material. Amounts of different measures are never added.
public enum MaterialMeasure: Int32, CaseIterable, Codable, Sendable {
    /// Grams.
    case mass = 2
    /// Millilitres, of water, wastewater and liquid fuels.
    case volume
    /// Litres of gas at 0 °C and 101.325 kPa.
    case gasVolume
    /// Watt-hours.
    case energy
}

// Kinds in the millions: 1 wastes, 2 other goods by mass, 3 by volume, 4 gases, 5 energy. The number is stored; never change one.
extension Material {
    /// Something that is no waste: goods, water, energy.
    ///
    /// - Parameter number: 1 to 999,999, its own for ever.
    public static func good(_ measure: MaterialMeasure, _ number: Int32) -> Material { Material(value: measure.rawValue * 1_000_000 + number) }

    /// Waste of which only the mass is told and no code.
    public static let uncodedWaste = Material(value: wastes.lowerBound)

    /// Numbers of wastes, with and without a code.
    public static let wastes: ClosedRange<Int32> = 1_000_000...1_999_999

    public var isWaste: Bool { Self.wastes.contains(value) }

    /// How its amounts are counted; wastes by mass.
    public var measure: MaterialMeasure { MaterialMeasure(rawValue: value / 1_000_000) ?? .mass }
}
