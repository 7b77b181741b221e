// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain

/// Rows of the library multiplied with each other, as a rule writes them: `waste.ind.{waste}.doc; waste.landfill.f; 16 / 12`.
///
/// Terms stand between semicolons and are multiplied; a term is a row, a number, or two of them with `-` or `/` between.
struct FactorFormula: Hashable, Sendable {
    enum Operand: Hashable, Sendable {
        case row(String)
        case number(Double)

        init?(_ text: Substring) {
            if let number = Double(text) {
                self = .number(number)
            } else if text.contains(".") {
                self = .row(String(text))
            } else {
                return nil
            }
        }
    }

    enum Term: Hashable, Sendable {
        case one(Operand)
        case less(Operand, Operand)
        case over(Operand, Operand)
    }

    let terms: [Term]

    /// `nil` for what is no formula.
    init?(_ text: String) {
        var terms: [Term] = []
        for piece in text.split(separator: ";") {
            let words = piece.split(separator: " ")
            guard let first = words.first.flatMap(Operand.init) else { return nil }
            switch words.count {
            case 1: terms.append(.one(first))
            case 3:
                guard let second = Operand(words[2]), ["-", "/"].contains(words[1]) else { return nil }
                terms.append(words[1] == "-" ? .less(first, second) : .over(first, second))
            default: return nil
            }
        }
        guard !terms.isEmpty else { return nil }
        self.terms = terms
    }

    /// Every row it names.
    var rows: [String] {
        terms.flatMap { term -> [Operand] in
            switch term {
            case .one(let a): [a]
            case .less(let a, let b), .over(let a, let b): [a, b]
            }
        }.compactMap { if case .row(let id) = $0 { id } else { nil } }
    }
}

extension FactorLibrary {
    /// Kilograms of a gas for a kilogram of what a rule is about; `nil` where a row is missing.
    ///
    /// - Parameter isBiogenic: whether the gas comes of plants or animals of late.
    func factor(of formula: FactorFormula, gas: String, isBiogenic: Bool) -> ActivityFactor? {
        var used: [EmissionFactor] = []
        func value(_ operand: FactorFormula.Operand) -> Interval? {
            switch operand {
            case .number(let number): return Interval(number)
            case .row(let id):
                guard let row = factor(id) else { return nil }
                used.append(row)
                // A share has no unit to bring with it.
                let unit = RowUnit(row.unit)
                return row.value.times(unit.map { $0.kilograms / $0.base } ?? 1)
            }
        }
        var product = Interval(1)
        for term in formula.terms {
            let found: Interval?
            switch term {
            case .one(let operand): found = value(operand)
            case .less(let a, let b): found = value(a).flatMap { a in value(b).map { a.less($0) } }
            case .over(let a, let b): found = value(a).flatMap { a in value(b).map { a.divided(by: $0.value) } }
            }
            guard let found else { return nil }
            product = product.times(found)
        }
        let warming = gas == "CH4" ? (isBiogenic ? "CH4_biogenic" : "CH4_fossil") : gas
        return ActivityFactor(
            name: used.map(\.id).uniqued.joined(separator: " × "), dimension: .mass,
            gases: [.init(gas: warming, kilograms: product, isBiogenicCO2: gas == "CO2" && isBiogenic)], rows: used)
    }
}
