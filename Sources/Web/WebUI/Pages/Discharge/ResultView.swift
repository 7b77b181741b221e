// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// One result: what the laboratory said, and what both kinds of limits say of it, each with its source.
struct ResultView: Part {
    var request: PageRequest
    var model: ResultPage
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: DischargePagePhrase) -> String { words[phrase] }
    private var result: LabResult { model.judged.result }
    private var unit: String { DischargeParameters.shipped[result.parameter]?.unit ?? "" }

    var html: HTML {
        let heading = PageHeading(
            title: words.parameter(result.parameter) + " " + words.reading(result.reading),
            kind: model.judged.outlet.code + " · " + request.name(of: model.site), chip: chip)
        let withdrawn: HTML =
            result.isWithdrawn
            ? NoticeLine(text: words(DischargePagePhrase.withdrawnBecause, ["reason": .text(model.reason ?? "–")]), tone: .warning).html : HTML()
        let panels = PanelGrid(content: "\(standard)\(permit)")
        return "\(heading)\(withdrawn)\(panels)\(caseLine)\(facts)\(acts)"
    }

    private var chip: StatusChip? {
        guard !result.isWithdrawn else { return StatusChip(text: say(.withdrawn)) }
        let verdict = model.judged.verdict
        return request.chip(verdict.permit.finding == .exceeded ? verdict.permit : verdict.standard)
    }

    private var standard: HTML {
        let verdict = model.judged.verdict
        var items: [DefinitionList.Item] = []
        if let limit = verdict.limit {
            items = [
                DefinitionList.Item(say(.limit), words.bound(limit.bound, unit: unit)),
                DefinitionList.Item(say(.standard), html: "<span lang=\"en\">\(limit.standard)</span>"),
                DefinitionList.Item(say(.source), html: "<span lang=\"en\">\(limit.source)</span>"),
                DefinitionList.Item(say(.confidence), request.confidence(limit.confidence)),
            ]
            if !limit.note.isEmpty { items.append(DefinitionList.Item(say(.note), html: "<span lang=\"en\">\(limit.note)</span>")) }
        }
        return Panel(
            title: say(.byStandard),
            content: "<p>\(request.chip(verdict.standard))</p>\(reason(verdict.standard))\(items.isEmpty ? HTML() : DefinitionList(items).html)"
        ).html
    }

    private var permit: HTML {
        let verdict = model.judged.verdict
        var items: [DefinitionList.Item] = []
        if let limit = verdict.permitLimit {
            items = [
                DefinitionList.Item(say(.limit), words.bound(limit.bound, unit: unit)), DefinitionList.Item(say(.permit), html: untranslated(limit.permit)),
                DefinitionList.Item(say(.issuedBy), html: untranslated(limit.issuedBy)), DefinitionList.Item(say(.source), html: untranslated(limit.source)),
            ]
        }
        return Panel(
            title: say(.byPermit),
            content: "<p>\(request.chip(verdict.permit))</p>\(reason(verdict.permit))\(items.isEmpty ? HTML() : DefinitionList(items).html)"
        ).html
    }

    private func reason(_ judgement: Judgement) -> HTML { HTML.ifPresent(judgement.reason) { "<p class=\"soft\">\(words[$0.phrase])</p>" } }

    private var facts: HTML {
        let reading = result.reading
        var items = [
            DefinitionList.Item(say(.outlet), html: request.link(to: model.judged.outlet)),
            DefinitionList.Item(say(.asGiven), words.reading(reading)), DefinitionList.Item(say(.sampledOn), words.date(result.sampledOn)),
            DefinitionList.Item(say(.laboratory), html: untranslated(result.laboratory)),
        ]
        if reading.unit != unit { items.insert(DefinitionList.Item(say(.asCompared), words.measure(reading.value) + "\u{A0}" + unit), at: 2) }
        if let detection = reading.detection { items.append(DefinitionList.Item(say(.detection), words.measure(detection) + "\u{A0}" + unit)) }
        if let reported = result.reportedOn { items.append(DefinitionList.Item(say(.reportedOn), words.date(reported))) }
        if !result.method.isEmpty { items.append(DefinitionList.Item(say(.method), html: untranslated(result.method))) }
        if !result.sample.isEmpty { items.append(DefinitionList.Item(say(.sample), html: untranslated(result.sample))) }
        items.append(DefinitionList.Item(say(.recordedAt), words.moment(result.recordedAt)))
        if let origin = result.origin {
            let row = words(DischargePagePhrase.originRow, ["row": .numeral(Int64(origin.row))])
            items.append(DefinitionList.Item(say(.origin), html: "\(row) · <code>\(String(origin.file.prefix(8)))</code>"))
        }
        return "<h2>\(say(.factsTitle))</h2>\(DefinitionList(items))"
    }

    /// The case it belongs to, or a way to open one: limits may have been loaded after it was recorded.
    private var caseLine: HTML {
        if let found = model.dischargeCase {
            return "<p>\(LinkButton(label: words[DischargeCasePhrase.toCase], href: "/discharge/cases/\(found.id)", icon: .warning))</p>"
        }
        guard model.actions.contains(.handleCase), model.judged.verdict.isExceeded, !result.isWithdrawn else { return HTML() }
        return PostButton(
            label: words[DischargeCasePhrase.openCase], action: "/discharge/results/\(result.id)/case", fields: [request.csrfField], icon: .warning,
            isQuiet: false
        ).html
    }

    private var acts: HTML {
        guard model.actions.contains(.recordResults), !result.isWithdrawn else { return HTML() }
        let field = Field(
            words: words, label: say(.withdrawReason), name: "reason",
            input: LongTextInput(value: request.form["reason"], rows: 2, maximumLength: 1000), hint: say(.withdrawHint),
            error: problems.sentence(for: "reason", words))
        let form = InputForm(
            words: words, id: "withdraw", action: "/discharge/results/\(result.id)/withdraw",
            hidden: [request.csrfField, HiddenField("version", String(result.version))], problems: problems, content: field.html, button: say(.withdraw))
        return FormFold(title: say(.withdraw), isOpen: !problems.isEmpty, content: form.html).html
    }
}
