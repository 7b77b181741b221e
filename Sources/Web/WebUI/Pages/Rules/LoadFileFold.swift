// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// The form by which officers lay a file over a list, folded until it is opened or something was wrong; nothing for everybody else.
struct LoadFileFold: Part {
    var request: PageRequest
    /// Of the form, for labels and tests.
    var id: String
    var action: URLPath
    var title: String
    /// What the file is, what its columns are, and what the button says.
    var label: String
    var hint: String
    var button: String
    var problems: [Problem]

    var html: HTML {
        guard let visitor = request.visitor, may(.loadCodeList, actor: visitor.actor, subject: Subject()).isAllowed else { return HTML() }
        let words = request.words
        let file = Field(
            words: words, label: label, name: "file", input: FileInput(accept: ".csv,text/csv"), hint: hint, error: problems.sentence(for: "file", words))
        let form = InputForm(
            words: words, id: id, action: action, hidden: [request.csrfField], problems: problems, content: file.html, button: button, sendsFiles: true)
        return FormFold(title: title, isOpen: !problems.isEmpty, content: form.html).html
    }
}
