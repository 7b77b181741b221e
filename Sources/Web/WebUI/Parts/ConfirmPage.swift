// SPDX-License-Identifier: Apache-2.0

import Markup
import Wording

/// The body of a page before an act that cannot be undone: what will follow, the button, and the way back.
struct ConfirmPage: Part {
    var words: Words
    /// The act as a question: `Cancel note BT-26-7KQ4-M2?`
    var title: String
    /// What will follow, one sentence each.
    var consequences: [String]
    var action: URLPath
    /// Hidden fields, the CSRF field among them.
    var fields: [HiddenField]
    /// Asked before the act, such as a reason.
    var content = HTML()
    /// The act again as a verb: `Cancel the note`.
    var button: String
    var isDangerous = true
    var back: URLPath

    var html: HTML {
        """
        <section class="confirm"><h1>\(title)</h1><p>\(words[PartPhrase.whatFollows])</p>\
        <ul>\(HTML.map(consequences) { "<li>\($0)</li>" })</ul>\
        \(if: isDangerous, "<p class=\"warning-line\">\(Icon.warning)<span>\(words[PartPhrase.cannotBeUndone])</span></p>")\
        <form method="post" action="\(action)">\(fields)\(content)<div class="buttons">\
        <button class="button primary\(if: isDangerous, " danger")"><span>\(button)</span></button>\
        <a class="button quiet" href="\(back)">\(words[PartPhrase.goBack])</a></div></form></section>
        """
    }
}
