// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// Everything that was answered on one page, with all that stands against sending it.
struct ReturnReviewView: Part {
    var request: PageRequest
    var model: ReturnModel
    /// What the sending was refused for.
    var refused: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }
    private var made: SiteReturn { model.made }
    private var edit: URLPath { "/returns/\(made.id)/edit" }
    private var problems: [Problem] { made.review(for: model.dataSet) + model.checks.refused }

    var html: HTML {
        let missing = problems
        let isReady = missing.isEmpty && model.isPeriodOver && model.steps.contains(.submit)
        let lead =
            !missing.isEmpty
            ? words(ReturnPagePhrase.reviewMissing, ["count": .number(Int64(missing.count))])
            : model.isPeriodOver
                ? say(.reviewReady) : words(ReturnPagePhrase.reviewRuns, ["date": .date(made.head.period.last)])
        let heading = PageHeading(
            title: say(.reviewTitle), kind: words[model.dataSet.phrase] + " · " + request.text(of: made.head.period), lead: lead,
            others: [LinkButton(label: say(.backToAnswers), href: edit, icon: .pencil)])
        let typed = words(
            ReturnPagePhrase.countTyped,
            ["typed": .number(Int64(made.answers.typed)), "filled": .number(Int64(filled))])
        return """
            \(heading)\(ProblemSummary(words: words, problems: refused.map(named)))\(missing.isEmpty ? HTML() : list(missing))\
            \(if: isReady, send)\(if: !isReady, ReturnFindingsPanel(request: request, problems: model.checks.findings.map { ($0.problem, $0.why, nil) }).html)\
            \(if: !isReady, HTML.map(model.checks.findings, again))<p class="soft">\(typed)</p>\
            \(AnswerTables(request: request, model: model, answers: made.answers, last: model.last, edit: edit))
            """
    }

    /// What was not explained is asked for by name: what was found stands at its field.
    private func named(_ problem: Problem) -> Problem {
        guard problem.field.hasPrefix("explain-"), problem.phrase != CheckPhrase.explanationTooLong.fullKey else { return problem }
        return CheckPagePhrase.explainMissingOf.problem(problem.field, ["field": problem.facts["field"] ?? .text("")])
    }

    private var filled: Int { made.answers.fields.count { $0.source != .typed } + made.answers.wastes.count { $0.source != .typed } }

    /// Each problem leads to its field.
    private func list(_ problems: [Problem]) -> HTML {
        let lines = HTML.map(problems) { "<li><a href=\"\(edit.fragment(fieldID($0.field)))\">\(words($0))</a></li>" }
        return """
            <section class="problem-summary" aria-labelledby="missing"><h2 id="missing">\(Icon.warning)\
            \(words(PartPhrase.problems, ["count": .number(Int64(problems.count))]))</h2><ul>\(lines)</ul></section>
            """
    }

    private var send: HTML {
        let unconfirmed = made.answers.unconfirmed
        let confirm: HTML =
            unconfirmed == 0
            ? HTML()
            : Field(
                words: words, label: say(.confirm), name: "confirm",
                input: CheckboxInput(choices: [Choice("yes", words(ReturnPagePhrase.confirmLabel, ["count": .number(Int64(unconfirmed))]))]),
                error: refused.sentence(for: "confirm", words)
            ).html
        return InputForm(
            words: words, id: "send", action: "/returns/\(made.id)/submit",
            hidden: [request.csrfField, HiddenField("version", String(made.version))],
            content: "\(explanations)\(confirm)<p class=\"soft\">\(say(.sendFollows))</p>",
            button: say(.send)
        ).html
    }
}

extension ReturnReviewView {
    /// What is unusual, each with a place for the reason. A remark at the answer is one already.
    fileprivate var explanations: HTML {
        let asked = model.checks.findings
        guard !asked.isEmpty else { return HTML() }
        let fields = HTML.map(asked) { one in
            let name = "explain-" + one.finding.key
            let remark = one.remark.flatMap { model.names.texts[$0] }
            let field = Field(
                words: words, label: words(one.problem), name: name, input: LongTextInput(value: request.form[name], rows: 2, maximumLength: 1000),
                hint: [words[one.why], remark.map { words(CheckPagePhrase.remarkCounts, ["remark": .text($0)]) }].compactMap { $0 }.joined(separator: " "),
                error: refused.contains { $0.field == name } ? words[CheckPagePhrase.explainMissing] : nil, isOptional: remark != nil
            )
            return "\(field)\(again(one))"
        }
        return FieldGroup(title: words[CheckPagePhrase.unusualTitle], explanation: words[CheckPagePhrase.unusualLead], content: fields).html
    }

    /// The way to an estimate of the figures as they are now.
    private func again(_ asked: ReturnChecks.Asked) -> HTML {
        guard asked.finding.kind == CheckKind.outdated.rawValue else { return HTML() }
        return "<p><a href=\"\("/returns/\(made.id)/no-meter" as URLPath)\">\(words[EstimatePhrase.again])</a></p>"
    }
}

/// Answers as tables: figures, and waste by code and where it went.
struct AnswerTables: Part {
    var request: PageRequest
    var model: ReturnModel
    var answers: ReturnAnswers
    /// What stands beside them, such as those of the period before.
    var last: ReturnAnswers?
    /// Heading over those; the last period unless said.
    var beside: ReturnPagePhrase = .columnLast
    /// Where a figure can be changed.
    var edit: URLPath?

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let fields = model.fields.filter { answers[$0.id] != nil || last?[$0.id] != nil || $0.isRequired }
        let table = DataTable(
            words: words, caption: say(.answers),
            columns: [
                DataTable.Column(say(.columnField)), DataTable.Column(say(.columnAnswer), isNumber: true), DataTable.Column(say(beside), isNumber: true),
                DataTable.Column(say(.columnSource)),
            ], rows: fields.map(row))
        guard !answers.wastes.isEmpty else { return "<h2>\(say(.answers))</h2>\(table)" }
        return "<h2>\(say(.answers))</h2>\(table)<h2>\(say(.wastes))</h2>\(wastes)"
    }

    private func row(_ field: DataField) -> DataTable.Row {
        let answer = answers[field.id]
        let name: DataTable.Cell =
            edit.map { .link(words[field.phrase], $0.fragment(fieldID(field.id))) } ?? .text(words[field.phrase])
        let comment = answer?.comment.map { model.names.texts[$0] ?? say(.erased) }
        let source: HTML = """
            <div>\(answer.map { words[$0.source.phrase] } ?? "")\(HTML.ifPresent(answer?.value.figure) { " · \(words[$0.method.dataPhrase])" })\
            \(HTML.ifPresent(answer?.evidence) { " · <a href=\"\("/returns/\(model.made.id)/bills/\($0)" as URLPath)\">\(say(.openBill))</a>" })\
            \(HTML.ifPresent(answer?.estimate) { "<br>\(request.mark(of: $0, model.names))" })\
            \(HTML.ifPresent(comment) { "<br><span translate=\"no\">\($0)</span>" })</div>
            """
        let isChanged = last != nil && beside == .columnBefore && (answer?.value != last?[field.id]?.value || answer?.estimate != last?[field.id]?.estimate)
        return DataTable.Row(
            [
                name, cell(answer, field), last?[field.id].map { .text(request.text(of: $0.value)) } ?? .none(say(.noAnswer)),
                .html(answer == nil ? HTML() : source),
            ], tone: answer == nil && field.isRequired ? .warning : isChanged ? .moving : nil)
    }

    private func cell(_ answer: ReturnAnswer?, _ field: DataField) -> DataTable.Cell {
        guard let answer else { return .none(say(.noAnswer)) }
        if case .bill(let hash) = answer.value {
            return .link(say(.openBill), "/returns/\(model.made.id)/bills/\(hash)")
        }
        let text = request.text(of: answer.value)
        let meaning = answer.value.figure.flatMap { request.meaning(of: $0, kind: field.kind) }
        if answer.source == .notes { return .number(text, request.registerLink(of: nil, model.made.head, model.dataSet)) }
        guard let meaning else { return .text(text) }
        return .html("\(text)<br><span class=\"soft\">\(meaning)</span>")
    }

    private var wastes: DataTable {
        DataTable(
            words: words, caption: say(.wastes),
            columns: [
                DataTable.Column(say(.columnWaste)), DataTable.Column(say(.columnDestination)),
                DataTable.Column(say(.columnAnswer), unit: "kg", isNumber: true),
                DataTable.Column(say(.columnSource)),
            ],
            rows: answers.wastes.map { line in
                let door = line.source == .notes ? request.registerLink(of: line, model.made.head, model.dataSet) : nil
                let before = last?[line.key]?.figure.whole
                let isChanged = beside == .columnBefore && last != nil && before != line.figure.whole
                return DataTable.Row(
                    [
                        .html("<span class=\"code-text\">\(line.waste.description)</span> \(request.wasteName(line.waste))"),
                        .html("<span translate=\"no\">\(request.text(of: line, model.names))</span>"), .number(words.kilograms(Mass(line.figure.whole)), door),
                        .text(words[line.source.phrase]),
                    ], tone: isChanged ? .moving : nil)
            })
    }
}
