// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// Standing arrangements: the list, one of them, and the words of its parties.
enum ArrangementPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/arrangements", list),
        PageRoute(.get, "/arrangements/:id") { try await page($0, [], 200) },
        PageRoute(.get, "/arrangements/:id/notes", notes),
        PageRoute(.get, "/arrangements/:id/paper", paper),
        PageRoute(.post, "/arrangements/:id/agree", agree),
        PageRoute(.get, "/arrangements/:id/decline") { try await reasonPage($0, .decline, [], 200) },
        PageRoute(.post, "/arrangements/:id/decline", decline),
        PageRoute(.get, "/arrangements/:id/end") { try await reasonPage($0, .end, [], 200) },
        PageRoute(.post, "/arrangements/:id/end", end),
    ]

    private static let notesOnPage = 50

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let shelf = request.query["show"].flatMap { ArrangementShelf(rawValue: $0) }.flatMap { $0 == .all ? nil : $0 }
        let before = request.query["before"].flatMap { ArrangementID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("arrangements", next: \.next) {
                try await request.platform.arrangementList(shelf ?? .all, before: $0, limit: $1, by: actor)
            } rows: {
                $0.file(on: request.platform.today)
            }
        }
        let found = try await request.platform.arrangementList(shelf, before: before, by: actor)
        return request.page(
            request.words[ArrangementPagePhrase.title], current: .arrangements, back: shelf == nil ? nil : "/arrangements",
            body: ArrangementListView(request: request, list: found, shelf: shelf).html)
    }

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.arrangementModel(try request.id("id"), by: try request.actor())
        let view = ArrangementView(request: request, model: model, problems: problems)
        return request.arrangementPage(model.arrangement, back: "/arrangements", body: view.html, status: status)
    }

    private static func notes(_ request: PageRequest) async throws -> PageAnswer {
        let id: ArrangementID = try request.id("id")
        let before = request.query["before"].flatMap { DocumentID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("arrangement-notes-\(id)", next: \.next) {
                try await request.platform.arrangementNotes(id, before: $0, limit: $1, by: actor)
            } rows: {
                $0.file(request.platform.zone)
            }
        }
        let found = try await request.platform.arrangementNotes(id, before: before, limit: notesOnPage, by: actor)
        let teller = ArrangementTeller(request: request, arrangement: found.arrangement, organisations: found.names.organisations)
        var table = ArrangementNotes(request: request, notes: found.notes).table
        let here: URLPath = "/arrangements/\(id)/notes"
        table.paging = DataTable.Paging(
            previous: before == nil ? nil : here, next: found.next.map { here.setting("before", $0.description) })
        table.downloads = DataTable.Download.list(here)
        let heading = PageHeading(title: request.words[ArrangementPagePhrase.notes], kind: teller.title, chip: teller.chip, lead: teller.way)
        let back = LinkButton(label: request.words[ArrangementPagePhrase.backToArrangement], href: teller.href)
        return request.arrangementPage(found.arrangement, back: teller.href, body: "\(heading)\(table)<p>\(back)</p>")
    }

    private static func paper(_ request: PageRequest) async throws -> PageAnswer {
        let id: ArrangementID = try request.id("id")
        let paper = try await request.platform.arrangementPaper(id, by: try request.actor())
        let ending = paper.mediaType.split(separator: "/").last.map(String.init) ?? "pdf"
        return .file(bytes: paper.bytes, name: "arrangement-\(id).\(ending)", mediaType: paper.mediaType, isInline: paper.mediaType.hasPrefix("image/"))
    }

    // MARK: Answers

    private static func agree(_ request: PageRequest) async throws -> PageAnswer {
        let id: ArrangementID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/arrangements/\(id)", said: ArrangementPagePhrase.saidAgreed) {
            _ = try await request.platform.agree(to: id, version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func decline(_ request: PageRequest) async throws -> PageAnswer {
        let id: ArrangementID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/arrangements/\(id)", said: ArrangementPagePhrase.saidDeclined) {
            _ = try await request.platform.decline(id, version: try request.version(), reason: request.form["reason"], by: actor)
        } again: {
            $1 == 409 ? try await page(request, $0, $1) : try await reasonPage(request, .decline, $0, $1)
        }
    }

    private static func end(_ request: PageRequest) async throws -> PageAnswer {
        let id: ArrangementID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/arrangements/\(id)", said: ArrangementPagePhrase.saidEnded) {
            _ = try await request.platform.end(id, version: try request.version(), reason: request.form["reason"], by: actor)
        } again: {
            $1 == 409 ? try await page(request, $0, $1) : try await reasonPage(request, .end, $0, $1)
        }
    }

    /// A no cannot be taken back, so it has a page of its own that says what follows.
    private static func reasonPage(_ request: PageRequest, _ step: ArrangementStep, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let id: ArrangementID = try request.id("id")
        let model = try await request.platform.arrangementModel(id, step: step, by: try request.actor())
        let words = request.words
        let isProposal = model.arrangement.state == .proposed
        let (title, consequences, button): (ArrangementPagePhrase, [ArrangementPagePhrase], ArrangementPagePhrase) =
            switch (step, isProposal) {
            case (.decline, _): (.declineTitle, [.declineFollows, .declineNewOne], .decline)
            case (_, true): (.takeBackTitle, [.takeBackFollows, .declineNewOne], .takeBack)
            case (_, false): (.endTitle, [.endFollows, .endNotesGoOn], .end)
            }
        let reason = Field(
            words: words, label: words[ArrangementPagePhrase.reason], name: "reason",
            input: LongTextInput(value: request.form["reason"], rows: 3, maximumLength: 1000), hint: words[ArrangementPagePhrase.reasonHint],
            error: problems.sentence(for: "reason", words), isOptional: step == .decline)
        let hidden = [request.csrfField, HiddenField("version", String(model.arrangement.version))]
        let confirm = ConfirmPage(
            words: words, title: words[title], consequences: consequences.map { words[$0] }, action: "/arrangements/\(id)/\(step.rawValue)", fields: hidden,
            content: reason.html, button: words[button], back: "/arrangements/\(id)")
        let teller = ArrangementTeller(request: request, arrangement: model.arrangement, organisations: model.names.organisations)
        let summary: HTML = "<p class=\"kind\">\(teller.title)</p>\(teller.route)"
        return request.arrangementPage(
            model.arrangement, back: teller.href, body: "\(ProblemSummary(words: words, problems: problems))\(confirm)\(summary)", status: status)
    }
}

extension PageRequest {
    /// A page about one arrangement.
    fileprivate func arrangementPage(_ arrangement: Arrangement, back: URLPath, body: HTML, status: Int = 200) -> PageAnswer {
        .page(document(words[ArrangementPagePhrase.kind], current: .arrangements, back: back, body: body), status: status)
    }
}
