// SPDX-License-Identifier: Apache-2.0

import CQREncode
import Markup

/// Draws QR codes (ISO/IEC 18004) with libqrencode.
enum QRCode {
    /// How much of the code may be damaged: about 15 %, 25 % or 30 %.
    enum Correction: Sendable { case medium, quartile, high }

    /// One path over a white ground with the quiet zone of four modules that scanners need.
    ///
    /// - Parameters:
    ///   - text: at most some 2,000 bytes; short addresses scan best.
    ///   - label: what the code stands for, for screen readers.
    /// - Returns: `nil` when the text is empty or does not fit a code.
    static func svg(_ text: String, label: String, correction: Correction = .medium) -> HTML? {
        let level: QRecLevel =
            switch correction {
            case .medium: QR_ECLEVEL_M
            case .quartile: QR_ECLEVEL_Q
            case .high: QR_ECLEVEL_H
            }
        var bytes = Array(text.utf8)
        guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(bytes.count), &bytes, 0, level) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        guard let modules = code.pointee.data else { return nil }
        let quiet = 4
        let side = width + 2 * quiet
        var path = ""
        for y in 0..<width {
            var x = 0
            while x < width {
                // The lowest bit of a module says whether it is dark.
                var run = 0
                while x + run < width, modules[y * width + x + run] & 1 == 1 { run += 1 }
                if run > 0 { path += "M\(x + quiet) \(y + quiet)h\(run)v1h-\(run)z" }
                x += max(1, run)
            }
        }
        return """
            <svg class="qr" viewBox="0 0 \(side) \(side)" role="img" aria-label="\(label)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(side)v\(side)h-\(side)z"/><path fill="#000" d="\(path)"/></svg>
            """
    }
}
