// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// How peers are spread along one scale: a dot each, the median, the published range, and one's own place.
struct DotStrip: Part {
    var words: Words
    /// Unique on the page.
    var id: String
    var title: String
    var description: String
    /// One value a peer, in any order; nobody is named.
    var values: [Double]
    var median: Double?
    var own: Double?
    /// A published range, drawn as a band with its label.
    var range: (low: Double, high: Double, label: String)?
    var startsAtZero = true
    /// Writes a value in the reader's language, without unit.
    var write: @Sendable (Double) -> String
    var reasonForNone: String

    var html: HTML {
        guard !values.isEmpty else { return ChartWithoutData(reason: reasonForNone).html }
        var entries: [(label: String, sign: Legend.Sign)] = []
        if let own { entries.append(("\(words[PartPhrase.own]): \(write(own))", .dot("own"))) }
        if let median { entries.append(("\(words[PartPhrase.median]): \(write(median))", .dot("median"))) }
        if let range { entries.append(("\(range.label): \(write(range.low))–\(write(range.high))", .band)) }
        return Picture(
            id: id, title: title, description: description, hasLinks: false, narrow: drawing(width: Picture.narrowWidth),
            wide: drawing(width: Picture.wideWidth),
            legend: entries.isEmpty ? nil : Legend(entries: entries)
        ).html
    }

    /// Dots that would cover each other are stacked; position along the scale is exact for each.
    static func stack(_ positions: [Double], spacing: Double) -> [Int] {
        var levels: [Double] = []
        return positions.sorted().map { position in
            let level = levels.firstIndex { position - $0 >= spacing } ?? levels.count
            if level == levels.count { levels.append(position) } else { levels[level] = position }
            return level
        }
    }

    private func drawing(width: Double) -> Drawing {
        let radius = width > 500 ? 5.0 : 4.0
        let axis = Axis(values + [median, own, range?.low, range?.high].compactMap { $0 }, includesZero: startsAtZero, about: width > 500 ? 6 : 4)
        let margin = max(16, (axis.ticks.map { estimatedWidth(write($0), size: 13) }.max() ?? 0) / 2)
        func x(_ value: Double) -> Double { axis.position(value, from: margin, to: width - margin) }
        let sorted = values.sorted()
        // Many peers are drawn closer together upwards, so that the strip keeps its height.
        let levels = Self.stack(sorted.map(x), spacing: radius * 2 + 1)
        let rise = min(radius * 2 + 1, 120 / Double(max(1, (levels.max() ?? 0) + 1)))
        let ground = 24 + rise * Double((levels.max() ?? 0) + 1)
        let dots = HTML.map(zip(sorted, levels)) { value, level in
            "<circle class=\"peer c-plain\" cx=\"\(svg: x(value))\" cy=\"\(svg: ground - radius - 2 - Double(level) * rise)\" r=\"\(svg: radius)\"/>"
        }
        let band = HTML.ifPresent(range) {
            "<rect class=\"band\" x=\"\(svg: x($0.low))\" y=\"6\" width=\"\(svg: x($0.high) - x($0.low))\" height=\"\(svg: ground - 6)\"><title>\($0.label)</title></rect>"
        }
        let middle = HTML.ifPresent(median) {
            "<path class=\"median-line\" d=\"M\(svg: x($0)) 6V\(svg: ground + 5)\"><title>\(words[PartPhrase.median]): \(write($0))</title></path>"
        }
        let mine = HTML.ifPresent(own) {
            """
            <g><title>\(words[PartPhrase.own]): \(write($0))</title><path class="own-line" d="M\(svg: x($0)) 12V\(svg: ground)"/>\
            <circle class="own" cx="\(svg: x($0))" cy="11" r="7"/></g>
            """
        }
        let ticks = HTML.map(axis.ticks) { "<text class=\"tick\" x=\"\(svg: x($0))\" y=\"\(svg: ground + 22)\" text-anchor=\"middle\">\(write($0))</text>" }
        let base: HTML = "<path class=\"base\" d=\"M\(svg: margin) \(svg: ground)H\(svg: width - margin)\"/>"
        return Drawing(width: width, height: ground + 32, content: "\(band)\(base)\(dots)\(middle)\(mine)\(ticks)")
    }
}
