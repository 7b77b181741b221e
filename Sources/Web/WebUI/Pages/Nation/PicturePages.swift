// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording

/// The whole picture: generated, moved, treated, discharged and given off, at one look and by group.
enum PicturePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/nation/picture", picture), PageRoute(.get, "/nation/groups", groups), PageRoute(.get, "/nation/reports", reports),
        PageRoute(.get, "/nation/outlets", outlets),
    ]

    private static func picture(_ request: PageRequest) async throws -> PageAnswer {
        PictureView(
            request: request,
            model: try await request.platform.nationPicture(
                months: try NationPages.months(request), province: try NationPages.province(request), by: try request.actor())
        ).page
    }

    private static func groups(_ request: PageRequest) async throws -> PageAnswer {
        let dimension = request.query["by"].flatMap { PictureDimension(rawValue: $0) } ?? .province
        let found = try await request.platform.pictureGroups(
            by: dimension, months: try NationPages.months(request), province: try NationPages.province(request), by: try request.actor())
        let name = "nation-\(dimension.rawValue)-\(found.months.lowerBound)-\(found.months.upperBound)"
        if request.wantsFile { return try request.list(found.csv, name) }
        let view = PictureGroupsView(request: request, model: found)
        if request.query["format"] == "svg" {
            return .file(bytes: view.drawing.bytes, name: name + ".svg", mediaType: "image/svg+xml")
        }
        return view.page
    }

    /// The province and the month that an address must name.
    private static func place(_ request: PageRequest) throws -> (province: String, month: Month) {
        guard let province = try NationPages.province(request), let month = request.query["month"].flatMap({ Month(iso: $0) }) else {
            throw PlatformError.notFound
        }
        return (province, month)
    }

    private static func outlets(_ request: PageRequest) async throws -> PageAnswer {
        let (province, month) = try place(request)
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("outlets-\(province)-\(month)", next: \DischargingOutlets.next) {
                try await request.platform.dischargingOutlets(in: province, month: month, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file(PictureView.loads)
            }
        }
        let found = try await request.platform.dischargingOutlets(
            in: province, month: month, after: request.query["after"].flatMap { OutletID(text: $0) }, limit: NationPages.sitesShown, by: actor)
        return PictureOutletsView(request: request, found: found).page
    }

    private static func reports(_ request: PageRequest) async throws -> PageAnswer {
        let (province, month) = try place(request)
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("reports-\(province)-\(month)", next: \ReportingSites.next) {
                try await request.platform.reportingSites(in: province, month: month, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let found = try await request.platform.reportingSites(
            in: province, month: month, after: request.query["after"].flatMap { ReturnID(text: $0) }, limit: NationPages.sitesShown, by: actor)
        let here = ("/nation/reports" as URLPath).setting("province", province).setting("month", month.description)
        let words = request.words
        func say(_ key: PicturePhrase) -> String { words[key] }
        let table = DataTable(
            words: words, caption: say(.reportsTitle),
            columns: [
                DataTable.Column(say(.siteColumn)), DataTable.Column(say(.setColumn)), DataTable.Column(say(.periodColumn)), DataTable.Column(say(.openGHG)),
            ],
            rows: found.lines.map { line in
                let set = request.platform.dataSets.set(line.made.head.dataSet, version: line.made.head.dataSetVersion)
                return DataTable.Row([
                    .link(request.siteLabel(line.site, line.organisation), "/returns/\(line.made.id)"),
                    .text(set.map { words[$0.phrase] } ?? ""), .text(request.text(of: line.made.head.period)),
                    .link(words[EmissionPhrase.siteTitle], ("/ghg/sites/\(line.site.id)/lines" as URLPath).setting("month", month.description)),
                ])
            },
            paging: found.next.map { DataTable.Paging(next: here.setting("after", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .file, title: say(.reportsTitle), explanation: say(.reportsEmpty)))
        let lead = words(PicturePhrase.reportsLead, ["province": .text(request.provinceName(province)), "month": .text(words.month(month))])
        return request.page(
            say(.reportsTitle), current: .nation, back: "/nation/picture", isWide: true, body: "\(PageHeading(title: say(.reportsTitle), lead: lead))\(table)")
    }
}

extension PageRequest {
    /// The tabs of national pages, kept to the same months and province.
    func nationTabs(_ kept: (URLPath) -> URLPath, current: URLPath) -> TabLinks {
        let tabs: [(String, URLPath)] = [
            (words[PicturePhrase.tab], "/nation/picture"), (words[NationPhrase.tabFlow], "/nation"), (words[NationPhrase.tabMonths], "/nation/months"),
            (words[NationPhrase.tabProvinces], "/nation/provinces"), (words[PicturePhrase.tabGroups], "/nation/groups"),
        ]
        return TabLinks(label: words[NationPhrase.tabs], tabs: tabs.map { TabLinks.Tab($0.0, kept($0.1), isCurrent: $0.1 == current) })
    }
}
