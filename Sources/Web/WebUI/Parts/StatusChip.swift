// SPDX-License-Identifier: Apache-2.0

import Markup

/// A state: a word with a shape. The colour only repeats what the word says.
struct StatusChip: Part {
    var text: String
    var tone: Tone = .neutral
    var href: URLPath?

    var html: HTML {
        let content: HTML = "\(tone.icon)<span>\(text)</span>"
        if let href { return "<a class=\"chip \(tone.rawValue)\" href=\"\(href)\">\(content)</a>" }
        return "<span class=\"chip \(tone.rawValue)\">\(content)</span>"
    }
}
