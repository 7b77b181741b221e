// SPDX-License-Identifier: Apache-2.0

import Markup
import Testing
import Wording

@testable import WebUI

@Suite("Charts") struct ChartTests {
    let words = Words(.english)

    func elements(_ html: HTML, _ name: String, _ cssClass: String, in form: String) -> [MarkupScanner.Element] {
        // Narrow comes first, wide second; each drawing is one svg element with that class.
        let parts = html.description.components(separatedAt: "<svg class=\"\(form)\"")
        let drawing = "<svg class=\"\(form)\"" + (parts.last ?? "")
        let end = drawing.firstRange(of: "</svg>")?.upperBound ?? drawing.endIndex
        return MarkupScanner(String(drawing[..<end])).elements.filter {
            $0.name == name && ($0.attributes["class"] ?? "").split(separator: " ").contains(Substring(cssClass))
        }
    }
    func number(_ element: MarkupScanner.Element, _ name: String) -> Double { Double(element.attributes[name] ?? "") ?? .nan }

    @Test(
        "an axis has round, evenly spaced ticks around all values and begins at zero unless said",
        arguments: [
            ([3.0, 97], [0.0, 25, 50, 75, 100]), ([-8, 12], [-10, -5, 0, 5, 10, 15]), ([], [0, 0.25, 0.5, 0.75, 1]), ([0], [0, 0.25, 0.5, 0.75, 1]),
            ([1e9], [0, 2.5e8, 5e8, 7.5e8, 1e9]),
        ])
    func axis(_ values: [Double], _ ticks: [Double]) {
        #expect(Axis(values).ticks == ticks)
    }

    @Test("an axis without zero still covers its values")
    func axisWithoutZero() {
        let axis = Axis([212, 214.5], includesZero: false)
        #expect(axis.least > 0 && axis.least <= 212 && axis.greatest >= 214.5)
        #expect(axis.position(axis.least, from: 10, to: 90) == 10 && axis.position(axis.greatest, from: 10, to: 90) == 90)
    }

    @Test("a line's points stand at heights in proportion to their values; a month without a figure has no point", arguments: ["narrow", "wide"])
    func lines(_ form: String) {
        let chart = LineChart(
            words: words, id: "l", title: "t", description: "d", months: ["1", "2", "3", "4"], series: [LineChart.Series("s", [0, 25, nil, 100])],
            write: { String($0) },
            reasonForNone: "")
        let points = elements(chart.html, "circle", "point", in: form)
        #expect(points.count == 3)
        let heights = points.map { number(points[0], "cy") - number($0, "cy") }
        #expect(abs(heights[1] / heights[2] - 0.25) < 0.001)
        let path = elements(chart.html, "path", "line", in: form).first?.attributes["d"] ?? ""
        #expect(path.filter { $0 == "M" }.count == 2)
    }

    @Test("lengths of stacked parts are in proportion and end where their sum ends", arguments: ["narrow", "wide"])
    func bars(_ form: String) {
        let values = [[10.0, 20, 30], [5, 0, 55], [1, 1, 1]]
        let chart = StackedBars(
            words: words, id: "b", title: "t", description: "d",
            categories: [StackedBars.Category("x", .recycling), StackedBars.Category("y", .energy), StackedBars.Category("z", .landfill)],
            bars: values.map { StackedBars.Bar("bar", $0) }, write: { String($0) }, reasonForNone: "")
        let areas = elements(chart.html, "rect", "area", in: form)
        #expect(areas.count == 8)
        let factor = number(areas[0], "width") / 10
        let flat = values.flatMap { $0 }.filter { $0 > 0 }
        for (area, value) in zip(areas, flat) { #expect(abs(number(area, "width") - value * factor) < 0.02) }
        #expect(abs(number(areas[2], "x") + number(areas[2], "width") - (number(areas[0], "x") + 60 * factor)) < 0.05)
    }

    @Test("columns grow upwards by the same factor", arguments: ["narrow", "wide"])
    func columns(_ form: String) {
        let chart = StackedBars(
            words: words, id: "b", title: "t", description: "d", categories: [StackedBars.Category("x", .recycling), StackedBars.Category("y", .energy)],
            bars: [StackedBars.Bar("a", [30, 10]), StackedBars.Bar("b", [5, 20])], direction: .columns, write: { String($0) }, reasonForNone: "")
        let areas = elements(chart.html, "rect", "area", in: form)
        let heights = areas.map { number($0, "height") }
        for (height, value) in zip(heights, [30.0, 10, 5, 20]) { #expect(abs(height / heights[0] - value / 30) < 0.001) }
        #expect(abs(number(areas[1], "y") + number(areas[1], "height") - number(areas[0], "y")) < 0.02)
    }

    @Test("dots that would cover each other are stacked; each keeps its exact position along the scale")
    func dots() {
        #expect(DotStrip.stack([1, 2, 11, 12, 30], spacing: 10) == [0, 1, 0, 1, 0])
        let values: [Double] = [50, 50, 50, 80, 120]
        let chart = DotStrip(words: words, id: "d", title: "t", description: "d", values: values, median: 50, own: 80, write: { String($0) }, reasonForNone: "")
        let peers = elements(chart.html, "circle", "peer", in: "wide").map { (x: number($0, "cx"), y: number($0, "cy")) }
        #expect(peers.count == 5)
        #expect(Set(peers.prefix(3).map(\.x)).count == 1 && Set(peers.prefix(3).map(\.y)).count == 3)
        #expect(abs((peers[3].x - peers[0].x) / (peers[4].x - peers[0].x) - 30.0 / 70) < 0.001)
    }

    @Test("circles of a map have areas in proportion and stand north above south, east right of west", arguments: ["narrow", "wide"])
    func map(_ form: String) {
        let places = [
            ProvinceMap.Place("A", latitude: 11.57, longitude: 104.92, value: 1600), ProvinceMap.Place("B", latitude: 13.36, longitude: 103.86, value: 400),
            ProvinceMap.Place("C", latitude: 12, longitude: 106, value: nil),
        ]
        let chart = ProvinceMap(words: words, id: "m", title: "t", description: "d", places: places, write: { String($0) }, reasonForNone: "")
        let circles = elements(chart.html, "circle", "symbol", in: form)
        let (large, small) = (circles[0], circles[1])
        #expect(abs(number(large, "r") / number(small, "r") - 2) < 0.01)
        #expect(number(small, "cy") < number(large, "cy") && number(small, "cx") < number(large, "cx"))
        #expect(elements(chart.html, "circle", "ring", in: form).count == 1)
    }

    @Test("a degree of longitude is shorter than one of latitude by the cosine of the latitude")
    func projection() {
        let frame = MapFrame([(11, 104), (13, 104), (12, 105)], width: 700, margin: 20, maximumHeight: 400)
        let origin = frame.position(latitude: 12, longitude: 104)
        let east = frame.position(latitude: 12, longitude: 105).x - origin.x
        let north = origin.y - frame.position(latitude: 13, longitude: 104).y
        // cos 12° = 0.9781476
        #expect(abs(east / north - 0.978_147_6) < 1e-6)
    }

    @Test("names on a map cover neither each other nor another circle")
    func labels() {
        let spots = (0..<12).map { LabelPlacement.Spot(x: 100 + Double($0 % 4) * 30, y: 100 + Double($0 / 4) * 22, radius: 8, text: "Kampong \($0)") }
        let labels = LabelPlacement.place(spots, width: 400, height: 300, size: 14)
        var boxes: [(left: Double, right: Double, top: Double, bottom: Double)] = []
        for (spot, label) in zip(spots, labels) {
            guard let label else { continue }
            let length = estimatedWidth(spot.text, size: 14)
            let left = label.anchor == .start ? label.x : label.anchor == .end ? label.x - length : label.x - length / 2
            boxes.append((left, left + length, label.y - 12, label.y + 5))
        }
        #expect(!boxes.isEmpty)
        for (i, a) in boxes.enumerated() {
            for b in boxes[(i + 1)...] { #expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top) }
        }
    }

    @Test("findings for and against are drawn to both sides of zero with one scale", arguments: ["narrow", "wide"])
    func evidence(_ form: String) {
        let chart = EvidenceBars(
            words: words, id: "e", title: "t", description: "d", findings: [EvidenceBars.Finding("a", 2), EvidenceBars.Finding("b", -1)], write: { String($0) },
            reasonForNone: "")
        let bars = elements(chart.html, "rect", "area", in: form)
        #expect(abs(number(bars[0], "width") / number(bars[1], "width") - 2) < 0.001)
        #expect(abs(number(bars[1], "x") + number(bars[1], "width") - number(bars[0], "x")) < 0.02)
    }

    @Test("a chart without data says why and draws nothing")
    func empty() {
        let reason = "Nobody has reported yet."
        let write: @Sendable (Double) -> String = { String($0) }
        let charts: [HTML] = [
            LineChart(
                words: words, id: "a", title: "", description: "", months: ["1"], series: [LineChart.Series("s", [nil])], write: write, reasonForNone: reason
            ).html,
            StackedBars(words: words, id: "b", title: "", description: "", categories: [], bars: [], write: write, reasonForNone: reason).html,
            DotStrip(words: words, id: "c", title: "", description: "", values: [], write: write, reasonForNone: reason).html,
            ProvinceMap(words: words, id: "d", title: "", description: "", places: [], write: write, reasonForNone: reason).html,
            EvidenceBars(words: words, id: "e", title: "", description: "", findings: [], write: write, reasonForNone: reason).html,
        ]
        for chart in charts {
            #expect(chart.description.contains(reason))
            #expect(!chart.description.contains("viewBox=\"0 0 312"))
        }
    }
}

@Suite("Fitting text") struct TextFittingTests {
    @Test("Khmer is cut between syllables: a subscript stays with its consonant")
    func khmerClusters() {
        #expect(clusters("ក្រណាត់") == ["ក្រ", "ណា", "ត់"])
        #expect(clusters("ស្ត្រី").count == 1)
        let lines = fitted("មជ្ឈមណ្ឌលញែកសំណល់វាយនភណ្ឌ", width: 80, size: 14, maximum: 2)
        #expect(lines.count == 2 && lines[1].hasSuffix("…"))
        for line in lines { #expect(line.unicodeScalars.first?.value != 0x17D2 && !line.hasSuffix("្…")) }
    }

    @Test("text that fits stays whole, longer text breaks at spaces first")
    func breaksAtSpaces() {
        #expect(fitted("Landfill", width: 100, size: 14, maximum: 2) == ["Landfill"])
        #expect(fitted("Phnom Penh sorting centre", width: 100, size: 14, maximum: 3) == ["Phnom Penh", "sorting centre"])
        #expect(fitted("", width: 100, size: 14, maximum: 2) == [])
    }
}

extension String {
    func components(separatedAt mark: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: mark) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
