// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Rulings
import Wording

/// Rulings for everybody; questions for the firm that asks and the officers who rule.
enum RulingPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/rulings", .open, list),
        PageRoute(.get, "/rulings/:id", .open, ruling),
        PageRoute(.get, "/questions", questions),
        PageRoute(.get, "/questions/new") { AskView(request: $0).page(status: 200) },
        PageRoute(.post, "/questions", bodyMax: 6_000_000, ask),
        PageRoute(.get, "/questions/:id") { try await question($0, [], 200) },
        PageRoute(.post, "/questions/:id/ruling", rule),
        PageRoute(.get, "/questions/:id/photo/:hash", photo),
    ]

    private static let rowsShown = 25

    // MARK: For everybody

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let before = request.query["before"].flatMap { InquiryID(text: $0) }
        let waste = request.query["waste"].flatMap { WasteCodeID(text: $0) }
        if request.wantsFile {
            return try await request.wholeList("waste-rulings", next: \RulingList.next) {
                try await request.platform.rulings(of: waste, before: $0, limit: $1)
            } rows: {
                $0.file(request.platform.zone)
            }
        }
        let found = try await request.platform.rulings(of: waste, before: before, limit: rowsShown)
        let here = URLPath(stringLiteral: "/rulings").setting("waste", waste?.text)
        let table = DataTable(
            words: words, caption: words[RulingPagePhrase.listTitle],
            columns: [
                DataTable.Column(words[RulingPagePhrase.subject]), DataTable.Column(words[RulingPagePhrase.waste]),
                DataTable.Column(words[RulingPagePhrase.hazard]), DataTable.Column(words[RulingPagePhrase.ruledOn]),
            ],
            rows: found.rows.map { row in
                DataTable.Row([
                    .link(row.subject ?? words[RulingPagePhrase.erased], "/rulings/\(row.id)"),
                    .html("<span class=\"code-text\">\(row.ruling.waste.description)</span> \(request.wasteName(row.ruling.waste))"),
                    .text(request.hazard(row.ruling.isHazardous)), .text(words.date(request.platform.zone.date(of: row.ruling.ruledAt))),
                ])
            }, paging: found.next.map { DataTable.Paging(next: here.setting("before", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .scale, title: words[RulingPagePhrase.listEmpty], explanation: words[RulingPagePhrase.listEmptyMore]))
        let heading = PageHeading(
            title: words[RulingPagePhrase.listTitle], lead: words[RulingPagePhrase.listLead],
            others: [
                LinkButton(label: words[RulingPagePhrase.ask], href: "/questions/new", icon: .plus),
                LinkButton(label: words[RulingPagePhrase.questionsTitle], href: "/questions", icon: .notes),
            ])
        return request.page(words[RulingPagePhrase.listTitle], current: .waste, back: "/waste", body: "\(heading)\(table)")
    }

    private static func ruling(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let found = try await request.platform.ruling(try request.id("id"))
        let title = found.subject ?? words[RulingPagePhrase.erased]
        let heading = PageHeading(
            title: title, kind: words[RulingPagePhrase.listTitle],
            action: PrimaryAction(
                label: words[CriteriaPhrase.whatToDo], target: .link("/waste/\(found.ruling.waste.text)"), icon: .info),
            others: request.intoReturn(found.ruling.waste))
        let body: HTML = "\(heading)\(RulingPanel(request: request, published: found))<p class=\"note\">\(words[RulingPagePhrase.note])</p>"
        return request.page(title, current: .waste, back: "/rulings", body: body)
    }

    // MARK: Questions

    private static func questions(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let beyond = request.query["beyond"].flatMap { InquiryID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("waste-questions", next: \InquiryList.next) {
                try await request.platform.inquiries(beyond: $0, limit: $1, by: actor)
            } rows: {
                $0.file(request.platform.zone)
            }
        }
        let found = try await request.platform.inquiries(beyond: beyond, limit: rowsShown, by: actor)
        let isOwn = found.shelf == .own
        let here: URLPath = "/questions"
        let table = DataTable(
            words: words, caption: words[RulingPagePhrase.questionsTitle],
            columns: [
                DataTable.Column(words[RulingPagePhrase.product]), DataTable.Column(words[RulingPagePhrase.process]),
                DataTable.Column(words[isOwn ? RulingPagePhrase.answered : .firm]), DataTable.Column(words[RulingPagePhrase.askedOn]),
            ],
            rows: found.rows.map { row in
                let third: DataTable.Cell =
                    isOwn ? .part(request.chip(of: row.inquiry)) : .html("<span translate=\"no\">\(row.organisation.map(request.name(of:)) ?? "")</span>")
                return DataTable.Row([
                    .link(row.product ?? words[RulingPagePhrase.erased], "/questions/\(row.inquiry.id)"), .text(row.process ?? words[RulingPagePhrase.erased]),
                    third, .text(words.date(request.platform.zone.date(of: row.inquiry.askedAt))),
                ])
            }, paging: found.next.map { DataTable.Paging(next: here.setting("beyond", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(
                icon: .check, title: words[isOwn ? RulingPagePhrase.questionsEmpty : .openEmpty],
                explanation: words[isOwn ? RulingPagePhrase.questionsEmptyMore : .openEmptyMore]))
        let ask = request.maySomewhere(.askRuling) ? PrimaryAction(label: words[RulingPagePhrase.ask], target: .link("/questions/new"), icon: .plus) : nil
        let heading = PageHeading(
            title: words[RulingPagePhrase.questionsTitle], lead: words[isOwn ? RulingPagePhrase.questionsOwnLead : .questionsOpenLead], action: ask,
            others: [LinkButton(label: words[RulingPagePhrase.listTitle], href: "/rulings", icon: .scale)])
        return request.page(words[RulingPagePhrase.questionsTitle], current: .waste, back: "/more", body: "\(heading)\(table)")
    }

    private static func ask(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.form
        var form = InquiryForm()
        form.process = typed["process"]
        form.product = typed["product"]
        form.detail = typed["detail"]
        form.path = typed["path"]
        do {
            let photo = typed.file("photo").map { Platform.Photo(bytes: $0.bytes) }
            let made = try await request.platform.askRuling(form, photo: photo, by: try request.actor())
            return .redirect("/questions/\(made.id)", said: RulingPagePhrase.asked.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return AskView(request: request, problems: error.problems).page(status: 422)
        }
    }

    private static func question(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let found = try await request.platform.inquiry(try request.id("id"), by: try request.actor())
        let view = QuestionView(request: request, found: found, problems: problems)
        return .page(
            request.document(request.words[RulingPagePhrase.questionTitle], current: .waste, back: "/questions", body: view.html), status: status)
    }

    private static func rule(_ request: PageRequest) async throws -> PageAnswer {
        let id: InquiryID = try request.id("id")
        let actor = try request.actor()
        let typed = request.form
        var form = RulingForm()
        form.waste = typed["waste"]
        form.hazardous = typed["hazardous"]
        form.subject = typed["subject"]
        form.reason = typed["reason"]
        form.source = typed["source"]
        return try await request.attempt("/rulings/\(id)", said: RulingPagePhrase.given) {
            _ = try await request.platform.giveRuling(id, version: try request.version(), form, by: actor)
        } again: {
            try await question(request, $0, $1)
        }
    }

    private static func photo(_ request: PageRequest) async throws -> PageAnswer {
        let hash = request.parameters["hash"] ?? ""
        return .photo(try await request.platform.inquiryPhoto(try request.id("id"), hash: hash, by: try request.actor()), hash: hash)
    }
}

extension PageAnswer {
    /// A picture, named by the first signs of its hash.
    static func photo(_ photo: (mediaType: String, bytes: [UInt8]), hash: String) -> PageAnswer {
        let ending = photo.mediaType.split(separator: "/").last.map(String.init) ?? "jpeg"
        return .file(bytes: photo.bytes, name: "\(hash.prefix(12)).\(ending)", mediaType: photo.mediaType, isInline: true)
    }
}

extension PageRequest {
    func hazard(_ isHazardous: Bool) -> String { words[isHazardous ? PublicPhrase.hazardous : .notHazardous] }

    func chip(of inquiry: WasteInquiry) -> StatusChip {
        inquiry.isOpen
            ? StatusChip(text: words[RulingPagePhrase.waiting], tone: .waiting) : StatusChip(text: words[RulingPagePhrase.ruled], tone: .good)
    }
}
