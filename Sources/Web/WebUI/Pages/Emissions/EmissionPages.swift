// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Greenhouse gases of sites by month, each figure with its lines, and the factors behind them.
enum EmissionPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/ghg", sites), PageRoute(.get, "/ghg/sites/:id", site), PageRoute(.get, "/ghg/sites/:id/lines", lines),
        PageRoute(.get, "/ghg/factors") { try await factors($0, [], 200) }, PageRoute(.post, "/ghg/factors", bodyMax: 2_000_000, load),
    ]

    private static func sites(_ request: PageRequest) async throws -> PageAnswer {
        let words = request.words
        let found = try await request.platform.ghgSites(by: try request.actor())
        let isAuthority = try request.actor().principal?.mandate != nil
        let heading = PageHeading(
            title: words[EmissionPhrase.title], lead: words[isAuthority ? EmissionPhrase.authority : .lead],
            others: [LinkButton(label: words[EmissionPhrase.factorsLink], href: "/ghg/factors", icon: .file)])
        let table = DataTable(
            words: words, caption: words[EmissionPhrase.title],
            columns: [DataTable.Column(words[EmissionPhrase.site]), DataTable.Column(words[NationPhrase.provinceColumn])],
            rows: found.sites.map { site in
                DataTable.Row([
                    .link(request.siteLabel(site, found.organisation), "/ghg/sites/\(site.id)"),
                    .text(request.provinceName(site.attributes(on: request.platform.today).province)),
                ])
            }, empty: EmptyState(icon: .chart, title: words[EmissionPhrase.empty], explanation: words[EmissionPhrase.emptyMore]))
        return request.page(words[EmissionPhrase.title], current: .emissions, back: "/more", body: "\(heading)\(table)")
    }

    private static func site(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await found(request)
        if request.wantsFile { return try request.list(model.csv, "ghg-\(model.site.id)-\(model.months.lowerBound)-\(model.months.upperBound)") }
        return SiteGHGView(request: request, model: model).page
    }

    private static func lines(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await found(request)
        return GHGLinesView(request: request, model: model, scope: request.query["scope"].flatMap { GHGScope(rawValue: $0) }).page
    }

    private static func found(_ request: PageRequest) async throws -> SiteGHG {
        let last = request.platform.today.month
        let months = try MonthRange(
            request, fallback: last.adding(months: -11)...last, most: Platform.ghgMonthsMax, unreadable: NationPhrase.periodUnreadable,
            tooLong: NationPhrase.periodTooLong
        ).months
        return try await request.platform.siteGHG(try request.id("id"), months: months, by: try request.actor())
    }

    private static func factors(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        _ = try request.actor()
        if request.wantsFile { return try request.list(request.platform.factorEditions.csv(on: request.platform.today), "emission-factors") }
        let document = request.document(
            request.words[EmissionPhrase.factorsTitle], current: .emissions, back: "/ghg", isWide: true,
            body: FactorView(request: request, problems: problems).html)
        return .page(document, status: status)
    }

    private static func load(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        return try await request.attempt("/ghg/factors", said: EmissionPhrase.saidLoaded) {
            try await request.platform.loadFactors(request.form.file("file")?.bytes ?? [], by: actor)
        } again: {
            try await factors(request, $0, $1)
        }
    }
}
