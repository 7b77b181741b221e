// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// All problems of a form at its top, each a link to the field it belongs to. Empty when there are none.
struct ProblemSummary: Part {
    var words: Words
    var problems: [Problem]

    var html: HTML {
        guard !problems.isEmpty else { return HTML() }
        let lines = HTML.map(problems) { problem in
            let sentence = words(problem)
            return problem.field.isEmpty ? "<li>\(sentence)</li>" : "<li><a href=\"#\(fieldID(problem.field))\">\(sentence)</a></li>"
        }
        return """
            <section class="problem-summary" role="alert" tabindex="-1" aria-labelledby="problems">\
            <h2 id="problems">\(Icon.stop)\(words(PartPhrase.problems, ["count": .number(Int64(problems.count))]))</h2><ul>\(lines)</ul></section>
            """
    }
}

extension [Problem] {
    /// The sentences about one field, for ``Field/error``; `nil` when it is in order.
    func sentence(for field: String, _ words: Words) -> String? {
        let sentences = filter { $0.field == field }.map { words($0) }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}
