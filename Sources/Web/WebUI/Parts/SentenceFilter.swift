// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// The filters of a list as one row that reads as a sentence. They are a GET form, so the choice stays in the address.
struct SentenceFilter: Part {
    enum Piece: Sendable {
        /// Words between the choices.
        case words(String)
        /// `label` says to screen readers what is chosen.
        case choice(label: String, name: String, choices: [Choice], selected: String?)
        case search(label: String, name: String, value: String)
        case month(label: String, name: String, value: String)
        /// Kept from the address unseen, such as the sort order.
        case kept(name: String, value: String)
    }

    var words: Words
    var action: URLPath
    var pieces: [Piece]
    /// Clears all filters; shown when one is set.
    var clear: URLPath?

    var html: HTML {
        let content = HTML.joined(pieces.map(piece), separator: " ")
        return """
            <form class="sentence-filter" method="get" action="\(action)" role="search">\(content) \
            <button class="button quiet">\(words[PartPhrase.show])</button>\
            \(HTML.ifPresent(clear) { "<a class=\"button quiet\" href=\"\($0)\">\(words[PartPhrase.clearFilters])</a>" })</form>
            """
    }

    private func piece(_ piece: Piece) -> HTML {
        switch piece {
        case .words(let text): "<span>\(text)</span>"
        case .choice(let label, let name, let choices, let selected):
            """
            <span class="select"><select name="\(name)" aria-label="\(label)">\
            \(HTML.map(choices) { "<option value=\"\($0.value)\"\(flag: "selected", $0.value == selected)>\($0.label)</option>" })</select>\(Icon.chevronDown)</span>
            """
        case .search(let label, let name, let value): "<input type=\"search\" name=\"\(name)\" value=\"\(value)\" aria-label=\"\(label)\">"
        case .month(let label, let name, let value): "<input type=\"month\" name=\"\(name)\" value=\"\(value)\" aria-label=\"\(label)\">"
        case .kept(let name, let value): HiddenField(name, value).html
        }
    }
}
