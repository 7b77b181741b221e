// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Returns

/// A column of a template behind those that say whose, where and when.
enum TemplateColumn: Hashable {
    /// A figure, in the unit in which the drafts have it, else the usual one; `nil` where there is none to choose.
    case figure(DataField, unit: String?)
    /// An end of the figure that may be estimated, in cubic metres.
    case end(ReturnForm.EstimatePlace, DataField)
    /// How that figure is known.
    case basis(DataField)
    case waste(WasteKey)

    /// - Parameter drafts: those whose figures stand in the table.
    static func columns(of field: DataField, _ drafts: [ReturnAnswers]) -> [TemplateColumn] {
        let units = Set(drafts.compactMap { $0[field.id]?.value.figure?.unit })
        let unit = units.count == 1 ? units.first.flatMap { field.units.contains($0) ? $0 : nil } : nil
        let figure = TemplateColumn.figure(field, unit: unit ?? field.units.first)
        return field.hasEstimate ? [figure, .end(.low, field), .end(.high, field), .basis(field)] : [figure]
    }

    var holdsNumbers: Bool { if case .basis = self { false } else { true } }

    /// What a draft has in it, so that it reads back to the same; blank for nothing, and for a figure that is not exactly a number of the column's unit.
    func text(
        _ answers: ReturnAnswers, _ names: TemplateNames, _ units: CodeList<UnitOfMeasure>, open: (SealedText) throws -> String?
    ) rethrows -> String {
        switch self {
        case .figure(let field, _):
            switch answers[field.id]?.value {
            case .figure?: return number(answers, units)?.typed ?? ""
            case .nothing?: return ReturnForm.Kind.nothing.rawValue
            case .unknown?: return ReturnForm.Kind.unknown.rawValue
            case .bill?, nil: return ""
            }
        case .end(let place, let field):
            guard let estimate = answers[field.id]?.estimate else { return "" }
            return FigureEstimate.cubicMetres(place == .low ? estimate.low : estimate.high)
        case .basis(let field):
            guard let estimate = answers[field.id]?.estimate else { return "" }
            let words = try estimate.said.flatMap(open) ?? estimate.source
            return names.own(EstimateBasisPhrase(estimate.way)) + (words.isEmpty ? "" : ": " + words)
        case .waste: return number(answers, units)?.typed ?? ""
        }
    }

    /// A figure of a draft that finds no place in the column, as a note says it: `Diesel: 12 gal_us`.
    func left(_ answers: ReturnAnswers, _ names: TemplateNames, _ units: CodeList<UnitOfMeasure>) -> String? {
        guard let figure = figure(answers), number(answers, units) == nil else { return nil }
        return names.short(self) + ": " + figure.typedNumber + " " + figure.unit
    }

    private func figure(_ answers: ReturnAnswers) -> GivenFigure? {
        switch self {
        case .figure(let field, _): answers[field.id]?.value.figure
        case .waste(let key): answers[key]?.figure
        case .end, .basis: nil
        }
    }

    /// The draft's figure in the column's unit.
    private func number(_ answers: ReturnAnswers, _ units: CodeList<UnitOfMeasure>) -> ExactDecimal? {
        guard let figure = figure(answers) else { return nil }
        switch self {
        case .figure(_, let unit): return figure.number(in: unit ?? figure.unit, units)
        case .waste: return figure.number(in: Self.wasteUnit, units)
        case .end, .basis: return nil
        }
    }

    static let wasteUnit = "kg"
}

extension ReturnFileRow.Figure {
    /// The figure as a draft has it already, where both are the same in two units: sent in again it changes nothing.
    func kept(as known: GivenFigure?, _ units: CodeList<UnitOfMeasure>) -> (number: String, unit: String) {
        guard kind == .figure, let known, known.unit != unit, case .number(let typed) = NumberReading(number),
            known.number(in: unit, units)?.withoutTrailingZeros == typed.withoutTrailingZeros
        else { return (number, unit) }
        return (known.typedNumber, known.unit)
    }
}
