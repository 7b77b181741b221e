// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording
import Workbooks

/// A laboratory's file: sent, asked about, mended, taken in.
enum LabFilePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/import") { try form($0, [], 200) },
        PageRoute(.get, "/discharge/import/template", template),
        PageRoute(.post, "/discharge/import", bodyMax: Platform.sentFormMost, send),
        PageRoute(.get, "/discharge/files/:id") { try await page($0, [], 200) },
        PageRoute(.post, "/discharge/files/:id", answer),
        PageRoute(.post, "/discharge/files/:id/take", take),
        PageRoute(.get, "/discharge/files/:id/marked", marked),
    ]

    private static func require(_ request: PageRequest) throws {
        guard case .organisation = try request.actor().dischargeScope() else { throw PermissionRefusal.forbidden(.recordResults) }
    }

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) throws -> PageAnswer {
        try require(request)
        let words = request.words
        let file = Field(
            words: words, label: words[LabFilePagePhrase.file], name: "file", input: FileInput(accept: ".xlsx,.csv,.txt"),
            hint: words[LabFilePagePhrase.fileHint],
            error: problems.sentence(for: "file", words))
        let input = InputForm(
            words: words, id: "import", action: "/discharge/import", hidden: [request.csrfField], problems: problems, content: file.html,
            button: words[LabFilePagePhrase.send], sendsFiles: true)
        let heading = PageHeading(
            title: words[LabFilePagePhrase.title], lead: words[LabFilePagePhrase.lead],
            others: [LinkButton(label: words[LabFilePagePhrase.template], href: "/discharge/import/template", icon: .download)])
        return request.dischargePage(words[LabFilePagePhrase.title], back: "/discharge", status: status, body: "\(heading)\(input)")
    }

    /// The header row alone, for spreadsheet programs.
    private static func template(_ request: PageRequest) async throws -> PageAnswer {
        try require(request)
        let names = "outlet,sampled_on,reported_on,laboratory,parameter,operator,value,unit,detection_limit,method,sample\n"
        return .file(bytes: [0xEF, 0xBB, 0xBF] + Array(names.utf8), name: "laboratory-results.csv", mediaType: "text/csv; charset=utf-8")
    }

    private static func send(_ request: PageRequest) async throws -> PageAnswer {
        do {
            let sent = request.form.file("file")
            let file = try await request.platform.sendLabFile(sent?.bytes ?? [], named: sent?.name ?? "", by: try request.actor())
            return .redirect("/discharge/files/\(file.id)")
        } catch let error as any Explainable where error.standing == .invalid || error.standing == .tooLarge {
            return try form(request, error.problems, error.standing.status)
        }
    }

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let found = try await request.platform.labFile(try request.id("id"), by: try request.actor())
        let view = LabFileView(request: request, file: found.file, report: found.report, refusal: found.refusal, problems: problems)
        return request.dischargePage(request.words[LabFilePagePhrase.fileTitle], back: "/discharge/import", status: status, body: view.html)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let form = request.form
        var answers = try await request.platform.labFile(id, by: actor).file.answers
        if let separator = ColumnHabits.Separator(rawValue: form["separator"]) { answers.separator = separator }
        if form.has("dayOrder") { answers.isDayFirst = form["dayOrder"] == "day" }
        for column in ResultColumn.allCases where form.has("column-" + column.rawValue) { answers.columns[column.rawValue] = form["column-" + column.rawValue] }
        if form.has("asksOutlets") { answers.makesOutlets = form["makesOutlets"] == "yes" }
        answers.text = LettersAndFields.read(form, over: answers.text)
        for place in 0..<LabFileView.cellsAsked {
            let (address, typed) = (form["address\(place)"], form["cell\(place)"])
            if !address.isEmpty, !typed.isEmpty, typed.count <= 200 { answers.cells[address] = typed }
        }
        let given = answers
        return try await request.attempt("/discharge/files/\(id)", said: LabFilePagePhrase.saidAnswered) {
            _ = try await request.platform.answerLabFile(id, given, version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func take(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/discharge/results", said: LabFilePagePhrase.saidTaken) {
            _ = try await request.platform.takeLabFile(id, goodOnly: request.form["goodOnly"] == "yes", by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func marked(_ request: PageRequest) async throws -> PageAnswer {
        let marked = try await request.platform.markedLabFile(try request.id("id"), words: request.words, by: try request.actor())
        return .file(bytes: marked.bytes, name: marked.name, mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    }
}

/// What a file says, what is asked about it, and what must be mended.
struct LabFileView: Part {
    static let cellsAsked = 25

    var request: PageRequest
    var file: LabFile
    var report: LabFileReport?
    var refusal: WorkbookRefusal?
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: LabFilePagePhrase) -> String { words[phrase] }
    private var here: URLPath { "/discharge/files/\(file.id)" }

    var html: HTML {
        let heading = PageHeading(title: say(.fileTitle), kind: file.name)
        let summary = ProblemSummary(words: words, problems: problems)
        guard let report else {
            let said: HTML = HTML.ifPresent(refusal) { NoticeLine(text: words($0.problem()), tone: .warning).html }
            return "\(heading)\(summary)\(said)\(answers(LettersAndFields(words: words, refusal: refusal).html))"
        }
        let counts = DefinitionList([
            DefinitionList.Item(say(.countRows), words.number(Int64(report.rows))), DefinitionList.Item(say(.countGood), words.number(Int64(report.good))),
            DefinitionList.Item(say(.countKnown), words.number(Int64(report.known))),
            DefinitionList.Item(say(.countFaulty), words.number(Int64(report.rows - report.good - report.known))),
        ])
        let list = FaultList(
            words: words, faults: report.faults, marked: "/discharge/files/\(file.id)/marked", isMarked: !report.questions.isEmpty)
        let cut: HTML = HTML.ifPresent(report.cut) { NoticeLine(text: words($0), tone: .warning).html }
        return "\(heading)\(summary)\(cut)\(counts)\(taking(report))\(answers(questions(report)))\(list)"
    }

    // MARK: Taking it

    private func taking(_ report: LabFileReport) -> HTML {
        guard report.good > 0 else { return NoticeLine(text: say(.nothingToTake), tone: .warning).html }
        let all = report.isSound
        let label = words(all ? LabFilePagePhrase.takeAll : .takeGood, ["count": .number(Int64(report.good))])
        let fields = [request.csrfField, HiddenField("goodOnly", all ? "no" : "yes")]
        if all { return PrimaryAction(label: label, target: .post("/discharge/files/\(file.id)/take", fields), icon: .check).html }
        return "<p>\(PostButton(label: label, action: "/discharge/files/\(file.id)/take", fields: fields, icon: .check, isQuiet: false))</p>"
    }

    // MARK: Asking

    private func answers(_ content: HTML) -> HTML {
        guard !content.isEmpty else { return HTML() }
        return InputForm(
            words: words, id: "answers", action: here, hidden: [request.csrfField, HiddenField("version", String(file.version))], content: content,
            button: say(.answer)
        ).html
    }

    private func questions(_ report: LabFileReport) -> HTML {
        let asked = HTML.map(report.questions, question)
        let outlets: HTML =
            report.newOutlets.isEmpty && !file.answers.makesOutlets
            ? HTML()
            : "\(HiddenField("asksOutlets", "yes"))"
                + Field(
                    words: words, label: words[DischargePagePhrase.outlet], name: "makesOutlets",
                    input: CheckboxInput(
                        choices: [
                            Choice(
                                "yes", words(LabFilePagePhrase.newOutlets, ["count": .number(Int64(report.newOutlets.count))]), hint: say(.newOutletsHint))
                        ], selected: file.answers.makesOutlets ? ["yes"] : [])
                ).html
        let cells = HTML.map(report.faults.filter(\.isDoubt).prefix(Self.cellsAsked).enumerated()) { place, fault in
            let address = fault.address.description
            let field = Field(
                words: words, label: words(LabFilePagePhrase.cellQuestion, ["cell": .text(address)]), name: "cell\(place)",
                input: TextInput(value: "", autocomplete: "off", maximumLength: 200), hint: words(fault.problem), isOptional: true)
            return "\(HiddenField("address\(place)", address))\(field)"
        }
        let columns = FormFold(title: say(.columnsTitle), isOpen: !report.missing.isEmpty, content: columnFields(report))
        let title: HTML = "<h2>\(say(.questionsTitle))</h2>"
        return "\(title)\(asked)\(outlets)\(cells)\(columns)"
    }

    private func question(_ question: LabQuestion) -> HTML {
        let doubt = question.example
        let facts: [String: Fact] = ["count": .number(Int64(question.count)), "found": .text(doubt.found), "cell": .text(doubt.address.description)]
        func reading(_ place: Int) -> String { doubt.readings.indices.contains(place) ? doubt.readings[place] : "" }
        switch question.kind {
        case .separator:
            return Field(
                words: words, label: words(LabFilePagePhrase.separatorQuestion, facts), name: "separator",
                input: RadioInput(
                    choices: [
                        Choice("decimals", words(LabFilePagePhrase.separatorDecimals, ["reading": .text(reading(1))])),
                        Choice("groups", words(LabFilePagePhrase.separatorGroups, ["reading": .text(reading(0))])),
                    ])
            ).html
        case .dayOrder:
            func day(_ place: Int) -> Fact { CalendarDate(iso: reading(place)).map { .date($0) } ?? .text(reading(place)) }
            return Field(
                words: words, label: words(LabFilePagePhrase.dayQuestion, facts), name: "dayOrder",
                input: RadioInput(
                    choices: [
                        Choice("day", words(LabFilePagePhrase.dayFirst, ["day": day(0)])),
                        Choice("month", words(LabFilePagePhrase.monthFirst, ["day": day(1)])),
                    ])
            ).html
        }
    }

    private func columnFields(_ report: LabFileReport) -> HTML {
        let headings = report.headings.filter { !$0.name.isEmpty }
        let fields = HTML.map(ResultColumn.allCases) { column in
            Field(
                words: words, label: words[column.phrase], name: "column-" + column.rawValue,
                input: SelectInput(
                    choices: [Choice("", say(.noColumn))] + headings.map { Choice($0.fingerprint, $0.name) }, selected: report.columns[column] ?? "",
                    isEmptyAtFirst: false), isOptional: !ResultColumn.needed.contains(column)
            ).html
        }
        return "<p class=\"soft\">\(say(.columnsHint))</p>\(fields)"
    }
}

/// What the pages of files say.
enum LabFilePagePhrase: String, PhraseKey {
    static let area = "labfilepage"
    case title, lead, file, fileHint, send, template, fileTitle, countRows, countGood, countKnown, countFaulty, questionsTitle, separatorQuestion
    case separatorDecimals, separatorGroups, dayQuestion, dayFirst, monthFirst, columnsTitle, columnsHint, noColumn, newOutlets, newOutletsHint, cellQuestion
    case answer, saidAnswered, faultsTitle, faultsMore, cell, what, marked, takeAll, takeGood, saidTaken, encodingLabel, separatorLabel, comma, semicolon, tab
    case nothingToTake
}
