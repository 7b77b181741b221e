// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Tabular
import Wording

/// What a column of somebody's own sheet of figures holds.
public enum ReturnColumn: Hashable, Sendable {
    /// Which period, site or firm a row is about.
    case period, site, registration
    /// A figure, by its field's name.
    case field(String)
    /// Between what the figure lies that may be estimated, and how that is known.
    case estimate(ReturnForm.EstimatePlace)
    /// Waste of one code that went one way, as mass.
    case waste(WasteCodeID, WasteDestination)
    /// Nothing that the return asks for.
    case leftOut

    /// Reads `period`, `diesel`, `estimate low`, `waste 040222 town` and `-`; `nil` for what nobody asks for.
    public init?(text: String, fields: Set<String>) {
        switch text {
        case "period": self = .period
        case "site": self = .site
        case "registration": self = .registration
        case "-": self = .leftOut
        default:
            let words = text.split(separator: " ").map(String.init)
            if words.count == 3, words[0] == "waste", let code = WasteCodeID(written: words[1]), let way = WasteDestination(rawValue: words[2]), way != .note {
                self = .waste(code, way)
            } else if words.count == 2, words[0] == "estimate", let place = ReturnForm.EstimatePlace(rawValue: words[1]) {
                self = .estimate(place)
            } else if fields.contains(text) {
                self = .field(text)
            } else {
                return nil
            }
        }
    }

    /// Reads back to the same.
    public var text: String {
        switch self {
        case .period: "period"
        case .site: "site"
        case .registration: "registration"
        case .field(let id): id
        case .estimate(let place): "estimate \(place.rawValue)"
        case .waste(let code, let way): "waste \(code.text) \(way.rawValue)"
        case .leftOut: "-"
        }
    }
}

/// How a row says that a figure is known.
public enum EstimateBasis: Hashable, Sendable {
    case formula(FigureEstimate.Formula)
    /// As an estimate, and nothing of how.
    case unsaid
    /// By a meter: no estimate at all.
    case metered

    fileprivate init?(word: String) {
        switch word {
        case MeasurementMethod.metered.rawValue: self = .metered
        case MeasurementMethod.estimated.rawValue: self = .unsaid
        default:
            guard let formula = FigureEstimate.Formula(rawValue: word) else { return nil }
            self = .formula(formula)
        }
    }
}

extension ReturnForm.EstimatePlace {
    /// What stands over its column.
    public var phrase: EstimateColumnPhrase {
        switch self {
        case .low: .low
        case .high: .high
        case .basis: .basis
        }
    }
}

/// Headings of the columns beside the figure that may be estimated.
public enum EstimateColumnPhrase: String, PhraseKey {
    public static let area = "estimatecolumns"
    case low, high, basis
}

/// Tells by its heading what a column holds, and by its word what an answer is: names of figures as the platform writes them in any of its languages, and words
/// of `Resources/column_words.csv`. What is not told this way is asked about.
public struct ColumnWords: Sendable {
    private var columns: [String: Set<String>] = [:]
    private var answers: [String: ReturnForm.Kind] = [:]
    private var ways: [String: WasteDestination] = [:]
    private var bases: [String: EstimateBasis] = [:]
    private let fields: Set<String>

    /// - Parameters:
    ///   - fields: every figure that is asked for.
    ///   - languages: words in each language of the installation.
    public init(fields: [DataField], languages: [Words]) {
        self.fields = Set(fields.map(\.id))
        for (written, means) in Self.shipped {
            if let kind = ReturnForm.Kind(rawValue: means), kind != .figure {
                answers[written] = kind
            } else if let basis = EstimateBasis(word: means) {
                bases[written] = basis
            } else {
                columns[written, default: []].insert(means)
            }
        }
        for words in languages {
            for field in fields { columns[TextFolding.fold(words[field.phrase]), default: []].insert(field.id) }
            for way in WasteDestination.allCases { ways[TextFolding.fold(words[way.phrase])] = way }
            for place in ReturnForm.EstimatePlace.allCases {
                columns[TextFolding.fold(words[place.phrase]), default: []].insert(ReturnColumn.estimate(place).text)
            }
            for formula in FigureEstimate.Formula.allCases { bases[TextFolding.fold(words[EstimateBasisPhrase(formula)])] = .formula(formula) }
            bases[TextFolding.fold(words[DataSetPhrase.methodMetered])] = .metered
            bases[TextFolding.fold(words[DataSetPhrase.methodEstimated])] = .unsaid
        }
    }

    /// What a column holds by its heading, whose languages stand beside one another; `nil` when that is not told, or told in two ways.
    public func column(heading: String) -> ReturnColumn? {
        if let waste = waste(heading) { return waste }
        let parts = [heading] + heading.split(whereSeparator: { "/|\n".contains($0) }).map(String.init)
        let found = parts.reduce(into: Set<String>()) { found, part in found.formUnion(columns[TextFolding.fold(part)] ?? []) }
        return found.count == 1 ? found.first.flatMap { ReturnColumn(text: $0, fields: fields) } : nil
    }

    /// Whether a word stands in the place of a figure; `nil` for any other text.
    public func answer(_ text: String) -> ReturnForm.Kind? { answers[TextFolding.fold(text)] }

    /// How a figure is known by what stands in the column for it: a known word, behind a colon the firm's own words; else its own words alone.
    public func basis(_ text: String) -> (basis: EstimateBasis, words: String) {
        if let known = bases[TextFolding.fold(text)] { return (known, "") }
        guard let colon = text.firstIndex(where: { ":៖".contains($0) }), let known = bases[TextFolding.fold(text[..<colon])] else { return (.unsaid, text) }
        return (known, String(text[text.index(after: colon)...].drop(while: \.isWhitespace)))
    }

    /// What parts code and way in a heading, such as `04 02 22 → Collected without a note`.
    public static let arrow = "→"

    private func waste(_ heading: String) -> ReturnColumn? {
        let sides = heading.components(separatedBy: Self.arrow)
        guard sides.count == 2, let code = WasteCodeID(written: String(sides[0].filter(\.isNumber).prefix(6))) else { return nil }
        let found = Set(sides[1].split(separator: "/").compactMap { ways[TextFolding.fold($0)] })
        return found.count == 1 ? found.first.map { .waste(code, $0) } : nil
    }

    private static let shipped: [(String, String)] = {
        guard let url = Bundle.module.url(forResource: "Resources/column_words", withExtension: "csv"), let data = try? Data(contentsOf: url) else {
            preconditionFailure("The program was installed without column_words.csv.")
        }
        let table = CSVTable(bytes: [UInt8](data), required: ["written", "means"])
        precondition(table.faults.isEmpty, "column_words.csv: \(table.faults)")
        return table.rows.map { (TextFolding.fold($0["written"]), $0["means"]) }
    }()
}
