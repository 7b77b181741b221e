// SPDX-License-Identifier: Apache-2.0

import Markup

/// A number inside a sentence or a cell that opens to the facts it was summed from.
struct FigureLink: Part {
    /// The number, written in the reader's language.
    var value: String
    /// Left out where the column's heading gives it.
    var unit: String?
    /// Where the facts stand; without one the number is plain text.
    var href: URLPath?
    /// What the number is, for screen readers, where the sentence around it does not say so.
    var label: String?

    var html: HTML {
        let unit = HTML.ifPresent(unit) { "<span class=\"unit\">\u{A0}\($0)</span>" }
        let hidden = HTML.ifPresent(label) { "<span class=\"unseen\">\($0): </span>" }
        guard let href else { return "\(hidden)<span class=\"number\">\(value)\(unit)</span>" }
        return "<a class=\"number door\" href=\"\(href)\">\(hidden)\(value)\(unit)</a>"
    }
}
