// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// One round: its code for the driver, what it is, its stops with what each has of the one weight.
struct RoundView: Part {
    var request: PageRequest
    var model: RoundModel
    var problems: [Problem] = []

    private var words: Words { request.words }
    private var round: Round { model.round }
    private var teller: RoundTeller { RoundTeller(request: request, round: round, names: model.names) }
    private func say(_ phrase: RoundPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let gate = "/rounds/\(round.id)/gate" as URLPath
        let isAwaited = model.mayReceive && [.underWay, .arrived, .weighed].contains(round.state)
        let action = isAwaited ? PrimaryAction(label: say(.toGate), target: .link(gate), icon: .scale) : nil
        let heading = PageHeading(
            title: teller.title, kind: say(.kind), chip: teller.chip, lead: teller.way, action: action,
            others: [LinkButton(label: words[StopFirmPhrase.sheetPrint], href: "/rounds/\(round.id)/print", icon: .print)])
        return """
            \(heading)\(ProblemSummary(words: words, problems: problems))\(code)\
            \(Panel(title: say(.facts), content: facts.html))<section><h2>\(say(.stops))</h2>\(table)\
            \(if: round.weighing != nil, "<p class=\"note\">\(say(.sharedExplained))</p>")\(leftOut)</section>\(others)\
            <div class="acts">\(if: model.mayCancel, LinkButton(label: say(.cancel), href: "/rounds/\(round.id)/cancel", isDangerous: true).html)</div>
            """
    }

    /// The code that opens the round on the driver's phone; it is read out across a yard.
    private var code: HTML {
        guard let code = model.code else { return HTML() }
        let qr = HTML.ifPresent(QRCode.svg("\(request.origin)/r/\(code.text)", label: say(.codeScan))) {
            QRBlock(code: $0, number: code.spoken, caption: say(.codeScan)).html
        }
        let content: HTML = """
            \(qr)<p>\(words(RoundPagePhrase.codeSay, ["address": .text("\(request.origin)/r")]))</p>\
            <p class="soft">\(words(RoundPagePhrase.codeUntil, ["date": .moment(code.expiresAt)]))</p>\
            \(HTML.ifPresent(renewed) { "<p class=\"soft\">\($0)</p>" })\(renew)
            """
        return Panel(title: say(.codeTitle), content: content).html
    }

    private var renewed: String? { round.codesRenewed?.last.map { words(RoundPagePhrase.renewedAt, ["date": .moment($0.at)]) } }

    private var renew: HTML {
        model.mayRenewCode ? "<div class=\"acts\">\(LinkButton(label: say(.renew), href: "/rounds/\(round.id)/renew", icon: .lock))</div>" : HTML()
    }

    var facts: DefinitionList {
        var items = [
            DefinitionList.Item(say(.day), words.date(round.plan.day)), DefinitionList.Item(say(.vehicle), teller.plate),
            DefinitionList.Item(say(.driver), html: "<span translate=\"no\">\(teller.text(round.plan.driver))</span>"),
            DefinitionList.Item(say(.wastes), html: wastes),
            DefinitionList.Item(say(.plant), teller.place(round.plan.receiver) + " (" + round.plan.intended.description + ")"),
            DefinitionList.Item(say(.declaredTotal), words.mass(model.declared)),
        ]
        if let container = round.plan.container { items.insert(DefinitionList.Item(say(.container), words.mass(container.mass)), at: 4) }
        if let weight = round.weighing?.weight {
            items.append(DefinitionList.Item(say(.weighedTotal), words.mass(weight.mass) + " · " + words[weight.method.phrase]))
            let gap = weight.mass - model.declared
            items.append(DefinitionList.Item(say(.difference), words.mass(gap)))
        }
        if let verdict = round.verdict {
            let reason = verdict.refusal.map { " · " + words[$0.phrase] } ?? ""
            items.append(DefinitionList.Item(say(.acceptedTotal), words.mass(verdict.mass) + reason))
        }
        return DefinitionList(items)
    }

    private var wastes: HTML {
        HTML.map(round.plan.wastes.enumerated()) { i, one in "\(if: i > 0, ", ")\(one.waste.description) \(request.wasteName(one.waste))" }
    }

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.stops),
            columns: [
                DataTable.Column(say(.columnStop), isNumber: true), DataTable.Column(say(.columnSender)), DataTable.Column(say(.columnNote)),
                DataTable.Column(say(.columnDeclared), unit: "kg", isNumber: true), DataTable.Column(say(.columnShare), unit: "kg", isNumber: true),
                DataTable.Column(say(.columnAccepted), unit: "kg", isNumber: true),
            ],
            rows: model.notes.enumerated().map { i, note in
                let href: URLPath = "/notes/\(note.id)"
                func mass(_ mass: Mass?) -> DataTable.Cell {
                    mass.map { .number(words.kilograms($0), href) } ?? .none(words[note.state.phrase])
                }
                return DataTable.Row([
                    .number(words.numeral(Int64(i + 1))), sender(note.sender), .link(note.number ?? "", href), mass(note.declaredMass),
                    mass(note.receipt?.weighed?.mass), mass(note.acceptedMass),
                ])
            }, empty: EmptyState(icon: .truck, title: say(.noStops), explanation: say(.noStopsMore)))
    }

    /// A firm that the driver entered is marked until it is registered.
    private func sender(_ party: Party) -> DataTable.Cell {
        guard let remark = teller.remark(on: party) else { return .text(teller.place(party)) }
        return .html("\(teller.place(party)) \(StatusChip(text: remark, tone: .waiting))")
    }

    /// Stops whose loads are not on the vehicle any more: lost, or set down on the way.
    private var leftOut: HTML {
        let count = model.notes.count - model.load.count
        guard count > 0, !round.state.isFinal else { return HTML() }
        return NoticeLine(text: words(RoundPagePhrase.leftOut, ["count": .number(Int64(count))]), tone: .warning).html
    }

    private var others: HTML {
        let ahead = round.state == .planned || round.state == .underWay ? round.ahead : []
        let skipped = round.skipped
        return """
            \(if: !ahead.isEmpty, Panel(title: say(.ahead), content: "<ul>\(HTML.map(ahead) { "<li>\(teller.place($0))</li>" })</ul>").html)\
            \(if: !skipped.isEmpty, Panel(title: say(.skipped), content: "<ul>\(HTML.map(skipped) { "<li>\(teller.place($0.sender)) · \(words[$0.reason.phrase])</li>" })</ul>").html)
            """
    }
}
