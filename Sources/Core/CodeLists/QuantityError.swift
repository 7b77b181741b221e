// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Why a given number and unit are no mass.
public enum QuantityError: Explainable, Hashable {
    case unknownUnit(String)
    /// The unit measures something else, such as energy or a plain volume.
    case wrongDimension(unit: String, UnitDimension)
    /// A drum or a basket: its mass depends on what is in it.
    case needsDensity(unit: String)
    case negative(ExactDecimal, unit: String)
    case zero(unit: String)
    /// More digits, or a larger number, than 64 bits of grams reckon with exactly.
    case doesNotFit(ExactDecimal, unit: String)
    /// Above zero and rounded to no gram at all.
    case belowOneGram(ExactDecimal, unit: String)
    case aboveLimit(ExactDecimal, unit: String, mass: Mass, limit: Mass)

    public var standing: Standing { .invalid }
    public var problems: [Problem] { [problem()] }

    /// The problem, at a field of the caller's form.
    public func problem(field: String = "") -> Problem {
        switch self {
        case .unknownUnit(let unit): QuantityPhrase.unknownUnit.problem(field, ["unit": .text(unit)])
        case .wrongDimension(let unit, let dimension):
            QuantityPhrase.wrongDimension.problem(field, ["unit": .text(unit), "dimension": dimension.phrase.fact])
        case .needsDensity(let unit): QuantityPhrase.needsDensity.problem(field, ["unit": .text(unit)])
        case .negative(let number, let unit): QuantityPhrase.negative.problem(field, facts(number, unit))
        case .zero(let unit): QuantityPhrase.zero.problem(field, ["unit": .text(unit), "number": .number(0)])
        case .doesNotFit(let number, let unit): QuantityPhrase.doesNotFit.problem(field, facts(number, unit))
        case .belowOneGram(let number, let unit): QuantityPhrase.belowOneGram.problem(field, facts(number, unit))
        case .aboveLimit(let number, let unit, let mass, let limit):
            QuantityPhrase.aboveLimit.problem(field, facts(number, unit).merging(["mass": .mass(mass), "limit": .mass(limit)]) { $1 })
        }
    }

    private func facts(_ number: ExactDecimal, _ unit: String) -> [String: Fact] {
        ["number": .text(number.description), "unit": .text(unit)]
    }
}

extension NumberReading {
    /// What to tell the person when the text is not one number; `nil` when it is.
    ///
    /// - Parameter typed: the text as it was typed.
    public func problem(field: String = "", typed: String) -> Problem? {
        switch self {
        case .number: return nil
        case .nothing: return QuantityPhrase.numberMissing.problem(field)
        case .unreadable: return QuantityPhrase.numberUnreadable.problem(field, ["typed": .text(typed)])
        case .ambiguous(let readings):
            // The grouped reading has all digits; what stood behind the separator are its last three.
            let grouped = readings.first?.digits ?? 0
            return QuantityPhrase.numberAmbiguous.problem(
                field,
                [
                    "typed": .text(typed), "grouped": .text(String(grouped)), "whole": .text(String(grouped / 1000)),
                    "thousandths": .text(String((grouped % 1000).magnitude)),
                ])
        }
    }
}
