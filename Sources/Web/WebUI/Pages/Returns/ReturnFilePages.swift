// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording
import Workbooks

/// Returns by file: an empty table given out, a filled one or a firm's own workbook sent, asked about, mended, taken into drafts.
enum ReturnFilePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/returns/import") { try await form($0, [], 200) },
        PageRoute(.post, "/returns/import", .signedIn, bodyMax: Platform.sentFormMost, send),
        PageRoute(.get, "/returns/files/:id") { try await page($0, [], 200) },
        PageRoute(.post, "/returns/files/:id", .signedIn, answer),
        PageRoute(.post, "/returns/files/:id/take", .signedIn, take),
        PageRoute(.get, "/returns/files/:id/marked", marked),
        PageRoute(.get, "/returns/sets/:set/template", template),
    ]

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        let files = try await request.platform.returnFiles(by: actor)
        let words = request.words
        let list = try await request.platform.returnList(by: actor)
        let file = Field(
            words: words, label: words[LabFilePagePhrase.file], name: "file", input: FileInput(accept: ".xlsx,.csv,.txt"),
            hint: words[ReturnFilePagePhrase.fileHint], error: problems.sentence(for: "file", words))
        let input = InputForm(
            words: words, id: "import", action: "/returns/import", hidden: [request.csrfField], problems: problems, content: file.html,
            button: words[LabFilePagePhrase.send], sendsFiles: true)
        var seen: Set<String> = []
        let sets = list.lines.map(\.dataSet).filter { seen.insert($0.id).inserted }
        let templates = HTML.map(sets) { set in
            let path: URLPath = "/returns/sets/\(set.id)/template"
            let hasDraft = list.lines.contains { $0.dataSet.id == set.id && $0.made?.state.isOpen ?? false }
            let filled = HTML.ifPresent(hasDraft ? path.setting("filled", "1") : nil) { filled in
                "<br>\(words[ReturnFilePagePhrase.templateFilled]): \(DownloadButtons(words: words, files: DataTable.Download.template(filled)))"
            }
            return "<p>\(words[set.phrase]): \(DownloadButtons(words: words, files: DataTable.Download.template(path)))\(filled)</p>"
        }
        let sent = DataTable(
            words: words, caption: words[ReturnFilePagePhrase.sentTitle],
            columns: [
                DataTable.Column(words[LabFilePagePhrase.file]), DataTable.Column(words[ReturnPagePhrase.columnSent]),
                DataTable.Column(words[ReturnFilePagePhrase.columnTaken], isNumber: true),
            ],
            rows: files.map { file in
                DataTable.Row([
                    .link(file.name, "/returns/files/\(file.id)"), .text(words.moment(file.sentAt)),
                    file.taken.map { .number(words.number(Int64($0))) } ?? .none("–"),
                ])
            })
        let heading = PageHeading(title: words[ReturnFilePagePhrase.title], lead: words[ReturnFilePagePhrase.lead])
        let panel = Panel(title: words[ReturnFilePagePhrase.templates], content: templates).html
        return request.returnFilePage(
            words[ReturnFilePagePhrase.title], back: "/returns", status: status,
            body: """
                \(heading)\(input)\(if: !sets.isEmpty, panel)\
                \(if: !files.isEmpty, "<h2>\(words[ReturnFilePagePhrase.sentTitle])</h2>\(sent)")
                """)
    }

    private static func send(_ request: PageRequest) async throws -> PageAnswer {
        do {
            let sent = request.form.file("file")
            let file = try await request.platform.sendReturnFile(sent?.bytes ?? [], named: sent?.name ?? "", by: try request.actor())
            return .redirect("/returns/files/\(file.id)")
        } catch let error as any Explainable where error.standing == .invalid || error.standing == .tooLarge {
            return try await form(request, error.problems, error.standing.status)
        }
    }

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let found = try await request.platform.returnFile(try request.id("id"), by: try request.actor())
        let view = ReturnFileView(request: request, file: found.file, report: found.report, refusal: found.refusal, problems: problems)
        return request.returnFilePage(request.words[LabFilePagePhrase.fileTitle], back: "/returns/import", status: status, body: view.html)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let given = ReturnFileForm(request.form).answers(over: try await request.platform.returnFile(id, by: actor).file.answers)
        return try await request.attempt("/returns/files/\(id)", said: LabFilePagePhrase.saidAnswered) {
            _ = try await request.platform.answerReturnFile(id, given, version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func take(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/returns/files/\(id)", said: ReturnFilePagePhrase.saidTaken) {
            _ = try await request.platform.takeReturnFile(id, goodOnly: request.form["goodOnly"] == "yes", by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func marked(_ request: PageRequest) async throws -> PageAnswer {
        let marked = try await request.platform.markedReturnFile(try request.id("id"), words: request.words, by: try request.actor())
        return .file(bytes: marked.bytes, name: marked.name, mediaType: Self.workbook)
    }

    private static func template(_ request: PageRequest) async throws -> PageAnswer {
        let name = request.parameters["set"] ?? ""
        let site = request.query["site"].flatMap { SiteID(text: $0) }
        let template = try await request.platform.returnTemplate(
            name, site: site, isFilled: request.query["filled"] != nil, by: try request.actor())
        if request.query["format"] == "csv" { return .file(bytes: template.csv, name: name + ".csv", mediaType: "text/csv; charset=utf-8") }
        return .file(bytes: try template.workbook(named: name), name: name + ".xlsx", mediaType: workbook)
    }

    private static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
}

extension PageRequest {
    fileprivate func returnFilePage(_ title: String, back: URLPath, status: Int, body: HTML) -> PageAnswer {
        .page(document(title, current: .returns, back: back, body: body), status: status)
    }
}

/// Answers about a file as a form sends them.
struct ReturnFileForm {
    /// Most columns, questions and cells asked about on one page.
    static let columnsMost = 80, questionsMost = 60, cellsMost = 25

    private let form: FormData

    init(_ form: FormData) { self.form = form }

    func answers(over known: ReturnFileAnswers) -> ReturnFileAnswers {
        var answers = known
        answers.text = LettersAndFields.read(form, over: known.text)
        if form.has("dataSet"), !form["dataSet"].isEmpty { answers.dataSet = form["dataSet"] }
        if let site = SiteID(text: form["site"]) { answers.site = site }
        if let period = Period(text: form["period"].uppercased()) { answers.period = period.description }
        for name in form.all("sheet").prefix(50) { answers.hiddenSheets.insert(String(name.prefix(100))) }
        for place in 0..<Self.columnsMost where form.has("key\(place)") { column(place, &answers) }
        for place in 0..<Self.questionsMost where form.has("asked\(place)") { question(place, &answers) }
        for place in 0..<Self.cellsMost {
            let (low, high) = (form["low\(place)"], form["high\(place)"])
            let isRange = !low.isEmpty || !high.isEmpty
            let (address, typed) = (
                form["address\(place)"], isRange ? ReturnFileEstimateAnswer.ends(low: low, high: high).text : form["cell\(place)"]
            )
            if !address.isEmpty, address.count <= 20, !typed.isEmpty, typed.count <= 200 { answers.cells[address] = typed }
        }
        return answers
    }

    private func column(_ place: Int, _ answers: inout ReturnFileAnswers) {
        let key = form["key\(place)"]
        guard !key.isEmpty, key.count <= 1000 else { return }
        switch form["holds\(place)"] {
        case "": break
        case "waste":
            let (code, way) = (form["code\(place)"].filter(\.isNumber), form["way\(place)"])
            if code.count == 6, !way.isEmpty { answers.columns[key] = "waste \(code) \(way)" }
        case let holds: answers.columns[key] = String(holds.prefix(60))
        }
        if !form["unit\(place)"].isEmpty { answers.units[key] = String(form["unit\(place)"].prefix(20)) }
    }

    private func question(_ place: Int, _ answers: inout ReturnFileAnswers) {
        let parts = form["asked\(place)"].split(separator: " ", maxSplits: 1).map(String.init)
        let said = form["say\(place)"]
        guard parts.count == 2, !said.isEmpty, let kind = ReturnFileQuestion.Kind(rawValue: parts[0]) else { return }
        var habits = answers.habits[parts[1]] ?? ColumnHabits()
        switch kind {
        case .separator: habits.separator = ColumnHabits.Separator(rawValue: said)
        case .dash: habits.dash = ColumnHabits.Dash(rawValue: said)
        case .dayOrder: habits.isDayFirst = said == "day"
        }
        answers.habits[parts[1]] = habits
    }
}

/// What the pages of files of returns say.
enum ReturnFilePagePhrase: String, PhraseKey {
    static let area = "returnfilepage"
    case title, lead, fileHint, templates, sentTitle, columnTaken, send, template, templateFilled, countNew, countKnown, countOpen
    case take, takeGood, saidTaken, nothingToTake, allTaken
    case setQuestion, siteQuestion, periodQuestion, periodHint, hiddenSheet, asides
    case columnQuestion, columnHint, unitQuestion, leaveOut, wasteLine, wasteMore, wasteCode, columnsKnown
    case separatorQuestion, dashQuestion, dashNotMeasured, dashZero, dayQuestion, rowQuestion, rowUse, rowSkip, linesTitle, columnRow, columnFigures,
        columnState
    case stateNew, stateKnown, stateOpen
}
