// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// Outlets of a province in a month, each with its volume and loads.
struct PictureOutletsView {
    var request: PageRequest
    var found: DischargingOutlets

    private var words: Words { request.words }
    private func say(_ key: PicturePhrase) -> String { words[key] }

    var page: PageAnswer {
        let lead = words(
            PicturePhrase.outletsLead, ["province": .text(request.provinceName(found.province)), "month": .text(words.month(found.month))])
        return request.page(
            say(.outletsTitle), current: .nation, back: "/nation/picture", isWide: true,
            body: "\(PageHeading(title: say(.outletsTitle), lead: lead))\(table)")
    }

    private var table: DataTable {
        let here = ("/nation/outlets" as URLPath).setting("province", found.province).setting("month", found.month.description)
        return DataTable(
            words: words, caption: say(.outletsTitle),
            columns: [
                DataTable.Column(say(.siteColumn)), DataTable.Column(say(.outletColumn)), DataTable.Column(say(.whereColumn)),
                DataTable.Column(say(.volumeColumn), unit: "m³", isNumber: true),
            ] + PictureView.loads.map { DataTable.Column(words.parameter($0), unit: "kg", isNumber: true) },
            rows: found.lines.map { line in
                DataTable.Row(
                    [
                        .text(request.siteLabel(line.site, line.organisation)), .link(line.outlet.code, "/discharge/outlets/\(line.outlet.id)/trend"),
                        .text(words[line.month.receiving.phrase]), .number(words.number(line.month.volume.volume.raw / 1_000_000)),
                    ]
                        + PictureView.loads.map { parameter in
                            line.month.loads[parameter].map {
                                .number(words.loadRange($0.low, $0.high ?? $0.low), "/discharge/outlets/\(line.outlet.id)")
                            } ?? .none(say(.notSampled))
                        })
            }, paging: found.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .chart, title: say(.outletsTitle), explanation: say(.outletsEmpty)))
    }
}

extension Words {
    /// Kilograms of a load; both ends where they differ as written.
    func loadRange(_ low: Mass, _ high: Mass) -> String {
        let (least, most) = (number((low.raw + 500) / 1000), number((high.raw + 500) / 1000))
        return least == most ? least : least + "\u{2013}" + most
    }
}
