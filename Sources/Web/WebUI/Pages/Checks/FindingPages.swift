// SPDX-License-Identifier: Apache-2.0

import Checks
import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Stores
import Wording

/// What checks found in the returns of an officer's area, and what waste was to be expected there.
enum FindingPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/findings", list),
        PageRoute(.get, "/expected-waste", expected),
        PageRoute(.get, "/expected-waste/sites", sites),
    ]

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        func asked(_ name: String) -> String? { request.query[name].flatMap { $0.isEmpty ? nil : $0 } }
        let filter = CheckStore.Filter(
            province: asked("province"), sector: asked("sector").map { String($0.prefix(4)) }, rule: asked("rule"), isFar: asked("rule") == farRule)
        var stored = filter
        if stored.isFar { stored.rule = nil }
        let before = request.query["before"].flatMap { FindingID(text: $0) }
        let (asked, actor) = (stored, try request.actor())
        if request.wantsFile {
            return try await request.wholeList("findings", next: \FindingList.next) {
                try await request.platform.findings(asked, before: $0, limit: $1, by: actor)
            } rows: {
                $0.file(request.platform.dataSets)
            }
        }
        let found = try await request.platform.findings(asked, before: before, by: actor)
        let view = FindingListView(request: request, list: found, filter: filter)
        return request.page(request.words[CheckPagePhrase.title], current: .returns, back: "/returns", isWide: true, body: view.html)
    }

    private static func expected(_ request: PageRequest) async throws -> PageAnswer {
        let last = request.platform.today.month.adding(months: -1)
        let months = try MonthRange(
            request, fallback: last...last, most: Platform.nationMonthsMax, unreadable: NationPhrase.periodUnreadable, tooLong: NationPhrase.periodTooLong
        ).months
        let province = try NationPages.province(request)
        let found = try await request.platform.expectedWaste(area: province, months: months, by: try request.actor())
        if request.wantsFile { return try request.list(found.csv, "expected-waste-\(months.lowerBound)-\(months.upperBound)") }
        return request.page(
            request.words[CheckPagePhrase.expectedTitle], current: .nation, back: "/nation/picture",
            body: ExpectedAreaView(request: request, found: found).html)
    }

    /// The sites of one month: the last that is over unless the address names another.
    private static func sites(_ request: PageRequest) async throws -> PageAnswer {
        let last = request.platform.today.month.adding(months: -1)
        let month = try MonthRange(
            request, fallback: last...last, most: 1, unreadable: NationPhrase.periodUnreadable, tooLong: NationPhrase.periodTooLong
        ).months.lowerBound
        let province = try NationPages.province(request)
        let actor = try request.actor()
        func page(_ after: SiteID?, _ limit: Int?) async throws -> ExpectedSites {
            try await request.platform.expectedSites(area: province, month: month, after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            let place = province.map { "-" + $0 } ?? ""
            return try await request.wholeList("expected-waste-sites-\(month)\(place)", next: \ExpectedSites.next, page) { $0.file }
        }
        let found = try await page(request.query["after"].flatMap { SiteID(text: $0) }, nil)
        return request.page(
            request.words[CheckPagePhrase.expectedSitesTitle], current: .nation,
            back: ("/expected-waste" as URLPath).setting("month", month.description).setting("province", found.province), isWide: true,
            body: ExpectedSitesView(request: request, found: found).html)
    }

    /// Stands among the rules of the filter, for waste far below what is expected.
    static let farRule = "far"
}

/// Findings of an area, the latest first.
struct FindingListView: Part {
    var request: PageRequest
    var list: FindingList
    var filter: CheckStore.Filter

    private var words: Words { request.words }
    private func say(_ phrase: CheckPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let here: URLPath = "/findings"
        let heading = PageHeading(
            title: say(.title), lead: say(.lead),
            others: [
                LinkButton(label: say(.expectedTitle), href: "/expected-waste", icon: .chart),
                // Whoever owes a return and is silent.
                LinkButton(label: say(.silentDoor), href: "/returns/late", icon: .clock),
            ])
        var address = here
        for (name, value) in [("province", filter.province), ("sector", filter.sector), ("rule", filter.rule)] {
            if let value { address = address.setting(name, value) }
        }
        var table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(words[ReturnPagePhrase.columnFirm]), DataTable.Column(words[ReturnPagePhrase.columnPeriod], isSelfEvident: true),
                DataTable.Column(say(.columnFound)), DataTable.Column(say(.explanation)),
            ],
            rows: list.findings.map(row), empty: EmptyState(icon: .check, title: say(.emptyTitle), explanation: say(.emptyMore)))
        table.paging = DataTable.Paging(next: list.next.map { address.setting("before", $0.description) })
        table.downloads = DataTable.Download.list(address)
        return "\(heading)\(choices(here))\(table)"
    }

    private func choices(_ here: URLPath) -> SentenceFilter {
        let platform = request.platform
        var pieces: [SentenceFilter.Piece] = [.words(say(.filterIn))]
        if list.reach == nil {
            let provinces = platform.lists.provinces(of: platform.country, on: platform.today).map { Choice($0.id.code, request.provinceName($0.id.code)) }
            pieces.append(
                .choice(
                    label: say(.filterProvince), name: "province", choices: [Choice("", say(.allProvinces))] + provinces, selected: filter.province ?? ""))
        }
        let divisions = platform.lists.industries.edition(on: platform.today).rows.filter { $0.level == .division && ("10"..."33").contains($0.code.text) }
        pieces.append(
            .choice(
                label: say(.filterSector), name: "sector",
                choices: [Choice("", say(.allSectors))] + divisions.map { Choice($0.code.text, platform.lists.name(of: $0.code, in: words.language).text) },
                selected: filter.sector ?? ""))
        let rules = CheckRules.shipped.all.filter { !$0.isHard }
        pieces.append(
            .choice(
                label: say(.filterRule), name: "rule",
                choices: [Choice("", say(.allRules)), Choice(FindingPages.farRule, say(.onlyFar))] + rules.map { Choice($0.id, words[$0.why]) },
                selected: filter.rule ?? ""))
        return SentenceFilter(words: words, action: here, pieces: pieces, clear: filter == CheckStore.Filter() ? nil : here)
    }

    private func row(_ stored: StoredFinding) -> DataTable.Row {
        let made = stored.made
        let set = request.platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion)
        let firm = list.organisations[made.head.organisation].map(request.name(of:)) ?? ""
        let text = set.map { words(stored.finding.problem(in: $0)) } ?? ""
        let reason = stored.finding.explanation.map { list.texts[$0] ?? words[ReturnPagePhrase.erased] }
        return DataTable.Row(
            [
                .html("<a href=\"\("/returns/\(made.id)" as URLPath)\" translate=\"no\">\(firm)</a>"),
                .html("\(request.text(of: made.head.period)) \(request.chip(made.state))"), .text(text),
                reason.map { .html("<span translate=\"no\">\($0)</span>") } ?? .none(say(.explainMissing)),
            ], tone: stored.finding.isFar == true ? .danger : nil)
    }
}
