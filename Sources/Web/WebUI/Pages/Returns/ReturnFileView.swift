// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording
import Workbooks

/// What a file of returns says, what is asked about it, and what must be mended.
struct ReturnFileView: Part {
    var request: PageRequest
    var file: ReturnFile
    var report: ReturnFileReport?
    var refusal: WorkbookRefusal?
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnFilePagePhrase) -> String { words[phrase] }
    private var here: URLPath { "/returns/files/\(file.id)" }

    var html: HTML {
        let heading = PageHeading(title: words[LabFilePagePhrase.fileTitle], kind: file.name)
        let summary = ProblemSummary(words: words, problems: problems)
        guard let report else {
            let said: HTML = HTML.ifPresent(refusal) { NoticeLine(text: words($0.problem()), tone: .warning).html }
            return "\(heading)\(summary)\(said)\(answers(LettersAndFields(words: words, refusal: refusal).html))"
        }
        let counts = DefinitionList([
            DefinitionList.Item(say(.countNew), words.number(Int64(report.good))), DefinitionList.Item(say(.countKnown), words.number(Int64(report.known))),
            DefinitionList.Item(say(.countOpen), words.number(Int64(report.rows - report.good - report.known))),
        ])
        let cut: HTML = HTML.ifPresent(report.cut) { NoticeLine(text: words($0), tone: .warning).html }
        let asides: HTML =
            report.asides.isEmpty
            ? HTML() : "<p class=\"soft\">\(words(ReturnFilePagePhrase.asides, ["sheets": .text(report.asides.joined(separator: ", "))]))</p>"
        let list = FaultList(
            words: words, faults: report.faults, marked: "/returns/files/\(file.id)/marked", isMarked: !report.isSound,
            namesSheets: Set(report.columns.map(\.sheet)).count > 1)
        let several = LinkButton(label: words[ReturnSendPhrase.link], href: "/returns/send", icon: .check)
        let sending: HTML = (file.taken ?? 0) > 0 ? "<p>\(several)</p>" : HTML()
        return "\(heading)\(summary)\(counts)\(cut)\(asides)\(taking(report))\(sending)\(answers(questions(report)))\(lines(report))\(list)"
    }

    // MARK: Taking it

    private func taking(_ report: ReturnFileReport) -> HTML {
        guard report.good > 0 else {
            let isDone = report.known > 0 && report.known == report.rows
            return NoticeLine(text: say(isDone ? .allTaken : .nothingToTake), tone: isDone ? .good : .warning).html
        }
        let all = report.isSound
        let label = words(all ? ReturnFilePagePhrase.take : .takeGood, ["count": .number(Int64(report.good))])
        let fields = [request.csrfField, HiddenField("goodOnly", all ? "no" : "yes")]
        if all { return PrimaryAction(label: label, target: .post("/returns/files/\(file.id)/take", fields), icon: .check).html }
        return "<p>\(PostButton(label: label, action: "/returns/files/\(file.id)/take", fields: fields, icon: .check, isQuiet: false))</p>"
    }

    // MARK: Asking

    private func answers(_ content: HTML) -> HTML {
        guard !content.isEmpty else { return HTML() }
        // A page has one primary action: once nothing is asked it is to fill the drafts, which on phones lies where this form's button would.
        let isQuiet = report.map { $0.isSound && $0.good > 0 } ?? false
        let quiet: HTML = "<p><button class=\"button\"><span>\(words[LabFilePagePhrase.answer])</span></button></p>"
        return InputForm(
            words: words, id: "answers", action: here, hidden: [request.csrfField, HiddenField("version", String(file.version))],
            content: "<h2>\(words[LabFilePagePhrase.questionsTitle])</h2>\(content)\(if: isQuiet, quiet)",
            button: isQuiet ? nil : words[LabFilePagePhrase.answer]
        ).html
    }

    private func questions(_ report: ReturnFileReport) -> HTML {
        let open = report.openColumns.prefix(ReturnFileForm.columnsMost)
        let columns = HTML.map(open.enumerated()) { column($0.offset, $0.element, report) }
        let asked = HTML.map(report.questions.prefix(ReturnFileForm.questionsMost).enumerated()) { question($0.offset, $0.element) }
        let cells = HTML.map(report.faults.filter(\.isDoubt).prefix(ReturnFileForm.cellsMost).enumerated()) { cell($0.offset, $0.element) }
        let known = report.columns.filter { !$0.isOpen }.prefix(ReturnFileForm.columnsMost - open.count)
        let rest = FormFold(
            title: say(.columnsKnown),
            content: "<p class=\"soft\">\(words[LabFilePagePhrase.columnsHint])</p>"
                + HTML.map(known.enumerated()) { column(open.count + $0.offset, $0.element, report) })
        return "\(whole(report))\(columns)\(asked)\(cells)\(rest)"
    }

    /// What is asked once for the file.
    private func whole(_ report: ReturnFileReport) -> HTML {
        let sets = report.dataSets.compactMap { request.platform.dataSets.set($0, on: request.platform.today) }
        let set: HTML =
            sets.isEmpty
            ? HTML()
            : Field(
                words: words, label: say(.setQuestion), name: "dataSet", input: RadioInput(choices: sets.map { Choice($0.id, words[$0.phrase]) })
            ).html
        let site: HTML =
            report.sites.isEmpty
            ? HTML()
            : Field(
                words: words, label: say(.siteQuestion), name: "site",
                input: SelectInput(choices: report.sites.map { Choice($0.id.description, request.name(of: $0)) })
            ).html
        let period: HTML =
            report.asksPeriod
            ? Field(
                words: words, label: say(.periodQuestion), name: "period", input: TextInput(autocomplete: "off", maximumLength: 7), hint: say(.periodHint)
            ).html : HTML()
        let sheets: HTML =
            report.hidden.isEmpty
            ? HTML()
            : Field(
                words: words, label: say(.hiddenSheet), name: "sheet", input: CheckboxInput(choices: report.hidden.map { Choice($0, $0) }), isOptional: true
            ).html
        return "\(set)\(site)\(period)\(sheets)"
    }

    private func column(_ place: Int, _ column: ReturnFileColumn, _ report: ReturnFileReport) -> HTML {
        let isWaste = if case .waste? = column.holds { true } else { false }
        let facts: [String: Fact] = ["heading": .text(column.heading), "cell": .text(column.address.description)]
        let label = words(ReturnFilePagePhrase.columnQuestion, facts)
        let holds = Field(
            words: words, label: label, name: "holds\(place)",
            input: SelectInput(choices: choices(report), selected: isWaste ? "waste" : column.holds?.text), hint: column.holds == nil ? say(.columnHint) : nil,
            isOptional: column.holds != nil, quoted: column.heading)
        var code = ""
        var way = ""
        if case .waste(let waste, let destination)? = column.holds {
            code = waste.description
            way = destination.rawValue
        }
        let ways = (WasteDestination.chosen + [.received]).map { Choice($0.rawValue, words[$0.phrase]) }
        let more = FormFold(
            title: say(.wasteMore), isOpen: isWaste,
            content: Field(
                words: words, label: say(.wasteCode), name: "code\(place)", input: TextInput(value: code, kind: .code, autocomplete: "off", maximumLength: 12),
                isOptional: true
            ).html
                + Field(
                    words: words, label: words[ReturnPagePhrase.destination], name: "way\(place)", input: SelectInput(choices: ways, selected: way),
                    isOptional: true
                ).html)
        let unit: HTML =
            column.unitChoices.isEmpty
            ? HTML()
            : Field(
                words: words, label: words(ReturnFilePagePhrase.unitQuestion, facts), name: "unit\(place)",
                input: SelectInput(choices: column.unitChoices.map { Choice($0, request.unitLabel($0)) }), quoted: column.heading
            ).html
        return "\(HiddenField("key\(place)", column.key))\(holds)\(unit)\(if: column.holds == nil || isWaste, more.html)"
    }

    /// Everything that a column may hold: figures of the returns that the file is about, else of all.
    private func choices(_ report: ReturnFileReport) -> [Choice] {
        let sets = request.platform.dataSets
        let named = Set(report.lines.compactMap(\.dataSet) + [file.answers.dataSet].compactMap { $0 })
        let fields = (named.isEmpty ? sets.sets : sets.sets.filter { named.contains($0.id) }).flatMap(\.fields)
        var seen: Set<String> = []
        let figures = fields.filter { seen.insert($0.id).inserted }.map { Choice($0.id, words[$0.phrase]) }
        return [
            Choice(ReturnColumn.leftOut.text, say(.leaveOut)), Choice("waste", say(.wasteLine)),
            Choice(ReturnColumn.period.text, words[ReturnTemplatePhrase.period]), Choice(ReturnColumn.site.text, words[ReturnTemplatePhrase.site]),
            Choice(ReturnColumn.registration.text, words[ReturnTemplatePhrase.registration]),
        ] + figures
    }

    private func question(_ place: Int, _ question: ReturnFileQuestion) -> HTML {
        let doubt = question.example
        let cells = question.doubts.prefix(6).map(\.address.description).joined(separator: ", ") + (question.doubts.count > 6 ? " …" : "")
        let facts: [String: Fact] = ["heading": .text(question.heading), "cells": .text(cells), "found": .text(doubt.found)]
        func reading(_ place: Int) -> String { doubt.readings.indices.contains(place) ? doubt.readings[place] : "" }
        func number(_ place: Int) -> Fact {
            .text(ExactDecimal(reading(place)).map { words.decimal($0.digits, scale: $0.scale) } ?? reading(place))
        }
        func day(_ place: Int) -> Fact { CalendarDate(iso: reading(place)).map { .date($0) } ?? .text(reading(place)) }
        let (label, choices): (ReturnFilePagePhrase, [Choice]) =
            switch question.kind {
            case .separator:
                (
                    .separatorQuestion,
                    [
                        Choice("groups", words(LabFilePagePhrase.separatorGroups, ["reading": number(0)])),
                        Choice("decimals", words(LabFilePagePhrase.separatorDecimals, ["reading": number(1)])),
                    ]
                )
            case .dash: (.dashQuestion, [Choice("notMeasured", say(.dashNotMeasured)), Choice("zero", say(.dashZero))])
            case .dayOrder:
                (
                    .dayQuestion,
                    [
                        Choice("day", words(LabFilePagePhrase.dayFirst, ["day": day(0)])),
                        Choice("month", words(LabFilePagePhrase.monthFirst, ["day": day(1)])),
                    ]
                )
            }
        let field = Field(words: words, label: words(label, facts), name: "say\(place)", input: RadioInput(choices: choices), quoted: question.heading)
        return "\(HiddenField("asked\(place)", "\(question.kind.rawValue) \(question.key)"))\(field)"
    }

    private func cell(_ place: Int, _ fault: FileFault) -> HTML {
        let address = fault.address.description
        // Of a row of which it is not clear whether it counts.
        if [DoubtPhrase.hidden.fullKey, DoubtPhrase.unlabelledRow.fullKey].contains(fault.problem.phrase) {
            let row = ReturnFileAnswers.place(fault.sheet, row: fault.address.row)
            let choices = [Choice(ReturnFileAnswers.use, say(.rowUse)), Choice(ReturnFileAnswers.skip, say(.rowSkip))]
            let label = words(ReturnFilePagePhrase.rowQuestion, ["row": .numeral(Int64(fault.address.row))])
            let field = Field(
                words: words, label: label, name: "cell\(place)", input: RadioInput(choices: choices), hint: words(fault.problem), isOptional: true)
            return "\(HiddenField("address\(place)", row))\(field)"
        }
        let field = Field(
            words: words, label: words(LabFilePagePhrase.cellQuestion, ["cell": .text(address)]), name: "cell\(place)",
            input: TextInput(value: "", autocomplete: "off", maximumLength: 200), hint: words(fault.problem), isOptional: true)
        return "\(HiddenField("address\(place)", ReturnFileAnswers.place(fault.sheet, fault.address)))\(field)"
    }

    // MARK: Row by row

    private func lines(_ report: ReturnFileReport) -> HTML {
        guard !report.lines.isEmpty else { return HTML() }
        let sets = request.platform.dataSets
        let rows = report.lines.prefix(60).map { line in
            let set = line.dataSet.flatMap { sets.set($0, on: request.platform.today) }.map { words[$0.phrase] } ?? "–"
            let name = line.siteName.map { words.language == .english || $0.local.isEmpty ? $0.english : $0.local } ?? "–"
            let period = line.period.map(request.text(of:)) ?? "–"
            return DataTable.Row([
                line.made.map { .link(period, "/returns/\($0)") } ?? .text(period), .text(set), .html("<span translate=\"no\">\(name)</span>"),
                .number(words.number(Int64(line.figures))), .part(StatusChip(text: say(line.state.phrase), tone: line.state.tone)),
            ])
        }
        let table = DataTable(
            words: words, caption: say(.linesTitle),
            columns: [
                DataTable.Column(words[ReturnPagePhrase.columnPeriod]), DataTable.Column(words[ReturnPagePhrase.columnReturn]),
                DataTable.Column(words[ReturnPagePhrase.columnSite]), DataTable.Column(say(.columnFigures), isNumber: true),
                DataTable.Column(say(.columnState)),
            ], rows: rows)
        return "<h2>\(say(.linesTitle))</h2>\(table)"
    }
}

extension ReturnFileLine.State {
    fileprivate var phrase: ReturnFilePagePhrase {
        switch self {
        case .new: .stateNew
        case .known: .stateKnown
        case .open: .stateOpen
        }
    }

    fileprivate var tone: Tone {
        switch self {
        case .new: .good
        case .known: .neutral
        case .open: .warning
        }
    }
}
