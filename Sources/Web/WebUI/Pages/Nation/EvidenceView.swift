// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Stores
import Wording

/// How well the masses of a period are known: weighed, counted, shared, estimated; and the sums by month, province and waste.
struct EvidenceView {
    var request: PageRequest
    var evidence: NationEvidence

    private var words: Words { request.words }
    private func say(_ key: NationPhrase) -> String { words[key] }

    var page: PageAnswer {
        let lead = words(
            NationPhrase.evidenceLead,
            [
                "period": .text(request.period(evidence.months)), "mass": .mass(evidence.sums.whole), "estimated": .mass(evidence.sums[.estimated] ?? .zero),
                "share": .share(evidence.sums.estimatedShare ?? 0),
            ])
        let heading = PageHeading(title: say(.evidenceTitle), kind: evidence.province.map(request.provinceName) ?? say(.whole), lead: lead)
        return request.page(
            say(.evidenceTitle), current: .nation, back: "/nation", isWide: true,
            body: "\(heading)\(request.knownNotice(evidence.learned))\(late)\(ways)\(cut)\(cells)<p class=\"note\">\(say(.evidenceNote))</p>")
    }

    /// What is recorded late and waits is told of now alone.
    private var late: HTML { evidence.learned == .all ? LateLine(words: words, late: evidence.late).html : HTML() }

    private func here(_ kind: EvidenceKind?) -> URLPath {
        evidence.learned.setting(
            request.setting(evidence.months, on: "/nation/evidence").setting("province", evidence.province).setting("how", kind?.rawValue))
    }

    /// Every way with its sum; each opens to the sums behind it.
    private var ways: DataTable {
        DataTable(
            words: words, caption: say(.howTable), showsCaption: true,
            columns: [DataTable.Column(say(.howColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true)],
            rows: EvidenceKind.allCases.compactMap { kind in
                evidence.sums[kind].map { DataTable.Row([.link(words[kind.phrase], here(kind)), .number(words.kilograms($0), here(kind))]) }
            }, totals: [.link(say(.evidenceAll), here(nil)), .number(words.kilograms(evidence.sums.whole), here(nil))],
            empty: EmptyState(icon: .chart, title: say(.cellsNone), explanation: say(.cellsNoneText)))
    }

    private var shown: Mass { evidence.cells.reduce(.zero) { $0 + $1.mass } }

    private var cut: HTML {
        guard evidence.cells.count < evidence.count else { return HTML() }
        return NoticeLine(
            text: words(
                NationPhrase.evidenceCut,
                ["count": .number(Int64(evidence.cells.count)), "all": .number(Int64(evidence.count)), "mass": .mass(shown)])
        ).html
    }

    private var cells: HTML {
        guard !evidence.cells.isEmpty else { return HTML() }
        return DataTable(
            words: words, caption: say(.loadsTable), showsCaption: true,
            columns: [
                DataTable.Column(say(.monthColumn)), DataTable.Column(say(.provinceColumn)), DataTable.Column(say(.wasteColumn)),
                DataTable.Column(say(.howColumn)), DataTable.Column(say(.massColumn), unit: "kg", isNumber: true),
            ],
            rows: evidence.cells.map { cell in
                // What was known earlier is kept as sums alone.
                let isOpen = evidence.maySeeSites && evidence.learned == .all && !cell.province.isEmpty
                let notes = URLPath(stringLiteral: "/nation/moved").setting("month", cell.month.description).setting("province", cell.province)
                    .setting("waste", cell.waste.text).setting("how", cell.kind.rawValue)
                return DataTable.Row([
                    .text(words.month(cell.month)), .text(cell.province.isEmpty ? say(.unknownProvince) : request.provinceName(cell.province)),
                    .html(request.wasteName(cell.waste)), .text(words[cell.kind.phrase]), .number(words.kilograms(cell.mass), isOpen ? notes : nil),
                ])
            }, totals: [.text(say(.totalRow)), .text(""), .text(""), .text(""), .number(words.kilograms(shown))], form: .book,
            downloads: DataTable.Download.list(here(evidence.kind))
        ).html
    }
}
