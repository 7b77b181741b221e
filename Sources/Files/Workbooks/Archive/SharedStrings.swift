// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The texts that cells of a workbook share, by number.
///
/// Up to ``WorkbookLimits/stringsInMemory`` bytes they stay in memory; beyond, they go to a file that has no name and ends with this value, so that memory
/// stays flat whatever a workbook holds.
final class SharedStrings: XMLVisitor {
    private(set) var count = 0
    /// The texts while they are in memory.
    private var kept: [String] = []
    private var keptBytes = 0
    private let limits: WorkbookLimits
    private var texts: UnsafeMutablePointer<FILE>?
    private var places: UnsafeMutablePointer<FILE>?
    private var spilled: UInt64 = 0

    private var current: [UInt8] = []
    private var isText = false
    private var phonetic = 0

    /// - Parameter part: the part's name; `nil` when the workbook has none.
    init(_ part: String?, of archive: Archive, limits: WorkbookLimits) throws {
        self.limits = limits
        if let part { try XMLReader.read(part, of: archive, limits: limits, visitor: self) }
        if let texts, let places, fflush(texts) != 0 || fflush(places) != 0 { throw WorkbookRefusal.notWritten("") }
    }

    deinit {
        if let texts { fclose(texts) }
        if let places { fclose(places) }
    }

    /// - Throws: ``WorkbookRefusal/damaged(part:)`` when there is no text of that number.
    func text(_ number: Int) throws -> String {
        guard number >= 0, number < count else { throw WorkbookRefusal.damaged(part: "sharedStrings") }
        guard let texts, let places else { return kept[number] }
        var bounds: [UInt64] = [0, 0]
        let first = number == 0 ? 1 : 0
        let wanted = (2 - first) * 8
        let found = bounds.withUnsafeMutableBytes { buffer in
            pread(fileno(places), buffer.baseAddress?.advanced(by: first * 8), wanted, off_t((number - 1 + first) * 8))
        }
        guard found == wanted, bounds[1] >= bounds[0] else { throw WorkbookRefusal.notWritten("") }
        let length = Int(bounds[1] - bounds[0])
        let text = [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
            filled = max(0, pread(fileno(texts), buffer.baseAddress, length, off_t(bounds[0])))
        }
        guard text.count == length else { throw WorkbookRefusal.notWritten("") }
        return String(decoding: text, as: UTF8.self)
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "t" {
            isText = phonetic == 0
        } else if name == "rPh" {
            phonetic += 1
        } else if name == "si" {
            current.removeAll(keepingCapacity: true)
        }
    }

    func end(_ name: XMLName) throws {
        if name == "t" {
            isText = false
        } else if name == "rPh" {
            phonetic -= 1
        } else if name == "si" {
            try keep()
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard isText else { return }
        current.append(contentsOf: bytes)
        // Four bytes a character at most.
        if current.count > limits.cellCharacters * 4 { throw WorkbookRefusal.damaged(part: "sharedStrings") }
    }

    private func keep() throws {
        count += 1
        if texts == nil {
            kept.append(String(decoding: current, as: UTF8.self))
            // Sixteen bytes hold a short text; a longer one has its own place, with a head of thirty-two.
            keptBytes += current.count > 15 ? current.count + 48 : 16
            if keptBytes > limits.stringsInMemory { try spill() }
        } else {
            spilled += UInt64(current.count)
            try write(current, end: [spilled])
        }
    }

    /// Moves what is in memory to disk, where all further texts go too.
    private func spill() throws {
        texts = tmpfile()
        places = tmpfile()
        for text in kept {
            spilled += UInt64(text.utf8.count)
            try write(Array(text.utf8), end: [spilled])
        }
        kept = []
    }

    private func write(_ text: [UInt8], end: [UInt64]) throws {
        guard let texts, let places, fwrite(text, 1, text.count, texts) == text.count, fwrite(end, 8, end.count, places) == end.count else {
            throw WorkbookRefusal.notWritten("")
        }
    }
}
