// SPDX-License-Identifier: Apache-2.0

import Markup

// Charts: SVG drawn on the server from numbers and ready labels. Every chart is drawn twice, for wide columns and for
// phones, and the stylesheet shows the one that fits, so that text keeps a readable size. Colours come from classes
// whose meaning is the same in every chart. The same numbers stand in a table beneath (`ChartFrame`).

/// One drawing with the size of its own coordinates.
struct Drawing: Sendable {
    var width: Double
    var height: Double
    var content: HTML
}

/// A chart as it stands in a page: narrow and wide drawing, title and description for screen readers.
struct Picture: Part {
    /// Coordinates across a narrow drawing; phones show it at some 1.05 pixels each.
    static let narrowWidth = 312.0
    /// Coordinates across a wide drawing; shown from 660 pixels of column upwards.
    static let wideWidth = 760.0

    /// Unique on the page.
    var id: String
    var title: String
    /// What the picture shows, in one or two sentences.
    var description: String
    /// Whether something inside can be clicked; then its parts are read one by one.
    var hasLinks: Bool
    var narrow: Drawing
    var wide: Drawing
    var legend: Legend?

    var html: HTML { "<div class=\"chart\">\(legend)\(svg(narrow, "narrow"))\(svg(wide, "wide"))</div>" }

    private func svg(_ drawing: Drawing, _ form: String) -> HTML {
        """
        <svg class="\(form)" viewBox="0 0 \(svg: drawing.width) \(svg: drawing.height)" role="\(hasLinks ? "group" : "img")" \
        aria-labelledby="\(id)-\(form)-t \(id)-\(form)-d"><title id="\(id)-\(form)-t">\(title)</title>\
        <desc id="\(id)-\(form)-d">\(description)</desc>\(drawing.content)</svg>
        """
    }
}

/// What stands in place of a chart that has no data: why.
struct ChartWithoutData: Part {
    var reason: String

    var html: HTML { "<p class=\"chart-empty\">\(Icon.chart)<span>\(reason)</span></p>" }
}

/// A piece of a drawing that may lead somewhere, with words that show when a pointer rests on it.
///
/// - Parameter title: `nil` where the thing says by itself, in whole words, what it is.
func linked(_ href: URLPath?, title: String?, _ content: HTML) -> HTML {
    guard let title else { return href.map { "<a href=\"\($0)\">\(content)</a>" } ?? content }
    let inside: HTML = "<title>\(title)</title>\(content)"
    guard let href else { return "<g>\(inside)</g>" }
    return "<a href=\"\(href)\">\(inside)</a>"
}

enum TextAnchor: String, Sendable { case start, middle, end }

/// Lines of text one under the other; `y` is the base line of the first.
func textLines(_ lines: [String], x: Double, y: Double, lineHeight: Double, anchor: TextAnchor = .start, name: String = "label") -> HTML {
    HTML.map(lines.enumerated()) { position, line in
        """
        <text class="\(name)" x="\(svg: x)" y="\(svg: y + Double(position) * lineHeight)"\
        \(attribute: "text-anchor", anchor == .start ? nil : anchor.rawValue)>\(line)</text>
        """
    }
}
