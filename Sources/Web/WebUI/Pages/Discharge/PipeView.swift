// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording

/// One pipe: both ends, what the works said of it, and its months.
struct PipeView: Part {
    var request: PageRequest
    var model: PipePage
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: PipePhrase) -> String { words[phrase] }
    private var pipe: Pipe { model.pipe }

    var html: HTML {
        let leads: [Pipe.State: PipePhrase] = [.unknown: .leadUnknown, .named: .leadNamed, .confirmed: .leadConfirmed, .declined: .leadDeclined]
        let heading = PageHeading(
            title: request.title(of: model.outlet), kind: say(.pipeKind), chip: request.chip(pipe), lead: say(leads[pipe.state] ?? .leadNamed))
        return "\(heading)\(facts)\(answer)\(months)\(ending)"
    }

    private var facts: HTML {
        var items = [
            DefinitionList.Item(say(.outlet), html: request.link(to: model.outlet)), DefinitionList.Item(say(.sender), html: place(pipe.site)),
            DefinitionList.Item(say(.works), html: pipe.works.map(place) ?? "\(say(.unknownWorks))"), DefinitionList.Item(say(.from), words.date(pipe.from)),
        ]
        if let until = pipe.until { items.append(DefinitionList.Item(say(.until), words.date(until))) }
        if let answered = pipe.answer {
            let who = answered.act.organisation.flatMap { model.organisations[$0] }.map { ", " + request.name(of: $0) } ?? ""
            items.append(DefinitionList.Item(words[pipe.state.phrase], html: "\(words.moment(answered.act.at))\(untranslated(who))"))
        }
        if let reason = model.reason { items.append(DefinitionList.Item(say(.declineReason), html: untranslated(reason))) }
        return DefinitionList(items).html
    }

    private func place(_ id: SiteID) -> HTML {
        let site = model.sites[id]
        let firm = site.flatMap { model.organisations[$0.organisation] }
        return untranslated(site.map { request.siteLabel($0, firm) } ?? "")
    }

    private var answer: HTML {
        guard model.mayAnswer else { return HTML() }
        let action: URLPath = "/discharge/pipes/\(pipe.id)/answer"
        let version = HiddenField("version", String(pipe.version))
        let confirm = InputForm(
            words: words, id: "confirm", action: action, hidden: [request.csrfField, version, HiddenField("answer", "confirm")], content: HTML(),
            button: say(.confirm))
        let reason = Field(
            words: words, label: say(.declineReason), name: "reason",
            input: LongTextInput(value: request.form["reason"], rows: 2, maximumLength: 1000), error: problems.sentence(for: "reason", words))
        let decline = InputForm(
            words: words, id: "decline", action: action, hidden: [request.csrfField, version, HiddenField("answer", "decline")], problems: problems,
            content: reason.html, button: say(.decline))
        return "\(confirm)\(FormFold(title: say(.decline), isOpen: !problems.isEmpty, content: decline.html))"
    }

    private var months: HTML {
        guard pipe.works != nil else { return HTML() }
        var table = DataTable(
            words: words, caption: say(.monthsTitle),
            columns: [
                DataTable.Column(say(.month)), DataTable.Column(say(.senderRead), unit: "m³", isNumber: true),
                DataTable.Column(say(.worksRead), unit: "m³", isNumber: true), DataTable.Column(say(.difference), isNumber: true),
                DataTable.Column(say(.booked), unit: "m³", isNumber: true), DataTable.Column(say(.state)),
            ],
            rows: model.months.map { line in
                func cell(_ volume: Volume?) -> DataTable.Cell { volume.map { .number(request.cubicMetres($0)) } ?? .none(say(.notStated)) }
                let transfer = line.transfer
                return DataTable.Row([
                    .link(request.text(of: .month(line.month)), PipePages.address(pipe.id, line.month)), cell(transfer?.senderReading?.volume),
                    cell(transfer?.worksReading?.volume), transfer.flatMap { request.difference(of: $0) }.map { .number($0) } ?? .none(say(.notStated)),
                    cell(transfer?.agreed?.volume), transfer.map { .part(request.chip($0)) } ?? .text(say(.notStated)),
                ])
            }, empty: EmptyState(icon: .calendar, title: say(.monthsTitle), explanation: say(.noMonths)))
        table.downloads = DataTable.Download.list("/discharge/pipes/\(pipe.id)")
        return "<h2>\(say(.monthsTitle))</h2>\(table)"
    }

    private var ending: HTML {
        guard model.mayEnd else { return HTML() }
        let hasFault = problems.contains { $0.field == "until" }
        let until = Field(
            words: words, label: say(.until), name: "until", input: DateInput(value: request.form["until"]), hint: say(.endHint),
            error: problems.sentence(for: "until", words))
        let form = InputForm(
            words: words, id: "end", action: "/discharge/pipes/\(pipe.id)/end", hidden: [request.csrfField, HiddenField("version", String(pipe.version))],
            problems: hasFault ? problems : [], content: until.html, button: say(.end))
        return FormFold(title: say(.endTitle), isOpen: hasFault, content: form.html).html
    }
}

extension PageRequest {
    /// Without its unit, which stands in a heading or beside it.
    func cubicMetres(_ volume: Volume) -> String { amount(volume.raw, of: .wastewater) }

    /// What the works read more or less, in cubic metres and as a share of the larger reading; `nil` until both have stated.
    func difference(of transfer: PipeTransfer) -> String? {
        guard let difference = transfer.difference, let sender = transfer.senderReading, let works = transfer.worksReading else { return nil }
        let share = PipeRules.permille(sender.volume, works.volume).map { " (" + words.percent(Double($0) / 1000) + ")" } ?? ""
        return (difference.raw > 0 ? "+" : "") + cubicMetres(difference) + "\u{A0}m³" + share
    }
}
