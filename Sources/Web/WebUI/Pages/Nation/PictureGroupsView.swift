// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The picture by province, industry, size, zone, chapter, treatment or month.
struct PictureGroupsView {
    var request: PageRequest
    var model: PictureGroups

    private var words: Words { request.words }
    private func say(_ key: PicturePhrase) -> String { words[key] }
    private func tonnes(_ grams: Int64) -> String { words.tonnesRounded(Mass(grams)) }
    private func kept(_ path: URLPath) -> URLPath { request.setting(model.months, on: path).setting("province", model.province) }
    private static let barsShown = 12

    private static let names: [PictureDimension: PicturePhrase] = [
        .province: .byProvince, .sector: .bySector, .size: .bySize, .park: .byPark, .chapter: .byChapter, .treatment: .byTreatment, .month: .byMonth,
    ]

    private var dimensions: [PictureDimension] { PictureDimension.allCases.filter { !model.isBoundToProvince || ![.sector, .size, .park].contains($0) } }

    var page: PageAnswer {
        let filter = SentenceFilter(
            words: words, action: "/nation/groups",
            pieces: [
                .words(words[NationPhrase.filterFrom]),
                .month(label: words[NationPhrase.fromMonth], name: "from", value: model.months.lowerBound.description), .words(words[NationPhrase.filterTo]),
                .month(label: words[NationPhrase.toMonth], name: "to", value: model.months.upperBound.description), .words(say(.filterBy)),
                .choice(
                    label: say(.by), name: "by", choices: dimensions.map { Choice($0.rawValue, say(Self.names[$0] ?? .byProvince)) },
                    selected: model.dimension.rawValue),
            ] + places)
        let heading = PageHeading(title: say(.groupsTitle), kind: model.province.map(request.provinceName), lead: say(.groupsLead))
        let isLeftOut = model.province == nil && !(request.query["province"] ?? "").isEmpty
        let wider: HTML = isLeftOut ? NoticeLine(text: say(.groupsOfNation)).html : HTML()
        let bars = StackedBars(
            words: words, id: "groups", title: say(.chartTitle), description: say(.chartText),
            categories: [StackedBars.Category(say(model.dimension == .treatment ? .treated : .generated), .plain)],
            bars: self.bars.map { StackedBars.Bar($0.name, [$0.value], href: $0.door) },
            write: { words.tonnesRounded(Mass(Int64(($0 * 1_000_000).rounded()))) },
            reasonForNone: words[NationPhrase.flowNone])
        let here = kept("/nation/groups").setting("by", model.dimension.rawValue)
        var table = self.table
        table.downloads = DataTable.Download.list(here) + [DataTable.Download(format: say(.svg), href: here.setting("format", "svg"))]
        let frame = ChartFrame(
            words: words, title: say(.chartTitle), subtitle: "t, " + request.period(model.months), picture: model.dimension == .province ? map.html : bars.html,
            table: table, note: model.groups.contains(where: \.isHidden) ? say(.hiddenNote) : nil, opensTable: true)
        return request.page(
            say(.groupsTitle), current: .nation, isWide: true,
            body: "\(heading)\(filter)\(request.nationTabs(kept, current: "/nation/groups"))\(wider)\(frame)\(told)")
    }

    /// Which province, where the groups are told of one.
    private var places: [SentenceFilter.Piece] {
        guard [.chapter, .treatment, .month].contains(model.dimension) else { return [] }
        return [.words(words[NationPhrase.filterIn]), request.provinceChoice(model.province, isBound: model.isBoundToProvince)]
    }

    private var map: ProvinceMap {
        let words = self.words
        let masses = Dictionary(model.groups.map { ($0.key, $0.waste.generated) }, uniquingKeysWith: { a, _ in a })
        return ProvinceMap(
            words: words, id: "map", title: say(.chartTitle), description: words[NationPhrase.mapText],
            places: request.platform.lists.provinces(of: request.platform.country, on: request.platform.today).map { province in
                ProvinceMap.Place(
                    request.provinceName(province.id.code), latitude: province.position.latitude, longitude: province.position.longitude,
                    value: masses[province.id.code].map { max(0, Double($0) / 1_000_000) }, href: door(province.id.code))
            }, write: { words.tonnesRounded(Mass(Int64(($0 * 1_000_000).rounded()))) + "\u{A0}t" }, reasonForNone: words[NationPhrase.flowNone])
    }

    private func mass(_ group: PictureGroup) -> Int64 { model.dimension == .treatment ? group.waste.fates.treated : group.waste.generated }

    private var bars: [(name: String, value: Double, door: URLPath?)] {
        let drawn = model.dimension == .month ? model.groups : Array(model.groups.filter { mass($0) > 0 }.prefix(Self.barsShown))
        return drawn.map { (plain($0.key), max(0, Double(mass($0)) / 1_000_000), door($0.key)) }
    }

    var drawing: BarDrawing {
        BarDrawing(
            title: say(.chartTitle) + ", t, " + request.period(model.months), bars: bars.map { ($0.name, $0.value, tonnes(Int64($0.value * 1_000_000))) })
    }

    private func name(_ key: String) -> HTML {
        switch model.dimension {
        case .sector where !key.isEmpty: request.sectorName(key)
        case .chapter where !key.isEmpty: request.chapterName(key)
        default: HTML(text: plain(key))
        }
    }

    private func group(_ key: String) -> PictureGroupKey { PictureGroupKey(model.dimension, key) }
    private func plain(_ key: String) -> String { request.groupName(group(key)) }

    /// The cells that a group's figure is the sum of.
    private func cells(_ key: String, _ figure: NationFigure = .group(.generated)) -> URLPath {
        NationGroupDoor.narrow(kept("/nation/cells").setting("fate", model.dimension == .treatment ? "treated" : figure.rawValue), to: group(key))
    }

    /// One step further down: the picture of a province or a month, else the cells.
    private func door(_ key: String) -> URLPath? {
        switch model.dimension {
        case .province where !key.isEmpty, .month: NationGroupDoor.narrow(kept("/nation/picture"), to: group(key))
        default: cells(key)
        }
    }

    private var table: DataTable {
        let hasFates = model.dimension.hasFates
        var columns = [DataTable.Column(say(Self.names[model.dimension] ?? .byProvince))]
        if model.dimension != .treatment { columns.append(DataTable.Column(say(.generated), unit: "t", isNumber: true)) }
        if hasFates, model.dimension != .treatment { columns.append(DataTable.Column(say(.weighedShort), unit: "t", isNumber: true)) }
        if hasFates {
            columns += [.treated, .landfilled, .unknownShare].prefix(model.dimension == .treatment ? 1 : 3).map {
                DataTable.Column(say($0), unit: $0 == .unknownShare ? nil : "t", isNumber: true)
            }
        }
        return DataTable(
            words: words, caption: say(.groupsTitle), columns: columns, rows: rows.map { DataTable.Row([first($0)] + wastes($0)) },
            totals: whole.map { [.text(words[NationPhrase.totalRow])] + wastes($0, isWhole: true) }, form: .book,
            empty: EmptyState(icon: .chart, title: say(.nothing), explanation: words[NationPhrase.flowNone]))
    }

    /// What nobody treated is told of no treatment.
    private var rows: [PictureGroup] { model.dimension == .treatment ? model.groups.filter { !$0.key.isEmpty } : model.groups }

    private var whole: PictureGroup? {
        model.groups.first.map { model.groups.dropFirst().reduce(into: $0) { $0.waste += $1.waste } }
    }

    /// What returns and laboratories tell of the groups; a chapter and a treatment have neither.
    private var told: HTML {
        guard ![.chapter, .treatment].contains(model.dimension), !model.groups.isEmpty else { return HTML() }
        let table = DataTable(
            words: words, caption: say(.toldTitle),
            columns: [
                DataTable.Column(say(Self.names[model.dimension] ?? .byProvince)), DataTable.Column(say(.dischargedShort), unit: "m³", isNumber: true),
                DataTable.Column(words.parameter("cod"), unit: "kg", isNumber: true), DataTable.Column(say(.directShort), unit: "t CO₂e", isNumber: true),
                DataTable.Column(say(.energyShort), unit: "t CO₂e", isNumber: true), DataTable.Column(say(.sitesColumn), isNumber: true),
            ], rows: model.groups.map { DataTable.Row([first($0)] + reports($0)) },
            totals: model.groups.contains(where: \.isHidden) ? nil : [.text(words[NationPhrase.totalRow])] + toldWhole, form: .book)
        return "<h2>\(say(.toldTitle))</h2>\(table)"
    }

    private func first(_ group: PictureGroup) -> DataTable.Cell {
        .html(door(group.key).map { "<a href=\"\($0)\">\(name(group.key))</a>" } ?? name(group.key))
    }

    private func wastes(_ group: PictureGroup, isWhole: Bool = false) -> [DataTable.Cell] {
        let waste = group.waste
        func cell(_ grams: Int64, _ figure: NationFigure) -> DataTable.Cell {
            .number(tonnes(grams), grams == 0 ? nil : isWhole ? kept("/nation/cells").setting("fate", figure.rawValue) : cells(group.key, figure))
        }
        if model.dimension == .treatment { return [cell(waste.fates.treated, .treated)] }
        let generated = cell(waste.generated, .group(.generated))
        guard model.dimension.hasFates else { return [generated] }
        return [
            generated, cell(waste.weighed, .weighed), cell(waste.fates.treated, .treated), cell(waste.landfilled, .group(.landfill)),
            waste.unknownShare.map { .number(words.percent($0)) } ?? .none(say(.nothing)),
        ]
    }

    /// Who is behind what is told of a group, or of all: its sites or outlets in these months. Whoever may not see single sites gets the rows that add up
    /// to a province, its months, or to a month, its provinces.
    private func toldDoor(_ group: PictureGroupKey?, _ list: URLPath) -> URLPath? {
        if model.maySeeSites { return group.map { NationGroupDoor.narrow(kept(list), to: $0) } ?? kept(list) }
        switch group?.dimension {
        case .province where group?.key.isEmpty == false && model.months.lowerBound != model.months.upperBound:
            return group.map { NationGroupDoor.narrow(kept("/nation/groups"), to: $0).setting("by", "month") }
        case .month where model.province == nil: return group.map { NationGroupDoor.narrow(kept("/nation/groups"), to: $0).setting("by", "province") }
        default: return nil
        }
    }

    /// All that is told, where nothing of it is hidden.
    private var toldWhole: [DataTable.Cell] {
        let reports = model.groups.compactMap(\.reports)
        var (low, high, water) = (Mass.zero, Mass.zero, Int64(0))
        var (direct, energy) = (0.0, 0.0)
        let loads = model.groups.compactMap { $0.loads?.load("cod") }
        for load in loads {
            low += Mass(load.low)
            high += Mass(load.high)
        }
        for one in reports {
            water += one.discharged
            direct += one.emissions.direct.value
            energy += one.emissions.energy.value
        }
        let cod: DataTable.Cell =
            loads.isEmpty ? .none(say(.notSampled)) : .number(words.loadRange(low, high), toldDoor(nil, "/nation/outlets"))
        let down = toldDoor(nil, "/nation/reports")
        return [
            .number(words.number(water / 1_000_000), down), cod, .number(words.gasTonnesRounded(direct), down),
            .number(words.gasTonnesRounded(energy), down), .none(say(.sitesColumn)),
        ]
    }

    private func reports(_ group: PictureGroup) -> [DataTable.Cell] {
        let cod: DataTable.Cell =
            group.loads?.load("cod").map { .number(words.loadRange(Mass($0.low), Mass($0.high)), toldDoor(self.group(group.key), "/nation/outlets")) }
            ?? .none(say(group.isHidden ? .hidden : .notSampled))
        guard let reports = group.reports else {
            let none: DataTable.Cell = .none(say(group.isHidden ? .hidden : .noReports))
            return [none, cod, none, none, none]
        }
        let down = toldDoor(self.group(group.key), "/nation/reports")
        return [
            .number(words.number(reports.discharged / 1_000_000), down), cod, .number(words.gasTonnesRounded(reports.emissions.direct.value), down),
            .number(words.gasTonnesRounded(reports.emissions.energy.value), down), .number(words.number(reports.sites), down),
        ]
    }
}

/// Bars as a drawing that stands alone, for reports: colours and sizes are in it.
struct BarDrawing {
    var title: String
    var bars: [(name: String, value: Double, text: String)]

    var bytes: [UInt8] {
        let greatest = max(bars.map(\.value).max() ?? 0, 1e-9)
        let (left, width, step) = (220.0, 420.0, 30.0)
        let rows = HTML.map(bars.enumerated()) { place, bar in
            let top = 50 + Double(place) * step
            let length = bar.value / greatest * width
            return """
                <text x="\(svg: left - 8)" y="\(svg: top + 15)" text-anchor="end">\(bar.name)</text>\
                <rect x="\(svg: left)" y="\(svg: top)" width="\(svg: length)" height="20" fill="#00695c"/>\
                <text x="\(svg: left + length + 6)" y="\(svg: top + 15)">\(bar.text)</text>
                """
        }
        let height = 64 + Double(bars.count) * step
        let drawing: HTML = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 \(svg: height)" font-family="Noto Sans Khmer, Noto Sans, sans-serif" font-size="13">\
            <rect width="760" height="\(svg: height)" fill="#ffffff"/><text x="8" y="28" font-size="16" font-weight="bold">\(title)</text>\(rows)</svg>
            """
        return Array(drawing.description.utf8)
    }
}
