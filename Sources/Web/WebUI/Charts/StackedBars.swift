// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// Parts of a whole as stacked bars: one bar a park or factory in rows, or one a month in columns.
struct StackedBars: Part {
    struct Category: Sendable {
        var label: String
        var category: ChartCategory

        init(_ label: String, _ category: ChartCategory) {
            self.label = label
            self.category = category
        }
    }

    struct Bar: Sendable {
        var label: String
        /// One value per category, not negative.
        var values: [Double]
        var href: URLPath?

        init(_ label: String, _ values: [Double], href: URLPath? = nil) {
            self.label = label
            self.values = values
            self.href = href
        }
    }

    enum Direction: Sendable { case rows, columns }

    var words: Words
    /// Unique on the page.
    var id: String
    var title: String
    var description: String
    var categories: [Category]
    var bars: [Bar]
    var direction = Direction.rows
    /// Writes a value in the reader's language, without unit.
    var write: @Sendable (Double) -> String
    var reasonForNone: String

    var axis: Axis { Axis(bars.map { $0.values.reduce(0, +) }) }

    var html: HTML {
        guard bars.contains(where: { $0.values.contains { $0 > 0 } }) else { return ChartWithoutData(reason: reasonForNone).html }
        precondition(
            bars.allSatisfy { $0.values.count == categories.count && $0.values.allSatisfy { $0 >= 0 } }, "A bar has one value per category, none negative.")
        return Picture(
            id: id, title: title, description: description, hasLinks: bars.contains { $0.href != nil },
            narrow: direction == .rows ? rows(width: Picture.narrowWidth) : columns(width: Picture.narrowWidth, height: 220),
            wide: direction == .rows ? rows(width: Picture.wideWidth) : columns(width: Picture.wideWidth, height: 300),
            legend: Legend(entries: categories.map { ($0.label, .area($0.category)) })
        ).html
    }

    /// Bars from left to right; on phones each label stands above its bar.
    private func rows(width: Double) -> Drawing {
        let isWide = width > 500
        let size = isWide ? 14.0 : 12.5
        let labelWidth = isWide ? min(220, (bars.map { estimatedWidth($0.label, size: size) }.max() ?? 0) + 12) : 0
        let totalWidth = (bars.map { estimatedWidth(write($0.values.reduce(0, +)), size: size) }.max() ?? 0) + 10
        let (start, end) = (labelWidth, width - totalWidth)
        let step = isWide ? 38.0 : 50.0
        let thickness = isWide ? 22.0 : 18.0
        let axis = self.axis
        let content = HTML.map(bars.enumerated()) { position, bar in
            let top = Double(position) * step + (isWide ? 8 : 24)
            let total = bar.values.reduce(0, +)
            var x = start
            let segments = HTML.map(zip(categories, bar.values)) { category, value in
                let length = value / axis.greatest * (end - start)
                defer { x += length }
                return segment(category, value, bar, x: x, y: top, width: length, height: thickness)
            }
            let lines = fitted(bar.label, width: isWide ? labelWidth - 8 : width, size: size, maximum: 1)
            let label =
                isWide ? textLines(lines, x: labelWidth - 10, y: top + 16, lineHeight: 16, anchor: .end) : textLines(lines, x: 0, y: top - 7, lineHeight: 16)
            let amount: HTML = "<text class=\"amount\" x=\"\(svg: x + 6)\" y=\"\(svg: top + thickness / 2 + 5)\">\(write(total))</text>"
            return linked(bar.href, title: "\(bar.label): \(write(total))", "\(label)\(segments)\(amount)")
        }
        return Drawing(width: width, height: Double(bars.count) * step + 8, content: content)
    }

    /// Bars from the ground up, for months.
    private func columns(width: Double, height: Double) -> Drawing {
        let size = width > 500 ? 14.0 : 12.5
        let axis = self.axis
        let left = (axis.ticks.map { estimatedWidth(write($0), size: size) }.max() ?? 0) + 10
        let (right, top, bottom) = (width - 4, 12.0, height - 28)
        let step = (right - left) / Double(bars.count)
        let thickness = min(44, step * 0.7)
        let grid = HTML.map(axis.ticks) { tick in
            let y = axis.position(tick, from: bottom, to: top)
            return """
                <path class="\(tick == 0 ? "base" : "grid")" d="M\(svg: left) \(svg: y)H\(svg: right)"/>\
                <text class="tick" x="\(svg: left - 6)" y="\(svg: y + 4)" text-anchor="end">\(write(tick))</text>
                """
        }
        let widest = bars.map { estimatedWidth($0.label, size: size) }.max() ?? 0
        let every = max(1, Int(((widest + 10) / step).rounded(.up)))
        let content = HTML.map(bars.enumerated()) { position, bar in
            let middle = left + (Double(position) + 0.5) * step
            var y = bottom
            let segments = HTML.map(zip(categories, bar.values)) { category, value in
                let length = value / axis.greatest * (bottom - top)
                y -= length
                return segment(category, value, bar, x: middle - thickness / 2, y: y, width: thickness, height: length)
            }
            let isNamed = (bars.count - 1 - position) % every == 0
            let x = min(max(middle, widest / 2), width - widest / 2)
            let name: HTML = "<text class=\"tick\" x=\"\(svg: x)\" y=\"\(svg: bottom + 20)\" text-anchor=\"middle\">\(bar.label)</text>"
            return linked(bar.href, title: "\(bar.label): \(write(bar.values.reduce(0, +)))", "\(segments)\(if: isNamed, name)")
        }
        return Drawing(width: width, height: height, content: "\(grid)\(content)")
    }

    private func segment(_ category: Category, _ value: Double, _ bar: Bar, x: Double, y: Double, width: Double, height: Double) -> HTML {
        guard value > 0 else { return HTML() }
        return """
            <rect class="area \(category.category.cssClass)" x="\(svg: x)" y="\(svg: y)" width="\(svg: width)" height="\(svg: height)">\
            <title>\(bar.label), \(category.label): \(write(value))</title></rect>
            """
    }
}
