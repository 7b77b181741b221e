// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// An outlet: where it leads, its results with both verdicts, its cases, and the limits of its permit.
struct OutletView: Part {
    var request: PageRequest
    var model: OutletPage
    var isFirst: Bool

    private var words: Words { request.words }
    private func say(_ phrase: DischargePagePhrase) -> String { words[phrase] }
    private var here: URLPath { "/discharge/outlets/\(model.outlet.id)" }

    var html: HTML {
        let outlet = model.outlet
        let mayRecord = model.actions.contains(.recordResults)
        let enter = mayRecord ? PrimaryAction(label: say(.enterResults), target: .link("/discharge/outlets/\(outlet.id)/results/new"), icon: .plus) : nil
        var others: [LinkButton] = []
        if model.actions.contains(.keepOutlets) {
            if outlet.standing(on: model.today).receiving == .sewer {
                others.append(LinkButton(label: words[PipePhrase.nameWorks], href: "/discharge/outlets/\(outlet.id)/pipe", icon: .link))
            }
            others.append(LinkButton(label: say(.changeOutlet), href: "/discharge/outlets/\(outlet.id)/edit", icon: .pencil))
        }
        others.append(LinkButton(label: words[DischargeTrendPhrase.title], href: "/discharge/outlets/\(outlet.id)/trend", icon: .chart))
        if model.actions.contains(.recordPermit) {
            let permit: URLPath = "/discharge/sites/\(model.site.id)/permit-limits/new"
            others.append(LinkButton(label: words[DischargeLimitPhrase.permitTitle], href: permit.setting("outlet", outlet.id.description), icon: .file))
        }
        let isOpen = outlet.isOpen(on: model.today)
        let heading = PageHeading(
            title: request.title(of: outlet), kind: words[outlet.medium.phrase] + " · " + request.name(of: model.site),
            chip: StatusChip(text: say(isOpen ? .outletOpen : .outletClosed), tone: isOpen ? .good : .neutral), action: enter, others: others)
        var table = ResultTable(request: request, results: model.results).table
        table.paging = DataTable.Paging(previous: isFirst ? nil : here, next: model.next.map { here.setting("before", $0.description) })
        table.downloads = DataTable.Download.list(here)
        return "\(heading)\(facts)\(cases)<h2>\(say(.resultsTitle))</h2>\(table)\(permitLimits)\(history)"
    }

    private var facts: HTML {
        let (outlet, standing) = (model.outlet, model.outlet.standing(on: model.today))
        var items = [
            DefinitionList.Item(say(.site), html: "\(untranslated(request.name(of: model.site))), \(untranslated(request.name(of: model.organisation)))"),
            DefinitionList.Item(say(.receiving), html: request.receiving(standing)),
            DefinitionList.Item(say(.column), request.columnName(standing.column)), DefinitionList.Item(say(.firstDay), words.date(outlet.openedOn)),
        ]
        // Every sewer names the works that receives it, or says that it is unknown.
        let pipes = model.pipes.filter { $0.holds(on: model.today) }
        items += pipes.map { DefinitionList.Item(words[PipePhrase.receivedBy], html: request.pipeLine($0, model.works)) }
        if pipes.isEmpty, standing.receiving == .sewer { items.append(DefinitionList.Item(words[PipePhrase.receivedBy], words[PipePhrase.notNamed])) }
        if let closed = outlet.closedOn { items.append(DefinitionList.Item(say(.lastDay), words.date(closed))) }
        let warning: HTML =
            standing.column == nil && outlet.medium == .water ? NoticeLine(text: words[DischargePhrase.reasonColumnUnknown], tone: .warning).html : HTML()
        return "\(DefinitionList(items))\(warning)"
    }

    private var cases: HTML {
        guard !model.cases.isEmpty else { return HTML() }
        let lines = HTML.map(model.cases) { found in
            let href: URLPath = "/discharge/cases/\(found.id)"
            return "<li><a href=\"\(href)\">\(words.parameter(found.parameter))</a> \(request.chip(found))</li>"
        }
        return "<h2>\(words[DischargeCasePhrase.casesHere])</h2><ul>\(lines)</ul>"
    }

    private var permitLimits: HTML {
        guard !model.permitLimits.isEmpty else { return HTML() }
        let table = DataTable(
            words: words, caption: say(.byPermit),
            columns: [
                DataTable.Column(say(.parameter)), DataTable.Column(say(.limit), isNumber: true), DataTable.Column(say(.permit)),
                DataTable.Column(words[DischargeLimitPhrase.validFrom]),
            ],
            rows: model.permitLimits.map { limit in
                DataTable.Row([
                    .text(words.parameter(limit.parameter)), .number(words.bound(limit.bound, unit: DischargeParameters.shipped[limit.parameter]?.unit ?? "")),
                    .html(untranslated(limit.permit)), .text(words.date(limit.validFrom)),
                ])
            })
        return "<h2>\(say(.byPermit))</h2>\(table)"
    }

    /// Where it led before; only where that changed.
    private var history: HTML {
        guard model.outlet.standings.count > 1 else { return HTML() }
        return """
            <h2>\(say(.historyTitle))</h2>\(DataTable(
                words: words, caption: say(.historyTitle),
                columns: [DataTable.Column(say(.fromDay)), DataTable.Column(say(.receiving)), DataTable.Column(say(.column))],
                rows: model.outlet.standings.reversed().map { standing in
                    DataTable.Row([.text(words.date(standing.from)), .html(request.receiving(standing)), .text(request.columnName(standing.column))])
                }))
            """
    }
}
