// SPDX-License-Identifier: Apache-2.0

/// How a delimited text is read, as far as it is known: what somebody said, or what the file leaves no doubt about.
public struct TextReading: Hashable, Sendable, Codable {
    public var encoding: TextEncoding?
    /// `,`, `;` or a tab.
    public var separator: UInt8?

    public init(encoding: TextEncoding? = nil, separator: UInt8? = nil) {
        self.encoding = encoding
        self.separator = separator
    }

    /// The same with what the file itself says: its byte-order mark, its being UTF-8 throughout, the one separator that divides its lines alike.
    ///
    /// - Throws: ``WorkbookRefusal/encodingUnclear(line:readings:)`` and ``WorkbookRefusal/separatorUnclear``, which are questions:
    ///   their answer is another call with the field filled.
    func completed(by place: FilePlace) throws -> TextReading {
        var whole = self
        if whole.encoding == nil { whole.encoding = try Self.encoding(of: place) }
        if whole.separator == nil, let encoding = whole.encoding { whole.separator = try Self.separator(of: place, in: encoding) }
        return whole
    }

    private static func encoding(of place: FilePlace) throws -> TextEncoding {
        let source = try ByteSource(place)
        var line: [UInt8] = []
        var number = 1
        var piece = source.read(65_536)
        if piece.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if piece.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        while !piece.isEmpty {
            for part in piece.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
                if part.offset > 0 {
                    try check(line, number)
                    line.removeAll(keepingCapacity: true)
                    number += 1
                }
                line.append(contentsOf: part.element)
                // No line is kept beyond what could be shown; the cut may fall within a letter, so it falls before an ASCII byte.
                if line.count > 1 << 20, let cut = line.lastIndex(where: { $0 < 128 }) {
                    try check(Array(line[..<cut]), number)
                    line.removeFirst(cut)
                }
            }
            piece = source.read(65_536)
        }
        try check(line, number)
        return .utf8
    }

    private static func check(_ line: [UInt8], _ number: Int) throws {
        guard TextEncoding.utf8.decode(line) == nil else { return }
        // Both readings of what stands around the first letter that differs.
        let at = line.firstIndex { $0 >= 128 } ?? 0
        let shown = line[max(0, at - 20)..<min(line.count, at + 40)].filter { $0 != 13 }
        var readings: [TextEncoding: String] = [:]
        for encoding in [TextEncoding.windows1252, .windows1258] { readings[encoding] = encoding.decode(shown) }
        throw WorkbookRefusal.encodingUnclear(line: number, readings: readings)
    }

    /// The separator by which the first 20 rows divide into equally many fields, more than one.
    private static func separator(of place: FilePlace, in encoding: TextEncoding) throws -> UInt8 {
        var fitting: [UInt8] = []
        var dividing: [UInt8] = []
        for separator in [UInt8(44), 59, 9] {
            let reader = DelimitedReader(try ByteSource(place), encoding: encoding, separator: separator, limits: .shipped)
            var widths: Set<Int> = []
            var rows = 0
            while rows < 20, let width = try? reader.width() {
                widths.insert(width)
                rows += 1
            }
            if widths.contains(where: { $0 > 1 }) { dividing.append(separator) }
            if widths.count == 1, widths.first ?? 1 > 1 { fitting.append(separator) }
        }
        if fitting.count == 1 { return fitting[0] }
        if fitting.isEmpty, dividing.count <= 1 { return dividing.first ?? 44 }
        throw WorkbookRefusal.separatorUnclear
    }
}
