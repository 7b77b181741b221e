// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where a file's bytes are: on disk or in memory.
public enum FilePlace: Sendable {
    case disk(String)
    case memory([UInt8])
}

/// Bytes one after another, from disk or memory.
final class ByteSource {
    private let place: FilePlace
    private var file: UnsafeMutablePointer<FILE>?
    private var at = 0

    /// - Throws: ``WorkbookRefusal/empty`` when there is no such file.
    init(_ place: FilePlace) throws {
        self.place = place
        if case .disk(let path) = place {
            file = fopen(path, "rb")
            if file == nil { throw WorkbookRefusal.empty }
        }
    }

    deinit { if let file { fclose(file) } }

    /// Up to `count` further bytes; empty at the end.
    func read(_ count: Int) -> [UInt8] {
        switch place {
        case .memory(let bytes):
            let piece = Array(bytes[at..<min(bytes.count, at + count)])
            at += piece.count
            return piece
        case .disk:
            guard let file else { return [] }
            return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in filled = fread(buffer.baseAddress, 1, count, file) }
        }
    }

    /// Whether a text of UTF-16, as compound files name their streams, stands in the first `within` bytes.
    static func holds(wide text: String, in place: FilePlace, within: Int) throws -> Bool {
        let bytes = try ByteSource(place).read(within)
        let sought = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        guard bytes.count >= sought.count else { return false }
        return (0...(bytes.count - sought.count)).contains { bytes[$0] == sought[0] && bytes[$0..<($0 + sought.count)].elementsEqual(sought) }
    }
}
