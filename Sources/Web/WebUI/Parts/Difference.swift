// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// What a correction changed: before and after, field by field.
struct Difference: Part {
    struct Change: Sendable {
        var field: String
        /// `nil` when there was nothing.
        var old: String?
        /// `nil` when it was taken out.
        var new: String?
    }

    var words: Words
    /// What was corrected, for screen readers: `Correction of 14 Sep 2026`.
    var caption: String
    var changes: [Change]

    var html: HTML {
        let none: HTML = "<span class=\"soft\">\(words[PartPhrase.nothing])</span>"
        let rows = HTML.map(changes) { change in
            let old: HTML = change.old.map { "<del>\($0)</del>" } ?? none
            let new: HTML = change.new.map { "<ins>\($0)</ins>" } ?? none
            return """
                <tr><th scope="row">\(change.field)</th><td data-label="\(words[PartPhrase.before])">\(old)</td>\
                <td data-label="\(words[PartPhrase.after])">\(new)</td></tr>
                """
        }
        return """
            <table class="table list difference"><caption class="unseen">\(caption)</caption><thead><tr><th scope="col">\(words[PartPhrase.what])</th>\
            <th scope="col">\(words[PartPhrase.before])</th><th scope="col">\(words[PartPhrase.after])</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }
}
