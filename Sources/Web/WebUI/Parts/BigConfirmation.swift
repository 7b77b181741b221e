// SPDX-License-Identifier: Apache-2.0

import Markup

/// The answer a driver or gate keeper reads from a metre away: done, when, and the code to show.
struct BigConfirmation: Part {
    var title: String
    var time: String
    var code: String
    var explanation: String

    var html: HTML {
        """
        <section class="big-confirmation" role="status">\(Icon.checkFilled)<h1>\(title)</h1><p>\(time)</p><p class="code-text">\(code)</p>\
        <p>\(explanation)</p></section>
        """
    }
}
