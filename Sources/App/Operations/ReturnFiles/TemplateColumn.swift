// SPDX-License-Identifier: Apache-2.0

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

    /// What a draft has in it, so that it reads back to the same; blank for nothing, and for a figure in another unit than the column's.
    func text(_ answers: ReturnAnswers, _ names: TemplateNames, open: (SealedText) throws -> String?) rethrows -> String {
        switch self {
        case .figure(let field, let unit):
            switch answers[field.id]?.value {
            case .figure(let figure)?: return unit == nil || figure.unit == unit ? figure.typedNumber : ""
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
        case .waste(let key):
            guard let line = answers[key], line.figure.unit == "kg" else { return "" }
            return line.figure.typedNumber
        }
    }
}
