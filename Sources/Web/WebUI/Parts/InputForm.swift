// SPDX-License-Identifier: Apache-2.0

import Domain
import Markup
import Wording

/// A form in one column: problems on top, then the fields, then the button. Without ``button`` the page's
/// ``PrimaryAction`` sends it by its id.
struct InputForm: Part {
    var words: Words
    var id: String
    var action: URLPath
    /// Hidden fields, the CSRF field among them.
    var hidden: [HiddenField] = []
    var problems: [Problem] = []
    var content: HTML
    /// Label of the button at its end.
    var button: String?
    /// Under what name the browser keeps a draft, such as `note-new-<person>-<site>`; the person belongs in it, since
    /// phones are shared. `nil` keeps none.
    var draft: String?
    /// Sends files.
    var sendsFiles = false
    /// Script saves it at the server by itself, some seconds after typing ends: names of fields that the page filled and the server has not.
    var savesItself: [String]?

    var html: HTML {
        let button = HTML.ifPresent(button) { "<div class=\"primary-action\"><button class=\"button primary\"><span>\($0)</span></button></div>" }
        // Said by script when a draft was found; kept here so that script needs no words of its own.
        let restored: HTML = """
            <p class="restored" role="status" hidden>\(Icon.clock)<span>\(words[PartPhrase.draftRestored])</span> \
            <button type="button" class="button quiet" data-discard>\(words[PartPhrase.discardDraft])</button></p>
            """
        return """
            <form class="input-form" id="\(id)" method="post" action="\(action)" novalidate\
            \(attribute: "enctype", sendsFiles ? "multipart/form-data" : nil)\(attribute: "data-autosave", draft)\(attribute: "data-save", savesItself.map { _ in Asset.saving.href.text })\
            \(attribute: "data-fresh", savesItself?.joined(separator: " "))>\(hidden)\
            \(ProblemSummary(words: words, problems: problems))\(if: draft != nil, restored)\(content)\(button)</form>
            """
    }
}

/// Fields that belong together, under a plain heading.
struct FieldGroup: Part {
    var title: String
    var explanation: String?
    var content: HTML

    var html: HTML {
        "<section class=\"field-group\"><h2>\(title)</h2>\(HTML.ifPresent(explanation) { "<p class=\"soft\">\($0)</p>" })\(content)</section>"
    }
}
