// SPDX-License-Identifier: Apache-2.0

import Foundation
import Markup

/// A file the browser fetches beside the pages, with the version that stands in its address. Addresses change with the
/// content, so they may be cached for ever.
struct Asset: Sendable {
    /// File name under `/assets/`.
    let name: String
    let contentType: String
    let bytes: [UInt8]
    /// Sixteen hexadecimal digits over the content.
    let version: String

    static let stylesheet = Asset("baitong.css", "text/css; charset=utf-8")
    static let script = Asset("baitong.js", "text/javascript; charset=utf-8")
    /// Of forms that save themselves while somebody types; fetched where there is one.
    static let saving = Asset("saving.js", "text/javascript; charset=utf-8")
    static let icon = Asset("baitong.svg", "image/svg+xml")

    static let all = [stylesheet, script, saving, icon]

    /// The asset that `/assets/<name>` serves.
    static func named(_ name: String) -> Asset? { all.first { $0.name == name } }

    var href: URLPath { "/assets/\(name)?v=\(version)" }

    private init(_ name: String, _ contentType: String) {
        guard let folder = Bundle.module.url(forResource: "Assets", withExtension: nil), let data = try? Data(contentsOf: folder.appendingPathComponent(name))
        else { preconditionFailure("The program was installed without \(name).") }
        self.name = name
        self.contentType = contentType
        bytes = [UInt8](data)
        // FNV-1a, 64 bits: tells two editions of our own file apart, guards against nothing.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        version = String(repeating: "0", count: 16 - digits.count) + digits
    }
}
