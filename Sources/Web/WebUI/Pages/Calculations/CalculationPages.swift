// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Domain
import HTTPSupport
import Markup
import Notation
import Operations
import Wording

/// Methods for everybody to try: what is filled in stands in the address, and nothing is kept.
enum CalculationPages {
    static let routes: [PageRoute] = [PageRoute(.get, "/calculations/ghg", .open) { GHGView(request: $0).page }]
}

/// Greenhouse gases of a few activities.
struct GHGView {
    var request: PageRequest

    private var words: Words { request.words }
    private func say(_ key: CalculationPagePhrase) -> String { words[key] }
    private static let rows = 4
    private static let units = ["L", "kg", "t", "kWh", "MWh", "GJ", "m3", "Nm3"]

    var page: PageAnswer {
        let heading = PageHeading(title: say(.ghgTitle), lead: say(.ghgLead))
        let (result, problems) = calculated
        let body: HTML = "\(heading)\(result)\(form(problems))\(factors)"
        let document = request.document(say(.ghgTitle), back: "/", body: body)
        return .page(document, status: problems.isEmpty ? 200 : 422)
    }

    private func typed(_ name: String, _ row: Int) -> String { String((request.query["\(name)\(row)"] ?? "").trimmingBlanks.prefix(60)) }
    private var filled: [Int] { (0..<Self.rows).filter { !typed("factor", $0).isEmpty || !typed("amount", $0).isEmpty } }

    /// The same input as the other doors take.
    private var input: JSON {
        let activities = filled.map { row -> JSON in
            let amount: JSON
            switch NumberReading(typed("amount", row)) {
            case .number(let number): amount = .number(number.description)
            case .nothing: amount = .null
            default: amount = .text(typed("amount", row))
            }
            return ["factor": .text(typed("factor", row)), "amount": amount, "unit": .text(typed("unit", row))]
        }
        let year = Int64((request.query["year"] ?? "").trimmingBlanks)
        return [
            "activities": .list(activities), "gwp": .text(request.query["gwp"] == "AR6" ? "AR6" : "AR5"), "year": year.map { .whole($0) } ?? .null,
            "country": .text(request.platform.country.rawValue),
        ]
    }

    private var calculated: (HTML, [Problem]) {
        guard !filled.isEmpty else { return (HTML(), []) }
        do {
            return (result(try GHGCalculation(input)), [])
        } catch {
            return (HTML(), error.problems.map { Problem(field: field($0.field), phrase: $0.phrase, facts: $0.facts) })
        }
    }

    /// `/activities/1/unit` is the second filled row's unit.
    private func field(_ pointer: String) -> String {
        let pieces = pointer.split(separator: "/")
        guard pieces.count == 3, let place = Int(pieces[1]), filled.indices.contains(place) else { return pieces.last.map(String.init) ?? "" }
        return "\(pieces[2])\(filled[place])"
    }

    private func tonnes(_ value: Double) -> String { words.decimal(Int64((value * 1000).rounded()), scale: 3, minimum: 3) }

    /// A code of several words that may go on in the next line after a point.
    private func breaking(_ code: String) -> HTML {
        let words = HTML.joined(code.split(separator: ".").map { "\(String($0))" as HTML }, separator: ".<wbr>")
        return "<span lang=\"en\">\(words)</span>"
    }

    private func result(_ found: GHGCalculation) -> HTML {
        var range: HTML = ""
        if let low = found.total.low, let high = found.total.high {
            let said = words(CalculationPagePhrase.range, ["low": .text(tonnes(low)), "high": .text(tonnes(high))])
            range = "<p class=\"soft\">\(said)</p>"
        }
        let table = DataTable(
            words: words, caption: say(.linesTitle),
            columns: [
                DataTable.Column(say(.factor)), DataTable.Column(say(.warming), unit: "t CO₂e", isNumber: true),
                DataTable.Column(say(.biogenic), unit: "t CO₂", isNumber: true), DataTable.Column(say(.version)),
                DataTable.Column(words[PublicPhrase.sourceColumn]), DataTable.Column(words[PublicPhrase.confidenceColumn]),
            ],
            rows: found.lines.map { line in
                DataTable.Row([
                    .html(breaking(line.factor)), .number(tonnes(line.warming.value)), .number(tonnes(line.biogenic)),
                    .html("<span lang=\"en\">\(line.version)</span>"), .html("<span lang=\"en\">\(line.source)</span>"),
                    .text(request.confidence(line.confidence)),
                ])
            })
        let notes = HTML.map(found.notes) { "<p class=\"note\"><span lang=\"en\">\($0)</span></p>" }
        return """
            <section class="panel"><h2>\(say(.result))</h2><p class="lead"><b>\(tonnes(found.total.value)) t CO₂e</b> (\(found.report.rawValue))</p>\(range)\
            <p>\(say(.biogenic)): \(tonnes(found.biogenic)) t CO₂</p></section>\(table)\(notes)
            """
    }

    private func form(_ problems: [Problem]) -> HTML {
        func error(_ field: String) -> String? { problems.sentence(for: field, words) }
        let rows = HTML.map(0..<Self.rows) { row in
            let factor = Field(
                words: words, label: say(.factor), name: "factor\(row)", input: TextInput(value: typed("factor", row), autocomplete: "off", maximumLength: 60),
                hint: row == 0 ? say(.factorHint) : nil, error: error("factor\(row)"), isOptional: row > 0)
            let amount = Field(
                words: words, label: say(.amount), name: "amount\(row)", input: TextInput(value: typed("amount", row), autocomplete: "off", maximumLength: 20),
                error: error("amount\(row)"), isOptional: row > 0)
            let unit = Field(
                words: words, label: say(.unit), name: "unit\(row)",
                input: SelectInput(choices: Self.units.map { Choice($0, $0) }, selected: typed("unit", row), isEmptyAtFirst: false), error: error("unit\(row)"))
            return FieldGroup(title: words(CalculationPagePhrase.activity, ["number": .number(Int64(row + 1))]), content: "\(factor)\(amount)\(unit)").html
        }
        let year = Field(
            words: words, label: say(.year), name: "year", input: TextInput(value: request.query["year"] ?? "", autocomplete: "off", maximumLength: 4),
            hint: say(.yearHint), error: error("year"), isOptional: true)
        let report = Field(
            words: words, label: say(.report), name: "gwp",
            input: SelectInput(choices: ["AR5", "AR6"].map { Choice($0, $0) }, selected: request.query["gwp"], isEmptyAtFirst: false), error: error("gwp"))
        return """
            <form class="input-form" method="get" action="/calculations/ghg" novalidate>\(ProblemSummary(words: words, problems: problems))\
            \(rows)\(year)\(report)<div class="primary-action"><button class="button primary"><span>\(say(.calculate))</span></button></div></form>
            """
    }

    private var factors: HTML {
        let rows = FactorLibrary.shipped.named(in: request.platform.country).map { factor in
            DataTable.Row([
                .html(breaking(factor.name)), .html("<span lang=\"en\">\(factor.item)</span>"),
                .html("<span lang=\"en\">\(factor.version)</span>"), .text(request.confidence(factor.confidence)),
            ])
        }
        let table = DataTable(
            words: words, caption: say(.factorsTitle),
            columns: [
                DataTable.Column(say(.factor)), DataTable.Column(say(.item)), DataTable.Column(say(.version)),
                DataTable.Column(words[PublicPhrase.confidenceColumn]),
            ], rows: rows)
        return Unfolding(label: say(.factorsTitle), content: "<p class=\"soft\">\(say(.factorsLead))</p>\(table)").html
    }
}

/// Sentences of the pages of calculations.
enum CalculationPagePhrase: String, PhraseKey {
    static let area = "calculationpage"

    case ghgTitle, ghgLead, factor, factorHint, amount, unit, activity, year, yearHint, report, calculate, result, range, biogenic, linesTitle, warming
    case version, factorsTitle, factorsLead, item
}
