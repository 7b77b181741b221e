// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Ledger
import Manifests
import Markup
import Operations
import Stores

/// National figures, and the way from each of them down to the entries it was summed from.
enum NationPages {
    static let routes: [PageRoute] =
        [
            PageRoute(.get, "/nation") { request in try await figures(request) { NationView(request: request, model: $0).flows } },
            PageRoute(.get, "/nation/months") { request in try await figures(request) { NationView(request: request, model: $0).months } },
            PageRoute(.get, "/nation/provinces") { request in try await figures(request) { NationView(request: request, model: $0).provinces } },
            PageRoute(.get, "/nation/cells", cells),
            PageRoute(.get, "/nation/evidence", evidence),
            PageRoute(.get, "/nation/moved", MovedView.page),
            PageRoute(.get, "/nation/sites", places),
            PageRoute(.get, "/nation/loads", loads),
            PageRoute(.get, "/nation/entries", entries),
        ] + PicturePages.routes

    static let sitesShown = 80, entriesShown = 60, loadsShown = 60

    private static func figures(_ request: PageRequest, _ view: (NationModel) -> PageAnswer) async throws -> PageAnswer {
        view(
            try await request.platform.nation(
                months: try months(request), province: try province(request), known: try request.learned().month, by: try request.actor()))
    }

    private static func cells(_ request: PageRequest) async throws -> PageAnswer {
        let figure = try request.named("fate") { NationFigure(rawValue: $0) }
        let sectors = request.query["sector"].flatMap { $0.isEmpty ? nil : $0.split(separator: "-").map(String.init) }
        let isNowhere = request.query["province"] == NationGroupDoor.none
        let treatment = try request.query["treatment"].map { text in
            guard let code = TreatmentCode(text: text) else { throw PlatformError.notFound }
            return [Compartment.treated(code)]
        }
        let filter = FateFilter(
            months: try months(request), province: isNowhere ? "" : try province(request),
            divisions: sectors.map { $0.map { $0 == NationGroupDoor.none ? "" : $0 } }, compartments: treatment ?? figure?.compartments,
            material: try material(request), chapters: try chapters(request),
            learned: try request.learned())
        let cells = try await request.platform.nationCells(
            filter, of: try NationGroupDoor.only(request, besides: ["province", "sector", "chapter"]), limit: request.wantsFile ? .max : Platform.cellsShown,
            by: try request.actor())
        if request.wantsFile {
            return try request.list(cells.file(sign: figure?.sign ?? 1).csv, "cells-\(filter.months.lowerBound)-\(filter.months.upperBound)")
        }
        return CellsView(request: request, cells: cells, figure: figure).page
    }

    /// First digits of wastes, with a dash between several.
    private static func chapters(_ request: PageRequest) throws -> [String]? {
        guard let text = request.query["chapter"], !text.isEmpty else { return nil }
        let parts = text.split(separator: "-").map(String.init)
        guard parts.count <= 40, parts.allSatisfy({ $0.utf8.count <= 6 && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { throw PlatformError.notFound }
        return parts
    }

    private static func evidence(_ request: PageRequest) async throws -> PageAnswer {
        let kind = try request.named("how") { EvidenceKind(rawValue: $0) }
        let evidence = try await request.platform.nationEvidence(
            months: try months(request), province: try province(request), kind: kind, learned: try request.learned(),
            limit: request.wantsFile ? .max : Platform.cellsShown, by: try request.actor())
        if request.wantsFile { return try request.list(evidence.file.csv, "evidence-\(evidence.months.lowerBound)-\(evidence.months.upperBound)") }
        return EvidenceView(request: request, evidence: evidence).page
    }

    private static func places(_ request: PageRequest) async throws -> PageAnswer {
        let division = try request.named("sector") { text in
            [2, 4].contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? text : nil
        }
        let material = try material(request)
        let (compartment, months, province) = (try compartment(request), try months(request), try province(request))
        let (learned, actor) = (try request.learned(), try request.actor())
        let group = try NationGroupDoor.only(request, besides: ["province", "sector"]).flatMap(NationGroupDoor.cells)
        func part(_ after: SiteID?, _ limit: Int) async throws -> NationPlaces {
            if let group {
                return try await request.platform.sites(
                    of: group, compartment, material: material, months: months, learned: learned, after: after, limit: limit, by: actor)
            }
            return try await request.platform.nationPlaces(
                compartment, material: material, division: division, province: province, months: months, learned: learned, after: after, limit: limit,
                by: actor)
        }
        if request.wantsFile {
            return try await request.wholeList("places-\(months.lowerBound)-\(months.upperBound)", next: \NationPlaces.next, part) { $0.file }
        }
        return PlacesView(request: request, places: try await part(request.query["after"].flatMap { SiteID(text: $0) }, sitesShown)).page
    }

    /// Loads of an industry of a province, by where they went.
    private static func loads(_ request: PageRequest) async throws -> PageAnswer {
        guard let province = try province(request), let sector = request.query["sector"], let material = try material(request) else {
            throw PlatformError.notFound
        }
        let filter = LoadFilter(
            province: province, sector: sector, material: material, compartment: try compartment(request), months: try months(request),
            learned: try request.learned())
        let actor = try request.actor()
        func part(_ after: OriginID?, _ limit: Int) async throws -> NationLoads {
            try await request.platform.nationLoads(filter, after: after, limit: limit, by: actor)
        }
        if request.wantsFile {
            return try await request.wholeList("loads-\(filter.months.lowerBound)-\(filter.months.upperBound)", next: \NationLoads.next, part) { $0.file }
        }
        let found = try await part(request.query["after"].flatMap { OriginID(text: $0) }, loadsShown)
        return LoadsView(request: request, found: found).page
    }

    private static func entries(_ request: PageRequest) async throws -> PageAnswer {
        guard let site = request.query["site"].flatMap({ SiteID(text: $0) }) else { throw PlatformError.notFound }
        let filter = SiteEntryFilter(
            site: site, compartment: try compartment(request), months: try months(request), material: try material(request),
            learned: try request.learned())
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("entries-\(site)", next: \NationEntries.next) {
                try await request.platform.nationEntries(filter, after: $0, limit: $1, by: actor)
            } rows: {
                $0.file
            }
        }
        let entries = try await request.platform.nationEntries(
            filter, after: request.query["after"].flatMap { EntryID(text: $0) }, limit: entriesShown, by: actor)
        return EntriesView(request: request, entries: entries).page
    }

    // MARK: What the address names

    static func months(_ request: PageRequest) throws -> ClosedRange<Month> {
        try MonthRange(
            request, fallback: request.lastMonths, most: Platform.nationMonthsMax, unreadable: NationPhrase.periodUnreadable,
            tooLong: NationPhrase.periodTooLong
        ).months
    }

    static func province(_ request: PageRequest) throws -> String? {
        guard let code = request.query["province"], !code.isEmpty else { return nil }
        guard ProvinceID(country: request.platform.country, code: code) != nil else { throw PlatformError.notFound }
        return code
    }

    private static func compartment(_ request: PageRequest) throws -> Compartment {
        guard let compartment = request.query["compartment"].flatMap({ Int16($0) }).flatMap({ Compartment(number: $0) }) else {
            throw PlatformError.notFound
        }
        return compartment
    }

    private static func material(_ request: PageRequest) throws -> Material? { try request.named("material") { Int32($0).map { Material(value: $0) } } }
}

/// A figure of a national page by which its cells are found again: a group of compartments, or all treatments of a kind.
enum NationFigure: Hashable {
    case group(FateGroup)
    case treated, recovered, disposed, weighed

    init?(rawValue: String) {
        switch rawValue {
        case "treated": self = .treated
        case "recovered": self = .recovered
        case "disposed": self = .disposed
        case "weighed": self = .weighed
        default:
            guard let group = FateGroup(rawValue: rawValue) else { return nil }
            self = .group(group)
        }
    }

    var rawValue: String {
        switch self {
        case .group(let group): group.rawValue
        case .treated: "treated"
        case .recovered: "recovered"
        case .disposed: "disposed"
        case .weighed: "weighed"
        }
    }

    var compartments: [Compartment] {
        switch self {
        case .group(let group): group.compartments
        case .treated: TreatmentCode.allCases.map { .treated($0) }
        case .recovered: TreatmentCode.allCases.filter(\.isRecovery).map { .treated($0) }
        case .disposed: TreatmentCode.allCases.filter { !$0.isRecovery }.map { .treated($0) }
        case .weighed: PictureWaste.weighedCompartments
        }
    }

    /// Cells of what a process gave are below zero; figures show them above.
    var sign: Int64 { self == .group(.generated) || self == .group(.otherSource) ? -1 : 1 }

    var phrase: NationPhrase {
        switch self {
        case .group(let group): group.phrase
        case .treated: .treated
        case .recovered: .recovered
        case .disposed: .disposed
        case .weighed: .weighedByReceivers
        }
    }
}

extension FateGroup {
    var phrase: NationPhrase {
        switch self {
        case .generated: .generated
        case .otherSource: .otherSource
        case .recycling: .recycling
        case .energy: .energy
        case .incineration: .incineration
        case .landfill: .landfill
        case .otherTreatment: .otherTreatment
        case .storage: .storage
        case .difference: .difference
        case .elsewhere: .elsewhere
        case .unknown: .unknownFate
        }
    }
}
