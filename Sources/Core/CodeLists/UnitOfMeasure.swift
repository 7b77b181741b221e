// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a unit measures, and the unit of the International System that its factor leads to.
public enum UnitDimension: String, CaseIterable, Sendable, Codable {
    case mass, volume, energy, area, power, flow, concentration, length, freight, time, count, ratio
    case gasVolume = "gas_volume"

    public var siUnit: String {
        switch self {
        case .mass: "kg"
        case .volume: "m3"
        case .energy: "J"
        case .area: "m2"
        case .power: "W"
        case .flow: "m3/s"
        case .concentration: "kg/m3"
        case .length: "m"
        case .freight: "kg·m"
        case .time: "s"
        case .count, .ratio: "1"
        case .gasVolume: "Nm3"
        }
    }

    var phrase: QuantityPhrase {
        switch self {
        case .mass: .dimensionMass
        case .volume: .dimensionVolume
        case .energy: .dimensionEnergy
        case .area: .dimensionArea
        case .power: .dimensionPower
        case .flow: .dimensionFlow
        case .concentration: .dimensionConcentration
        case .length: .dimensionLength
        case .freight: .dimensionFreight
        case .time: .dimensionTime
        case .count: .dimensionCount
        case .ratio: .dimensionRatio
        case .gasVolume: .dimensionGasVolume
        }
    }
}

/// A unit in which quantities are given.
///
/// Source: BIPM SI Brochure, NIST SP 811; trade and customary units as each row says.
public struct UnitOfMeasure: ListRow, Hashable {
    /// `kg`, `gal_us`; the key under which facts keep the unit.
    public let symbol: String
    public let nameEnglish: String
    public let dimension: UnitDimension
    /// How many ``UnitDimension/siUnit`` one unit is; `nil` when there is no fixed factor or 12 decimals do not hold it.
    public let factor: ExactDecimal?
    /// The same as a binary fraction, for ratios and screens; also where ``factor`` cannot hold it.
    public let approximateFactor: Double?
    /// Whether turning the unit into mass or energy needs a measured value named by ``densityBasis``.
    public let needsDensity: Bool
    public let densityBasis: String?
    /// Whether the factor is a definition; a nominal bag or a customary unit is not.
    public let isDefined: Bool
    public let note: String?
    public let provenance: Provenance

    public var key: String { symbol }

    /// Whole or decimal grams in one unit; `nil` for other dimensions and for mass units without a fixed factor.
    public var grams: ExactDecimal? {
        guard dimension == .mass, !needsDensity, let factor else { return nil }
        if factor.scale >= 3 { return ExactDecimal(digits: factor.digits, scale: factor.scale - 3) }
        var digits = factor.digits
        for _ in 0..<(3 - factor.scale) {
            let (next, overflow) = digits.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            digits = next
        }
        return ExactDecimal(digits: digits, scale: 0)
    }
}

extension CodeList where Row == UnitOfMeasure {
    /// Mass units a person may choose for a load, in the order of the list: defined ones from one gram up to the heaviest
    /// line allowed. Smaller ones round away, larger ones are slips, nominal and customary ones are estimates.
    public var massUnits: [UnitOfMeasure] {
        rows.filter { unit in
            guard unit.isDefined, let grams = unit.grams, let whole = ExactDecimal(digits: 1, scale: 0).scaled(by: grams)?.whole else { return false }
            return whole >= 1 && whole <= Limits.lineMass.raw
        }
    }
}

extension UnitOfMeasure: ReadableRow {
    static let file = ListFile.units
    static let columns = [
        "symbol", "name", "dimension", "si_unit", "factor_to_si", "needs_density", "density_basis", "exact", "note", "source", "confidence",
    ]

    init?(_ reader: inout RowReader) {
        let symbol = reader.text("symbol")
        if let symbol { reader.isKnown(as: symbol, column: "symbol") }
        let name = reader.text("name")
        let dimension = reader.word("dimension", as: UnitDimension.self)
        if let dimension, reader.row["si_unit"] != dimension.siUnit { reader.note("si_unit", .inconsistent, expected: dimension.siUnit) }
        let needsDensity = reader.flag("needs_density")
        let isDefined = reader.flag("exact")
        var number: (digits: Int64, scale: Int)?
        if needsDensity != true || reader.optionalText("factor_to_si") != nil {
            number = reader.parsed("factor_to_si", .badNumber, expected: "0.45359237") { text in
                Self.scientific(text).flatMap { $0.digits > 0 ? $0 : nil }
            }
        }
        let densityBasis = needsDensity == true ? reader.text("density_basis") : reader.optionalText("density_basis")
        guard let provenance = reader.provenance(), let symbol, let name, let dimension, let needsDensity, let isDefined else { return nil }
        self.init(
            symbol: symbol, nameEnglish: name, dimension: dimension,
            factor: number.flatMap { $0.scale <= 12 ? ExactDecimal(digits: $0.digits, scale: $0.scale) : nil },
            approximateFactor: number == nil ? nil : Double(reader.row["factor_to_si"]), needsDensity: needsDensity, densityBasis: densityBasis,
            isDefined: isDefined, note: reader.optionalText("note"), provenance: provenance)
    }

    /// Reads `0.45359237`, `1e-06` and `1000000.0` exactly, as digits over a power of ten without trailing zeros.
    static func scientific(_ text: String) -> (digits: Int64, scale: Int)? {
        let parts = text.split(separator: "e", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        var exponent = 0
        if parts.count == 2 {
            guard let written = Int(parts[1]), (-30...30).contains(written) else { return nil }
            exponent = written
        }
        let pieces = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(pieces.count), pieces.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            var digits = Int64(pieces.joined())
        else { return nil }
        var scale = (pieces.count == 2 ? pieces[1].count : 0) - exponent
        while scale > 0, digits % 10 == 0, digits != 0 {
            digits /= 10
            scale -= 1
        }
        while scale < 0 {
            let (next, overflow) = digits.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            digits = next
            scale += 1
        }
        return (digits, scale)
    }
}
