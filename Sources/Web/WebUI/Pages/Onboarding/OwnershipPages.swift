// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// A site goes to another owner: what is open, what follows, and from which day.
enum OwnershipPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/registry/sites/:id/transfer") { try await page($0) },
        PageRoute(.post, "/registry/sites/:id/transfer", transfer),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        let model = try await request.platform.transferPage(try request.id("id"), by: try request.actor())
        let words = request.words
        let form = request.form
        let back: URLPath = "/registry/organisations/\(model.organisation.id)"
        let from = Field(
            words: words, label: words[OwnershipPagePhrase.from], name: "from",
            input: DateInput(
                value: form.has("from") ? form["from"] : model.days.upperBound.description, earliest: model.days.lowerBound, latest: model.days.upperBound),
            error: problems.sentence(for: "from", words))
        let permits: HTML =
            model.permits.isEmpty
            ? HTML()
            : Field(
                words: words, label: words[OwnershipPagePhrase.permits], name: "permits",
                input: CheckboxInput(
                    choices: [Choice("yes", words[OwnershipPagePhrase.permitsChoice], hint: model.permits.map(\.number).joined(separator: ", "))],
                    selected: form["permits"] == "yes" ? ["yes"] : []), hint: words[OwnershipPagePhrase.permitsHint], isOptional: true
            ).html
        let notes = OpenNotesTable(
            request: request, rows: model.notes.map { ($0.note, $0.fate == .goesAlong ? .fateGoesAlong : .fateFinishFirst) })
        let title = words(OwnershipPagePhrase.transferTitle, ["site": .text(request.name(of: model.site))])
        let confirm = ConfirmPage(
            words: words, title: title,
            consequences: [
                words[OwnershipPagePhrase.followsStock], words[OwnershipPagePhrase.followsNotes], words[OwnershipPagePhrase.followsArrangements],
                words[OwnershipPagePhrase.followsHistory],
            ], action: "/registry/sites/\(model.site.id)/transfer",
            fields: [request.csrfField, HiddenField("version", form.has("version") ? form["version"] : String(model.site.version))],
            content: """
                \(ProblemSummary(words: words, problems: problems))\(notes)\(request.ownerField(.newOwner, hint: .newOwnerHint, problems))\(from)\(permits)
                """, button: words[OwnershipPagePhrase.transferButton], back: back)
        return .page(request.document(title, current: .registry, back: back, body: confirm.html), status: status)
    }

    private static func transfer(_ request: PageRequest) async throws -> PageAnswer {
        let form = request.form
        do {
            guard let version = Int(form["version"]) else { throw PlatformError.stale }
            let site = try await request.platform.transferSite(
                try request.id("id"), to: form["owner"], from: form["from"], permitsGoAlong: form["permits"] == "yes", version: version,
                by: try request.actor())
            return .redirect("/registry/organisations/\(site.organisation)", said: OwnershipPagePhrase.transferred.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await page(request, error.problems, status: 422)
        }
    }
}

extension PageRequest {
    /// The firm that takes over, by its registration number.
    func ownerField(_ label: OwnershipPagePhrase, hint: OwnershipPagePhrase, _ problems: [Problem], isOptional: Bool = false) -> Field<TextInput> {
        Field(
            words: words, label: words[label], name: "owner", input: TextInput(value: form["owner"], autocomplete: "off", maximumLength: 100),
            hint: words[hint], error: problems.sentence(for: "owner", words), isOptional: isOptional)
    }
}

/// Notes under way and what becomes of each; a few of them, and how many more.
struct OpenNotesTable: Part {
    var request: PageRequest
    var rows: [(note: Manifest, fate: OwnershipPagePhrase)]

    private static let shown = 10

    var html: HTML {
        guard !rows.isEmpty else { return HTML() }
        let words = request.words
        let table = DataTable(
            words: words, caption: words[OwnershipPagePhrase.openTitle], showsCaption: true,
            columns: [
                DataTable.Column(words[OwnershipPagePhrase.columnNote]), DataTable.Column(words[OwnershipPagePhrase.columnState]),
                DataTable.Column(words[OwnershipPagePhrase.columnFate]),
            ],
            rows: rows.prefix(Self.shown).map { row in
                DataTable.Row([
                    .link(row.note.number ?? words[row.note.state.phrase], "/notes/\(row.note.id)"), .text(words[row.note.state.phrase]),
                    .text(words[row.fate]),
                ])
            })
        let rest = rows.count - Self.shown
        return "\(table)\(if: rest > 0, "<p class=\"soft\">\(words(OwnershipPagePhrase.more, ["count": .number(Int64(rest))]))</p>")"
    }
}

/// What is open at a firm that is to close, and what follows.
struct ClosingView: Part {
    var request: PageRequest
    var sheet: ClosingSheet

    private var words: Words { request.words }
    private func say(_ phrase: OwnershipPagePhrase) -> String { words[phrase] }

    var html: HTML {
        guard !sheet.notes.isEmpty || !sheet.stock.isEmpty || sheet.permits + sheet.arrangements > 0 else {
            return NoticeLine(text: say(.openNothing), tone: .good).html
        }
        let notes = OpenNotesTable(
            request: request,
            rows: sheet.notes.map { row in
                switch row.fate {
                case .goesOn: (row.note, .fateGoesOn)
                case .cancelled: (row.note, .fateCancelled)
                case .needsSuccessor: (row.note, .fateNeedsSuccessor)
                }
            })
        var items = sheet.stock.map { row in
            DefinitionList.Item(
                request.name(of: row.site), [row.material.wasteCode.map { request.wasteText($0) } ?? "", words.mass(row.mass)].joined(separator: " · "))
        }
        if !items.isEmpty { items.insert(DefinitionList.Item(say(.stock), words.mass(sheet.mass)), at: 0) }
        if sheet.permits > 0 { items.append(DefinitionList.Item(say(.permitsInForce), words.number(Int64(sheet.permits)))) }
        if sheet.arrangements > 0 { items.append(DefinitionList.Item(say(.arrangements), words.number(Int64(sheet.arrangements)))) }
        let ask = sheet.needsSuccessor && !sheet.mayName ? NoticeLine(text: say(.askOfficer), tone: .warning).html : HTML()
        return "\(ask)\(notes)\(if: !items.isEmpty, DefinitionList(items).html)"
    }
}
