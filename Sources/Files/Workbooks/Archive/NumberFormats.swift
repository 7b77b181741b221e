// SPDX-License-Identifier: Apache-2.0

/// How the formats of a workbook show numbers: as days, in per cent, or plainly. One element per cell format.
final class NumberFormats: XMLVisitor {
    enum Look: UInt8 { case plain, date, percent }

    private(set) var looks: [Look] = []
    private var codes: [Int: Look] = [:]
    private var isInCellFormats = false
    private let limits: WorkbookLimits

    init(_ part: String?, of archive: Archive, limits: WorkbookLimits) throws {
        self.limits = limits
        if let part { try XMLReader.read(part, of: archive, limits: limits, visitor: self) }
    }

    subscript(_ format: Int) -> Look { looks.indices.contains(format) ? looks[format] : .plain }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws {
        if name == "numFmt", let id = attributes.number("numFmtId"), let code = attributes["formatCode"] {
            codes[id] = Self.look(ofCode: code)
        } else if name == "cellXfs" {
            isInCellFormats = true
        } else if isInCellFormats, name == "xf" {
            let id = attributes.number("numFmtId") ?? 0
            looks.append(codes[id] ?? Self.builtIn(id))
        }
        if looks.count > limits.formats || codes.count > limits.formats { throw WorkbookRefusal.damaged(part: "styles") }
    }

    func end(_ name: XMLName) { if name == "cellXfs" { isInCellFormats = false } }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// Source: ECMA-376 part 1, 18.8.30, with the formats of East Asian and Thai editions.
    private static func builtIn(_ id: Int) -> Look {
        switch id {
        case 9, 10: .percent
        case 14...22, 27...36, 45...47, 50...58, 71...81: .date
        default: .plain
        }
    }

    /// A code shows days or times when it holds a letter for them outside quoted text, escapes and brackets.
    static func look(ofCode code: String) -> Look {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        var isPercent = false
        // Positive numbers are shown by what stands before the first semicolon.
        for scalar in code.unicodeScalars {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch scalar {
            case "\"": isQuoted.toggle()
            case _ where isQuoted: continue
            case "\\", "_", "*": isEscaped = true
            case "[": isBracketed = true
            case "]": isBracketed = false
            case _ where isBracketed: continue
            case ";": return isPercent ? .percent : .plain
            case "%": isPercent = true
            // `General` is a word of its own, and none of its letters is one of these.
            case "y", "Y", "d", "D", "m", "M", "h", "H", "s", "S": return .date
            default: continue
            }
        }
        return isPercent ? .percent : .plain
    }
}
