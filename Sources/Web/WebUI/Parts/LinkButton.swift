// SPDX-License-Identifier: Apache-2.0

import Markup

/// A link that looks like a button. There may be several on a page; the primary one is ``PrimaryAction``.
struct LinkButton: Part {
    var label: String
    var href: URLPath
    var icon: Icon?
    var isDangerous = false

    var html: HTML { "<a class=\"button\(if: isDangerous, " danger")\" href=\"\(href)\">\(icon)<span>\(label)</span></a>" }
}

/// A button that sends a form of its own by POST, such as a quick act in a list.
struct PostButton: Part {
    var label: String
    var action: URLPath
    /// Hidden fields, the CSRF field among them.
    var fields: [HiddenField]
    var icon: Icon?
    var isQuiet = true

    var html: HTML {
        """
        <form class="inline" method="post" action="\(action)">\(fields)\
        <button class="button\(if: isQuiet, " quiet")">\(icon)<span>\(label)</span></button></form>
        """
    }
}

/// A value a form carries unseen.
struct HiddenField: Part {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    var html: HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
}
