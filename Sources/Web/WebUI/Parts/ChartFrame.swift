// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// A picture with its heading, what it counts and for when, and the same numbers in a table beneath.
struct ChartFrame: Part {
    var words: Words
    var title: String
    /// Unit and period: `tonnes, January to September 2026`.
    var subtitle: String
    /// Any chart of `WebUI/Charts`.
    var picture: HTML
    var table: DataTable
    /// Completeness, source, version.
    var note: String?
    /// Whether the table is unfolded at first.
    var opensTable = false

    var html: HTML {
        """
        <figure class="chart-frame"><figcaption><h3>\(title)</h3><p class="soft">\(subtitle)</p></figcaption>\(picture)\
        \(HTML.ifPresent(note) { "<p class=\"note\">\($0)</p>" })\
        \(Unfolding(label: words[PartPhrase.sameNumbers], content: table.html, isOpen: opensTable))</figure>
        """
    }
}
