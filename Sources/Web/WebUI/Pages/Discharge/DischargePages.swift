// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Stores
import Wording

/// Outlets and laboratory results: lists, one outlet, one result.
enum DischargePages {
    static let routes: [PageRoute] =
        [
            PageRoute(.get, "/discharge", list),
            PageRoute(.get, "/discharge/results", results),
            PageRoute(.get, "/discharge/results/:id") { try await result($0, [], 200) },
            PageRoute(.post, "/discharge/results/:id/withdraw", withdraw),
            PageRoute(.get, "/discharge/outlets/:id", outlet),
        ] + OutletFormPages.routes + ResultFormPages.routes + DischargeCasePages.routes + DischargeTrendPages.routes + DischargeLimitPages.routes
        + LabFilePages.routes + PipePages.routes + PipeMonthPages.routes

    private static let rowsShown = 50

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let after = request.query["after"].flatMap { OutletID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("outlets", next: \OutletList.next) {
                try await request.platform.outletList(after: $0, limit: $1, by: actor)
            } rows: {
                $0.file(on: request.platform.today)
            }
        }
        let found = try await request.platform.outletList(after: after, limit: rowsShown, by: actor)
        return request.dischargePage(
            request.words[DischargePagePhrase.title], back: "/more", body: OutletListView(request: request, list: found, isFirst: after == nil).html)
    }

    private static func outlet(_ request: PageRequest) async throws -> PageAnswer {
        let id: OutletID = try request.id("id")
        let before = request.query["before"].flatMap { LabResultID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("outlet-results-\(id)", next: \OutletPage.next) {
                try await request.platform.outletPage(id, before: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let model = try await request.platform.outletPage(id, before: before, limit: rowsShown, by: actor)
        let view = OutletView(request: request, model: model, isFirst: before == nil)
        return request.dischargePage(request.title(of: model.outlet), back: "/discharge", body: view.html)
    }

    private static func results(_ request: PageRequest) async throws -> PageAnswer {
        let before = request.query["before"].flatMap { LabResultID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("laboratory-results", next: \ResultList.next) {
                try await request.platform.resultList(before: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let found = try await request.platform.resultList(before: before, limit: rowsShown, by: actor)
        let words = request.words
        let heading = PageHeading(title: words[DischargePagePhrase.resultsTitle], lead: words[DischargePagePhrase.resultsLead])
        var table = ResultTable(request: request, results: found.results, sites: found.sites).table
        let here: URLPath = "/discharge/results"
        table.paging = DataTable.Paging(previous: before == nil ? nil : here, next: found.next.map { here.setting("before", $0.description) })
        table.downloads = DataTable.Download.list(here)
        return request.dischargePage(words[DischargePagePhrase.resultsTitle], back: "/discharge", body: "\(heading)\(table)")
    }

    private static func result(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.resultPage(try request.id("id"), by: try request.actor())
        let view = ResultView(request: request, model: model, problems: problems)
        let title = request.words.parameter(model.judged.result.parameter)
        return request.dischargePage(title, back: "/discharge/outlets/\(model.judged.outlet.id)", status: status, body: view.html)
    }

    private static func withdraw(_ request: PageRequest) async throws -> PageAnswer {
        let id: LabResultID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/discharge/results/\(id)", said: DischargePagePhrase.saidWithdrawn) {
            _ = try await request.platform.withdrawResult(id, reason: request.form["reason"], version: try request.version(), by: actor)
        } again: {
            try await result(request, $0, $1)
        }
    }
}

/// Outlets by site, with what is open at each.
struct OutletListView: Part {
    var request: PageRequest
    var list: OutletList
    var isFirst: Bool

    private var words: Words { request.words }
    private func say(_ phrase: DischargePagePhrase) -> String { words[phrase] }

    var html: HTML {
        let isOwn = if case .organisation = list.scope { true } else { false }
        let add = list.ownSites.isEmpty ? nil : PrimaryAction(label: say(.addOutlet), target: .link("/discharge/outlets/new"), icon: .plus)
        let sends = list.mayRecord && isOwn ? [LinkButton(label: words[LabFilePagePhrase.title], href: "/discharge/import", icon: .upload)] : []
        let others =
            sends + [
                LinkButton(label: words[PipePhrase.title], href: "/discharge/pipes", icon: .link),
                LinkButton(label: say(.resultsTitle), href: "/discharge/results", icon: .flask),
            ]
        let heading = PageHeading(title: say(.title), lead: say(isOwn ? .lead : .leadOfficer), action: add, others: others)
        let today = request.platform.today
        let here: URLPath = "/discharge"
        let table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.outlet)), DataTable.Column(say(.site)), DataTable.Column(say(.receiving)), DataTable.Column(say(.column)),
                DataTable.Column(say(.lastSampled)), DataTable.Column(say(.openCases), isNumber: true),
            ],
            rows: list.lines.map { line in
                let standing = line.outlet.standing(on: today)
                return DataTable.Row([
                    .html(request.link(to: line.outlet)), .html(place(line.outlet)),
                    .html(request.receiving(standing)),
                    standing.column == nil ? .none(say(.columnOpen)) : .text(request.columnName(standing.column)),
                    line.lastSampled.map { .text(words.date($0)) } ?? .none(say(.neverSampled)), .number(words.number(Int64(line.openCases))),
                ])
            },
            paging: DataTable.Paging(previous: isFirst ? nil : here, next: list.next.map { here.setting("after", $0.description) }),
            downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .flask, title: say(.emptyTitle), explanation: say(isOwn ? .emptyMore : .emptyOfficer)))
        return "\(heading)\(table)"
    }

    private func place(_ outlet: Outlet) -> HTML {
        guard let site = list.sites[outlet.site] else { return HTML() }
        let firm = HTML.ifPresent(list.organisations[site.organisation]) { firm in
            if case .organisation = list.scope { return HTML() }
            return "<br><span class=\"soft\" translate=\"no\">\(request.name(of: firm))</span>"
        }
        return "<span>\(untranslated(request.name(of: site)))\(firm)</span>"
    }
}

/// Results, each with both verdicts side by side.
struct ResultTable {
    var request: PageRequest
    var results: [JudgedResult]
    /// Names the site and outlet of each; `nil` where all are of one outlet.
    var sites: [SiteID: Site]?

    private func say(_ phrase: DischargePagePhrase) -> String { request.words[phrase] }

    var table: DataTable {
        let words = request.words
        var columns = [
            DataTable.Column(say(.parameter)), DataTable.Column(say(.sampledOn)), DataTable.Column(say(.result), isNumber: true),
            DataTable.Column(say(.byStandard)), DataTable.Column(say(.byPermit)),
        ]
        if sites != nil { columns.insert(DataTable.Column(say(.outlet)), at: 1) }
        return DataTable(
            words: words, caption: say(.resultsTitle), columns: columns,
            rows: results.map { judged in
                let result = judged.result
                let value: HTML = result.isWithdrawn ? "<del>\(words.reading(result.reading))</del>" : "\(words.reading(result.reading))"
                var cells: [DataTable.Cell] = [
                    .link(words.parameter(result.parameter), "/discharge/results/\(result.id)"), .text(words.date(result.sampledOn)), .html(value),
                    result.isWithdrawn ? .text(say(.withdrawn)) : .part(request.chip(judged.verdict.standard)),
                    result.isWithdrawn ? .none(say(.withdrawn)) : .part(request.chip(judged.verdict.permit)),
                ]
                if let sites {
                    let name = judged.outlet.code + (sites[result.site].map { ", " + request.name(of: $0) } ?? "")
                    cells.insert(.html(untranslated(name)), at: 1)
                }
                return DataTable.Row(cells, tone: judged.verdict.isExceeded && !result.isWithdrawn ? .danger : nil)
            }, empty: EmptyState(icon: .flask, title: say(.noResults), explanation: say(.noResultsMore)))
    }
}
