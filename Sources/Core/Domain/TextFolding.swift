// SPDX-License-Identifier: Apache-2.0

/// Makes texts comparable for searching: what a person cannot see or often leaves out makes no difference.
///
/// Works on code points with a small table and without a locale, so that an index and a query fold alike everywhere.
public enum TextFolding {
    /// Folds a text to lower-case words with single spaces between.
    ///
    /// Left out: zero-width spaces and joiners, soft hyphens, direction marks, Khmer inherent vowels, apostrophes, accents
    /// and tone marks of Latin letters (đ is d). Khmer and full-width digits become 0-9. Punctuation, symbols and runs of space become
    /// one space. Khmer spellings that look the same become one: េ+ី is ើ, េ+ា is ោ, a subscript ដ is a subscript ត.
    /// Khmer vowels and signs stay. Folding twice changes nothing more.
    public static func fold(_ text: some StringProtocol) -> String {
        var out = String.UnicodeScalarView()
        var owesSpace = false
        func append(_ scalar: Unicode.Scalar) {
            if owesSpace, !out.isEmpty { out.append(" ") }
            owesSpace = false
            out.append(scalar)
        }
        for scalar in text.unicodeScalars {
            let scalar = scalar.latinDigit
            let value = scalar.value
            switch value {
            case 0x30...0x39, 0x61...0x7A: append(scalar)
            case 0x41...0x5A: append(Unicode.Scalar(UInt8(value + 32)))
            case 0x27, 0x2BC, 0x2018, 0x2019: continue
            case 0..<0x80: owesSpace = true
            case 0xDF, 0x1E9E: for letter in "ss".unicodeScalars { append(letter) }
            case 0xC6, 0xE6: for letter in "ae".unicodeScalars { append(letter) }
            case 0x152, 0x153: for letter in "oe".unicodeScalars { append(letter) }
            case 0xB2, 0xB3: append(Unicode.Scalar(UInt8(value - 0xB2 + 50)))
            case 0xB9: append("1")
            case 0xAD, 0x300...0x36F, 0x17B4, 0x17B5, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0xFEFF: continue
            case 0x1780...0x17FF:
                if !owesSpace, let joined = lookalike[Pair(out.last?.value ?? 0, value)], let scalar = Unicode.Scalar(joined.kept) {
                    if joined.replacesFirst { out.removeLast() }
                    out.append(scalar)
                } else {
                    appendOther(scalar)
                }
            default:
                if value < latin.count, latin[Int(value)] != 0 {
                    append(Unicode.Scalar(latin[Int(value)]))
                } else {
                    appendOther(scalar)
                }
            }
        }
        return String(out)

        func appendOther(_ scalar: Unicode.Scalar) {
            switch scalar.properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
                .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol, .spaceSeparator, .lineSeparator,
                .paragraphSeparator, .control:
                owesSpace = true
            default:
                for small in scalar.properties.lowercaseMapping.unicodeScalars where !(0x300...0x36F).contains(small.value) { append(small) }
            }
        }
    }

    /// The text with Latin letters without their marks, case kept: `Huế` is `Hue`, `Đồng Nai` is `Dong Nai`.
    public static func withoutMarks(_ text: some StringProtocol) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !(0x300...0x36F).contains(scalar.value) {
            guard scalar.value >= 0x80, scalar.value < latin.count, latin[Int(scalar.value)] != 0 else {
                out.append(scalar)
                continue
            }
            let small = latin[Int(scalar.value)]
            out.append(Unicode.Scalar(scalar.properties.isUppercase ? small - 32 : small))
        }
        return String(out)
    }

    private struct Pair: Hashable {
        var first: UInt32
        var second: UInt32
        init(_ first: UInt32, _ second: UInt32) {
            self.first = first
            self.second = second
        }
    }

    /// Khmer code points that after another look like a third.
    private static let lookalike: [Pair: (kept: UInt32, replacesFirst: Bool)] = [
        Pair(0x17C1, 0x17B8): (0x17BE, true),
        Pair(0x17C1, 0x17B6): (0x17C4, true),
        Pair(0x17D2, 0x178A): (0x178F, false),
    ]

    /// Plain small letter of each Latin letter with marks, by code point; 0 where there is none.
    private static let latin: [UInt8] = {
        let families: [(plain: UInt8, marked: String)] = [
            (97, "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"), (99, "çćĉċč"), (100, "ďđð"), (101, "èéêëēĕėęěẹẻẽếềểễệ"), (103, "ĝğġģ"), (104, "ĥħ"),
            (105, "ìíîïĩīĭįıǐỉị"), (106, "ĵ"), (107, "ķ"), (108, "ĺļľŀł"), (110, "ñńņňŋ"), (111, "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ"),
            (114, "ŕŗř"), (115, "śŝşšș"), (116, "ţťŧț"), (117, "ùúûüũūŭůűųưǔụủứừửữự"), (119, "ŵ"), (121, "ýÿŷỳỵỷỹ"), (122, "źżž"),
        ]
        var table = [UInt8](repeating: 0, count: 0x1F00)
        for family in families {
            for letter in family.marked.unicodeScalars {
                table[Int(letter.value)] = family.plain
                for capital in letter.properties.uppercaseMapping.unicodeScalars where capital.value >= 0x80 && capital.value < 0x1F00 {
                    table[Int(capital.value)] = family.plain
                }
            }
        }
        table[0x130] = 105
        return table
    }()
}
