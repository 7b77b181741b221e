// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Operations

/// Files within JSON, in base64.
enum FileShapes {
    /// Longest text in which a file of 5 MB stands, characters.
    static let textMax = 7_000_000
    /// Longest body in which such a file is sent, bytes.
    static let bodyMax = 7_200_000
    /// The same of tables, which may have 10 MB.
    static let tableTextMax = 14_000_000, tableBodyMax = 14_300_000

    static let file: Shape<(mediaType: String, bytes: [UInt8])> = .object(
        "File", "A file that was sent.",
        [
            .text("mediaType") { $0.mediaType },
            .part("content", Shape<String>(.text(textMax)) { .text($0) }, "In base64.") { Data($0.bytes).base64EncodedString() },
        ])

    /// The bytes of a member; `nil` where it is absent or null.
    ///
    /// - Throws: the fault at its pointer when it is no base64.
    static func bytes(_ name: String, of body: JSON) throws -> [UInt8]? {
        guard let text = body[name]?.text else { return nil }
        guard let data = Data(base64Encoded: text) else { throw Problems([APIPhrase.notBase64.problem("/" + name)]) }
        return [UInt8](data)
    }
}
