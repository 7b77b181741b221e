// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// Change over months as lines. Months without a figure leave a gap; the axis begins at zero unless said.
struct LineChart: Part {
    struct Series: Sendable {
        var label: String
        /// One value a month, `nil` where there is none.
        var values: [Double?]
        var category = ChartCategory.plain
        /// Lowest and highest likely value by month, drawn as a band.
        var band: [(low: Double, high: Double)?] = []
        /// Where a month's point leads, by position of the month.
        var href: (@Sendable (Int) -> URLPath)?

        init(
            _ label: String, _ values: [Double?], category: ChartCategory = .plain, band: [(low: Double, high: Double)?] = [],
            href: (@Sendable (Int) -> URLPath)? = nil
        ) {
            self.label = label
            self.values = values
            self.category = category
            self.band = band
            self.href = href
        }
    }

    struct Limit: Sendable {
        var label: String
        var value: Double
    }

    var words: Words
    /// Unique on the page.
    var id: String
    var title: String
    var description: String
    /// Ready labels, oldest first.
    var months: [String]
    var series: [Series]
    /// A target or legal limit, drawn across.
    var limit: Limit?
    var startsAtZero = true
    /// Whether each month has a point of its own, which tells its value; where there are many, lines and the table beneath are enough.
    var marksMonths = true
    /// Writes a value of the axis in the reader's language, without unit.
    var write: @Sendable (Double) -> String
    var reasonForNone: String

    /// The values' axis, limit and bands included.
    var axis: Axis {
        var values = series.flatMap { $0.values.compactMap { $0 } }
        for line in series { for case let band? in line.band { values += [band.low, band.high] } }
        if let limit { values.append(limit.value) }
        return Axis(values, includesZero: startsAtZero)
    }

    var html: HTML {
        guard series.contains(where: { $0.values.contains { $0 != nil } }) else { return ChartWithoutData(reason: reasonForNone).html }
        var entries: [(label: String, sign: Legend.Sign)] = series.enumerated().map { ($1.label, .line($1.category, $0)) }
        if series.contains(where: { !$0.band.isEmpty }) { entries.append((words[PartPhrase.uncertainty], .band)) }
        return Picture(
            id: id, title: title, description: description, hasLinks: marksMonths && series.contains { $0.href != nil },
            narrow: drawing(width: Picture.narrowWidth, height: 220), wide: drawing(width: Picture.wideWidth, height: 300),
            legend: Legend(entries: entries)
        ).html
    }

    private func drawing(width: Double, height: Double) -> Drawing {
        let isWide = width > 500
        let size = isWide ? 14.0 : 12.5
        let axis = self.axis
        let left = (axis.ticks.map { estimatedWidth(write($0), size: size) }.max() ?? 0) + 10
        let (right, top, bottom) = (width - 14, 14.0, height - 28)
        func x(_ month: Int) -> Double { months.count < 2 ? (left + right) / 2 : left + 8 + (right - left - 8) * Double(month) / Double(months.count - 1) }
        func y(_ value: Double) -> Double { axis.position(value, from: bottom, to: top) }

        let grid = HTML.map(axis.ticks) { tick in
            """
            <path class="\(tick == 0 ? "base" : "grid")" d="M\(svg: left) \(svg: y(tick))H\(svg: right)"/>\
            <text class="tick" x="\(svg: left - 6)" y="\(svg: y(tick) + 4)" text-anchor="end">\(write(tick))</text>
            """
        }
        // As many months are named as fit beside each other; the last one always.
        let widest = months.map { estimatedWidth($0, size: size) }.max() ?? 0
        let fitting = max(1, Int((right - left) / (widest + 12)))
        let every = max(1, (months.count + fitting - 1) / fitting)
        let names = HTML.map(months.indices.filter { (months.count - 1 - $0) % every == 0 }) { month in
            let half = widest / 2
            let position = min(max(x(month), half), width - half)
            return "<text class=\"tick\" x=\"\(svg: position)\" y=\"\(svg: bottom + 20)\" text-anchor=\"middle\">\(months[month])</text>"
        }
        let lines = HTML.map(series.enumerated()) { position, line in
            "\(band(line, x: x, y: y))<path class=\"line \(line.category.cssClass) dash-\(position % 4)\" d=\"\(path(line.values, x: x, y: y))\"/>\(points(line, x: x, y: y))"
        }
        let mark = HTML.ifPresent(limit) { limit in
            let text = "\(limit.label): \(write(limit.value))"
            let place = labelPlace(y(limit.value), length: estimatedWidth(text, size: size), left: left + 4, right: right, x: x, y: y)
            return """
                <path class="limit" d="M\(svg: left) \(svg: y(limit.value))H\(svg: right)"/>\
                <text class="limit-label" x="\(svg: place.x)" y="\(svg: place.y)"\(attribute: "text-anchor", place.anchor == .end ? "end" : nil)>\(text)</text>
                """
        }
        return Drawing(width: width, height: height, content: "\(grid)\(names)\(lines)\(mark)")
    }

    /// Where the limit's name covers the lines least: left or right, above or below its line.
    private func labelPlace(
        _ line: Double, length: Double, left: Double, right: Double, x: (Int) -> Double, y: (Double) -> Double
    ) -> (x: Double, y: Double, anchor: TextAnchor) {
        var best = (x: right, y: line - 6, anchor: TextAnchor.end)
        var widest = -1.0
        for (anchor, start) in [(TextAnchor.end, right - length), (.start, left)] {
            for baseLine in [line - 6, line + 16] {
                var free = 1000.0
                for values in series.map(\.values) {
                    for case let (month, value?) in values.enumerated() where x(month) > start - 20 && x(month) < start + length + 20 {
                        free = min(free, abs(y(value) - (baseLine - 5)))
                    }
                }
                if free > widest { (best, widest) = ((anchor == .end ? right : left, baseLine, anchor), free) }
            }
        }
        return best
    }

    private func path(_ values: [Double?], x: (Int) -> Double, y: (Double) -> Double) -> HTML {
        var result = HTML()
        var isDown = false
        for (month, value) in values.enumerated() {
            guard let value else {
                isDown = false
                continue
            }
            result.append("\(isDown ? "L" : "M")\(svg: x(month)) \(svg: y(value))")
            isDown = true
        }
        return result
    }

    private func points(_ line: Series, x: (Int) -> Double, y: (Double) -> Double) -> HTML {
        HTML.map(marksMonths ? Array(line.values.enumerated()) : []) { month, value in
            HTML.ifPresent(value) { value in
                linked(
                    line.href?(month), title: "\(line.label), \(months[month]): \(write(value))",
                    "<circle class=\"point \(line.category.cssClass)\" cx=\"\(svg: x(month))\" cy=\"\(svg: y(value))\" r=\"3\"/>")
            }
        }
    }

    private func band(_ line: Series, x: (Int) -> Double, y: (Double) -> Double) -> HTML {
        let known = line.band.enumerated().compactMap { month, band in band.map { (month, $0) } }
        guard known.count > 1 else { return HTML() }
        let over = HTML.map(known.enumerated()) { "\($0 == 0 ? "M" : "L")\(svg: x($1.0)) \(svg: y($1.1.high))" }
        let under = HTML.map(known.reversed()) { "L\(svg: x($0.0)) \(svg: y($0.1.low))" }
        return "<path class=\"band\" d=\"\(over)\(under)Z\"/>"
    }
}
