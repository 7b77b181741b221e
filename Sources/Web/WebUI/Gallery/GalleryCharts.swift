// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// Every chart with its table, and one without data.
struct GalleryCharts {
    var words: Words

    private func say(_ key: GalleryPhrase) -> String { words[key] }
    private let here: URLPath = "/gallery"
    private var tonnes: @Sendable (Double) -> String {
        let words = words
        return { words.number(Int64($0.rounded())) + "\u{A0}t" }
    }
    private var plain: @Sendable (Double) -> String {
        let words = words
        return { words.decimal(Int64(($0 * 10).rounded()), scale: 1) }
    }

    var html: HTML {
        let empty = frame(
            .emptyChart, .flowUnit,
            LineChart(words: words, id: "empty", title: "", description: "", months: [], series: [], write: plain, reasonForNone: say(.noData)).html, [])
        return gallerySection(say(.sectionCharts), [flows, trend, zones, months, peers, map, evidence, empty])
    }

    private func frame(_ title: GalleryPhrase, _ unit: GalleryPhrase, _ picture: HTML, _ numbers: [(String, Double)]) -> HTML {
        ChartFrame(
            words: words, title: say(title), subtitle: say(unit), picture: picture,
            table: DataTable(
                words: words, caption: say(title), columns: [DataTable.Column(say(.place)), DataTable.Column(say(.amount), isNumber: true)],
                rows: numbers.map { DataTable.Row([.text($0.0), .number(plain($0.1), here)]) },
                empty: EmptyState(icon: .chart, title: say(.emptyChart), explanation: say(.noData))),
            note: say(.completeness)
        ).html
    }

    private var flows: HTML {
        let nodes = [
            Sankey.Node("pp", say(.phnomPenh), href: here), Sankey.Node("kd", say(.kandal)), Sankey.Node("sr", say(.svayRieng)),
            Sankey.Node("sort", say(.sorting)), Sankey.Node("rec", say(.recycling), category: .recycling), Sankey.Node("ene", say(.energy), category: .energy),
            Sankey.Node("inc", say(.incineration), category: .incineration), Sankey.Node("land", say(.landfill), category: .landfill),
        ]
        let links = [
            Sankey.Link("pp", "sort", 620, href: here), Sankey.Link("kd", "sort", 380), Sankey.Link("sr", "sort", 140), Sankey.Link("sr", "land", 290),
            Sankey.Link("pp", "land", 210), Sankey.Link("sort", "rec", 700), Sankey.Link("sort", "ene", 190), Sankey.Link("sort", "inc", 60),
            Sankey.Link("sort", "land", 110),
        ]
        let chart = Sankey(
            words: words, id: "flows", title: say(.flowTitle), description: say(.flowText), nodes: nodes, links: links, write: tonnes,
            reasonForNone: say(.noData))
        return frame(.flowTitle, .flowUnit, chart.html, [(say(.recycling), 700), (say(.landfill), 610), (say(.unaccounted), 80)])
    }

    private var monthNames: [String] {
        (0..<18).map { step in
            let month = Month(year: 2025, month: 4).adding(months: step)
            return words.localDigits("\(month.month < 10 ? "0" : "")\(month.month).\(month.year % 100)")
        }
    }

    private var trend: HTML {
        let own: [Double?] = [96, 95, 97, 94, 93, nil, nil, 92, 90, 91, 88, 87, 86, 84, 83, 80, 79, 78]
        let peers: [Double?] = [89, 90, 88, 88, 89, 90, 88, 87, 88, 88, 89, 87, 88, 88, 87, 88, 89, 88]
        let chart = LineChart(
            words: words, id: "trend", title: say(.trendTitle), description: say(.trendText), months: monthNames,
            series: [
                LineChart.Series(say(.garmentFactory), own, category: .recycling, href: { "/gallery?month=\($0)" }),
                LineChart.Series(say(.peers), peers, category: .wastewater, band: peers.map { $0.map { ($0 - 9, $0 + 11) } }),
            ], limit: LineChart.Limit(label: say(.target), value: 75), write: plain, reasonForNone: say(.noData))
        return frame(.trendTitle, .trendUnit, chart.html, zip(monthNames, own).compactMap { name, value in value.map { (name, $0) } }.suffix(3))
    }

    private var categories: [StackedBars.Category] {
        [
            StackedBars.Category(say(.recycling), .recycling), StackedBars.Category(say(.energy), .energy),
            StackedBars.Category(say(.incineration), .incineration),
            StackedBars.Category(say(.landfill), .landfill), StackedBars.Category(say(.water), .wastewater), StackedBars.Category(say(.storage), .storage),
            StackedBars.Category(say(.air), .air), StackedBars.Category(say(.unaccounted), .unaccounted),
        ]
    }

    private var zones: HTML {
        let bars = [
            StackedBars.Bar(say(.phnomPenh), [420, 90, 60, 180, 40, 20, 15, 30], href: here),
            StackedBars.Bar(say(.sihanouk), [180, 40, 20, 210, 80, 30, 10, 60]),
            StackedBars.Bar(say(.svayRieng), [60, 10, 5, 190, 12, 8, 4, 22]), StackedBars.Bar(say(.kampongSpeu), [0, 0, 0, 0, 0, 0, 0, 14]),
        ]
        let chart = StackedBars(
            words: words, id: "zones", title: say(.barsTitle), description: say(.barsText), categories: categories, bars: bars, write: tonnes,
            reasonForNone: say(.noData))
        return frame(.barsTitle, .flowUnit, chart.html, bars.map { ($0.label, $0.values.reduce(0, +)) })
    }

    private var months: HTML {
        var bars: [StackedBars.Bar] = []
        for (position, name) in monthNames.enumerated() {
            let growing = Double(40 + position * 3)
            let falling = Double(90 - position * 2)
            bars.append(StackedBars.Bar(name, [growing, 20, 8, falling, 12, 4, 2, Double(position % 4)]))
        }
        let chart = StackedBars(
            words: words, id: "months", title: say(.columnsTitle), description: say(.barsText), categories: categories, bars: bars, direction: .columns,
            write: plain,
            reasonForNone: say(.noData))
        return frame(.columnsTitle, .flowUnit, chart.html, bars.suffix(3).map { ($0.label, $0.values.reduce(0, +)) })
    }

    private var peers: HTML {
        let values = stride(from: 0, to: 38, by: 1).map { (step: Int) -> Double in Double(70 + step * 37 % 61 + step % 5 * 8) }
        let chart = DotStrip(
            words: words, id: "peers", title: say(.dotsTitle), description: say(.dotsText), values: values, median: 118, own: 96,
            range: (80, 150, say(.publishedRange)), startsAtZero: false, write: plain, reasonForNone: say(.noData))
        return frame(.dotsTitle, .dotsUnit, chart.html, [(say(.garmentFactory), 96)])
    }

    private var map: HTML {
        let places = [
            ProvinceMap.Place(say(.phnomPenh), latitude: 11.57, longitude: 104.92, value: 1840, href: here),
            ProvinceMap.Place(say(.kandal), latitude: 11.48, longitude: 104.95, value: 960),
            ProvinceMap.Place(say(.kampongSpeu), latitude: 11.45, longitude: 104.52, value: 540),
            ProvinceMap.Place(say(.sihanouk), latitude: 10.61, longitude: 103.53, value: 610),
            ProvinceMap.Place(say(.siemReap), latitude: 13.36, longitude: 103.86, value: 120),
            ProvinceMap.Place(say(.battambang), latitude: 13.1, longitude: 103.2, value: 210),
            ProvinceMap.Place(say(.svayRieng), latitude: 11.09, longitude: 105.8, value: 430),
            ProvinceMap.Place(say(.kampongCham), latitude: 11.99, longitude: 105.46, value: nil),
            ProvinceMap.Place("Ratanakiri", latitude: 13.74, longitude: 106.99, value: 8),
            ProvinceMap.Place("Koh Kong", latitude: 11.62, longitude: 102.98, value: 35),
        ]
        let chart = ProvinceMap(
            words: words, id: "map", title: say(.mapTitle), description: say(.mapText), places: places, write: tonnes, reasonForNone: say(.noData))
        return frame(.mapTitle, .flowUnit, chart.html, places.compactMap { place in place.value.map { (place.label, $0) } })
    }

    private var evidence: HTML {
        let findings = [
            EvidenceBars.Finding(say(.evidenceOne), 2.4, href: here), EvidenceBars.Finding(say(.evidenceTwo), 1.1),
            EvidenceBars.Finding(say(.evidenceThree), -0.8),
        ]
        let chart = EvidenceBars(
            words: words, id: "evidence", title: say(.evidenceTitle), description: say(.evidenceUnit), findings: findings, write: plain,
            reasonForNone: say(.noData))
        return frame(.evidenceTitle, .evidenceUnit, chart.html, findings.map { ($0.label, $0.weight) })
    }
}
