// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Ledger
import Markup
import Operations
import Wording

/// A site's classification by its days, what officers changed of it, and what would move.
struct ClassificationView {
    var request: PageRequest
    var site: Site

    private var words: Words { request.words }
    private func say(_ phrase: ClassificationPagePhrase) -> String { words[phrase] }

    /// What holds now from which day on; rows that were corrected are left out.
    var rows: HTML {
        let days = Set(site.attributes.map(\.validFrom)).sorted(by: >)
        return DataTable(
            words: words, caption: words[RegistryPhrase.siteHistory], showsCaption: true,
            columns: [
                DataTable.Column(words[RegistryPhrase.validFrom]), DataTable.Column(words[RegistryPhrase.province]),
                DataTable.Column(words[RegistryPhrase.sector]), DataTable.Column(words[RegistryPhrase.size]), DataTable.Column(words[RegistryPhrase.zone]),
            ],
            rows: days.map { day in
                let row = site.attributes(on: day)
                return DataTable.Row([
                    .text(words.date(day)), .html(request.registryProvince(row.province)), .html(request.industryWithCode(row.isic)),
                    row.sizeClass.map { .text(words[$0.phrase]) } ?? .none(words[RegistryPhrase.employeesUnknown]),
                    row.zone.map { .html("<span lang=\"en\">\($0)</span>") } ?? .none(words[RegistryPhrase.noZone]),
                ])
            }
        ).html
    }

    func changes(_ changes: [ClassificationPage.Change]) -> HTML {
        let table = DataTable(
            words: words, caption: say(.changesTitle),
            columns: [
                DataTable.Column(say(.columnRecorded)), DataTable.Column(say(.columnWhat)), DataTable.Column(say(.columnFrom)),
                DataTable.Column(say(.columnWhy)), DataTable.Column(say(.columnWho)),
            ],
            rows: changes.map { row in
                let who: HTML = row.office.map { "\(request.name(of: $0))" } ?? "\(say(.operatorOfServer))"
                let person = HTML.ifPresent(row.person) { " · <span translate=\"no\">\($0)</span>" }
                return DataTable.Row([
                    .text(words.moment(row.change.madeAt)),
                    .html("\(words[row.change.kind.phrase])<br>\(HTML.joined(differing(row.change.old, row.change.new), separator: "<br>"))"),
                    .text(words.date(row.change.new.validFrom)),
                    .html(row.reason.map { "<span translate=\"no\">\($0)</span>" } ?? "<span class=\"soft\">\(say(.reasonErased))</span>"),
                    .html("\(who)\(person)"),
                ])
            }, empty: EmptyState(icon: .file, title: say(.noChanges), explanation: say(.noChangesMore)))
        return "<h2>\(say(.changesTitle))</h2>\(table)"
    }

    /// Old and new of each group that differs.
    private func differing(_ old: SiteAttributes, _ new: SiteAttributes) -> [HTML] {
        [Scope.province, .sector, .sizeClass, .park].compactMap { scope in
            let (from, to) = (key(scope, old), key(scope, new))
            return from == to ? nil : "\(group(scope, from)) → \(group(scope, to))"
        }
    }

    private func key(_ scope: Scope, _ row: SiteAttributes) -> String {
        switch scope {
        case .nation: ""
        case .province: row.province
        case .sector: row.isic
        case .sizeClass: row.sizeClass?.rawValue ?? ""
        case .park: row.zone ?? ""
        }
    }

    /// A group of sites by its name.
    private func group(_ scope: Scope, _ key: String) -> HTML {
        guard !key.isEmpty else { return "\(say(.noGroup))" }
        switch scope {
        case .nation: return HTML()
        case .province: return request.registryProvince(key)
        case .sector: return request.industryWithCode(key)
        case .sizeClass: return "\(SizeClass(rawValue: key).map { words[$0.phrase] } ?? key)"
        case .park: return "<span lang=\"en\">\(key)</span>"
        }
    }

    private func name(_ scope: Scope) -> String {
        switch scope {
        case .nation: say(.scopeNation)
        case .province: say(.scopeProvince)
        case .sector: say(.scopeSector)
        case .sizeClass: say(.scopeSizeClass)
        case .park: say(.scopePark)
        }
    }

    func difference(_ preview: ClassificationPreview) -> HTML {
        let rows = [Scope.province, .sector, .sizeClass, .park].filter { key($0, preview.old) != key($0, preview.new) }
        return DataTable(
            words: words, caption: say(.columnWhat),
            columns: [DataTable.Column(say(.flowGroup)), DataTable.Column(say(.flowFrom)), DataTable.Column(say(.flowTo))],
            rows: rows.map { DataTable.Row([.text(name($0)), .html(group($0, key($0, preview.old))), .html(group($0, key($0, preview.new)))]) }
        ).html
    }

    func flows(_ flows: [ClassificationFlow]) -> HTML {
        guard !flows.isEmpty else { return NoticeLine(text: say(.nothingMoves), tone: .good).html }
        return DataTable(
            words: words, caption: say(.flowsTitle), showsCaption: true,
            columns: [
                DataTable.Column(say(.flowGroup)), DataTable.Column(say(.flowFigure)), DataTable.Column(say(.flowFrom)), DataTable.Column(say(.flowTo)),
                DataTable.Column(say(.flowMass), isNumber: true),
            ],
            rows: flows.map { flow in
                DataTable.Row([
                    .text(name(flow.scope)), .text(words[flow.figure.phrase]), .html(group(flow.scope, flow.from)), .html(group(flow.scope, flow.to)),
                    .number(words.mass(Mass(flow.grams))),
                ])
            }
        ).html
    }
}
