// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation

/// The shipped list files as bytes, for tests that damage one of them.
enum ShippedFiles {
    /// Read from the source tree, so that the room needs no door for its resources.
    static let all: [String: [UInt8]] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Core/CodeLists/Resources")
        return Dictionary(
            uniqueKeysWithValues: ListFile.allCases.map { file in
                guard let data = try? Data(contentsOf: folder.appendingPathComponent(file.rawValue)) else {
                    preconditionFailure("\(file.rawValue) is missing.")
                }
                return (file.rawValue, [UInt8](data))
            })
    }()

    static func lines(_ file: ListFile) -> [String] {
        String(decoding: all[file.rawValue] ?? [], as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n").split(separator: "\n").map(String.init)
    }

    /// All files, one of them with other lines.
    static func with(_ file: ListFile, _ lines: [String]) -> [String: [UInt8]] {
        var files = all
        files[file.rawValue] = Array((lines.joined(separator: "\n") + "\n").utf8)
        return files
    }

    /// All files, with one line (1 is the header) of one of them changed by `change`.
    static func changing(_ file: ListFile, line: Int, _ change: (String) -> String) -> [String: [UInt8]] {
        var lines = lines(file)
        lines[line - 1] = change(lines[line - 1])
        return with(file, lines)
    }
}

/// A day on which the newest shipped editions are valid.
let today = CalendarDate(dayNumber: 20_708)
