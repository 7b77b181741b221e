// SPDX-License-Identifier: Apache-2.0

import Markup

/// The one thing to do on a page: under the heading on wide screens, fixed at the bottom on phones. At most one a page.
struct PrimaryAction: Part {
    enum Target: Sendable {
        case link(URLPath)
        /// Sends the form with this id; see ``InputForm/id``. `name` and `value` tell apart several ways to send it.
        case submit(form: String, name: String? = nil, value: String? = nil)
        /// A POST of its own with these hidden fields.
        case post(URLPath, [HiddenField])
    }

    var label: String
    var target: Target
    var icon: Icon?

    var html: HTML {
        let content: HTML = "\(icon)<span>\(label)</span>"
        let control: HTML =
            switch target {
            case .link(let href): "<a class=\"button primary\" href=\"\(href)\">\(content)</a>"
            case .submit(let form, let name, let value):
                "<button class=\"button primary\" form=\"\(form)\"\(attribute: "name", name)\(attribute: "value", value)>\(content)</button>"
            case .post(let action, let fields):
                "<form method=\"post\" action=\"\(action)\">\(fields)<button class=\"button primary\">\(content)</button></form>"
            }
        return "<div class=\"primary-action\">\(control)</div>"
    }
}
