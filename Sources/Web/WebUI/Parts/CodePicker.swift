// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// Finds a code by words of any language: a search box, what was found, and before a search what was used lately.
///
/// Without script the search button sends the whole form with `search=<name>`; the page answers with the same form and
/// new ``results``, nothing typed is lost. With script the list is fetched from ``searchURL`` with `q` while typing; that
/// address answers with ``CodePicker/list(_:name:results:selected:query:)`` and nothing around it.
struct CodePicker: Part {
    struct Entry: Sendable {
        var value: String
        /// As the list writes it, such as `04 02 22`.
        var code: String
        var title: String
        /// The title's language where it is not the page's, such as `en`.
        var language: Language?
        /// Where it stands in the list or what it excludes.
        var note: String?
        var isHazardous = false
    }

    var words: Words
    var label: String
    var name: String
    /// Name of the search box.
    var queryName: String { name + "-search" }
    var query = ""
    /// Codes used lately, latest first; shown while there is no query.
    var recent: [Entry] = []
    /// What the query found; `nil` before a search.
    var results: [Entry]?
    /// The chosen entry; always in the list.
    var selected: Entry?
    var searchURL: URLPath?
    var hint: String?
    var error: String?

    var html: HTML {
        let id = fieldID(name)
        let list = Self.list(words, name: name, results: results, recent: recent, selected: selected, query: query)
        return """
            <fieldset class="field code-picker\(if: error != nil, " invalid")" id="\(id)"><legend>\(label)</legend>\
            \(HTML.ifPresent(hint) { "<p class=\"hint\">\($0)</p>" })\
            \(HTML.ifPresent(error) { "<p class=\"error\">\(Icon.stop)<span>\($0)</span></p>" })\
            <label class="search-label soft" for="\(id)-search">\(words[PartPhrase.searchCodes])</label>\
            <span class="search-box"><input class="input" type="search" id="\(id)-search" name="\(queryName)" value="\(query)" autocomplete="off"\
            \(attribute: "data-search-url", searchURL?.setting("name", name).text) aria-controls="\(id)-list">\
            <button class="button quiet" name="search" value="\(name)" formnovalidate>\(Icon.search)<span>\(words[PartPhrase.search])</span></button></span>\
            <div class="picks" id="\(id)-list" aria-live="polite">\(list)</div></fieldset>
            """
    }

    /// The list of entries alone.
    static func list(
        _ words: Words, name: String, results: [Entry]?, recent: [Entry] = [], selected: Entry? = nil, query: String = ""
    ) -> HTML {
        var entries = results ?? recent
        if let selected { entries = [selected] + entries.filter { $0.value != selected.value } }
        let heading: HTML =
            if let results, results.isEmpty {
                "<p class=\"soft\">\(words(PartPhrase.nothingFound, ["query": .text(query)]))</p>"
            } else if let results {
                "<p class=\"soft\">\(words(PartPhrase.found, ["count": .number(Int64(results.count))]))</p>"
            } else if !recent.isEmpty {
                "<p class=\"soft\">\(words[PartPhrase.usedLately])</p>"
            } else {
                HTML()
            }
        return heading
            + HTML.map(entries) { entry in
                let hazard: HTML = entry.isHazardous ? "<span class=\"hazard\">\(Icon.hazard)\(words[PartPhrase.hazardous])</span>" : HTML()
                return """
                    <label class="choice"><input type="radio" name="\(name)" value="\(entry.value)"\(flag: "checked", entry.value == selected?.value)>\
                    <span><b class="code-text">\(entry.code)</b> <span\(attribute: "lang", entry.language?.rawValue)>\(entry.title)</span> \(hazard)\(HTML.ifPresent(entry.note) { "<small>\($0)</small>" })</span></label>
                    """
            }
    }
}
