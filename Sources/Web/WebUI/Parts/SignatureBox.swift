// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// The place where one party signs: filled with who, when and how, or waiting. On paper it leaves room for a hand.
struct SignatureBox: Part {
    struct Signature: Sendable {
        var person: String
        var time: String
        /// `one-time code`, `password`, `device key`.
        var means: String
        /// Short check code that the receipt carries.
        var code: String?
    }

    var words: Words
    /// In what part the party signs: `Consignor`, `First carrier`.
    var role: String
    var organisation: String
    var signature: Signature?

    var html: HTML {
        let content: HTML =
            if let signature {
                """
                <p class="name">\(Icon.check)<b>\(signature.person)</b></p><p class="soft">\(signature.time) · \(signature.means)</p>\
                \(HTML.ifPresent(signature.code) { "<p><code>\($0)</code></p>" })
                """
            } else {
                "<p class=\"name soft\">\(Icon.circle)<span>\(words[PartPhrase.notSigned])</span></p>"
            }
        return """
            <section class="signature-box\(if: signature == nil, " open")"><h3>\(role)</h3><p>\(organisation)</p>\(content)</section>
            """
    }
}
