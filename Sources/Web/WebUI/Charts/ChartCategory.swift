// SPDX-License-Identifier: Apache-2.0

import Markup

/// What a colour means, the same in every chart. The hues stay apart for colour-blind readers; labels say the same.
enum ChartCategory: String, CaseIterable, Sendable {
    case recycling, energy, incineration, landfill, wastewater, storage, air, unaccounted
    /// Nothing of these: a factory, a sector, a sum.
    case plain

    var cssClass: String { "c-" + rawValue }
}

/// The colours of a chart in words, above the drawing.
struct Legend: Part {
    enum Sign: Sendable {
        case area(ChartCategory)
        /// A line, and its position in the chart, which picks the dashes.
        case line(ChartCategory, Int)
        case dot(String)
        case band
    }

    var entries: [(label: String, sign: Sign)]

    var html: HTML {
        "<ul class=\"legend\">\(HTML.map(entries) { "<li>\(Self.sample($0.sign))<span>\($0.label)</span></li>" })</ul>"
    }

    private static func sample(_ sign: Sign) -> HTML {
        let drawing: HTML =
            switch sign {
            case .area(let category): "<rect class=\"\(category.cssClass) area\" width=\"20\" height=\"12\" rx=\"2\"/>"
            case .line(let category, let position): "<path class=\"\(category.cssClass) line dash-\(position % 4)\" d=\"M0 6h20\"/>"
            case .dot(let name): "<circle class=\"\(name)\" cx=\"10\" cy=\"6\" r=\"5\"/>"
            case .band: "<rect class=\"band\" width=\"20\" height=\"12\"/>"
            }
        return "<svg class=\"sample\" viewBox=\"0 0 20 12\" aria-hidden=\"true\">\(drawing)</svg>"
    }
}
