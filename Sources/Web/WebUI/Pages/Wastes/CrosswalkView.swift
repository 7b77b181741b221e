// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// Other lists beside ours: the Basel Convention, and the country's own list where an officer has loaded it.
struct CrosswalkView {
    var request: PageRequest

    private var words: Words { request.words }
    private func say(_ key: CriteriaPhrase) -> String { words[key] }
    private var lists: CodeLists { request.platform.lists }
    private var today: CalendarDate { request.platform.today }

    var page: PageAnswer {
        let heading = PageHeading(title: say(.crosswalkTitle), lead: say(.crosswalkLead))
        return request.page(
            say(.crosswalkTitle), current: .waste, back: "/waste", isWide: true,
            body: "\(heading)<h2>\(say(.national))</h2>\(national)<h2>\(say(.basel))</h2><p class=\"soft\">\(words[PublicPhrase.baselNote])</p>\(basel)")
    }

    private func downloads(_ list: String) -> [DataTable.Download] {
        DataTable.Download.list(URLPath(stringLiteral: "/crosswalk").setting("list", list))
    }

    private func edition<Row>(_ edition: CodeList<Row>) -> HTML {
        let said = words(CriteriaPhrase.editionFrom, ["edition": .text(edition.edition), "date": .date(edition.validFrom)])
        return "<p class=\"note\">\(said). \(words[PublicPhrase.sourceColumn]): <span lang=\"en\">\(edition.provenance.source)</span></p>"
    }

    private var national: HTML {
        let country = request.platform.country
        let edition = lists.nationalWastes.edition(on: today)
        let rows = edition.rows.filter { $0.country == country }
        guard !rows.isEmpty else {
            return EmptyState(icon: .file, title: say(.nationalEmpty), explanation: say(.nationalEmptyMore), action: nationalFile).html
        }
        let language: Language = country == .cambodia ? .khmer : .vietnamese
        let table = DataTable(
            words: words, caption: say(.national),
            columns: [
                DataTable.Column(say(.nationalCode)), DataTable.Column(words[PublicPhrase.nameColumn]), DataTable.Column(say(.ourCode)),
                DataTable.Column(words[PublicPhrase.hazardColumn]), DataTable.Column(words[PublicPhrase.confidenceColumn]),
            ],
            rows: rows.map { row in
                DataTable.Row([
                    .text(row.code), .html(request.marked(NamedText(text: row.nameLocal, language: language))),
                    row.waste.map { .link($0.description, "/waste/\($0.text)") } ?? .none(say(.nationalNone)),
                    .text(words[row.isHazardous ? PublicPhrase.hazardous : .notHazardous]), .text(request.confidence(row.provenance.confidence)),
                ])
            }, downloads: downloads("national"))
        return "\(table)\(self.edition(edition))"
    }

    private var nationalFile: LinkButton {
        LinkButton(label: say(.nationalFile), href: URLPath(stringLiteral: "/crosswalk").setting("list", "national").setting("format", "csv"), icon: .download)
    }

    private var basel: HTML {
        let edition = lists.wasteBasel.edition(on: today)
        let codes = lists.baselCodes.edition(on: today)
        let wastes = lists.wasteCodes.edition(on: today)
        let table = DataTable(
            words: words, caption: say(.basel),
            columns: [
                DataTable.Column(say(.ourCode)), DataTable.Column(words[PublicPhrase.nameColumn]), DataTable.Column(words[PublicPhrase.baselColumn]),
                DataTable.Column(words[PublicPhrase.confidenceColumn]),
            ],
            rows: edition.rows.map { row in
                let code = WasteCodeID(text: row.waste)
                let name = code.map(request.wasteName) ?? wastes.chapter(row.waste).map { request.marked(lists.name(of: $0, in: words.language)) } ?? HTML()
                let basel = codes[row.basel].map { " \(request.marked(lists.name(of: $0, in: words.language)))" as HTML } ?? HTML()
                let address = code.map { "/waste/\($0.text)" as URLPath } ?? URLPath(stringLiteral: "/waste").setting("q", row.waste)
                return DataTable.Row([
                    .link(code?.description ?? row.waste, address), .html(name), .html("<b>\(row.basel)</b>\(basel)"),
                    .text(request.confidence(row.provenance.confidence)),
                ])
            }, downloads: downloads("basel"))
        return "\(table)\(self.edition(edition))"
    }
}
