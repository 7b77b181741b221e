// SPDX-License-Identifier: Apache-2.0

import Domain

/// The small unit of a dimension of which whole numbers are kept.
public struct WholeUnit: Hashable, Sendable {
    /// `g`, `mL`, `Wh`.
    public let symbol: String
    /// How many of it are one unit of the International System: `times / over`.
    public let times: Int64
    public let over: Int64
}

extension UnitDimension {
    /// `nil` for what is not kept as a whole number, such as concentrations.
    public var wholeUnit: WholeUnit? {
        switch self {
        case .mass: WholeUnit(symbol: "g", times: 1000, over: 1)
        case .volume: WholeUnit(symbol: "mL", times: 1_000_000, over: 1)
        // A litre of gas at normal conditions.
        case .gasVolume: WholeUnit(symbol: "NL", times: 1000, over: 1)
        case .energy: WholeUnit(symbol: "Wh", times: 1, over: 3600)
        case .count: WholeUnit(symbol: "1", times: 1, over: 1)
        case .time: WholeUnit(symbol: "s", times: 1, over: 1)
        case .length: WholeUnit(symbol: "m", times: 1, over: 1)
        case .area, .power, .flow, .concentration, .freight, .ratio: nil
        }
    }
}

/// A given number and unit as a whole number of the dimension's small unit.
public struct WholeConversion: Hashable, Sendable {
    public var whole: Int64
    public var dimension: UnitDimension
    /// Whether the number did not come out whole; rounded half away from zero.
    public var isRounded: Bool
    /// Whether the unit's factor is nominal or customary, so that the figure is an estimate.
    public var isNominal: Bool
}

extension CodeList where Row == UnitOfMeasure {
    /// Turns a number of any unit with a factor into a whole number of its dimension's small unit, once and for all. Zero is a number.
    ///
    /// A volume stays a volume: what it weighs needs a density, which is a measurement of its own.
    public func whole(_ number: ExactDecimal, unit symbol: String) throws(QuantityError) -> WholeConversion {
        guard let unit = self[symbol] else { throw .unknownUnit(symbol) }
        guard let factor = unit.factor?.withoutTrailingZeros, let base = unit.dimension.wholeUnit else { throw .wrongDimension(unit: symbol, unit.dimension) }
        if number.digits < 0 { throw .negative(number, unit: symbol) }
        let shortest = number.withoutTrailingZeros
        var divisor = Int128(base.over)
        for _ in 0..<(shortest.scale + factor.scale) { divisor *= 10 }
        let (scaled, overflows) = (Int128(shortest.digits) * Int128(factor.digits)).multipliedReportingOverflow(by: Int128(base.times))
        guard !overflows else { throw .doesNotFit(number, unit: symbol) }
        let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: divisor)
        guard let whole = Int64(exactly: remainder * 2 >= divisor ? quotient + 1 : quotient) else { throw .doesNotFit(number, unit: symbol) }
        return WholeConversion(whole: whole, dimension: unit.dimension, isRounded: remainder != 0, isNominal: !unit.isDefined)
    }
}

extension CodeList where Row == UnitOfMeasure {
    /// The number that a whole amount is in a unit; `nil` where no decimal of at most nine places is exactly that.
    public func number(of whole: Int64, in symbol: String) -> ExactDecimal? {
        guard let unit = self[symbol], let factor = unit.factor?.withoutTrailingZeros, factor.digits > 0, let base = unit.dimension.wholeUnit else {
            return nil
        }
        var numerator = Int128(whole) * Int128(base.over)
        for _ in 0..<factor.scale { numerator *= 10 }
        let denominator = Int128(factor.digits) * Int128(base.times)
        for scale in 0...9 {
            if numerator % denominator == 0 { return Int64(exactly: numerator / denominator).map { ExactDecimal(digits: $0, scale: scale) } }
            numerator *= 10
        }
        return nil
    }
}
