// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Pipes to works: the list, one of them with its months, and naming the works of an outlet.
enum PipePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/pipes", list),
        PageRoute(.get, "/discharge/pipes/:id") { try await page($0, [], 200) },
        PageRoute(.post, "/discharge/pipes/:id/answer", answer),
        PageRoute(.post, "/discharge/pipes/:id/end", end),
        PageRoute(.get, "/discharge/outlets/:id/pipe") { try await form($0, [], 200) },
        PageRoute(.post, "/discharge/outlets/:id/pipe", name),
    ]

    private static let rowsShown = 50

    /// The page of a pipe, or of one of its months.
    static func address(_ id: PipeID, _ month: Month?) -> URLPath {
        month.map { "/discharge/pipes/\(id)/months/\($0.description)" } ?? "/discharge/pipes/\(id)"
    }

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let after = request.query["after"].flatMap { PipeID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("pipes", next: \PipeList.next) {
                try await request.platform.pipeList(after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let found = try await request.platform.pipeList(after: after, limit: rowsShown, by: actor)
        let words = request.words
        func say(_ phrase: PipePhrase) -> String { words[phrase] }
        let here: URLPath = "/discharge/pipes"
        var table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.outlet)), DataTable.Column(say(.sender)), DataTable.Column(say(.works)), DataTable.Column(say(.from)),
                DataTable.Column(say(.state)), DataTable.Column(say(.latest)),
            ],
            rows: found.lines.map { line in
                let pipe = line.pipe
                let latest = line.latest.map { "\(request.text(of: .month($0.month))) \(request.chip($0))" as HTML }
                return DataTable.Row([
                    .link(line.outlet.map { request.title(of: $0) } ?? pipe.id.description, address(pipe.id, nil)),
                    .html(untranslated(found.sites[pipe.site].map { request.name(of: $0) } ?? "")), .html(request.worksName(pipe, found.sites)),
                    .text(words.date(pipe.from)), .html("\(request.chip(pipe))"), latest.map { .html($0) } ?? .none(say(.noMonth)),
                ])
            },
            paging: DataTable.Paging(previous: after == nil ? nil : here, next: found.next.map { here.setting("after", $0.description) }),
            empty: EmptyState(icon: .link, title: say(.emptyTitle), explanation: say(.emptyMore)))
        table.downloads = DataTable.Download.list(here)
        return request.dischargePage(say(.title), back: "/discharge", body: "\(PageHeading(title: say(.title), lead: say(.lead)))\(table)")
    }

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let (id, actor): (PipeID, Actor) = (try request.id("id"), try request.actor())
        if request.wantsFile {
            let whole = try await request.platform.pipePage(id, allMonths: true, by: actor)
            return try request.list(whole.file.csv, "pipe-\(id)")
        }
        let model = try await request.platform.pipePage(id, by: actor)
        let view = PipeView(request: request, model: model, problems: problems)
        return request.dischargePage(request.words[PipePhrase.pipeKind], back: "/discharge/pipes", status: status, body: view.html)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let id: PipeID = try request.id("id")
        let actor = try request.actor()
        let confirms = request.form["answer"] == "confirm"
        return try await request.attempt(address(id, nil), said: confirms ? PipePhrase.saidConfirmed : .saidDeclined) {
            _ = try await request.platform.answerPipe(
                id, confirms: confirms, reason: request.form["reason"], version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func end(_ request: PageRequest) async throws -> PageAnswer {
        let id: PipeID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt(address(id, nil), said: PipePhrase.saidEnded) {
            _ = try await request.platform.endPipe(id, on: request.form["until"], version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func name(_ request: PageRequest) async throws -> PageAnswer {
        let id: OutletID = try request.id("id")
        let actor = try request.actor()
        var form = PipeForm()
        form.works = request.form["works"]
        form.from = request.form["from"]
        let asked = form
        return try await request.attempt("/discharge/outlets/\(id)", said: PipePhrase.saidNamed) {
            _ = try await request.platform.namePipe(of: id, asked, by: actor)
        } again: {
            try await self.form(request, $0, $1)
        }
    }

    private static func form(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let found = try await request.platform.pipeChoices(of: try request.id("id"), by: try request.actor())
        let words = request.words
        func say(_ phrase: PipePhrase) -> String { words[phrase] }
        let known = found.pipes.last.map { $0.works?.description ?? PipeForm.unknown } ?? ""
        let choices = found.works.map { Choice($0.id.description, request.name(of: $0)) } + [Choice(PipeForm.unknown, say(.unknownChoice))]
        let works = Field(
            words: words, label: say(.receivedBy), name: "works",
            input: RadioInput(choices: choices, selected: request.form.has("works") ? request.form["works"] : known), hint: say(.worksHint),
            error: problems.sentence(for: "works", words))
        let from = Field(
            words: words, label: say(.from), name: "from", input: DateInput(value: request.form["from"]), hint: say(.fromHint),
            error: problems.sentence(for: "from", words), isOptional: true)
        let back: URLPath = "/discharge/outlets/\(found.outlet.id)"
        let input = InputForm(
            words: words, id: "pipe", action: "/discharge/outlets/\(found.outlet.id)/pipe", hidden: [request.csrfField], problems: problems,
            content: "\(works)\(from)", button: say(.save))
        let sites = Dictionary(uniqueKeysWithValues: found.works.map { ($0.id, $0) })
        let before = HTML.map(found.pipes.reversed()) { "<li>\(request.pipeLine($0, sites))</li>" }
        let history: HTML = found.pipes.isEmpty ? HTML() : "<h2>\(say(.before))</h2><ul>\(before)</ul>"
        let heading = PageHeading(title: say(.nameWorks), kind: request.title(of: found.outlet) + " · " + request.name(of: found.site), lead: say(.nameLead))
        return request.dischargePage(say(.nameWorks), back: back, status: status, body: "\(heading)\(input)\(history)")
    }
}

extension PageRequest {
    func chip(_ pipe: Pipe) -> StatusChip {
        let tones: [Pipe.State: Tone] = [.unknown: .neutral, .named: .waiting, .confirmed: .good, .declined: .danger]
        return StatusChip(text: words[pipe.state.phrase], tone: tones[pipe.state] ?? .neutral)
    }

    func chip(_ transfer: PipeTransfer) -> StatusChip {
        let tones: [PipeTransfer.State: Tone] = [.open: .waiting, .disputed: .danger, .agreed: .good]
        return StatusChip(text: words[transfer.state.phrase], tone: tones[transfer.state] ?? .neutral)
    }

    func worksName(_ pipe: Pipe, _ sites: [SiteID: Site]) -> HTML {
        guard let works = pipe.works else { return "\(words[PipePhrase.unknownWorks])" }
        return untranslated(sites[works].map { name(of: $0) } ?? works.description)
    }

    /// A pipe as one line: the works as a link, since when, and what it said of it.
    func pipeLine(_ pipe: Pipe, _ sites: [SiteID: Site]) -> HTML {
        let until = pipe.until.map { " – " + words.date($0) } ?? ""
        return "<a href=\"\(PipePages.address(pipe.id, nil))\">\(worksName(pipe, sites))</a> · \(words.date(pipe.from))\(until) \(chip(pipe))"
    }
}
