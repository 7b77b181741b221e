// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// An outlet month by month: one parameter as a line, the kilograms that left, and the volumes behind them.
enum DischargeTrendPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/outlets/:id/trend") { try await page($0, [], 200) },
        PageRoute(.post, "/discharge/outlets/:id/volumes", record),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let last = request.query["to"].flatMap { Month(iso: $0) }
        let model = try await request.platform.dischargeTrend(try request.id("id"), last: last, by: try request.actor())
        let view = DischargeTrendView(request: request, model: model, problems: problems)
        if request.wantsFile {
            let name = "outlet-months-\(model.outlet.id)"
            return try request.list(model.file(of: view.chosen?.parameter).csv, view.chosen.map { name + "-" + $0.parameter.code } ?? name)
        }
        return request.dischargePage(
            request.words[DischargeTrendPhrase.title], back: "/discharge/outlets/\(model.outlet.id)", status: status, body: view.html)
    }

    private static func record(_ request: PageRequest) async throws -> PageAnswer {
        let id: OutletID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/discharge/outlets/\(id)/trend", said: DischargeTrendPhrase.saidVolume) {
            _ = try await request.platform.recordDischargeVolume(
                of: id, month: request.form["month"], cubicMetres: request.form["volume"], method: request.form["method"], by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }
}

struct DischargeTrendView: Part {
    var request: PageRequest
    var model: DischargeTrend
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: DischargeTrendPhrase) -> String { words[phrase] }
    private var here: URLPath { "/discharge/outlets/\(model.outlet.id)/trend" }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    /// The parameter that was asked for, where it was measured.
    var chosen: DischargeTrend.Series? { model.series.first { $0.parameter.code == request.query["parameter"] } }

    /// The parameter that is drawn: the one asked for, else one of those that carry a load, else the first.
    private var shown: DischargeTrend.Series? {
        chosen ?? model.series.first { $0.parameter.code == "cod" }
            ?? model.series.first { $0.parameter.hasLoad } ?? model.series.first
    }

    var html: HTML {
        let heading = PageHeading(title: say(.title), kind: request.title(of: model.outlet) + " · " + request.name(of: model.site))
        guard let shown else {
            let empty = EmptyState(icon: .chart, title: words[DischargePagePhrase.noResults], explanation: say(.emptyMore))
            return "\(heading)\(empty)\(volumes)"
        }
        let filter = SentenceFilter(
            words: words, action: here,
            pieces: [
                .words(say(.filterParameter)),
                .choice(
                    label: words[DischargePagePhrase.parameter], name: "parameter",
                    choices: model.series.map { Choice($0.parameter.code, words.parameter($0.parameter.code)) }, selected: shown.parameter.code),
                .words(say(.filterUntil)), .month(label: say(.untilMonth), name: "to", value: model.months[model.months.count - 1].description),
            ])
        return "\(heading)\(filter)\(chart(shown))\(loads)\(volumes)"
    }

    private func chart(_ series: DischargeTrend.Series) -> HTML {
        let (words, unit) = (self.words, series.parameter.unit)
        let name = words.parameter(series.parameter.code)
        let bound = series.limit?.bound
        let line = LineChart.Series(
            name, series.figures.map { $0.mean?.middle }, category: .wastewater,
            band: series.figures.contains { $0.mean.map { !$0.isExact } ?? false }
                ? series.figures.map { figure in figure.mean.flatMap { mean in mean.high.map { (low: mean.low, high: $0) } } } : [])
        let first = words.month(model.months[0])
        let last = words.month(model.months[model.months.count - 1])
        let picture = LineChart(
            words: words, id: "trend", title: name,
            description: words(DischargeTrendPhrase.chartMore, ["parameter": .text(name), "from": .text(first), "to": .text(last)]),
            months: model.months.map { words.month($0) }, series: [line],
            limit: (bound?.upper ?? bound?.lower).map { LineChart.Limit(label: words[DischargePagePhrase.limit], value: $0.approximate) },
            write: { words.decimal(Int64(($0 * 1000).rounded()), scale: 3) }, reasonForNone: words[DischargePagePhrase.noResults])
        var table = DataTable(
            words: words, caption: name,
            columns: [
                DataTable.Column(say(.month)), DataTable.Column(say(.count), isNumber: true), DataTable.Column(say(.mean), unit: unit, isNumber: true),
                DataTable.Column(say(.belowDetection), isNumber: true),
            ],
            rows: series.figures.map { figure in
                DataTable.Row([
                    .text(words.month(figure.month)), .number(words.number(Int64(figure.mean?.count ?? 0))), mean(figure.mean),
                    .number(words.number(Int64(figure.mean?.belowDetection ?? 0))),
                ])
            })
        table.downloads = DataTable.Download.list(
            here.setting("parameter", chosen?.parameter.code).setting("to", model.months.last?.description))
        let note = series.limit.map { say(.limitNote) + " " + words.bound($0.bound, unit: unit) }
        return ChartFrame(
            words: words, title: name, subtitle: unit + ", " + first + " – " + last, picture: picture.html, table: table, note: note, opensTable: true
        ).html
    }

    /// One figure, or from what to what it may lie where results are below detection.
    private func mean(_ mean: MonthlyMean?) -> DataTable.Cell {
        func write(_ value: Double) -> String { words.decimal(Int64((value * 1000).rounded()), scale: 3) }
        guard let mean else { return .none(words[DischargePagePhrase.noResults]) }
        guard let high = mean.high else { return .number("≥\u{A0}" + write(mean.low)) }
        return .number(mean.isExact ? write(mean.low) : write(mean.low) + "–" + write(high))
    }

    private var loads: HTML {
        let series = model.series.filter(\.parameter.hasLoad)
        guard !series.isEmpty, model.outlet.medium == .water else { return HTML() }
        let columns =
            [DataTable.Column(say(.month)), DataTable.Column(say(.volume), unit: "m³", isNumber: true)]
            + series.map { DataTable.Column(words.parameter($0.parameter.code), unit: "kg", isNumber: true) }
        let table = DataTable(
            words: words, caption: say(.loadsTitle), columns: columns,
            rows: model.months.enumerated().reversed().map { place, month in
                let volume = model.volumes[month]
                let cells: [DataTable.Cell] = [
                    .text(words.month(month)), volume.map { .number(words.decimal($0.volume.raw, scale: 6)) } ?? .none(say(.noVolume)),
                ]
                return DataTable.Row(cells + series.map { load($0.figures[place].load) })
            })
        return "<h2>\(say(.loadsTitle))</h2><p class=\"soft\">\(say(.loadsLead))</p>\(table)"
    }

    private func load(_ load: (low: Mass, high: Mass?)?) -> DataTable.Cell {
        guard let load else { return .none(say(.noLoad)) }
        let low = words.kilograms(load.low)
        guard let high = load.high else { return .number("≥\u{A0}" + low) }
        return .number(high == load.low ? low : low + "–" + words.kilograms(high))
    }

    private var volumes: HTML {
        guard model.mayRecord, model.outlet.medium == .water else { return HTML() }
        let typed = request.form
        let month = Field(
            words: words, label: say(.month), name: "month",
            input: DateInput(value: typed.has("month") ? typed["month"] : model.today.month.adding(months: -1).description, grain: .month, latest: model.today),
            error: error("month"))
        let volume = Field(words: words, label: say(.volume), name: "volume", input: NumberInput(value: typed["volume"], unit: "m³"), error: error("volume"))
        let method = Field(
            words: words, label: say(.method), name: "method",
            input: RadioInput(choices: VolumeMethod.allCases.map { Choice($0.rawValue, words[$0.phrase]) }, selected: typed["method"]), error: error("method"))
        let form = InputForm(
            words: words, id: "volume", action: "/discharge/outlets/\(model.outlet.id)/volumes", hidden: [request.csrfField], problems: problems,
            content: "\(month)\(volume)\(method)", button: say(.saveVolume))
        return FormFold(title: say(.volumeTitle), isOpen: !problems.isEmpty, content: form.html).html
    }
}

/// What the page of a trend says.
enum DischargeTrendPhrase: String, PhraseKey {
    static let area = "dischargetrend"
    case title, emptyMore, filterParameter, filterUntil, untilMonth, chartMore, month, count, mean, belowDetection, limitNote, loadsTitle, loadsLead
    case volume, noVolume, noLoad, volumeTitle, method, saveVolume, saidVolume
}
