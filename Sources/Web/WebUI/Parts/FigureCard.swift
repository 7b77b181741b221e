// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// One figure with everything a reader needs to trust it: unit, period, completeness, version, and the door to the
/// facts below.
struct FigureCard: Part {
    var words: Words
    var label: String
    /// Written in the reader's language, at most four significant digits; `nil` when there is no figure.
    var value: String?
    var unit: String
    /// The time it is about: `September 2026`.
    var period: String
    /// From how much it was summed: `from 1,412 of 1,640 factories that owe it`.
    var completeness: String?
    /// The same as a share 0...1, drawn as a bar.
    var completenessShare: Double?
    /// Against what it changed and by how much, as a sentence.
    var change: String?
    var changeTone: Tone = .neutral
    /// Which edition of facts and factors: `as known on 12 Sep 2026`.
    var version: String?
    /// The facts it was summed from.
    var href: URLPath?
    /// Why there is no figure, when `value` is `nil`.
    var reasonForNone: String?

    var html: HTML {
        let figure: HTML =
            if let value {
                "<span class=\"value\">\(value)</span><span class=\"unit\"> \(unit)</span>"
            } else {
                "<span class=\"value none\">\(words[PartPhrase.noFigure])</span>"
            }
        let door = HTML.ifPresent(href) { "<a class=\"door\" href=\"\($0)\">\(figure)<span class=\"unseen\">, \(words[PartPhrase.openFacts])</span></a>" }
        return """
            <article class="figure-card"><h3>\(label)</h3><p class="figure">\(href == nil ? figure : door)</p>\
            <p class="soft">\(period)</p>\
            \(if: value == nil, HTML.ifPresent(reasonForNone) { "<p class=\"note\">\($0)</p>" })\
            \(HTML.ifPresent(change) { "<p class=\"note tone-\(changeTone.rawValue)\">\(changeTone.icon)<span>\($0)</span></p>" })\
            \(HTML.ifPresent(completeness) { "<p class=\"note\">\($0)</p>" })\(HTML.ifPresent(completenessShare, shareBar))\
            \(HTML.ifPresent(version) { "<p class=\"note\">\($0)</p>" })</article>
            """
    }
}

/// A thin bar filled to a share 0...1; decoration beside a sentence that says the same.
func shareBar(_ share: Double) -> HTML {
    let filled = min(1, max(0, share.isFinite ? share : 0)) * 100
    return """
        <svg class="share-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="rest" width="100" height="4"/><rect class="filled" width="\(svg: filled)" height="4"/></svg>
        """
}
