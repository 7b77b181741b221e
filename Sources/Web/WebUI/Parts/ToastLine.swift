// SPDX-License-Identifier: Apache-2.0

import Markup

/// What just happened, said once after a redirect, also to screen readers.
struct ToastLine: Part {
    var text: String
    var tone: Tone = .good
    /// The thing that was made or changed.
    var href: URLPath?

    var html: HTML {
        let content: HTML = href.map { "<a href=\"\($0)\">\(text)</a>" } ?? "<span>\(text)</span>"
        return "<p class=\"toast tone-\(tone.rawValue)\" role=\"status\">\(tone.icon)\(content)</p>"
    }
}

/// A line that stays: a warning about the page's subject, or an explanation.
struct NoticeLine: Part {
    var text: String
    var tone: Tone = .neutral
    var link: LinkButton?

    var html: HTML { "<div class=\"notice tone-\(tone.rawValue)\">\(tone == .neutral ? Icon.info : tone.icon)<span>\(text)</span>\(link)</div>" }
}
