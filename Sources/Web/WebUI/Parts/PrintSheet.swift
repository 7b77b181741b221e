// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// One A4 form: statutory heading in the local language with English beneath, number and QR at the top right,
/// signatures, and at the end what was printed when and by whom. Page numbers come from the browser (`@page`).
struct PrintSheet: Part {
    var words: Words
    /// The state's own heading lines, such as kingdom and motto, in the local language.
    var heading: [String]
    /// Language of ``heading`` and ``title``.
    var language: Language
    var title: String
    /// The title in English beneath; left out when that is the local language.
    var titleInEnglish: String?
    var qr: QRBlock?
    var content: HTML
    var signatures: [SignatureBox] = []
    /// `Hand-over note BT-26-7KQ4-M2, version 3, printed 14 Sep 2026 09:12 by Sok Dara`.
    var imprint: String

    var html: HTML {
        """
        <article class="print-sheet"><header><div><p class="heading" lang="\(language.rawValue)"><b>\(HTML.joined(heading.map { "\($0)" }, separator: "<br>"))</b></p>\
        <h1 lang="\(language.rawValue)">\(title)</h1>\(HTML.ifPresent(titleInEnglish) { "<p class=\"soft\" lang=\"en\">\($0)</p>" })</div>\(qr)</header>\
        \(content)\(if: !signatures.isEmpty, "<div class=\"signatures\">\(signatures)</div>")\
        <footer>\(imprint)</footer>\
        <button type="button" class="button quiet no-print" data-print hidden>\(Icon.print)<span>\(words[PartPhrase.print])</span></button></article>
        """
    }
}
