// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// A given number and unit turned into whole grams.
public struct MassConversion: Hashable, Sendable {
    public var given: GivenMass
    /// Whether the number did not come out in whole grams; rounded half away from zero.
    public var isRounded: Bool
    /// Whether the unit's factor is customary or nominal (a bag, a picul), so that the mass is an estimate.
    public var isNominal: Bool

    public var mass: Mass { given.mass }

    /// What to tell the person about rounding; `nil` when nothing was rounded.
    public var roundingNotice: Problem? {
        guard isRounded else { return nil }
        return QuantityPhrase.roundedToGrams.problem(
            "", ["number": .text(given.number), "unit": .text(given.unit), "mass": .mass(given.mass)])
    }
}

extension CodeList where Row == UnitOfMeasure {
    /// Turns a number of a mass unit into whole grams, once and for all; the edition of this list is kept with it.
    ///
    /// Only mass units are converted. Volumes, counts and energy never become mass here: that needs a density or a
    /// heating value, which is a measurement of its own.
    ///
    /// - Parameters:
    ///   - number: above zero.
    ///   - symbol: a unit's symbol as in the list.
    ///   - method: how the person got the figure.
    ///   - limit: the heaviest allowed.
    public func convert(
        _ number: ExactDecimal, unit symbol: String, method: MeasurementMethod, limit: Mass = Limits.lineMass
    ) throws(QuantityError) -> MassConversion {
        guard let unit = self[symbol] else { throw .unknownUnit(symbol) }
        guard let grams = unit.grams else {
            let mayHold: Set<UnitDimension> = [.mass, .volume, .gasVolume]
            if unit.needsDensity, mayHold.contains(unit.dimension) { throw .needsDensity(unit: symbol) }
            throw .wrongDimension(unit: symbol, unit.dimension)
        }
        if number.digits < 0 { throw .negative(number, unit: symbol) }
        if number.digits == 0 { throw .zero(unit: symbol) }
        let shortest = number.withoutTrailingZeros
        guard Self.isHeld(shortest, times: grams), let (whole, isRounded) = shortest.scaled(by: grams.withoutTrailingZeros) else {
            throw .doesNotFit(number, unit: symbol)
        }
        let mass = Mass.grams(whole)
        if mass > limit { throw .aboveLimit(number, unit: symbol, mass: mass, limit: limit) }
        if mass == .zero { throw .belowOneGram(number, unit: symbol) }
        return MassConversion(
            given: GivenMass(number: shortest.description, unit: symbol, method: method, conversion: edition, mass: mass),
            isRounded: isRounded, isNominal: !unit.isDefined)
    }

    /// Whether a product stays below 2^63, rounding included; asked before scaling, which reckons in 64 bits.
    private static func isHeld(_ number: ExactDecimal, times factor: ExactDecimal) -> Bool {
        var divisor: Int128 = 1
        for _ in 0..<(number.scale + factor.scale) { divisor *= 10 }
        return Int128(number.digits) * Int128(factor.digits) / divisor < Int128(Int64.max)
    }
}

extension CodeLists {
    /// Turns a number of a mass unit into whole grams by the unit list of a day.
    public func convert(
        _ number: ExactDecimal, unit symbol: String, method: MeasurementMethod, on date: CalendarDate, limit: Mass = Limits.lineMass
    ) throws(QuantityError) -> MassConversion {
        try units.edition(on: date).convert(number, unit: symbol, method: method, limit: limit)
    }
}
