// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Stores
import Wording

/// How much of a period nobody but the plants stands behind; nothing where there is none.
struct LateLine: Part {
    var words: Words
    var late: LateSum
    /// On a page that has hardly room left.
    var isShort = false

    var html: HTML {
        guard late.notes > 0 else { return HTML() }
        let text = words(
            isShort ? PaperPagePhrase.lateShort : .lateFigure, ["count": .number(Int64(late.notes)), "mass": .mass(late.mass)])
        if isShort { return "<p><a href=\"/notes?late=1\">\(text)</a></p>" }
        return NoticeLine(text: text, tone: .warning, link: LinkButton(label: words[PaperPagePhrase.lateFigureLink], href: "/notes?late=1")).html
    }
}
