// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// Notes behind one sum of what moved.
struct MovedView {
    var request: PageRequest
    var found: NationMoved

    private var words: Words { request.words }
    private func say(_ key: NationPhrase) -> String { words[key] }

    static func page(_ request: PageRequest) async throws -> PageAnswer {
        guard let month = request.query["month"].flatMap({ Month(iso: $0) }), let waste = request.query["waste"].flatMap({ WasteCodeID(text: $0) }),
            let kind = request.query["how"].flatMap({ EvidenceKind(rawValue: $0) }), let province = try NationPages.province(request)
        else { throw PlatformError.notFound }
        let actor = try request.actor()
        func part(_ after: DocumentID?, _ limit: Int) async throws -> NationMoved {
            try await request.platform.nationMoved(in: month, from: province, waste, kind, after: after, limit: limit, by: actor)
        }
        if request.wantsFile { return try await request.wholeList("moved-\(month)", next: \NationMoved.next, part) { $0.file } }
        let found = try await part(request.query["after"].flatMap { DocumentID(text: $0) }, NationPages.loadsShown)
        return MovedView(request: request, found: found).page
    }

    private var page: PageAnswer {
        let lead = words(
            NationPhrase.movedLead,
            [
                "waste": .text(request.wasteText(found.waste)), "province": .text(request.provinceName(found.province)),
                "month": .text(words.month(found.month)), "how": .text(words[found.kind.phrase]), "mass": .mass(found.cellTotal),
            ])
        return request.page(
            say(.movedTitle), current: .nation, back: "/nation/evidence", isWide: true,
            body: """
                \(PageHeading(title: say(.movedTitle), kind: request.provinceName(found.province), lead: lead))\
                \(request.tie(found.cellTotal.raw, found.total?.raw))\(table)
                """)
    }

    private var table: DataTable {
        let here = URLPath(stringLiteral: "/nation/moved").setting("month", found.month.description).setting("province", found.province)
            .setting("waste", found.waste.text).setting("how", found.kind.rawValue)
        return DataTable(
            words: words, caption: say(.movedTitle),
            columns: [DataTable.Column(say(.noteColumn)), DataTable.Column(say(.siteColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true)],
            rows: found.lines.map { line in
                DataTable.Row([
                    .link(line.note.number ?? line.note.id.description, "/notes/\(line.note.id)"),
                    line.site.map { .link(request.siteLabel($0, line.organisation), "/book/sites/\($0.id)") } ?? .text(""),
                    .number(words.kilograms(line.mass), "/notes/\(line.note.id)"),
                ])
            }, totals: found.total.map { [.text(say(.totalRow)), .text(""), .number(words.kilograms($0))] },
            paging: found.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .notes, title: say(.cellsNone), explanation: say(.cellsNoneText)))
    }
}
