// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// What happened to a document and what is still to come, in order.
struct TimeLine: Part {
    struct Event: Sendable {
        enum State: String, Sendable {
            case done, current, pending, refused
        }
        var state: State
        var title: String
        /// `12 Sep 2026 08:10`, or `by 14 Sep 2026` for what is to come.
        var time: String
        /// Who, and by what means: `Sok Dara, one-time code`.
        var person: String?
        var href: URLPath?
    }

    var words: Words
    var events: [Event]
    /// Side by side on wide screens; for up to five short events.
    var isHorizontal = false

    var html: HTML {
        let lines = HTML.map(events) { event in
            let (icon, phrase): (Icon, PartPhrase) =
                switch event.state {
                case .done: (.checkFilled, .stateDone)
                case .current: (.clock, .stateCurrent)
                case .pending: (.circle, .statePending)
                case .refused: (.stop, .stateRefused)
                }
            let title: HTML = HTML.ifPresent(event.href) { "<a href=\"\($0)\">\(event.title)</a>" }
            return """
                <li class="\(event.state.rawValue)"\(attribute: "aria-current", event.state == .current ? "step" : nil)>\(icon)\
                <div><b>\(event.href == nil ? "\(event.title)" : title)</b><span class="unseen"> (\(words[phrase]))</span>\
                <span class="soft">\(event.time)\(HTML.ifPresent(event.person) { " · \($0)" })</span></div></li>
                """
        }
        return "<ol class=\"time-line\(if: isHorizontal, " across")\">\(lines)</ol>"
    }
}
