// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import HTTPSupport
import Markup
import Wording

/// What checks found in one return: the finding, why there is such a rule, and the reason that was given.
struct ReturnFindingsPanel: Part {
    var request: PageRequest
    var problems: [(problem: Problem, why: CheckPhrase, explanation: String?)]

    var html: HTML {
        guard !problems.isEmpty else { return HTML() }
        let words = request.words
        let lines = HTML.map(problems) { one in
            let reason = HTML.ifPresent(one.explanation) { "<p>\(words[CheckPagePhrase.explanation]): <span translate=\"no\">\($0)</span></p>" }
            return "<li><p>\(words(one.problem)) <span class=\"soft\">\(words[one.why])</span></p>\(reason)</li>"
        }
        return Panel(title: words[CheckPagePhrase.foundTitle], content: "<ul>\(lines)</ul>").html
    }
}
