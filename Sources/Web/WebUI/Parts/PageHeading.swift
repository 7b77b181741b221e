// SPDX-License-Identifier: Apache-2.0

import Markup

/// The top of a page: what it is, its state, one sentence that answers, and the primary action.
struct PageHeading: Part {
    var title: String
    /// Small line above: a number or kind, such as `Hand-over note`.
    var kind: String?
    var chip: StatusChip?
    /// The answer in one sentence.
    var lead: String?
    var action: PrimaryAction?
    /// Lesser acts beside it.
    var others: [LinkButton] = []

    var html: HTML {
        """
        <header class="page-heading"><div>\(HTML.ifPresent(kind) { "<p class=\"kind\">\($0)</p>" })<h1>\(title) \(chip)</h1>\
        \(HTML.ifPresent(lead) { "<p class=\"lead\">\($0)</p>" })</div>\
        \(if: action != nil || !others.isEmpty, "<div class=\"acts\">\(action)\(others)</div>")</header>
        """
    }
}

/// A titled box. Several stand side by side on wide screens inside ``PanelGrid``.
struct Panel: Part {
    var title: String
    var content: HTML
    /// More of the same.
    var link: LinkButton?

    var html: HTML { "<section class=\"panel\"><h2>\(title)</h2>\(content)\(HTML.ifPresent(link) { "<p>\($0)</p>" })</section>" }
}

/// Boxes or cards in as many columns as fit.
struct PanelGrid: Part {
    var content: HTML
    /// Narrow columns for figure cards.
    var isForCards = false

    var html: HTML { "<div class=\"\(isForCards ? "cards" : "panels")\">\(content)</div>" }
}

/// Links between the faces of one thing: Facts, Evidence, History, Receipt.
struct TabLinks: Part {
    struct Tab: Sendable {
        var label: String
        var href: URLPath
        var isCurrent: Bool

        init(_ label: String, _ href: URLPath, isCurrent: Bool = false) {
            self.label = label
            self.href = href
            self.isCurrent = isCurrent
        }
    }

    /// What the links are about, for screen readers.
    var label: String
    var tabs: [Tab]

    var html: HTML {
        """
        <nav class="tab-links" aria-label="\(label)">\
        \(HTML.map(tabs) { "<a href=\"\($0.href)\"\(attribute: "aria-current", $0.isCurrent ? "page" : nil)>\($0.label)</a>" })</nav>
        """
    }
}
