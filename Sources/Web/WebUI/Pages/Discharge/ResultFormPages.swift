// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// A laboratory's sheet, typed by hand: one sample, its usual parameters and a few others.
enum ResultFormPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/outlets/:id/results/new") { try await page($0, [], 200) },
        PageRoute(.post, "/discharge/outlets/:id/results/new", save),
    ]

    /// Rows without a parameter of their own.
    private static let freeRows = 2

    /// What sheets mostly say.
    private static func usual(_ medium: DischargeMedium) -> [DischargeParameter] {
        (medium == .water ? ["ph", "temperature", "bod5", "cod", "tss", "oil_grease"] : ["dust", "so2", "nox", "co"]).compactMap {
            DischargeParameters.shipped[$0]
        }
    }

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.outletPage(try request.id("id"), limit: 20, by: try request.actor())
        guard model.actions.contains(.recordResults) else { throw PermissionRefusal.forbidden(.recordResults) }
        let fields = ResultFields(request: request, model: model, problems: problems)
        let usual = usual(model.outlet.medium)
        let rows = HTML.map(usual.enumerated()) { fields.row($0, $1) }
        let free = HTML.map(Array(usual.count..<usual.count + freeRows)) { fields.freeRow($0) }
        let words = request.words
        let input = InputForm(
            words: words, id: "results", action: "/discharge/outlets/\(model.outlet.id)/results/new", hidden: [request.csrfField], problems: problems,
            content: "\(fields.sheet)<p class=\"soft\">\(words[DischargePagePhrase.rowsMore])</p>\(rows)\(free)",
            button: words[DischargePagePhrase.saveResults],
            draft: request.visitor.map { "results-\(model.outlet.id)-\($0.person)" })
        let heading = PageHeading(title: words[DischargePagePhrase.enterResults], kind: request.title(of: model.outlet) + " · " + request.name(of: model.site))
        return request.dischargePage(
            words[DischargePagePhrase.enterResults], back: "/discharge/outlets/\(model.outlet.id)", status: status, body: "\(heading)\(input)")
    }

    private static func save(_ request: PageRequest) async throws -> PageAnswer {
        let id: OutletID = try request.id("id")
        let typed = request.form
        var form = ResultsForm()
        form.sampledOn = typed["sampledOn"]
        form.reportedOn = typed["reportedOn"]
        form.laboratory = typed["laboratory"]
        form.method = typed["method"]
        form.sample = typed["sample"]
        form.rows = (0..<ResultsForm.rowsMost).prefix { typed.has("value\($0)") }.map { place in
            var row = ResultsForm.Row()
            row.parameter = typed["parameter\(place)"]
            row.sign = typed["operator\(place)"]
            row.value = typed["value\(place)"]
            row.unit = typed["unit\(place)"]
            row.detection = typed["detection\(place)"]
            return row
        }
        do {
            let done = try await request.platform.recordResults(form, at: id, by: try request.actor())
            let said: DischargePagePhrase = done.cases.isEmpty ? .saidRecorded : .saidRecordedCase
            return .redirect("/discharge/outlets/\(id)", said: said.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, error.standing.status)
        }
    }
}

/// The fields of a sheet and its rows.
private struct ResultFields {
    var request: PageRequest
    var model: OutletPage
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: DischargePagePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var sheet: HTML {
        let last = model.results.first?.result
        func text(_ label: DischargePagePhrase, _ name: String, _ otherwise: String, hint: DischargePagePhrase? = nil, isOptional: Bool) -> HTML {
            let value = request.form.has(name) ? request.form[name] : otherwise
            return Field(
                words: words, label: say(label), name: name, input: TextInput(value: value, autocomplete: "off", maximumLength: 120), hint: hint.map(say),
                error: error(name), isOptional: isOptional
            ).html
        }
        let sampled = Field(
            words: words, label: say(.sampledOn), name: "sampledOn", input: DateInput(value: request.form["sampledOn"], latest: model.today),
            error: error("sampledOn"))
        let reported = Field(
            words: words, label: say(.reportedOn), name: "reportedOn", input: DateInput(value: request.form["reportedOn"], latest: model.today),
            error: error("reportedOn"), isOptional: true)
        return """
            \(sampled)\(reported)\(text(.laboratory, "laboratory", last?.laboratory ?? "", isOptional: false))\
            \(text(.method, "method", last?.method ?? "", hint: .methodHint, isOptional: true))\
            \(text(.sample, "sample", "", hint: .sampleHint, isOptional: true))
            """
    }

    func row(_ place: Int, _ parameter: DischargeParameter) -> HTML {
        let symbols = request.resultUnits(for: parameter)
        let unit: HTML =
            symbols.count < 2
            ? HiddenField("unit\(place)", symbols.first ?? parameter.unit).html
            : Field(
                words: words, label: say(.unit), name: "unit\(place)",
                input: SelectInput(
                    choices: symbols.map { Choice($0, $0) }, selected: request.form.has("unit\(place)") ? request.form["unit\(place)"] : parameter.unit,
                    isEmptyAtFirst: false), error: error("unit\(place)")
            ).html
        let parameterField = HiddenField("parameter\(place)", parameter.code)
        return FieldGroup(title: words.parameter(parameter.code), content: "\(parameterField)\(figures(place, parameter, unit))").html
    }

    func freeRow(_ place: Int) -> HTML {
        let parameter = Field(
            words: words, label: say(.parameter), name: "parameter\(place)",
            input: TextInput(value: request.form["parameter\(place)"], autocomplete: "off", maximumLength: 60), hint: say(.parameterHint),
            error: error("parameter\(place)"), isOptional: true)
        let unit = Field(
            words: words, label: say(.unit), name: "unit\(place)",
            input: TextInput(value: request.form["unit\(place)"], autocomplete: "off", maximumLength: 20), error: error("unit\(place)"), isOptional: true)
        return FieldGroup(title: say(.otherParameter), content: "\(parameter)\(figures(place, nil, unit.html))").html
    }

    private func figures(_ place: Int, _ parameter: DischargeParameter?, _ unit: HTML) -> HTML {
        let signs: [(ResultOperator, DischargePagePhrase)] = [(.equal, .signEqual), (.below, .signBelow), (.above, .signAbove)]
        let sign = Field(
            words: words, label: say(.sign), name: "operator\(place)",
            input: SelectInput(
                choices: signs.map { Choice($0.rawValue, say($1)) }, selected: request.form.has("operator\(place)") ? request.form["operator\(place)"] : "=",
                isEmptyAtFirst: false), error: error("operator\(place)"))
        let value = Field(
            words: words, label: say(.value), name: "value\(place)", input: NumberInput(value: request.form["value\(place)"], unit: parameter?.shownUnit),
            error: error("value\(place)"), isOptional: true)
        guard parameter?.canBeZero != true else { return "\(HiddenField("operator\(place)", "="))\(value)\(unit)" }
        let detection = Field(
            words: words, label: say(.detection), name: "detection\(place)", input: NumberInput(value: request.form["detection\(place)"]),
            error: error("detection\(place)"), isOptional: true)
        return "\(sign)\(value)\(unit)\(detection)"
    }
}

extension DischargeParameter {
    /// Beside the number where there is no choice of units.
    fileprivate var shownUnit: String? { unit == "°C" || unit == "%" ? unit : nil }
}

extension PageRequest {
    /// Units in which a parameter can be given, its own first.
    func resultUnits(for parameter: DischargeParameter) -> [String] {
        platform.resultUnits.units(for: parameter).map(\.symbol)
    }
}
