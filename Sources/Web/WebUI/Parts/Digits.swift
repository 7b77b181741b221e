// SPDX-License-Identifier: Apache-2.0

import Markup

/// A fingerprint, key or signature: hexadecimal digits that may break after each eight, and are copied without the breaks.
struct Digits: Part {
    var text: String

    init(_ text: String) { self.text = text }

    var html: HTML {
        let places = stride(from: 0, to: text.count, by: 8).map { String(text.dropFirst($0).prefix(8)) }
        let pieces: HTML = HTML.map(places) { "\($0)<wbr>" }
        return "<code>\(pieces)</code>"
    }
}

/// Many digits by their first ones, by which people compare them; all of them unfold, to be copied.
struct LongDigits: Part {
    var text: String

    init(_ text: String) { self.text = text }

    var html: HTML {
        """
        <details class="numbers"><summary>\(Icon.chevronDown)<code>\(String(text.prefix(8)))…</code></summary>\(Digits(text))</details>
        """
    }
}
