// SPDX-License-Identifier: Apache-2.0

import Checks
import CodeLists
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// A site's energy, water and waste for each unit of product and each worker, beside its past, its peers and what was published.
enum BenchmarkPages {
    static let routes: [PageRoute] = [PageRoute(.get, "/sites/:id/benchmarks", page)]

    private static func page(_ request: PageRequest) async throws -> PageAnswer {
        let model = try await request.platform.benchmarks(of: try request.id("id"), by: try request.actor())
        if request.wantsFile { return try request.list(model.csv(), "benchmarks-\(model.site.id)") }
        return request.page(
            request.words[BenchmarkPagePhrase.title], current: .returns, back: "/returns", body: BenchmarkView(request: request, model: model).html)
    }
}

struct BenchmarkView: Part {
    var request: PageRequest
    var model: BenchmarkModel

    private var words: Words { request.words }
    private func say(_ phrase: BenchmarkPagePhrase) -> String { words[phrase] }
    private var here: URLPath { "/sites/\(model.site.id)/benchmarks" }
    private var base: IntensityBase { request.query["per"].flatMap { IntensityBase(rawValue: $0) } ?? .product }

    var html: HTML {
        let heading = PageHeading(
            title: say(.title), kind: request.siteLabel(model.site, model.organisation),
            lead: words(
                BenchmarkPagePhrase.lead,
                ["from": .text(words.month(model.months.lowerBound)), "until": .text(words.month(model.months.upperBound))]))
        let tabs = TabLinks(
            label: say(.per),
            tabs: IntensityBase.allCases.map { one in
                TabLinks.Tab(say(one == .product ? .perProduct : .perWorker), here.setting("per", one.rawValue), isCurrent: one == base)
            })
        let shown = model.benchmarks.filter { $0.unit.base == base }
        let charts = HTML.map(shown) { "\(frame($0))\(published($0))" }
        let files: HTML = """
            <p>\(LinkButton(label: "CSV", href: here.setting("format", "csv"), icon: .download)) \
            \(LinkButton(label: "XLSX", href: here.setting("format", "xlsx"), icon: .download))</p>
            """
        return "\(heading)\(tabs)<p>\(request.sectorName(model.sector))</p>\(charts)\(files)"
    }

    /// `kWh for each piece`.
    private func unit(_ unit: IntensityUnit) -> String {
        let per: BenchmarkPagePhrase =
            switch (unit.base, unit.product) {
            case (.worker, _): .unitWorker
            case (.product, .tonne): .unitTonne
            case (.product, .piece): .unitPiece
            case (.product, .pair): .unitPair
            }
        return words(per, ["unit": .text(request.unitLabel(unit.symbol))])
    }

    private func frame(_ one: Benchmark) -> ChartFrame {
        let (words, title) = (self.words, self.words[one.unit.intensity.phrase])
        let spread = one.peers.spread
        let strip = DotStrip(
            words: words, id: "strip-\(one.unit.intensity.rawValue)", title: title, description: words(BenchmarkPagePhrase.chartMore, ["figure": .text(title)]),
            values: one.own.map(\.value), median: spread?.median, own: one.latest?.value,
            range: spread.map { ($0.quarter, $0.threeQuarters, say(.halfOfPeers)) }, write: { Self.write($0, words) }, reasonForNone: say(.noMonths))
        var rows = one.own.reversed().map { point in
            DataTable.Row([.text(words.month(point.month)), .number(Self.write(point.value, words), "/returns/\(point.made)")])
        }
        if let spread {
            rows += [(BenchmarkPagePhrase.peersQuarter, spread.quarter), (.peersMedian, spread.median), (.peersThreeQuarters, spread.threeQuarters)].map {
                DataTable.Row([.text(say($0.0)), .number(Self.write($0.1, words))])
            }
        }
        let table = DataTable(
            words: words, caption: title,
            columns: [DataTable.Column(say(.whose)), DataTable.Column(say(.value), unit: unit(one.unit), isNumber: true)], rows: rows)
        return ChartFrame(
            words: words, title: title, subtitle: unit(one.unit), picture: strip.html, table: table,
            note: [compared(one), peersNote(one)].joined(separator: " "))
    }

    /// The latest month against the own past, in a sentence.
    private func compared(_ one: Benchmark) -> String {
        guard let latest = one.latest else { return "" }
        let facts: [String: Fact] = [
            "month": .text(words.month(latest.month)), "value": .text(Self.write(latest.value, words)), "unit": .text(unit(one.unit)),
            "median": .text(one.ownMedian.map { Self.write($0, words) } ?? ""),
        ]
        return words(one.ownMedian == nil ? BenchmarkPagePhrase.latestAlone : .latest, facts)
    }

    private func peersNote(_ one: Benchmark) -> String {
        switch one.peers {
        case .spread(let spread): words(BenchmarkPagePhrase.peersCount, ["count": .number(Int64(spread.sites))])
        case .withheld(let reason): words[reason.phrase]
        }
    }

    /// What was published, each with its source; what is for another unit says so.
    private func published(_ one: Benchmark) -> HTML {
        let found = model.ranges(one.unit)
        guard !found.isEmpty else { return HTML() }
        let table = DataTable(
            words: words, caption: say(.published),
            columns: [
                DataTable.Column(say(.process)), DataTable.Column(say(.range), isNumber: true), DataTable.Column(say(.inYourUnit), isNumber: true),
                DataTable.Column(say(.source)),
            ],
            rows: found.map { published, range in
                let ends = [published.low, published.high].compactMap { $0 }.map { Self.write($0, words) }.joined(separator: "–")
                let low: HTML =
                    published.provenance.confidence == .low ? " \(StatusChip(text: say(.lowConfidence), tone: .warning))" : HTML()
                return DataTable.Row(
                    [
                        .html("<span lang=\"en\">\(published.process)</span>"), .html("<span lang=\"en\">\(ends) \(published.unit)</span>"),
                        range.map { .number("\(Self.write($0.lowerBound, words))–\(Self.write($0.upperBound, words))") } ?? .none(say(.otherUnit)),
                        .html("<span lang=\"en\">\(published.provenance.source), \(published.year)</span>\(low)"),
                    ])
            })
        return Unfolding(label: words(BenchmarkPagePhrase.publishedCount, ["count": .number(Int64(found.count))]), content: table.html).html
    }

    /// Three significant digits or so, without a unit.
    private static func write(_ value: Double, _ words: Words) -> String {
        let scale = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4
        let factor = [1.0, 10, 100, 1000, 10_000][scale]
        return words.decimal(Int64((value * factor).rounded()), scale: scale)
    }
}
