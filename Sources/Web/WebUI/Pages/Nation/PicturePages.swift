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
        let dimension = try request.named("by") { PictureDimension(rawValue: $0) } ?? .province
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

    private static func outlets(_ request: PageRequest) async throws -> PageAnswer {
        let (group, months, actor) = (try NationGroupDoor.sites(request), try NationPages.months(request), try request.actor())
        func part(_ after: OutletID?, _ limit: Int) async throws -> DischargingOutlets {
            try await request.platform.dischargingOutlets(of: group, months: months, after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            return try await request.wholeList(NationGroupDoor.fileName("outlets", group, months), next: \DischargingOutlets.next, part) {
                $0.file(PictureView.loads)
            }
        }
        let found = try await part(request.query["after"].flatMap { OutletID(text: $0) }, NationPages.sitesShown)
        return PictureOutletsView(request: request, found: found).page
    }

    private static func reports(_ request: PageRequest) async throws -> PageAnswer {
        let (group, months, actor) = (try NationGroupDoor.sites(request), try NationPages.months(request), try request.actor())
        let site = try request.query["site"].map { text in
            guard let id = SiteID(text: text) else { throw PlatformError.notFound }
            return id
        }
        func part(_ after: SiteID?, _ limit: Int) async throws -> ReportingSites {
            try await request.platform.reportingSites(of: group, months: months, site: site, after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            return try await request.wholeList(NationGroupDoor.fileName("reports", group, months), next: \ReportingSites.next, part) { $0.file }
        }
        let found = try await part(request.query["after"].flatMap { SiteID(text: $0) }, ReportingSitesView.sitesShown)
        return ReportingSitesView(request: request, found: found).page
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
