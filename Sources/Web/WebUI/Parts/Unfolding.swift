// SPDX-License-Identifier: Apache-2.0

import Markup

/// More of the same behind a line that opens, without script.
struct Unfolding: Part {
    var label: String
    var content: HTML
    var isOpen = false

    var html: HTML { "<details class=\"numbers\"\(flag: "open", isOpen)><summary>\(Icon.chevronDown)\(label)</summary>\(content)</details>" }
}
