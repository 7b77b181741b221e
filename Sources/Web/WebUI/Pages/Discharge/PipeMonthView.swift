// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Returns
import Wording

/// Both readings of a month side by side, the difference against the tolerance, what is booked with its tonnes, and what was said.
struct PipeMonthView: Part {
    var request: PageRequest
    var model: PipeMonthPage
    /// The step whose form is asked for.
    var asked: PipeStep?
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: PipePhrase) -> String { words[phrase] }
    private var pipe: Pipe { model.page.pipe }
    private var here: URLPath { PipePages.address(pipe.id, model.month) }
    private var transfer: PipeTransfer? { model.transfer }

    /// What is first to be done: stated, then agreed or decided.
    private var main: PipeStep? { asked ?? (transfer?.state == .agreed ? nil : model.steps.first { $0 != .dispute && !($0 == .state && isStated) }) }
    private var isStated: Bool { model.side.flatMap { transfer?.reading(of: $0) } != nil }

    var html: HTML {
        let others = model.steps.filter { $0 != main }.map { LinkButton(label: words[$0.phrase], href: here.setting("step", $0.rawValue)) }
        let heading = PageHeading(
            title: request.text(of: .month(model.month)), kind: say(.monthKind) + " · " + request.title(of: model.page.outlet),
            chip: transfer.map(request.chip),
            lead: lead, others: others)
        let lost = main == nil ? ProblemSummary(words: words, problems: problems).html : HTML()
        return "\(heading)\(lost)\(readings)\(main.map(form) ?? HTML())\(booked)\(history)\(entries)"
    }

    private var lead: String {
        guard let transfer else { return say(model.side == nil ? .leadWaitsOther : .leadStateOwn) }
        switch transfer.state {
        case .agreed: return say(.leadAgreed)
        case .disputed: return say(.leadDisputed)
        case .open:
            if transfer.agreed != nil { return say(.leadCorrection) }
            if let side = model.side, transfer.reading(of: side) == nil { return say(.leadStateOwn) }
            guard transfer.difference != nil else { return say(.leadWaitsOther) }
            guard let side = model.side, !transfer.agrees(side) else { return say(.leadOtherAgrees) }
            return say(.leadAgree)
        }
    }

    // MARK: Readings

    private var readings: HTML {
        let table = DataTable(
            words: words, caption: say(.readingsTitle),
            columns: [
                DataTable.Column(say(.side)), DataTable.Column(say(.opening), unit: "m³", isNumber: true),
                DataTable.Column(say(.closing), unit: "m³", isNumber: true), DataTable.Column(say(.volume), unit: "m³", isNumber: true),
                DataTable.Column(say(.agrees)),
            ],
            rows: PipeSide.allCases.map { side in
                let reading = transfer?.reading(of: side)
                func meter(_ text: String?) -> DataTable.Cell {
                    text.flatMap { ExactDecimal($0) }.map { .number(words.decimal($0.digits, scale: $0.scale)) } ?? .none(say(.notStated))
                }
                let agrees = transfer.map { $0.agrees(side) } ?? false
                return DataTable.Row([
                    .html("\(words[side.phrase])<br><span class=\"soft\">\(place(side))</span>"), meter(reading?.opening), meter(reading?.closing),
                    reading.map { .number(request.cubicMetres($0.volume)) } ?? .text(say(.notStated)), .text(agrees ? say(.yes) : say(.no)),
                ])
            })
        return "<h2>\(say(.readingsTitle))</h2>\(table)\(difference)"
    }

    private func place(_ side: PipeSide) -> HTML {
        let id = side == .sender ? pipe.site : pipe.works
        return untranslated(id.flatMap { model.page.sites[$0] }.map { request.name(of: $0) } ?? "")
    }

    private var difference: HTML {
        guard let transfer, let text = request.difference(of: transfer) else { return HTML() }
        let isWithin = transfer.isWithin(model.rules)
        let limit = words(
            PipePhrase.tolerance, ["share": .share(Double(model.rules.tolerance) / 1000), "least": .text(request.cubicMetres(model.rules.least) + "\u{A0}m³")])
        return """
            <p><b>\(say(.difference)): \(text)</b> \(StatusChip(text: say(isWithin ? .within : .beyond), tone: isWithin ? .good : .warning))</p>\
            <p class="note">\(limit) \(HTML.ifPresent(model.rules.provenances.first) { request.source($0) })</p>
            """
    }

    // MARK: What is booked

    private var booked: HTML {
        guard let agreed = transfer?.agreed else { return HTML() }
        var items = [
            DefinitionList.Item(say(.volume), request.cubicMetres(agreed.volume) + "\u{A0}m³"), DefinitionList.Item(say(.basis), words[agreed.basis.phrase]),
        ]
        items += request.tonnes(of: agreed.volume.raw, model.density)
        return "<h2>\(say(.bookedTitle))</h2>\(DefinitionList(items))"
    }

    private var history: HTML {
        guard let transfer else { return HTML() }
        let rows = HTML.map(transfer.events) { event in
            let firm = event.act.organisation.flatMap { model.page.organisations[$0] }.map { request.name(of: $0) }
            let who = [event.act.person.flatMap { model.people[$0] }, firm].compactMap { $0 }.joined(separator: ", ")
            let side = event.side.map { words[$0.phrase] } ?? say(.officer)
            let volume = event.volume.map { " · " + request.cubicMetres($0) + "\u{A0}m³" } ?? ""
            let text = HTML.ifPresent(event.words) { sealed in
                "<br>\(model.texts[sealed].map(untranslated) ?? "<span class=\"soft\">\(words[NotePhrase.erased])</span>")"
            }
            return """
                <li class="done">\(Icon.checkFilled)<div><b>\(side): \(words[event.step.phrase])\(volume)</b><span class="soft">\(words.moment(event.act.at))\
                \(if: !who.isEmpty, " · <span translate=\"no\">\(who)</span>")</span>\(text)</div></li>
                """
        }
        return "<h2>\(say(.historyTitle))</h2><ol class=\"time-line\">\(rows)</ol>"
    }

    private var entries: HTML {
        guard !model.entries.isEmpty else { return HTML() }
        func place(_ account: Account) -> DataTable.Cell {
            let name = request.placeName(account.compartment) + (model.page.sites[account.site].map { ", " + request.name(of: $0) } ?? "")
            return model.accounts[account].map { .link(name, "/book/accounts/\($0)") } ?? .text(name)
        }
        let table = DataTable(
            words: words, caption: say(.entriesTitle),
            columns: [
                DataTable.Column(words[ReturnBookedPhrase.columnFrom]), DataTable.Column(words[ReturnBookedPhrase.columnTo]),
                DataTable.Column(words[ReturnBookedPhrase.columnAmount], unit: "m³", isNumber: true),
                DataTable.Column(words[ReturnBookedPhrase.columnReason]), DataTable.Column(words[ReturnBookedPhrase.columnDay]),
            ],
            rows: model.entries.map { entry in
                DataTable.Row([
                    place(entry.credit), place(entry.debit), .number(request.amount(entry.mass.raw, of: .wastewater)),
                    .text(words[entry.reason.phrase]), .text(words.date(entry.occurred)),
                ])
            })
        return "<h2>\(say(.entriesTitle))</h2><p class=\"soft\">\(say(.entriesLead))</p>\(table)"
    }

    // MARK: Forms

    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    private func text(_ label: PipePhrase, hint: PipePhrase? = nil, isOptional: Bool = false) -> HTML {
        Field(
            words: words, label: say(label), name: "words", input: LongTextInput(value: request.form["words"], rows: 2, maximumLength: 1000),
            hint: hint.map(say), error: error("words"), isOptional: isOptional
        ).html
    }

    private func number(_ name: String, _ label: PipePhrase, hint: PipePhrase, otherwise: String = "", isOptional: Bool = false) -> HTML {
        let value = request.form.has(name) ? request.form[name] : otherwise
        return Field(
            words: words, label: say(label), name: name, input: NumberInput(value: value, unit: "m³"), hint: say(hint), error: error(name),
            isOptional: isOptional
        ).html
    }

    private func form(_ step: PipeStep) -> HTML {
        let content: HTML
        switch step {
        case .state: content = stating
        case .agree:
            let isExplained = transfer.map { $0.isWithin(model.rules) || $0.isExplained } ?? false
            content = "<p>\(say(.agreeLead))</p>\(isExplained ? HTML() : text(.differenceWords, hint: .differenceHint))"
        case .dispute: content = text(.disputeWords)
        case .decide: content = "\(number("volume", .decideVolume, hint: .volumeHint))\(text(.decideWords))"
        }
        var hidden = [
            request.csrfField, HiddenField("step", step.rawValue),
            HiddenField("version", request.form.has("version") ? request.form["version"] : String(transfer?.version ?? 0)),
        ]
        if let transfer { hidden.append(HiddenField("transfer", transfer.id.description)) }
        if let side = model.side, step != .decide { hidden.append(HiddenField("side", side.rawValue)) }
        let input = InputForm(
            words: words, id: "pipe-\(step.rawValue)", action: here, hidden: hidden, problems: problems, content: content, button: words[step.phrase])
        return "<section class=\"field-group\"><h2>\(step == .state ? say(.stateTitle) : words[step.phrase])</h2>\(input)</section>"
    }

    /// A meter's two readings, or the volume; filled in as far as something is known, and from where it is.
    private var stating: HTML {
        let known = model.side.flatMap { transfer?.reading(of: $0) }
        let sources: [PipeMonthPage.Prefill.Source: PipePhrase] = [
            .outletVolume: .prefillOutletVolume, .siteReturn: .prefillSiteReturn, .monthBefore: .prefillMonthBefore,
        ]
        let prefill = known == nil ? model.prefill : nil
        let from = prefill.flatMap { sources[$0.source] }.map { "<p class=\"note\">\(say($0))</p>" as HTML } ?? HTML()
        let volume = known.map { $0.opening == nil ? $0.volume : nil } ?? prefill?.volume
        let isCorrection = transfer?.agreed != nil
        return """
            <p class="soft">\(say(.stateLead))</p>\(from)\
            \(number("opening", .opening, hint: .openingHint, otherwise: known?.opening ?? prefill?.opening ?? "", isOptional: true))\
            \(number("closing", .closing, hint: .closingHint, otherwise: known?.closing ?? "", isOptional: true))\
            \(number("volume", .volume, hint: .volumeHint, otherwise: volume.map(typed) ?? "", isOptional: true))\
            \(isCorrection ? text(.correctionWords) : HTML())
            """
    }

    /// Cubic metres as a person types them: no separators of thousands.
    private func typed(_ volume: Volume) -> String { ExactDecimal(digits: volume.raw, scale: 6).withoutTrailingZeros.typed }
}

extension PageRequest {
    /// Where a figure is from, in the words of its list, and how sure that is.
    func source(_ provenance: Provenance) -> HTML {
        "\(words[PipePhrase.source]): <span lang=\"en\">\(provenance.source)</span> (\(confidence(provenance.confidence)))"
    }

    /// Tonnes of a volume with the density that they rest on and its source; nothing where there is none.
    func tonnes(of volume: Int64, _ density: Density?) -> [DefinitionList.Item] {
        guard let density, let mass = density.mass(of: volume) else { return [] }
        let text = words(PipePhrase.densityOf, ["density": .number(density.kilogramsPerCubicMetre), "standing": density.standing.phrase.fact])
        return [
            DefinitionList.Item(words[PipePhrase.tonnes], words.decimal(mass.raw, scale: 6) + "\u{A0}t"),
            DefinitionList.Item(words[PipePhrase.density], html: "\(text) \(source(density.provenance))"),
        ]
    }
}
