// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// Every number that was printed with what became of it, and the forms that print more and void one.
struct PaperListView: Part {
    var request: PageRequest
    var list: PaperList
    var chosen: PaperFilter
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: SheetPhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    private var address: URLPath {
        ("/paper" as URLPath).setting("state", chosen.state?.rawValue).setting("batch", chosen.batch?.description)
            .setting("for", chosen.firm.isEmpty ? nil : chosen.firm).setting("place", chosen.province.isEmpty ? nil : chosen.province)
            .setting("from", chosen.from?.description).setting("to", chosen.until?.description)
    }

    var html: HTML { "\(PageHeading(title: say(.title), lead: say(.lead)))\(printForm)\(voidForm)\(filter)\(table)" }

    private var filter: SentenceFilter {
        var pieces: [SentenceFilter.Piece] = [
            .words(say(.filterShow)),
            .choice(
                label: say(.columnState), name: "state",
                choices: [Choice("", say(.anyState))] + PaperState.allCases.map { Choice($0.rawValue, words[$0.phrase]) },
                selected: chosen.state?.rawValue ?? ""),
            .words(say(.filterBatch)),
            .choice(
                label: say(.batch), name: "batch", choices: [Choice("", say(.anyBatch))] + list.batches.map { Choice($0.id.description, batchLabel($0)) },
                selected: chosen.batch?.description ?? ""),
            .words(words[RegisterPhrase.filterFrom]), .month(label: words[RegisterPhrase.fromMonth], name: "from", value: chosen.from?.description ?? ""),
            .words(words[RegisterPhrase.filterTo]), .month(label: words[RegisterPhrase.toMonth], name: "to", value: chosen.until?.description ?? ""),
        ]
        if isOfficer {
            let provinces = request.platform.lists.provinces(of: request.platform.country, on: request.platform.today).map { $0.id.code }
            let own = request.visitor?.actor.principal?.mandate?.province
            pieces += [
                .words(say(.filterPlace)),
                .choice(
                    label: say(.province), name: "place",
                    choices: [Choice("", say(.anyPlace))] + provinces.filter { own == nil || $0 == own }.map { Choice($0, request.provinceName($0)) },
                    selected: chosen.province),
                .words(say(.filterFirm)), .search(label: say(.firmHint), name: "for", value: chosen.firm),
            ]
        }
        return SentenceFilter(words: words, action: "/paper", pieces: pieces, clear: chosen == PaperFilter() ? nil : "/paper")
    }

    private func batchLabel(_ batch: PaperBatch) -> String {
        let facts: [String: Fact] = ["date": .date(batch.printedOn), "count": .number(Int64(batch.count))]
        let label = words(SheetPhrase.batchOption, facts)
        return list.holder == nil || isOfficer ? label + " · " + request.holder(batch.holder, list.organisations) : label
    }

    // MARK: Forms

    private var isOfficer: Bool { request.visitor?.actor.principal?.mandate != nil }

    private var printForm: HTML {
        let count = Field(
            words: words, label: say(.count), name: "count", input: NumberInput(value: request.form["count"], isWhole: true),
            hint: words(SheetPhrase.countHint, ["most": .number(Int64(PaperBatch.countMax))]), error: error("count"))
        var holder = HTML()
        if isOfficer {
            let provinces = request.platform.lists.provinces(of: request.platform.country, on: request.platform.today).map { $0.id.code }
            let own = request.visitor?.actor.principal?.mandate?.province
            let choices = [Choice("", say(.noProvince))] + provinces.filter { own == nil || $0 == own }.map { Choice($0, request.provinceName($0)) }
            let province = Field(
                words: words, label: say(.province), name: "province",
                input: SelectInput(choices: choices, selected: request.form["province"], isEmptyAtFirst: false), error: error("province"), isOptional: true)
            let firm = Field(
                words: words, label: say(.firm), name: "firm", input: TextInput(value: request.form["firm"], autocomplete: "off", maximumLength: 60),
                hint: say(.firmHint), error: error("firm"), isOptional: true)
            holder = "\(province)\(firm)"
        }
        let form = InputForm(
            words: words, id: "print", action: "/paper", hidden: [request.csrfField],
            problems: problems.filter { ["count", "firm", "province"].contains($0.field) },
            content: "\(count)\(holder)", button: say(.printButton))
        return FieldGroup(title: say(.printTitle), explanation: say(.printMore), content: form.html).html
    }

    private var voidForm: HTML {
        let mine = problems.filter { ["number", "reason"].contains($0.field) }
        let number = Field(
            words: words, label: say(.voidNumber), name: "number", input: TextInput(value: request.form["number"], autocomplete: "off", maximumLength: 60),
            error: error("number"))
        let reason = Field(
            words: words, label: say(.voidReason), name: "reason", input: TextInput(value: request.form["reason"], maximumLength: 1000), error: error("reason"))
        let form = InputForm(
            words: words, id: "void", action: "/paper/void", hidden: [request.csrfField], problems: mine,
            content: "\(number)\(reason)<p><button class=\"button\">\(say(.voidButton))</button></p>")
        return FormFold(title: say(.voidTitle), isOpen: !mine.isEmpty, content: form.html).html
    }

    // MARK: The list

    private var table: DataTable {
        let columns =
            [DataTable.Column(say(.columnNumber)), DataTable.Column(say(.columnState), isSelfEvident: true)]
            + (list.holder == nil || isOfficer ? [DataTable.Column(say(.columnHolder))] : [])
            + [DataTable.Column(say(.columnPrinted)), DataTable.Column(say(.columnNote))]
        return DataTable(
            words: words, caption: say(.title), columns: columns, rows: list.rows.map(row),
            paging: DataTable.Paging(next: list.next.map { address.setting("after", $0) }),
            downloads: DataTable.Download.list(address),
            empty: EmptyState(icon: .file, title: say(.emptyTitle), explanation: say(.emptyMore)))
    }

    private func row(_ row: PaperList.Row) -> DataTable.Row {
        let sheet = row.sheet
        let number: HTML = "<a class=\"code-text\" href=\"\("/p/\(sheet.number)" as URLPath)\">\(sheet.number)</a>"
        let printed: HTML = "<a href=\"\("/paper/\(sheet.batch.id)" as URLPath)\">\(words.date(sheet.batch.printedOn))</a>"
        let note: DataTable.Cell =
            if let id = sheet.note { .link(sheet.noteNumber ?? id.description, "/notes/\(id)") } else { .text(row.reason ?? "") }
        return DataTable.Row(
            [.html(number), .part(sheet.state.chip(words))]
                + (list.holder == nil || isOfficer ? [.text(request.holder(sheet.batch.holder, list.organisations))] : []) + [.html(printed), note])
    }
}

extension PaperState {
    func chip(_ words: Words) -> StatusChip {
        let tone: Tone =
            switch self {
            case .blank: .neutral
            case .used: .good
            case .voided: .danger
            }
        return StatusChip(text: words[phrase], tone: tone)
    }
}

/// What a number stands for: issued or not, used, voided. Says no more than a roadside check needs.
struct PaperLookView: Part {
    var request: PageRequest
    var look: PaperLook

    private var words: Words { request.words }
    private func say(_ phrase: SheetPhrase) -> String { words[phrase] }

    var html: HTML {
        guard let state = look.state else {
            return """
                \(PageHeading(title: say(.lookUnknown), kind: look.number, lead: words(PaperPhrase.numberUnknown, ["number": .text(look.number)])))\
                <p>\(say(.lookWrongMore))</p>
                """
        }
        var items: [DefinitionList.Item] = []
        if let date = look.printedOn { items.append(DefinitionList.Item(say(.columnPrinted), words.date(date))) }
        if let province = look.province { items.append(DefinitionList.Item(say(.columnHolder), request.provinceName(province))) }
        if let firm = look.organisation {
            items.append(
                DefinitionList.Item(say(.columnHolder), html: "<a href=\"\("/registry/organisations/\(firm.id)" as URLPath)\">\(request.name(of: firm))</a>"))
        }
        let lead: SheetPhrase =
            switch state {
            case .blank: .lookBlank
            case .used: .lookUsed
            case .voided: .lookVoided
            }
        let door = look.note.map { LinkButton(label: say(.lookNote), href: "/notes/\($0)") } ?? record
        return """
            \(PageHeading(title: say(.lookTitle), kind: look.number, chip: state.chip(words), lead: say(lead), others: [door].compactMap { $0 }))\
            \(DefinitionList(items))
            """
    }

    /// Where a blank sheet lies before somebody whose part it is to enter it: the gate first, which has the load.
    private var record: LinkButton? {
        guard look.state == .blank, let visitor = request.visitor else { return nil }
        let form: URLPath? = visitor.mayRecord(.recordUnannounced) ? "/gate/unannounced" : visitor.mayRecord(.enterPaper) ? "/notes/paper" : nil
        return form.map { LinkButton(label: say(.lookRecord), href: $0.setting("paper", look.number), icon: .plus) }
    }
}

extension Visitor {
    /// May record a load without a digital note in the name of the organisation acted for.
    func mayRecord(_ action: Action) -> Bool {
        guard let principal = actor.principal else { return false }
        var sites: Set<SiteID> = []
        if case .sites(let lent) = actor.delegation?.scope { sites = lent }
        return may(action, actor: actor, subject: Subject(parties: [principal.id], sites: sites)).isAllowed
    }
}
