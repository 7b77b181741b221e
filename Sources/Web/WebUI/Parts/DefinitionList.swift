// SPDX-License-Identifier: Apache-2.0

import Markup

/// Facts of one thing: a name and what it is, line by line.
struct DefinitionList: Part {
    struct Item: Sendable {
        var term: String
        var content: HTML

        init(_ term: String, _ text: String) {
            self.term = term
            content = "\(text)"
        }
        init(_ term: String, html: HTML) {
            self.term = term
            content = html
        }
        init(_ term: String, _ part: some Part) { self.init(term, html: part.html) }
    }

    var items: [Item]

    init(_ items: [Item]) { self.items = items }

    var html: HTML { "<dl class=\"definitions\">\(HTML.map(items) { "<div><dt>\($0.term)</dt><dd>\($0.content)</dd></div>" })</dl>" }
}
