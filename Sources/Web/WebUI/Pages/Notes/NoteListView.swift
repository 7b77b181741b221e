// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Stores
import Wording

/// Which notes an address asks for.
struct NoteListFilter: Sendable {
    var filter: NoteFilter
    /// Words or a code as typed by somebody who sees the notes of many.
    var wasteWords: String

    private static let roles: [(value: String, role: PartyRole)] = [("out", .sender), ("by-us", .carrier), ("in", .receiver)]

    init(_ request: PageRequest) {
        filter = NoteFilter()
        wasteWords = request.query["waste"] ?? ""
        filter.role = request.query["role"].flatMap { asked in Self.roles.first { $0.value == asked }?.role }
        filter.state = request.query["state"].flatMap { Int16($0) }.flatMap { ManifestState(rawValue: $0) }
        filter.month = request.query["month"].flatMap { Month(iso: $0) }
        filter.isLate = request.query["late"] == "1"
        filter.waste = WasteCodeID(written: wasteWords)
        if filter.waste == nil, !wasteWords.isEmpty {
            filter.waste = request.platform.lists.wasteSearch(on: request.platform.today).matches(wasteWords, limit: 1).first?.code
        }
    }

    static func value(of role: PartyRole) -> String { roles.first { $0.role == role }?.value ?? "" }

    /// The list of some notes; the same address that the filter reads.
    static func address(_ filter: NoteFilter) -> URLPath {
        let path: URLPath = "/notes"
        return path.setting("role", filter.role.map(value)).setting("state", filter.state.map { String($0.rawValue) })
            .setting("waste", filter.waste?.text).setting("month", filter.month?.description)
            .setting("late", filter.isLate ? "1" : nil)
    }

    var address: URLPath { Self.address(filter) }
    var isBlank: Bool { filter == NoteFilter() }
}

/// A page of the list of notes.
struct NoteListView: Part {
    var request: PageRequest
    var list: NoteList
    var filter: NoteListFilter

    private var words: Words { request.words }
    private func say(_ phrase: ComposePhrase) -> String { words[phrase] }

    var html: HTML {
        let count = words(list.lines.count == 1 ? ComposePhrase.listOne : .listMany, ["count": .number(Int64(list.lines.count))])
        let heading = PageHeading(title: say(.listTitle), lead: whose + count, action: newNote, others: enterPaper)
        return "\(heading)\(sentence)\(table)"
    }

    private var isOwn: Bool { if case .own = list.reach { true } else { false } }

    private var whose: String {
        switch list.reach {
        case .own: ""
        case .nation: say(.listNation) + " "
        case .province(let code):
            words(
                ComposePhrase.listProvince,
                [
                    "province": .text(
                        ProvinceID(country: request.platform.country, code: code).map {
                            request.platform.lists.name(of: $0, on: request.platform.today, in: words.language).text
                        } ?? code)
                ]) + " "
        }
    }

    private var newNote: PrimaryAction? {
        guard let visitor = request.visitor, isOwn, visitor.mayCompose else { return nil }
        return PrimaryAction(label: say(.newNote), target: .link("/notes/new"), icon: .plus)
    }

    /// A load that left with a paper is entered afterwards.
    private var enterPaper: [LinkButton] {
        guard isOwn, request.visitor?.mayRecord(.enterPaper) == true else { return [] }
        return [LinkButton(label: words[PaperPagePhrase.enterTitle], href: "/notes/paper")]
    }

    // MARK: The filter's sentence

    private var sentence: SentenceFilter {
        var pieces: [SentenceFilter.Piece] = [.words(say(.filterShow))]
        if isOwn {
            let roles = [
                Choice("", say(.allRoles)), Choice(NoteListFilter.value(of: .sender), say(.outgoing)),
                Choice(NoteListFilter.value(of: .carrier), say(.transported)),
                Choice(NoteListFilter.value(of: .receiver), say(.incoming)),
            ]
            pieces.append(.choice(label: say(.roleLabel), name: "role", choices: roles, selected: filter.filter.role.map(NoteListFilter.value) ?? ""))
        }
        let states = ManifestState.allCases.filter { isOwn || $0 != .draft }.map { Choice(String($0.rawValue), words[$0.phrase]) }
        pieces += [
            .words(say(.filterIn)),
            .choice(
                label: say(.stateLabel), name: "state", choices: [Choice("", say(.anyState))] + states,
                selected: filter.filter.state.map { String($0.rawValue) } ?? ""),
            .words(say(.filterOf)), wastePiece, .words(say(.filterBegun)),
            .month(label: say(.monthLabel), name: "month", value: filter.filter.month?.description ?? ""),
            .choice(
                label: words[PaperPagePhrase.filterLate], name: "late",
                choices: [Choice("", words[PaperPagePhrase.filterAllNotes]), Choice("1", words[PaperPagePhrase.filterLateOnly])],
                selected: filter.filter.isLate ? "1" : ""),
        ]
        return SentenceFilter(words: words, action: "/notes", pieces: pieces, clear: filter.isBlank ? nil : "/notes")
    }

    /// Own wastes are few and chosen; those of everybody are looked for by words or code.
    private var wastePiece: SentenceFilter.Piece {
        guard isOwn else {
            return .search(label: say(.wasteWords), name: "waste", value: filter.filter.waste.map(\.description) ?? filter.wasteWords)
        }
        var wastes = list.recentWastes
        if let chosen = filter.filter.waste, !wastes.contains(chosen) { wastes.append(chosen) }
        let choices = wastes.map { Choice($0.text, $0.description == request.wasteText($0) ? $0.description : request.wasteLabel($0)) }
        return .choice(label: say(.wasteLabel), name: "waste", choices: [Choice("", say(.anyWaste))] + choices, selected: filter.filter.waste?.text ?? "")
    }

    // MARK: The table

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.listTitle),
            columns: [
                DataTable.Column(say(.columnNote)), DataTable.Column(say(.columnBegun), isSelfEvident: true),
                DataTable.Column(say(.columnWaste), isSelfEvident: true), DataTable.Column(say(.columnWay), isSelfEvident: true),
                DataTable.Column(say(.columnDeclared), unit: "kg", isNumber: true), DataTable.Column(say(.columnReceived), unit: "kg", isNumber: true),
                DataTable.Column(say(.columnState), isSelfEvident: true),
            ],
            rows: list.lines.map(row),
            paging: DataTable.Paging(next: list.next.map { filter.address.setting("before", $0.description) }),
            downloads: list.mayExport ? DataTable.Download.list(filter.address) : [], empty: empty)
    }

    private func row(_ line: NoteList.Line) -> DataTable.Row {
        let note = line.note
        let href: URLPath = "/notes/\(note.id)"
        let late = HTML.ifPresent(request.lateness(isUnconfirmed: note.countsAsLate, daysLate: note.trail?.daysLate ?? 0)) {
            StatusChip(text: $0, tone: .warning).html
        }
        let received: DataTable.Cell = note.acceptedMass.map { .number(words.kilograms($0), href) } ?? .none(say(.notWeighed))
        let door: HTML = "<a\(attribute: "class", note.number.map { _ in "code-text" }) href=\"\(href)\">\(request.title(of: note))</a>"
        return DataTable.Row([
            .html(door), .text(words.date(line.begun)), .html(waste(note)),
            .text(
                (note.isSenderKnown ? name(note.sender) : words[PaperPagePhrase.notKnown]) + " → "
                    + (note.buyer.map { words[$0.kind.phrase] } ?? name(note.receiver))),
            .number(words.kilograms(note.declaredMass), href), received,
            .html("\(request.chip(note.state))\(late)"),
        ])
    }

    private func waste(_ note: Manifest) -> HTML {
        guard let first = note.lines.first else { return HTML() }
        let others = HTML.ifPresent(note.lines.count > 1 ? note.lines.count - 1 : nil) {
            " <small class=\"soft\">\(words(ComposePhrase.andMore, ["count": .number(Int64($0))]))</small>"
        }
        return "<span><span class=\"code-text\">\(first.waste.description)</span> \(request.wasteName(first.waste))\(others)</span>"
    }

    private func name(_ party: Party) -> String { list.organisations[party.organisation].map(request.name(of:)) ?? "" }

    private var empty: EmptyState {
        if filter.isBlank {
            let act = newNote.map { _ in LinkButton(label: say(.newNote), href: "/notes/new", icon: .plus) }
            return EmptyState(icon: .notes, title: say(.emptyTitle), explanation: say(.emptyMore), action: act)
        }
        return EmptyState(icon: .search, title: say(.noMatchTitle), explanation: say(.noMatchMore))
    }
}

extension Visitor {
    /// May begin a note in the name of the organisation acted for.
    var mayCompose: Bool {
        guard let principal = actor.principal else { return false }
        var sites: Set<SiteID> = []
        if case .sites(let lent) = actor.delegation?.scope { sites = lent }
        return may(.draftNote, actor: actor, subject: Subject(parties: [principal.id], sites: sites)).isAllowed
    }
}
