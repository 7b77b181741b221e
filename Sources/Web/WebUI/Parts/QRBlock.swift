// SPDX-License-Identifier: Apache-2.0

import Markup

/// A QR code with the number it stands for written beneath, since a code that cannot be scanned must be read out.
struct QRBlock: Part {
    /// From ``QRCode/svg(_:label:)``.
    var code: HTML
    var number: String
    /// What scanning does: `Scan to sign`.
    var caption: String

    var html: HTML {
        "<figure class=\"qr-block\">\(code)<figcaption><b class=\"code-text\">\(number)</b><span class=\"soft\">\(caption)</span></figcaption></figure>"
    }
}
