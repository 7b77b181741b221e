// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Ledger
import Manifests
import Markup
import Operations
import Wording

/// The page of a note with everything that can be done from it.
enum NotePages {
    static let routes: [PageRoute] =
        [
            PageRoute(.get, "/notes/:id", page),
            PageRoute(.post, "/notes/:id/issue", issue),
            PageRoute(.get, "/notes/:id/lines", lines),
            PageRoute(.get, "/notes/:id/entries", entries),
            PageRoute(.get, "/notes/:id/history", history),
            PageRoute(.get, "/notes/:id/photo/:hash", photo),
            PageRoute(.get, "/notes/:id/print", print),
            PageRoute(.get, "/n/:number", .open, number),
        ] + NoteStepPages.routes + NoteCodePages.routes + NoteLossPages.routes + NoteCorrectionPages.routes + TreatPages.routes

    private static func page(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.noteModel(try request.id("id"), by: try request.actor())
        return request.notePage(model, body: NoteView(request: request, model: model).html)
    }

    /// Signs a draft as it stands. What issuing finds wrong is said on the page of the draft.
    private static func issue(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let actor = try request.actor()
        let key = String(request.form["key"].prefix(100))
        return try await request.attempt("/notes/\(id)", said: NotePhrase.saidIssued) {
            _ = try await request.platform.issue(
                id, version: try request.version(), gateReason: String(request.form["gateReason"].prefix(2000)), key: key.isEmpty ? nil : key,
                by: actor)
        } again: { problems, status in
            let model = try await request.platform.noteModel(id, by: actor)
            // The fields stand on the form of the draft, not here; but for the one that only the signer can fill.
            let sentences = problems.map { Problem(phrase: $0.phrase, facts: $0.facts) }
            return request.notePage(
                model, body: "\(reasonForm(request, model, problems))\(NoteView(request: request, model: model, problems: sentences).html)", status: status)
        }
    }

    private static func reasonForm(_ request: PageRequest, _ model: NoteModel, _ problems: [Problem]) -> HTML {
        guard problems.contains(where: { $0.field == "gateReason" }) else { return HTML() }
        let note = model.note
        let hidden = [request.csrfField, HiddenField("version", String(note.version)), HiddenField("key", "issue-\(note.id)-\(note.version)")]
        let field = GateReasonField(words: request.words, value: request.form["gateReason"], problems: problems)
        let button = PrimaryAction(label: request.words[NotePhrase.signAndIssue], target: .submit(form: "gate-reason"), icon: .pencil)
        return InputForm(
            words: request.words, id: "gate-reason", action: "/notes/\(note.id)/issue", hidden: hidden, problems: problems, content: "\(field)\(button)"
        ).html
    }

    // MARK: What is too long for the page

    private static func lines(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.noteModel(try request.id("id"), by: try request.actor())
        if request.wantsFile { return try request.list(model.note.linesFile.csv, "note-lines-\(model.note.number ?? model.note.id.description)") }
        let teller = NoteTeller(request: request, note: model.note, names: model.names)
        let title = request.words[NotePhrase.load]
        // Fifty lines with all their figures would be too heavy for a poor phone.
        let first = max(0, request.query["from"].flatMap { Int($0) } ?? 0)
        let all = Array(model.note.lines.enumerated())
        var table = NoteLines(teller: teller, lines: Array(all.dropFirst(first).prefix(linesOnPage))).table
        let here: URLPath = "/notes/\(model.note.id)/lines"
        table.paging = DataTable.Paging(
            previous: first > 0 ? here.setting("from", String(max(0, first - linesOnPage))) : nil,
            next: first + linesOnPage < all.count ? here.setting("from", String(first + linesOnPage)) : nil)
        table.downloads = DataTable.Download.list(here)
        return request.notePage(model, title: title, back: teller.href, body: "\(PageHeading(title: title, kind: teller.title, lead: teller.load))\(table)")
    }

    private static let linesOnPage = 25, entriesOnPage = 50

    private static func entries(_ request: PageRequest) async throws -> PageAnswer {
        let id: DocumentID = try request.id("id")
        let after = request.query["after"].flatMap { EntryID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("note-entries-\(id)", next: \.next) {
                try await request.platform.noteEntries(id, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let found = try await request.platform.noteEntries(id, after: after, limit: entriesOnPage, by: actor)
        let words = request.words
        let teller = NoteTeller(request: request, note: found.note, names: found.names)
        let rows = found.entries.map { row in
            DataTable.Row([
                .text(words.date(row.entry.occurred)), .text(row.entry.credit.material.wasteCode?.description ?? ""),
                .text(words[row.entry.reason.phrase]), .html(teller.side(row.entry.credit, row.credit)), .html(teller.side(row.entry.debit, row.debit)),
                .number(words.kilograms(row.entry.mass)), .part(teller.standing(row)),
            ])
        }
        let here: URLPath = "/notes/\(id)/entries"
        let next = found.next.map { here.setting("after", $0.description) }
        let title = words[NotePhrase.ledger]
        let table = DataTable(
            words: words, caption: title,
            columns: [
                DataTable.Column(words[NotePhrase.columnOccurred]), DataTable.Column(words[NotePhrase.waste]),
                DataTable.Column(words[BookPhrase.reasonColumn]), DataTable.Column(words[NotePhrase.entryFrom]), DataTable.Column(words[NotePhrase.entryTo]),
                DataTable.Column(words[NotePhrase.columnAmount], unit: "kg", isNumber: true),
                DataTable.Column(words[NotePhrase.columnState]),
            ], rows: rows, form: .book, paging: DataTable.Paging(previous: after == nil ? nil : here, next: next),
            downloads: DataTable.Download.list(here), empty: EmptyState(icon: .book, title: title, explanation: words[NotePhrase.ledgerEmpty]))
        let heading = PageHeading(title: title, kind: teller.title, lead: words[NotePhrase.entriesExplained])
        return request.page(title, current: .notes, back: teller.href, isWide: true, body: "\(heading)\(table)\(teller.backLink)")
    }

    private static func history(_ request: PageRequest) async throws -> PageAnswer {
        let found = try await request.platform.noteHistory(try request.id("id"), by: try request.actor())
        let teller = NoteTeller(request: request, note: found.note, names: found.names)
        let title = request.words[NotePhrase.history]
        let body: HTML = "\(PageHeading(title: title, kind: teller.title))\(NoteHistory(teller: teller, lines: found.lines))\(teller.backLink)"
        return request.page(title, current: .notes, back: teller.href, body: body)
    }

    // MARK: Evidence and paper

    private static func photo(_ request: PageRequest) async throws -> PageAnswer {
        let hash = request.parameters["hash"] ?? ""
        return .photo(try await request.platform.notePhoto(try request.id("id"), hash: hash, by: try request.actor()), hash: hash)
    }

    private static func print(_ request: PageRequest) async throws -> PageAnswer {
        let visitor = try request.signedIn()
        let model = try await request.platform.noteModel(try request.id("id"), by: visitor.actor)
        let paper = NotePaper(request: request, model: model, printedBy: visitor.displayName)
        return request.printPage(paper.title, body: paper.html)
    }

    /// A QR code scanned at a gate or on the road. The number opens nothing by itself.
    private static func number(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.parameters["number"] ?? ""
        switch NoteNumber.read(typed, assumedYear: request.platform.today.month.year) {
        case .failure(let refusal):
            let words = request.words
            let title = words[NotePhrase.numberWrong]
            let body: HTML = """
                \(PageHeading(title: title, kind: typed))\(ProblemSummary(words: words, problems: refusal.problems))\
                <p>\(words[NotePhrase.numberWrongMore])</p>
                """
            return .page(request.document(title, body: body), status: refusal.standing.status)
        case .success(let number):
            guard let visitor = request.visitor else { return .redirect(("/sign-in" as URLPath).setting("next", "/n/\(number.compact)")) }
            return .redirect("/notes/\(try await request.platform.note(numbered: number.description, by: visitor.actor))")
        }
    }
}

extension PageRequest {
    /// A page about one note.
    func notePage(_ model: NoteModel, title: String? = nil, back: URLPath = "/notes", body: HTML, status: Int = 200) -> PageAnswer {
        .page(document(title ?? self.title(of: model.note), current: .notes, back: back, body: body), status: status)
    }

    /// The version of the note that the sender of a form saw.
    ///
    /// - Throws: a refusal as for a form that cannot be read: every form of ours carries one.
    func version() throws -> Int {
        guard let version = Int(form["version"]) else { throw RequestRefusal.unreadableForm }
        return version
    }

    /// Does what a form asks and goes on; what is refused brings the form back with all problems.
    ///
    /// What the person may not see or do is not brought back: the refusal itself is the answer.
    ///
    /// - Parameter again: the same form with everything typed, and the status of the answer.
    func attempt(
        _ next: URLPath, said: some PhraseKey, _ act: () async throws -> Void, again: ([Problem], Int) async throws -> PageAnswer
    ) async throws -> PageAnswer {
        do {
            try await act()
            return .redirect(next, said: said.fullKey)
        } catch let error as any Explainable {
            switch error.standing {
            case .missing, .forbidden, .unauthenticated: throw error
            case .invalid, .conflict, .busy, .tooLarge: return try await again(error.problems, error.standing.status)
            }
        }
    }
}

extension NoteTeller {
    /// The way back to the note, at the end of a page about part of it.
    var backLink: HTML { "<p>\(LinkButton(label: request.words[NotePhrase.backToNote], href: href))</p>" }
}
