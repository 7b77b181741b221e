// SPDX-License-Identifier: Apache-2.0

import Markup

/// A piece of a page that looks the same wherever it stands. A part takes values ready to print; it does no arithmetic
/// and reads no store. Interpolate it into a template: `"<section>\(FigureCard(...))</section>"`.
protocol Part: Sendable {
    var html: HTML { get }
}

extension HTML.StringInterpolation {
    mutating func appendInterpolation(_ part: some Part) { appendInterpolation(part.html) }

    mutating func appendInterpolation(_ part: (some Part)?) {
        if let part { appendInterpolation(part.html) }
    }

    mutating func appendInterpolation(_ parts: [some Part]) {
        for part in parts { appendInterpolation(part.html) }
    }
}
