// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// National figures as pages: from industry to fate, over time, by province. Every figure leads to its cells.
struct NationView {
    var request: PageRequest
    var model: NationModel

    private var words: Words { request.words }
    private func say(_ key: NationPhrase) -> String { words[key] }
    private func tonnes(_ grams: Int64) -> String { words.tonnesRounded(Mass(grams)) }
    private func number(_ grams: Int64, _ figure: NationFigure, _ divisions: [String]? = nil, _ province: String? = nil) -> DataTable.Cell {
        .number(tonnes(grams), grams == 0 ? nil : cells(figure, divisions, province))
    }

    /// The cells of a figure: those of one industry or province where it is given.
    private func cells(_ figure: NationFigure, _ divisions: [String]? = nil, _ province: String? = nil) -> URLPath {
        model.learned.setting(kept("/nation/cells")).setting("province", province ?? model.province).setting("fate", figure.rawValue)
            .setting("sector", divisions?.joined(separator: "-"))
    }

    private func kept(_ path: URLPath) -> URLPath {
        request.setting(model.months, on: path).setting("province", model.province)
            .setting("known", model.known?.description)
    }

    private enum Tab: CaseIterable { case flows, months, provinces }

    private func page(_ tab: Tab, _ body: HTML) -> PageAnswer {
        let title = model.province.map { words(NationPhrase.titleProvince, ["province": .text(request.provinceName($0))]) } ?? say(.title)
        let lead = words(
            NationPhrase.mainFigure, ["mass": .text(tonnes(model.whole[.generated])), "period": .text(request.period(model.months))])
        let tabs = request.nationTabs(kept, current: tab == .flows ? "/nation" : tab == .months ? "/nation/months" : "/nation/provinces")
        let mayLoadLists = request.visitor.map { may(.loadCodeList, actor: $0.actor, subject: Subject()).isAllowed } ?? false
        let lists = mayLoadLists ? [LinkButton(label: words[EditingPhrase.toLists], href: "/lists", icon: .file)] : []
        let known = HTML.ifPresent(model.known) { month in
            let view = KnownView(request: request, model: model, known: month)
            return tab == .provinces ? view.provinces : view.html
        }
        return request.page(
            title, current: .nation, isWide: true, body: "\(PageHeading(title: title, lead: lead, others: lists))\(filter(tab))\(tabs)\(known)\(body)")
    }

    private func filter(_ tab: Tab) -> SentenceFilter {
        let provinces = request.platform.lists.provinces(of: request.platform.country, on: request.platform.today)
        let choices =
            (model.isBoundToProvince ? [] : [Choice("", say(.allProvinces))])
            + provinces.filter { !model.isBoundToProvince || $0.id.code == model.province }.map { Choice($0.id.code, request.provinceName($0.id.code)) }
        return SentenceFilter(
            words: words, action: tab == .flows ? "/nation" : tab == .months ? "/nation/months" : "/nation/provinces",
            pieces: [
                .words(say(.filterFrom)), .month(label: say(.fromMonth), name: "from", value: model.months.lowerBound.description),
                .words(say(.filterTo)), .month(label: say(.toMonth), name: "to", value: model.months.upperBound.description), .words(say(.filterIn)),
                .choice(label: say(.province), name: "province", choices: choices, selected: model.province ?? ""),
                .words(words[KnownPagePhrase.filter]),
                .month(label: words[KnownPagePhrase.label], name: "known", value: model.known?.description ?? ""),
            ],
            clear: request.query["known"] == nil && request.query["from"] == nil && request.query["month"] == nil && request.query["province"] == nil
                ? nil : "/nation")
    }

    // MARK: From industry to fate

    var flows: PageAnswer {
        // As known then the table above has most of these doors, and the one beneath has all of them: the picture has none, and the page stays light.
        let picture = NationFlow(request: request, model: model) { model.known == nil ? cells($0, $1) : nil }
        let subtitle = words(NationPhrase.flowUnit, ["period": .text(request.period(model.months))])
        let frame = ChartFrame(
            words: words, title: say(.flowTitle), subtitle: subtitle, picture: picture.html, table: flowTable, note: say(.flowNote), opensTable: true)
        return page(
            .flows,
            "\(PanelGrid(content: "\(cards)", isForCards: true))\(if: model.known == nil, LateLine(words: words, late: model.late, isShort: true).html)\(frame)"
        )
    }

    private var cards: [FigureCard] {
        let period = request.period(model.months)
        let whole = model.whole
        let treated = whole.treated
        let open = words(NationPhrase.openNotes, ["count": .number(Int64(model.openNotes))])
        let unweighed = words(NationPhrase.unweighed, ["mass": .text(tonnes(model.unweighed))])
        // What is open is told of now alone.
        let isNow = model.known == nil
        let known = whole[.generated] > 0 && isNow ? 1 - Double(model.unweighed) / Double(whole[.generated]) : nil
        return [
            FigureCard(
                words: words, label: say(.generated), value: tonnes(whole[.generated]), unit: "t", period: period,
                completeness: !isNow ? nil : model.unweighed > 0 ? open + "; " + unweighed : open, completenessShare: known, href: cells(.group(.generated))),
            FigureCard(
                words: words, label: say(.recoveryShare), value: whole.recoveryShare.map(words.percent), unit: "", period: period,
                completeness: treated > 0 ? words(NationPhrase.ofTreated, ["mass": .text(tonnes(treated))]) : nil, href: cells(.recovered),
                reasonForNone: say(.nothingTreated)),
            FigureCard(words: words, label: say(.disposed), value: tonnes(whole.disposed), unit: "t", period: period, href: cells(.disposed)),
            FigureCard(
                words: words, label: say(.unknownShare),
                value: whole[.generated] > 0 ? words.percent(Double(whole[.unknown]) / Double(whole[.generated])) : nil, unit: "", period: period,
                completeness: words(NationPhrase.unknownNote, ["mass": .text(tonnes(whole[.unknown]))]), href: cells(.group(.unknown)),
                reasonForNone: say(.flowNone)),
        ] + (model.evidence.map { [estimated($0)] } ?? []) + [
            FigureCard(
                words: words, label: say(.difference), value: tonnes(whole[.difference]), unit: "t", period: period,
                completeness: say(.differenceNote), href: cells(.group(.difference)))
        ]
    }

    private func estimated(_ evidence: [EvidenceKind: Mass]) -> FigureCard {
        let period = request.period(model.months)
        return FigureCard(
            words: words, label: say(.estimatedShare), value: evidence.estimatedShare.map(words.percent), unit: "", period: period,
            completeness: evidence.whole > .zero ? words(NationPhrase.estimatedOf, ["mass": .text(words.tonnesRounded(evidence.whole))]) : nil,
            completenessShare: evidence.estimatedShare.map { 1 - $0 }, href: kept("/nation/evidence").setting("how", "estimated"),
            reasonForNone: say(.flowNone))
    }

    private var flowTable: DataTable {
        let groups = ([.generated, .otherSource] + FateGroup.fates).filter { model.whole[$0] != 0 || $0 == .generated || $0 == .difference }
        func cells(_ figures: FateFigures, _ divisions: [String]?) -> [DataTable.Cell] {
            groups.map { number(figures[$0], .group($0), divisions) }
        }
        return DataTable(
            words: words, caption: say(.flowTitle),
            columns: [DataTable.Column(say(.sectorColumn))] + groups.map { DataTable.Column(say($0.phrase), unit: "t", isNumber: true) },
            rows: model.sectors.map { sector in DataTable.Row([.html(request.sectorName(sector))] + cells(sector.figures, sector.divisions)) },
            totals: [.text(say(.totalRow))] + cells(model.whole, nil), form: .book)
    }

    // MARK: Over time

    /// Months that are points in the picture, and doors; where there are more, the table beneath has both, and the page stays light.
    private static let monthsMarked = 12

    var months: PageAnswer {
        let trend = model.trend
        let figures: [(phrase: NationPhrase, figure: NationFigure, category: ChartCategory, value: (FateFigures) -> Int64)] = [
            (.generated, .group(.generated), .plain, { $0[.generated] }), (.recovered, .recovered, .recycling, { $0.recovered }),
            (.disposed, .disposed, .landfill, { $0.disposed }),
        ]
        let paths = trend.map { kept("/nation").setting("from", $0.month.description).setting("to", $0.month.description) }
        let words = self.words
        let chart = LineChart(
            words: words, id: "trend", title: say(.trendTitle), description: say(.trendText), months: trend.map { words.month($0.month) },
            series: figures.map { figure in
                LineChart.Series(
                    say(figure.phrase), trend.map { Double(figure.value($0.figures)) / 1_000_000 }, category: figure.category, href: { paths[$0] })
            }, marksMonths: trend.count <= Self.monthsMarked, write: { words.tonnesRounded(Mass(Int64(($0 * 1_000_000).rounded()))) },
            reasonForNone: say(.flowNone))
        let table = DataTable(
            words: words, caption: say(.trendTitle),
            columns: [DataTable.Column(say(.monthColumn))] + figures.map { DataTable.Column(say($0.phrase), unit: "t", isNumber: true) },
            rows: zip(trend, paths).map { row, path in
                DataTable.Row(
                    [.link(words.month(row.month), path)]
                        + figures.map { figure in
                            .number(
                                tonnes(figure.value(row.figures)),
                                cells(figure.figure).setting("from", row.month.description).setting("to", row.month.description))
                        })
            })
        let first = trend.first?.month ?? model.months.lowerBound
        let subtitle = words(NationPhrase.flowUnit, ["period": .text(request.period(first...max(first, model.months.upperBound)))])
        return page(
            .months,
            ChartFrame(words: words, title: say(.trendTitle), subtitle: subtitle, picture: chart.html, table: table, opensTable: true).html)
    }

    // MARK: By province

    var provinces: PageAnswer {
        let platform = request.platform
        let known = platform.lists.provinces(of: platform.country, on: platform.today)
        let words = self.words
        let map = ProvinceMap(
            words: words, id: "map", title: say(.mapTitle), description: say(.mapText),
            places: known.map { province in
                ProvinceMap.Place(
                    request.provinceName(province.id.code), latitude: province.position.latitude, longitude: province.position.longitude,
                    value: model.provinces[province.id.code].map { max(0, Double($0[.generated]) / 1_000_000) },
                    href: kept("/nation").setting("province", province.id.code))
            }, write: { words.tonnesRounded(Mass(Int64(($0 * 1_000_000).rounded()))) + "\u{A0}t" }, reasonForNone: say(.flowNone))
        let rows = model.provinces.sorted { $0.value[.generated] != $1.value[.generated] ? $0.value[.generated] > $1.value[.generated] : $0.key < $1.key }
        func cells(_ figures: FateFigures, _ province: String?) -> [DataTable.Cell] {
            [
                number(figures[.generated], .group(.generated), nil, province), number(figures.recovered, .recovered, nil, province),
                number(figures.disposed, .disposed, nil, province), number(figures[.storage], .group(.storage), nil, province),
                number(figures[.difference], .group(.difference), nil, province),
            ]
        }
        let table = DataTable(
            words: words, caption: say(.mapTitle),
            columns: [DataTable.Column(say(.provinceColumn))]
                + [NationPhrase.generated, .recovered, .disposed, .storage, .difference].map { DataTable.Column(say($0), unit: "t", isNumber: true) },
            rows: rows.map { code, figures in
                let name = code.isEmpty ? say(.unknownProvince) : request.provinceName(code)
                return DataTable.Row([.link(name, kept("/nation").setting("province", code))] + cells(figures, code))
            }, totals: [.text(say(.totalRow))] + cells(model.whole, nil), form: .book)
        let subtitle = words(NationPhrase.flowUnit, ["period": .text(request.period(model.months))])
        return page(
            .provinces, ChartFrame(words: words, title: say(.mapTitle), subtitle: subtitle, picture: map.html, table: table, opensTable: true).html)
    }
}

extension PageRequest {
    /// Months as a reader says them: one month, or the first and the last.
    func period(_ months: ClosedRange<Month>) -> String {
        guard months.lowerBound != months.upperBound else { return words.month(months.lowerBound) }
        return words(NationPhrase.periodRange, ["first": .text(words.month(months.lowerBound)), "last": .text(words.month(months.upperBound))])
    }

    /// An industry of the picture of flows, marked with its language where that is not the reader's.
    func sectorName(_ sector: SectorFlow) -> HTML {
        if sector.isRest { return HTML(text: words[NationPhrase.otherSectors]) }
        guard let code = sector.divisions.first, !code.isEmpty else { return HTML(text: words[NationPhrase.unknownSector]) }
        return sectorName(code)
    }
}
