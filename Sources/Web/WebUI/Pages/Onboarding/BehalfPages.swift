// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// Entering notes in small firms' names, for those who help them; and what was entered in one's own name.
enum BehalfPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/behalf") { try await page($0) },
        PageRoute(.post, "/behalf", enter),
        PageRoute(.get, "/behalf/:id", slip),
        PageRoute(.get, "/in-your-name") { try await ours($0) },
        PageRoute(.post, "/in-your-name/:id", answer),
    ]

    private static let rowsShown = 50

    // MARK: Helping

    private static func page(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("entered-for-others", next: \.next) {
                try await request.platform.enteredByUs(before: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let typed = String((request.query["words"] ?? "").trimmingBlanks.prefix(100))
        let firms = try await request.platform.firmsToHelp(words: typed, limit: 20, by: actor)
        let done = try await request.platform.enteredByUs(
            before: request.query["before"].flatMap { BehalfActID(text: $0) }, limit: rowsShown, by: actor)
        let filter = SentenceFilter(
            words: words, action: "/behalf",
            pieces: [.words(words[BehalfPagePhrase.search]), .search(label: words[BehalfPagePhrase.searchHint], name: "words", value: typed)],
            clear: typed.isEmpty ? nil : "/behalf")
        let found: HTML =
            typed.isEmpty
            ? HTML()
            : firms.isEmpty
                ? EmptyState(icon: .search, title: words[BehalfPagePhrase.nobody], explanation: words[BehalfPagePhrase.nobodyMore]).html
                : DefinitionList(firms.map { item(request, $0) }).html
        let heading = PageHeading(title: words[BehalfPagePhrase.title], lead: words[BehalfPagePhrase.lead])
        let body: HTML = "\(heading)\(current(request, actor))\(filter)\(found)<h2>\(words[BehalfPagePhrase.acts])</h2>\(table(request, done))"
        return request.page(words[BehalfPagePhrase.title], current: .registry, back: "/registry", body: body)
    }

    private static func item(_ request: PageRequest, _ firm: HelpedFirm) -> DefinitionList.Item {
        let enter = PostButton(
            label: request.words[BehalfPagePhrase.enterButton], action: "/behalf",
            fields: [request.csrfField, HiddenField("organisation", firm.organisation.id.description)], icon: .pencil)
        let place = firm.site.map { request.registryProvince($0.attributes(on: request.platform.today).province) } ?? HTML()
        let waiting: HTML =
            firm.unconfirmed == 0 ? HTML() : " · \(request.words(BehalfPagePhrase.waiting, ["count": .number(Int64(firm.unconfirmed))]))"
        return DefinitionList.Item(request.name(of: firm.organisation), html: "<p class=\"soft\">\(place)\(waiting)</p>\(enter)")
    }

    private static func current(_ request: PageRequest, _ actor: Actor) -> HTML {
        guard actor.isEntrant, let firm = request.visitor?.organisation else { return HTML() }
        let words = request.words
        let stop = PostButton(label: words[BehalfPagePhrase.stop], action: "/behalf", fields: [request.csrfField, HiddenField("organisation", "")])
        let text = words(BehalfPagePhrase.enteringNow, ["firm": .text(request.name(of: firm))])
        let write = LinkButton(label: words[BehalfPagePhrase.newNote], href: "/notes/new", icon: .plus)
        return "\(NoticeLine(text: text, tone: .waiting, link: write))<p>\(stop)</p>"
    }

    private static func table(_ request: PageRequest, _ done: BehalfList) -> DataTable {
        let words = request.words
        let path: URLPath = "/behalf"
        return DataTable(
            words: words, caption: words[BehalfPagePhrase.acts],
            columns: [
                DataTable.Column(words[BehalfPagePhrase.columnFirm]), DataTable.Column(words[BehalfPagePhrase.columnWhat]),
                DataTable.Column(words[BehalfPagePhrase.columnWhen]), DataTable.Column(words[BehalfPagePhrase.columnState]),
                DataTable.Column(words[BehalfPagePhrase.slip]),
            ],
            rows: done.rows.map { row in
                let slip: URLPath = "/behalf/\(row.act.id)"
                return DataTable.Row([
                    .text(request.name(of: row.firm)), .text(request.told(row)), .text(words.moment(row.act.madeAt)), .part(request.chip(row.act.state)),
                    row.act.state == .unconfirmed ? .link(words[BehalfPagePhrase.slip], slip) : .none(words[row.act.state.phrase]),
                ])
            }, paging: done.next.map { DataTable.Paging(next: path.setting("before", $0.description)) }, downloads: DataTable.Download.list(path),
            empty: EmptyState(icon: .notes, title: words[BehalfPagePhrase.actsEmpty], explanation: words[BehalfPagePhrase.actsEmptyMore]))
    }

    private static func enter(_ request: PageRequest) async throws -> PageAnswer {
        let visitor = try request.signedIn()
        guard let token = request.token else { throw NotSignedIn() }
        let firm = OrganisationID(text: request.form["organisation"])
        try await request.platform.enter(for: firm, visitor: visitor, token: token)
        return .redirect("/behalf", said: (firm == nil ? BehalfPagePhrase.stopped : .entered).fullKey)
    }

    /// What the firm is given: the code, written large, and how to use it.
    private static func slip(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let shown = try await request.platform.confirmationCode(for: try request.id("id"), by: try request.actor())
        let address = request.origin + "/confirm"
        let title = words(BehalfPagePhrase.slipTitle, ["firm": .text(request.name(of: shown.row.firm))])
        let until = request.platform.zone.date(of: shown.row.act.madeAt.adding(seconds: OneTimeCode.confirmation.life))
        let qr = QRCode.svg("\(address)/\(shown.code.text)", label: shown.code.description).map {
            QRBlock(code: $0, number: shown.code.description, caption: words[BehalfPagePhrase.slipScan])
        }
        let steps = DefinitionList([
            DefinitionList.Item(words.localDigits("1"), words[BehalfPagePhrase.slipGive]),
            DefinitionList.Item(words.localDigits("2"), words(BehalfPagePhrase.slipOpen, ["address": .text(address)])),
            DefinitionList.Item(words.localDigits("3"), words[BehalfPagePhrase.slipSay]),
        ])
        let lead = words(BehalfPagePhrase.slipUntil, ["date": .date(until)])
        let body: HTML = "\(PageHeading(title: title, kind: request.told(shown.row), lead: lead))\(qr)\(steps)"
        return request.page(title, current: .registry, back: "/behalf", body: body)
    }

    // MARK: In one's own name

    private static func ours(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let words = request.words
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("entered-in-your-name", next: \.next) {
                try await request.platform.enteredInOurName(before: $0, limit: $1, by: actor)
            } rows: {
                $0.ownFile
            }
        }
        let found = try await request.platform.enteredInOurName(
            before: request.query["before"].flatMap { BehalfActID(text: $0) }, limit: rowsShown, by: actor)
        let path: URLPath = "/in-your-name"
        let waiting = HTML.map(found.rows.filter { $0.act.state == .unconfirmed }) { row in
            let isTyped = request.form["act"] == row.act.id.description
            let field = Field(
                words: words, label: words[BehalfPagePhrase.wordsLabel], name: "words",
                input: TextInput(value: isTyped ? request.form["words"] : "", autocomplete: "off", maximumLength: 1000),
                hint: words[BehalfPagePhrase.wordsHint], error: isTyped ? problems.sentence(for: "words", words) : nil, isOptional: true)
            let form = InputForm(
                words: words, id: "act-\(row.act.id)", action: "/in-your-name/\(row.act.id)",
                hidden: [
                    request.csrfField, HiddenField("version", String(row.act.version)), HiddenField("act", row.act.id.description),
                ], problems: isTyped ? problems : [], content: "\(field)\(request.answerButtons)")
            return Panel(title: request.told(row), content: "\(request.facts(of: row))\(form)").html
        }
        let table = DataTable(
            words: words, caption: words[BehalfPagePhrase.oursTitle],
            columns: [
                DataTable.Column(words[BehalfPagePhrase.columnNote]), DataTable.Column(words[BehalfPagePhrase.columnBy]),
                DataTable.Column(words[BehalfPagePhrase.columnWhen]), DataTable.Column(words[BehalfPagePhrase.columnState]),
            ],
            rows: found.rows.map { row in
                DataTable.Row([
                    .link(request.told(row), "/notes/\(row.note.id)"), .text(request.maker(row)), .text(words.moment(row.act.madeAt)),
                    .part(request.chip(row.act.state)),
                ])
            }, paging: found.next.map { DataTable.Paging(next: path.setting("before", $0.description)) }, downloads: DataTable.Download.list(path),
            empty: EmptyState(icon: .check, title: words[BehalfPagePhrase.oursEmpty], explanation: words[BehalfPagePhrase.oursEmptyMore]))
        let heading = PageHeading(title: words[BehalfPagePhrase.oursTitle], lead: words[BehalfPagePhrase.oursLead])
        return .page(
            request.document(words[BehalfPagePhrase.oursTitle], current: .notes, back: "/today", body: "\(heading)\(waiting)\(table)"), status: status)
    }

    private static func answer(_ request: PageRequest) async throws -> PageAnswer {
        let form = request.form
        do {
            guard let version = Int(form["version"]) else { throw PlatformError.stale }
            let act = try await request.platform.answerBehalf(
                try request.id("id"), version: version, confirms: form["answer"] == "confirm", words: form["words"], by: try request.actor())
            return .redirect("/in-your-name", said: (act.state == .confirmed ? BehalfPagePhrase.answeredConfirmed : .answeredDisputed).fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await ours(request, error.problems, status: 422)
        }
    }
}

extension PageRequest {
    func chip(_ state: BehalfAct.State) -> StatusChip {
        switch state {
        case .unconfirmed: StatusChip(text: words[state.phrase], tone: .waiting)
        case .confirmed: StatusChip(text: words[state.phrase], tone: .good)
        case .disputed: StatusChip(text: words[state.phrase], tone: .danger)
        }
    }

    /// What was done: the kind, the number, the waste and its weight.
    func told(_ row: BehalfRow) -> String {
        [
            words[row.act.kind.phrase], row.note.number, row.note.lines.first.map { wasteText($0.waste) }, words.mass(row.note.declaredMass),
        ].compactMap { $0 }.joined(separator: " · ")
    }

    /// Who did it, and for which organisation.
    func maker(_ row: BehalfRow) -> String { [row.personName, name(of: row.by)].compactMap { $0 }.joined(separator: ", ") }

    func facts(of row: BehalfRow) -> DefinitionList {
        DefinitionList([
            DefinitionList.Item(words[BehalfPagePhrase.by], maker(row)), DefinitionList.Item(words[BehalfPagePhrase.when], words.moment(row.act.madeAt)),
        ])
    }

    /// Yes and no, side by side.
    var answerButtons: HTML {
        """
        <div class="buttons"><button class="button primary" name="answer" value="confirm"><span>\(words[BehalfPagePhrase.confirm])</span></button>\
        <button class="button danger" name="answer" value="dispute"><span>\(words[BehalfPagePhrase.dispute])</span></button></div>\
        <p class="soft">\(words[BehalfPagePhrase.disputeFollows])</p>
        """
    }

    /// Says on a note's page what others entered in the sender's name, and whether the sender has answered.
    func behalfNotices(_ rows: [BehalfRow]) -> HTML {
        HTML.map(rows) { row in
            let text = words(
                BehalfPagePhrase.notice,
                [
                    "what": row.act.kind.phrase.fact, "firm": .text(name(of: row.firm)), "by": .text(name(of: row.by)), "state": row.act.state.phrase.fact,
                ])
            let said = row.words.map { " " + words(BehalfPagePhrase.noticeWords, ["words": .text($0)]) } ?? ""
            return NoticeLine(text: text + said, tone: row.act.state == .disputed ? .danger : row.act.state == .confirmed ? .good : .waiting).html
        }
    }
}
