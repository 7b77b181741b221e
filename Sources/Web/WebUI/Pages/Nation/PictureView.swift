// SPDX-License-Identifier: Apache-2.0

import Calculations
import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// The picture at one look. Waste generated stands as three figures side by side, each from its own source, never blended.
struct PictureView {
    var request: PageRequest
    var model: NationPicture

    private var words: Words { request.words }
    private func say(_ key: PicturePhrase) -> String { words[key] }
    private func tonnes(_ grams: Int64) -> String { words.tonnesRounded(Mass(grams)) }
    private func kept(_ path: URLPath) -> URLPath { request.setting(model.months, on: path).setting("province", model.province) }
    private func cells(_ fate: String) -> URLPath { kept("/nation/cells").setting("fate", fate) }
    /// Rows of these figures that add up to them: by province, of one province by month.
    private var toldDoor: URLPath { kept("/nation/groups").setting("by", model.province == nil ? "province" : "month") }

    /// Parameters whose loads are shown.
    static let loads = ["cod", "bod5", "tss"]

    var page: PageAnswer {
        let title = model.province.map { words(PicturePhrase.titleProvince, ["province": .text(request.provinceName($0))]) } ?? say(.title)
        let heading = PageHeading(title: title, lead: say(.lead))
        let body: HTML = "\(heading)\(filter)\(request.nationTabs(kept, current: "/nation/picture"))\(three)\(PanelGrid(content: "\(cards)", isForCards: true))"
        return request.page(title, current: .nation, isWide: true, body: body)
    }

    private var filter: SentenceFilter {
        SentenceFilter(
            words: words, action: "/nation/picture",
            pieces: [
                .words(words[NationPhrase.filterFrom]),
                .month(label: words[NationPhrase.fromMonth], name: "from", value: model.months.lowerBound.description), .words(words[NationPhrase.filterTo]),
                .month(label: words[NationPhrase.toMonth], name: "to", value: model.months.upperBound.description), .words(words[NationPhrase.filterIn]),
                request.provinceChoice(model.province, isBound: model.isBoundToProvince),
            ])
    }

    // MARK: Generated, three times

    private var three: HTML {
        let others = model.reports?.withoutNote
        let basis = others.map { words(PicturePhrase.declaredBasis, ["others": .text(tonnes($0))]) } ?? say(.declaredNotesOnly)
        let table = DataTable(
            words: words, caption: say(.threeTitle),
            columns: [
                DataTable.Column(say(.figureColumn)), DataTable.Column(say(.massColumn), unit: "t", isNumber: true), DataTable.Column(say(.basisColumn)),
            ],
            rows: [
                DataTable.Row([.text(say(.declared)), .number(tonnes(model.waste.generated), cells("generated")), .text(basis)]),
                DataTable.Row([.text(say(.weighed)), .number(tonnes(model.waste.weighed), cells("weighed")), .text(say(.weighedBasis))]),
                expected,
            ])
        return "<section class=\"panel\"><h2>\(say(.threeTitle))</h2><p class=\"soft\">\(say(.threeLead))</p>\(table)\(completeness)</section>"
    }

    /// What the model expects of the months that are over.
    private var expected: DataTable.Row {
        guard let waste = model.expected else { return DataTable.Row([.text(say(.expected)), .none(say(.expectedNone)), .text(say(.expectedNone))]) }
        func tonnes(_ grams: Double) -> String { self.tonnes(Int64(grams.rounded())) }
        let basis = words(
            PicturePhrase.expectedBasis,
            [
                "period": .text(request.period(model.judged)), "low": .text(tonnes(waste.low)), "high": .text(tonnes(waste.high)),
                "months": .number(Int64(waste.months)), "count": .number(Int64(waste.sites)), "declared": .text(self.tonnes(waste.declared)),
            ])
        let door = request.setting(model.judged, on: "/expected-waste").setting("province", model.province)
        return DataTable.Row([.text(say(.expected)), .number(tonnes(waste.expected), door), .text(basis)])
    }

    /// How much of the country stands behind figures of returns.
    private var completeness: HTML {
        let text = model.reports.map { words(PicturePhrase.completeness, ["count": .number($0.sites)]) } ?? say(.fewSites)
        let owed = words(PicturePhrase.owedLine, ["came": .number(Int64(model.owed.arrived)), "owed": .number(Int64(model.owed.owed))])
        let door = request.address(of: .months(model.months), model.province, on: "/returns/completeness")
        let left: HTML = model.hidesMonths ? " \(say(.hiddenNote))" : HTML()
        return "<p class=\"note\">\(text)\(left) <a class=\"door\" href=\"\(door)\">\(owed)</a></p>"
    }

    // MARK: Cards

    /// What laboratories found in what outlets let go: the same water as returns tell, measured, and never added to it.
    private var outlets: [FigureCard] {
        let period = request.period(model.months)
        guard let loads = model.loads else {
            return [
                FigureCard(words: words, label: say(.outletVolume), value: nil, unit: "", period: period, reasonForNone: say(.outletsFew))
            ]
        }
        let count = words(PicturePhrase.outletsCount, ["count": .number(loads.sites)])
        func range(_ parameter: String) -> String {
            loads.load(parameter).map { words.loadRange(Mass($0.low), Mass($0.high)) + "\u{A0}kg" } ?? say(.notSampled)
        }
        let others = Self.loads.dropFirst().map { words.parameter($0) + " " + range($0) }.joined(separator: ", ")
        return [
            FigureCard(
                words: words, label: say(.outletVolume), value: words.number(loads.volume / 1_000_000), unit: "m³", period: period,
                completeness: say(.outletVolumeNote) + " " + count, href: toldDoor),
            FigureCard(
                words: words, label: say(.outletLoad), value: loads.load("cod").map { words.loadRange(Mass($0.low), Mass($0.high)) }, unit: "kg",
                period: period, completeness: words(PicturePhrase.outletLoadNote, ["others": .text(others)]) + " " + count,
                href: loads.load("cod") == nil ? nil : toldDoor, reasonForNone: say(.notSampled)),
        ]
    }

    private var cards: [FigureCard] {
        let (waste, period) = (model.waste, request.period(model.months))
        func card(_ label: PicturePhrase, _ value: String?, _ unit: String, _ note: String?, _ door: URLPath) -> FigureCard {
            FigureCard(
                words: words, label: say(label), value: value, unit: unit, period: period, completeness: note, href: value == nil ? nil : door,
                reasonForNone: say(model.reports == nil ? .fewSites : .nothing))
        }
        let textile = model.textile.fates.treated
        let ways = [
            card(.moved, tonnes(model.moved), "t", say(.movedNote), kept("/nation/evidence")),
            card(.treated, tonnes(waste.fates.treated), "t", nil, cells("treated")),
            card(
                .diversion, waste.diversion.map(words.percent), "", words(PicturePhrase.diversionNote, ["mass": .text(tonnes(waste.landfilled))]),
                cells("landfill")),
            card(
                .unknownShare, waste.unknownShare.map(words.percent), "",
                words(PicturePhrase.unknownNote, ["mass": .text(tonnes(waste.fates[.unknown]))]), cells("unknown")),
            card(
                .textileShare, textile > 0 ? words.percent(Double(model.textile.landfilled) / Double(textile)) : nil, "",
                words(PicturePhrase.textileNote, ["mass": .text(tonnes(textile))]),
                cells("treated").setting("chapter", Platform.textileCodes.joined(separator: "-"))),
        ]
        guard let reports = model.reports else {
            return ways + [card(.discharged, nil, "", nil, toldDoor)] + outlets + [card(.direct, nil, "", nil, toldDoor)]
        }
        let gases = reports.emissions
        func cubic(_ millilitres: Int64) -> String { words.number(millilitres / 1_000_000) }
        let count = words(PicturePhrase.completeness, ["count": .number(reports.sites)])
        let water = words(
            PicturePhrase.dischargedNote,
            ["sewer": .text(cubic(reports.sewer)), "surface": .text(cubic(reports.surface)), "untold": .text(cubic(reports.untold))])
        let low = gases.isLow ? " " + say(.lowConfidence) : ""
        return ways + [
            card(.discharged, cubic(reports.discharged), "m³", water + " " + count, toldDoor)
        ] + outlets + [
            card(
                .direct, words.gasTonnesRounded(gases.direct.value), "t CO₂e",
                [words.gasRange(gases.direct, isRounded: true), say(.directNote), count].compactMap { $0 }.joined(separator: " ") + low,
                toldDoor),
            card(.energy, words.gasTonnesRounded(gases.energy.value), "t CO₂e", say(.energyNote) + " " + count, toldDoor),
            card(.plants, words.gasTonnesRounded(gases.biogenic), "t CO₂", count, toldDoor),
        ]
    }
}

extension PageRequest {
    /// A field for the province of a national page, of which an office of one province has no choice.
    func provinceChoice(_ selected: String?, isBound: Bool) -> SentenceFilter.Piece {
        let provinces = platform.lists.provinces(of: platform.country, on: platform.today).map(\.id.code).filter { !isBound || $0 == selected }
        return .choice(
            label: words[NationPhrase.province], name: "province",
            choices: (isBound ? [] : [Choice("", words[NationPhrase.allProvinces])]) + provinces.map { Choice($0, provinceName($0)) },
            selected: selected ?? "")
    }
}
