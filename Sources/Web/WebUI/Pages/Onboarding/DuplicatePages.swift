// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Firms that look as if they had been entered twice: pairs, both side by side, and an officer's word on them.
enum DuplicatePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/duplicates", list),
        PageRoute(.get, "/duplicates/:id/:other", pair),
        PageRoute(.post, "/duplicates/:id/:other/apart", keepApart),
        PageRoute(.get, "/duplicates/:id/:other/merge") { try await mergePage($0) },
        PageRoute(.post, "/duplicates/:id/:other/merge", merge),
        PageRoute(.get, "/registry/organisations/:id/notes", formerNotes),
    ]

    private static let rowsShown = 50

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("duplicates", next: \.next) {
                try await request.platform.duplicates(after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let found = try await request.platform.duplicates(after: request.query["after"], limit: rowsShown, by: actor)
        let path: URLPath = "/duplicates"
        let table = DataTable(
            words: words, caption: words[DuplicatePagePhrase.listTitle],
            columns: [
                DataTable.Column(words[DuplicatePagePhrase.columnFirms]), DataTable.Column(words[DuplicatePagePhrase.columnWhy]),
                DataTable.Column(words[DuplicatePagePhrase.place]),
            ],
            rows: found.rows.map { row in
                let href: URLPath = "/duplicates/\(row.first.id)/\(row.second.id)"
                return DataTable.Row([
                    .html("<a href=\"\(href)\">\(request.name(of: row.first))<br>\(request.name(of: row.second))</a>"),
                    .text(request.said(row.likeness)), .html(request.registryProvinces(row.provinces)),
                ])
            }, paging: found.next.map { DataTable.Paging(next: path.setting("after", $0)) }, downloads: DataTable.Download.list(path),
            empty: EmptyState(icon: .check, title: words[DuplicatePagePhrase.listEmpty], explanation: words[DuplicatePagePhrase.listEmptyMore]))
        let heading = PageHeading(title: words[DuplicatePagePhrase.listTitle], lead: words[DuplicatePagePhrase.listLead])
        return request.page(words[DuplicatePagePhrase.listTitle], current: .registry, back: "/registry", body: "\(heading)\(table)")
    }

    private static func model(_ request: PageRequest) async throws -> DuplicatePage {
        try await request.platform.duplicatePage(try request.id("id"), try request.id("other"), by: try request.actor())
    }

    private static func pair(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await model(request)
        let title = request.words[DuplicatePagePhrase.pairTitle]
        return request.page(title, current: .registry, back: "/duplicates", isWide: true, body: DuplicateView(request: request, model: model).html)
    }

    private static func keepApart(_ request: PageRequest) async throws -> PageAnswer {
        try await request.platform.keepApart(try request.id("id"), try request.id("other"), by: try request.actor())
        return .redirect("/duplicates", said: DuplicatePagePhrase.keptApart.fullKey)
    }

    // MARK: Merging

    private static func mergePage(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await model(request)
        if model.sides.contains(where: { $0.organisation.merger != nil }) { throw MergeRefusal.alreadyMerged }
        let words = request.words
        let (first, second) = (model.sides[0].organisation, model.sides[1].organisation)
        let back: URLPath = "/duplicates/\(first.id)/\(second.id)"
        // Whoever has people, permits and notes is more likely the one that lives on.
        let likely = model.sides.max { ($0.administrators, $0.permits, $0.openNotes) < ($1.administrators, $1.permits, $1.openNotes) }
        let chosen = request.form.has("survivor") ? request.form["survivor"] : likely?.organisation.id.description ?? ""
        let survivor = Field(
            words: words, label: words[DuplicatePagePhrase.survivor], name: "survivor",
            input: RadioInput(
                choices: [first, second].map { Choice($0.id.description, request.name(of: $0), hint: $0.registrationNumber) }, selected: chosen),
            hint: words[DuplicatePagePhrase.survivorHint], error: problems.sentence(for: "survivor", words))
        let against = HTML.map(model.contradictions) { NoticeLine(text: words[$0.phrase], tone: .warning).html }
        let reason = Field(
            words: words, label: words[DuplicatePagePhrase.reason], name: "reason",
            input: LongTextInput(value: request.form["reason"], rows: 3, maximumLength: 1000), hint: words[DuplicatePagePhrase.reasonHint],
            error: problems.sentence(for: "reason", words), isOptional: model.contradictions.isEmpty)
        let versions = model.sides.map { HiddenField("version\($0.organisation.id)", String($0.organisation.version)) }
        let confirm = ConfirmPage(
            words: words, title: words[DuplicatePagePhrase.mergeTitle],
            consequences: [
                words[DuplicatePagePhrase.followsSites], words[DuplicatePagePhrase.followsPeople], words[DuplicatePagePhrase.followsNotes],
                words[DuplicatePagePhrase.followsArrangements], words[DuplicatePagePhrase.followsPointer],
            ], action: "/duplicates/\(first.id)/\(second.id)/merge", fields: [request.csrfField] + versions,
            content: "\(ProblemSummary(words: words, problems: problems))\(against)\(survivor)\(reason)", button: words[DuplicatePagePhrase.mergeButton],
            back: back)
        return .page(
            request.document(words[DuplicatePagePhrase.mergeTitle], current: .registry, back: back, body: confirm.html), status: status)
    }

    private static func merge(_ request: PageRequest) async throws -> PageAnswer {
        let ids: [OrganisationID] = [try request.id("id"), try request.id("other")]
        do {
            guard let survivor = OrganisationID(text: request.form["survivor"]), ids.contains(survivor), let merged = ids.first(where: { $0 != survivor })
            else { throw try await notChosen(request) }
            guard let kept = Int(request.form["version\(survivor)"]), let gone = Int(request.form["version\(merged)"]) else { throw PlatformError.stale }
            try await request.platform.merge(
                merged, into: survivor, reason: request.form["reason"], versions: (survivor: kept, merged: gone), by: try request.actor())
            return .redirect("/registry/organisations/\(survivor)", said: DuplicatePagePhrase.merged.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await mergePage(request, error.problems, status: 422)
        }
    }

    /// Nobody was chosen: said only to those who may see the pair at all.
    private static func notChosen(_ request: PageRequest) async throws -> any Error {
        _ = try await model(request)
        return PlatformError.invalid([OperationPhrase.fieldMissing.problem("survivor")])
    }

    // MARK: What the merged firm signed

    private static func formerNotes(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let id: OrganisationID = try request.id("id")
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("notes-of-\(id)", next: \.next) {
                try await request.platform.formerNotes(of: id, before: $0, limit: $1, by: actor)
            } rows: {
                $0.file(request.platform.zone)
            }
        }
        let found = try await request.platform.formerNotes(
            of: id, before: request.query["before"].flatMap { DocumentID(text: $0) }, limit: rowsShown, by: actor)
        let path: URLPath = "/registry/organisations/\(id)/notes"
        let table = DataTable(
            words: words, caption: words[DuplicatePagePhrase.formerNotes],
            columns: [
                DataTable.Column(words[DuplicatePagePhrase.columnNote]), DataTable.Column(words[DuplicatePagePhrase.columnDate]),
                DataTable.Column(words[DuplicatePagePhrase.columnWaste]), DataTable.Column(words[DuplicatePagePhrase.columnState]),
            ],
            rows: found.notes.map { note in
                DataTable.Row([
                    .link(note.number ?? words[note.state.phrase], "/notes/\(note.id)"), .text(words.date(request.platform.zone.date(of: note.updatedAt))),
                    .text(note.lines.first.map { request.wasteText($0.waste) } ?? ""), .text(words[note.state.phrase]),
                ])
            }, paging: found.next.map { DataTable.Paging(next: path.setting("before", $0.description)) }, downloads: DataTable.Download.list(path),
            empty: EmptyState(
                icon: .notes, title: words[DuplicatePagePhrase.formerNotesEmpty], explanation: words[DuplicatePagePhrase.formerNotesEmptyMore]))
        let heading = PageHeading(title: words[DuplicatePagePhrase.formerNotes], lead: words[DuplicatePagePhrase.formerNotesLead])
        return request.page(
            words[DuplicatePagePhrase.formerNotes], current: .registry, back: "/registry/organisations/\(id)", body: "\(heading)\(table)")
    }
}

extension PageRequest {
    /// Why two firms look alike, in words.
    func said(_ likeness: Likeness) -> String { likeness.reasons.map { words[$0.phrase] }.joined(separator: " · ") }

    /// Where a firm went that had been entered twice, and which went into it.
    func mergeNotices(_ model: OrganisationPage) -> HTML {
        var notices = HTML()
        if let survivor = model.survivor {
            let text = words(DuplicatePagePhrase.mergedInto, ["firm": .text(name(of: survivor))])
            let reason = model.mergeReason.map { " " + words(DuplicatePagePhrase.mergedBecause, ["reason": .text($0)]) } ?? ""
            notices.append(
                NoticeLine(text: text + reason, link: LinkButton(label: name(of: survivor), href: "/registry/organisations/\(survivor.id)", icon: .arrowRight))
                    .html)
        }
        for firm in model.merged {
            let text = words(DuplicatePagePhrase.mergedFrom, ["firm": .text(name(of: firm))])
            notices.append(
                NoticeLine(text: text, link: LinkButton(label: name(of: firm), href: "/registry/organisations/\(firm.id)", icon: .arrowRight)).html)
        }
        if model.survivor != nil, model.isWhole, visitor != nil {
            let notes: URLPath = "/registry/organisations/\(model.organisation.id)/notes"
            notices.append("<p>\(LinkButton(label: words[DuplicatePagePhrase.formerNotes], href: notes, icon: .notes))</p>")
        }
        return notices
    }
}
