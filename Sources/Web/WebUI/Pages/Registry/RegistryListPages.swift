// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Stores
import Wording

/// The registry's list: found by words, profile, status and province.
enum RegistryListPages {
    static let routes: [PageRoute] = [PageRoute(.get, "/registry", list)]

    private static let rowsShown = 50

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let filter = RegistryListFilter(request)
        let actor = try request.actor()
        func part(_ after: OrganisationID?, _ limit: Int) async throws -> RegistryList {
            try await request.platform.registryList(
                words: filter.words, profile: filter.profile, status: filter.status, province: filter.province, after: after, limit: limit, by: actor)
        }
        if request.wantsFile { return try await request.wholeList("organisations", next: \.next, part) { $0.file } }
        let list = try await part(request.query["after"].flatMap { OrganisationID(text: $0) }, rowsShown)
        return request.page(
            request.words[FramePhrase.registry], current: .registry, body: RegistryListView(request: request, list: list, filter: filter).html)
    }
}

/// Which organisations an address asks for.
struct RegistryListFilter: Sendable {
    var words: String
    var profile: ChainProfile?
    var status: Organisation.Status?
    var province: String?

    init(_ request: PageRequest) {
        words = String((request.query["words"] ?? "").trimmingBlanks.prefix(100))
        profile = request.query["profile"].flatMap { ChainProfile(rawValue: $0) }
        status = request.query["status"].flatMap { Organisation.Status(rawValue: $0) }
        province = request.query["province"].flatMap { $0.isEmpty ? nil : $0 }
    }

    var isBlank: Bool { words.isEmpty && profile == nil && status == nil && province == nil }

    /// The same list under its own address.
    var address: URLPath {
        let path: URLPath = "/registry"
        return path.setting("words", words.isEmpty ? nil : words).setting("profile", profile?.rawValue).setting("status", status?.rawValue)
            .setting("province", province)
    }
}

/// A page of the list.
struct RegistryListView: Part {
    var request: PageRequest
    var list: RegistryList
    var filter: RegistryListFilter

    private var words: Words { request.words }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }

    var html: HTML {
        let action = list.mayAdd ? PrimaryAction(label: say(.addFirm), target: .link("/registry/new"), icon: .plus) : nil
        let others =
            (list.mayAdd ? [LinkButton(label: say(.importLink), href: "/registry/import", icon: .upload)] : [])
            + request.onboardingLinks + [LinkButton(label: words[FramePhrase.licences], href: "/licences", icon: .search)]
        let heading = PageHeading(title: words[FramePhrase.registry], lead: say(list.sight == .all ? .listLeadAll : .listLead), action: action, others: others)
        var table = RegistryTable(request: request, list: list).table(caption: words[FramePhrase.registry], empty: empty)
        table.paging = next.map { DataTable.Paging(next: $0) }
        table.downloads = DataTable.Download.list(filter.address)
        return "\(heading)\(waiting)\(sentence)\(table)"
    }

    /// Firms that wait for the reader's approval.
    private var waiting: HTML {
        guard let count = list.pending, count > 0, filter.status != .pendingApproval else { return HTML() }
        let path: URLPath = "/registry"
        let text = words(count == 1 ? RegistryPhrase.pendingOne : .pendingMany, ["count": .number(Int64(count))])
        return NoticeLine(
            text: text, tone: .waiting, link: LinkButton(label: say(.pendingShow), href: path.setting("status", Organisation.Status.pendingApproval.rawValue))
        ).html
    }

    private var sentence: SentenceFilter {
        let provinces = request.platform.lists.provinces(of: request.platform.country, on: request.platform.today)
        let statuses = Organisation.Status.allCases.filter { $0 != .pendingApproval || list.sight != .none }
        return SentenceFilter(
            words: words, action: "/registry",
            pieces: [
                .words(say(.filterShow)),
                .choice(
                    label: say(.profiles), name: "profile",
                    choices: [Choice("", say(.anyProfile))] + ChainProfile.allCases.map { Choice($0.rawValue, words[$0.phrase]) },
                    selected: filter.profile?.rawValue ?? ""),
                .words(say(.filterStatus)),
                .choice(
                    label: say(.status), name: "status", choices: [Choice("", say(.anyStatus))] + statuses.map { Choice($0.rawValue, words[$0.phrase]) },
                    selected: filter.status?.rawValue ?? ""),
                .words(say(.filterProvince)),
                .choice(
                    label: say(.province), name: "province",
                    choices: [Choice("", say(.anyProvince))]
                        + provinces.map { Choice($0.id.code, request.platform.lists.name(of: $0, in: words.language).text) },
                    selected: filter.province ?? ""),
                .words(say(.filterWords)), .search(label: say(.filterWordsLabel), name: "words", value: filter.words),
            ], clear: filter.isBlank ? nil : "/registry")
    }

    private var next: URLPath? { list.next.map { filter.address.setting("after", $0.description) } }

    private var empty: EmptyState {
        EmptyState(
            icon: filter.isBlank ? .factory : .search, title: say(filter.isBlank ? .emptyTitle : .noMatchTitle),
            explanation: say(filter.isBlank ? .emptyMore : .noMatchMore))
    }
}

/// Organisations as rows; also what the search box finds.
struct RegistryTable {
    var request: PageRequest
    var list: RegistryList

    private var words: Words { request.words }
    private func say(_ phrase: RegistryPhrase) -> String { words[phrase] }

    func table(caption: String, empty: EmptyState) -> DataTable {
        DataTable(
            words: words, caption: caption,
            columns: [
                DataTable.Column(say(.columnName)), DataTable.Column(say(.profiles)), DataTable.Column(say(.province)),
                DataTable.Column(say(.columnPermits), isNumber: true), DataTable.Column(say(.status)),
            ],
            rows: list.rows.map(row), empty: empty)
    }

    private func row(_ row: RegistryList.Row) -> DataTable.Row {
        let href: URLPath = "/registry/organisations/\(row.organisation.id)"
        let permits: DataTable.Cell =
            row.permitsInForce == 0 ? .none(say(.noPermits)) : .number(words.number(Int64(row.permitsInForce)), href.fragment("permits"))
        return DataTable.Row([
            .link(request.name(of: row.organisation), href), .text(request.profileNames(row.organisation.profiles)),
            .html(request.registryProvinces(row.provinces)), permits, .part(request.chip(row.organisation.status)),
        ])
    }
}
