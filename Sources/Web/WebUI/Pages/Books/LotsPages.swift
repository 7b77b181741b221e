// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Wording

/// Grouping and splitting the lots that stand on a plant's site.
enum LotsPages {
    /// Lots in one form; one waste at a time shows all of it.
    static let lotsShown = 80

    static func show(_ request: PageRequest) async throws -> PageAnswer { try await page(request, typed: [:], problems: [], status: 200) }

    static func arrange(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        let form = request.form
        var draws: [(account: String, amount: String)] = []
        var typed: [String: String] = [:]
        while draws.count <= lotsShown, form.has("account\(draws.count)") {
            let draw = (form["account\(draws.count)"], form["lot\(draws.count)"])
            typed[draw.0] = draw.1
            draws.append(draw)
        }
        do {
            guard let site = SiteID(text: form["site"]) else { throw PlatformError.notFound }
            let lot = try await request.platform.arrangeLots(on: site, draws: draws, by: actor)
            return .redirect("/book/lots/\(lot)", said: BookPhrase.arranged.fullKey)
        } catch let error as any Explainable where error.standing != .unauthenticated {
            return try await page(request, typed: typed, problems: error.problems, status: error.standing.status)
        }
    }

    private static func page(_ request: PageRequest, typed: [String: String], problems: [Problem], status: Int) async throws -> PageAnswer {
        let actor = try request.actor()
        let sites = try await request.platform.ownSites(by: actor)
        let asked = request.query["site"] ?? (request.form["site"].isEmpty ? nil : request.form["site"])
        guard let site = asked.flatMap({ SiteID(text: $0) }) ?? sites.first?.id else {
            return LotsView(request: request, typed: typed, problems: problems).nothing
        }
        let waste = (request.query["waste"] ?? (request.form["waste"].isEmpty ? nil : request.form["waste"])).flatMap { WasteCodeID(text: $0) }
        if request.wantsFile {
            return try await request.wholeList("lots-\(site)", next: \LotList.next) {
                try await request.platform.lots(on: site, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file(of: waste)
            }
        }
        let found = try await request.platform.lots(on: site, by: actor)
        let view = LotsView(
            request: request, sites: sites.contains { $0.id == site } ? sites : [found.site], site: found.site, lots: found.lots,
            waste: waste, mayArrange: found.mayArrange, typed: typed, problems: problems)
        return .page(view.document, status: status)
    }
}

/// The lots of a site with a field for what is taken from each.
struct LotsView {
    var request: PageRequest
    var sites: [Site] = []
    var site: Site?
    var lots: [StockLine] = []
    var waste: WasteCodeID?
    var mayArrange = false
    /// What was typed, by account.
    var typed: [String: String]
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ key: BookPhrase) -> String { words[key] }

    var nothing: PageAnswer { request.page(say(.lotsTitle), current: .lots, body: "\(PageHeading(title: say(.lotsTitle)))\(empty)") }

    var document: HTML {
        let action = mayArrange && !shown.isEmpty ? PrimaryAction(label: say(.lotsButton), target: .submit(form: "lots"), icon: .box) : nil
        let heading = PageHeading(
            title: say(.lotsTitle), kind: site.map(request.name(of:)), lead: mayArrange ? say(.lotsLead) : say(.lotsReadOnly), action: action)
        let cut = words(BookPhrase.lotsCut, ["count": .number(Int64(LotsPages.lotsShown))])
        let isCut = chosen.count > LotsPages.lotsShown
        return request.document(
            say(.lotsTitle), current: .lots, isWide: true, body: "\(heading)\(filter)\(isCut ? NoticeLine(text: cut).html : HTML())\(content)")
    }

    private var empty: EmptyState { EmptyState(icon: .box, title: say(.lotsEmptyTitle), explanation: say(.lotsEmptyText)) }
    private var chosen: [StockLine] { waste.map { code in lots.filter { $0.account.material == .waste(code) } } ?? lots }
    private var shown: [StockLine] { Array(chosen.prefix(LotsPages.lotsShown)) }

    private var filter: SentenceFilter {
        var wastes: [WasteCodeID] = []
        for case let code? in lots.map(\.account.material.wasteCode) where !wastes.contains(code) { wastes.append(code) }
        return SentenceFilter(
            words: words, action: "/lots",
            pieces: [
                .words(say(.filterShow)),
                .choice(
                    label: say(.filterSite), name: "site", choices: sites.map { Choice($0.id.description, request.name(of: $0)) },
                    selected: site?.id.description), .words(say(.filterOf)),
                .choice(
                    label: say(.filterWaste), name: "waste",
                    choices: [Choice("", say(.allWastes))] + wastes.map { Choice($0.text, request.materialText(.waste($0))) }, selected: waste?.text ?? ""),
            ], clear: waste.map { _ in site.map { "/lots?site=\($0.id)" } ?? "/lots" })
    }

    private var content: HTML {
        guard !shown.isEmpty else { return empty.html }
        var columns = [
            DataTable.Column(say(.lotColumn)), DataTable.Column(say(.wasteColumn)), DataTable.Column(say(.placeColumn)),
            DataTable.Column(say(.availableColumn), unit: "kg", isNumber: true),
        ]
        if mayArrange { columns.append(DataTable.Column(say(.takeColumn), unit: "kg", isNumber: true)) }
        let table = DataTable(
            words: words, caption: say(.lotsTitle), columns: columns,
            rows: shown.enumerated().map { i, line in
                var cells: [DataTable.Cell] = [
                    .link(lotLabel(line), line.account.lot.map { "/book/lots/\($0)" } ?? "/book/accounts/\(line.id)"),
                    .html(request.materialName(line.account.material)), .text(request.placeName(line.account.compartment)),
                    .number(request.kilograms(line.balance.available), "/book/accounts/\(line.id)"),
                ]
                if mayArrange { cells.append(.html(field(i, line))) }
                return DataTable.Row(cells, tone: problems.contains { $0.field == "lot\(i)" } ? .danger : nil)
            }, downloads: DataTable.Download.list(("/lots" as URLPath).setting("site", site?.id.description).setting("waste", waste?.text)))
        guard mayArrange else { return table.html }
        return InputForm(
            words: words, id: "lots", action: "/lots",
            hidden: [request.csrfField, HiddenField("site", site?.id.description ?? ""), HiddenField("waste", waste?.text ?? "")], problems: problems,
            content: table.html
        ).html
    }

    private func lotLabel(_ line: StockLine) -> String { line.noteNumber ?? line.account.lot?.description ?? "" }

    /// The amount taken from one lot. The row says which lot it is; screen readers hear it again.
    private func field(_ i: Int, _ line: StockLine) -> HTML {
        let name = "lot\(i)"
        let label = words(BookPhrase.takeFrom, ["lot": .text(lotLabel(line))])
        let error = problems.sentence(for: name, words)
        return """
            \(HiddenField("account\(i)", line.id.description))\
            <input class="input number" type="text" inputmode="decimal" autocomplete="off" name="\(name)" id="\(fieldID(name))" aria-label="\(label)"\
            \(attribute: "aria-invalid", error == nil ? nil : "true") value="\(typed[line.id.description] ?? "")">
            """
    }
}
