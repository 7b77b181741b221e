// SPDX-License-Identifier: Apache-2.0

import Markup

/// Nothing is here yet: what will stand here, and what to do now.
struct EmptyState: Part {
    var icon: Icon = .box
    var title: String
    var explanation: String
    var action: LinkButton?

    var html: HTML {
        "<div class=\"empty-state\">\(icon)<p><b>\(title)</b></p><p class=\"soft\">\(explanation)</p>\(action)</div>"
    }
}
