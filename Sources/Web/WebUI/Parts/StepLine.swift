// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// Where one is in a long form or a case: step 2 of 5, what came before and what comes after.
struct StepLine: Part {
    struct Step: Sendable {
        var title: String
        /// Leads back to a step that can be opened.
        var href: URLPath?

        init(_ title: String, href: URLPath? = nil) {
            self.title = title
            self.href = href
        }
    }

    var words: Words
    var steps: [Step]
    /// Position of the present step, from 0.
    var current: Int

    var html: HTML {
        precondition(steps.indices.contains(current), "One of the steps is the present one.")
        let count = words(PartPhrase.stepOf, ["number": .number(Int64(current + 1)), "count": .number(Int64(steps.count))])
        let items = HTML.map(steps.enumerated()) { position, step in
            let state = position < current ? "done" : position == current ? "current" : "pending"
            let sign: HTML = position < current ? Icon.check.html : "\(words.localDigits(String(position + 1)))"
            let content: HTML = "<span>\(sign)</span> <span class=\"title\">\(step.title)</span>"
            let door = position == current ? nil : step.href
            return """
                <li class="\(state)"\(attribute: "aria-current", position == current ? "step" : nil)>\
                \(door.map { "<a href=\"\($0)\">\(content)</a>" } ?? content)</li>
                """
        }
        return "<nav class=\"step-line\" aria-label=\"\(count)\"><p class=\"soft\">\(count)</p><ol>\(items)</ol></nav>"
    }
}
