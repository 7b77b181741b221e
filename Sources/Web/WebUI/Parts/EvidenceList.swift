// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// The papers, photographs and readings that stand behind a fact.
struct EvidenceList: Part {
    struct Item: Sendable {
        enum Kind: Sendable { case document, photograph, weighing, laboratory, signature }
        var kind: Kind
        var title: String
        /// When, by whom, how large.
        var detail: String
        /// First digits of the file's SHA-256, so that two papers can be told apart.
        var fingerprint: String?
        var href: URLPath?
    }

    var words: Words
    var items: [Item]

    var html: HTML {
        if items.isEmpty { return "<p class=\"soft\">\(words[PartPhrase.noEvidence])</p>" }
        let lines = HTML.map(items) { item in
            let icon: Icon =
                switch item.kind {
                case .document: .file
                case .photograph: .camera
                case .weighing: .scale
                case .laboratory: .flask
                case .signature: .pencil
                }
            let title: HTML = item.href.map { "<a href=\"\($0)\">\(item.title)</a>" } ?? "<b>\(item.title)</b>"
            return """
                <li>\(icon)<div>\(title)<span class="soft">\(item.detail)\
                \(HTML.ifPresent(item.fingerprint) { " · <code>\($0)</code>" })</span></div></li>
                """
        }
        return "<ul class=\"evidence\">\(lines)</ul>"
    }
}
