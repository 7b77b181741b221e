// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The project's own files as text, found from where this test stands.
enum ProjectFiles {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appending(path: path).path(percentEncoded: false)) }

    /// Paths below a folder, relative to the root, of files with one of these endings.
    static func paths(below folder: String, endings: [String]) -> [String] {
        let base = root.appending(path: folder)
        guard let walker = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
        let prefix = root.path(percentEncoded: false)
        return walker.compactMap { $0 as? URL }.filter { endings.contains($0.pathExtension) }
            .map { String($0.path(percentEncoded: false).dropFirst(prefix.hasSuffix("/") ? prefix.count : prefix.count + 1)) }
            .filter { !$0.contains("/.") }.sorted()
    }

    static func swift(below folder: String) throws -> [(path: String, text: String)] {
        try paths(below: folder, endings: ["swift"]).map { ($0, try text($0)) }
    }
}
