// SPDX-License-Identifier: Apache-2.0

/// Roughly how wide text is drawn. The server does not know the reader's font; the estimate errs on the wide side, so
/// that labels keep clear of each other.
///
/// - Returns: a width in the units of `size`, the font's height.
func estimatedWidth(_ text: String, size: Double) -> Double {
    var width = 0.0
    var isSubscript = false
    for scalar in text.unicodeScalars {
        let value = scalar.value
        switch value {
        // The Khmer sign coeng puts the next consonant under the last one.
        case 0x17D2: isSubscript = true
        case 0x1780...0x17A2:
            // A subscript ro stands before its consonant and takes place of its own; others stand beneath.
            width += isSubscript ? (value == 0x179A ? 0.3 : 0.1) : 0.72
            isSubscript = false
        case 0x17A3...0x17B3: width += 0.75
        // Vowel signs: those beside the consonant take place, those above and below do not.
        case 0x17B6, 0x17C1...0x17C3: width += 0.4
        case 0x17BE...0x17C0, 0x17C4, 0x17C5, 0x17C7, 0x17C8: width += 0.55
        case 0x17B4...0x17D3: break
        case 0x0300...0x036F: break
        case 0x20, 0xA0: width += 0.28
        default:
            width += "iljtfrI.,:;|!()'·".unicodeScalars.contains(scalar) ? 0.34 : "mwMWĐƠƯ".unicodeScalars.contains(scalar) ? 0.88 : 0.57
        }
    }
    return width * size
}

/// Breaks text into at most `maximum` lines of a width, at spaces where there are any. What does not fit ends in `…`;
/// the whole text stands in the title of what it names and in the table.
func fitted(_ text: String, width: Double, size: Double, maximum: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        let longer = line.isEmpty ? String(word) : line + " " + word
        if estimatedWidth(longer, size: size) <= width {
            line = longer
            continue
        }
        if !line.isEmpty { lines.append(line) }
        line = ""
        // The estimate is on the wide side: what is hardly too wide is left whole.
        if estimatedWidth(String(word), size: size) <= width * 1.08 {
            line = String(word)
            continue
        }
        // A word wider than the line, as Khmer writes phrases without spaces, is broken between syllables.
        for cluster in clusters(String(word)) {
            if !line.isEmpty, estimatedWidth(line + cluster, size: size) > width {
                lines.append(line)
                line = ""
            }
            line += cluster
        }
    }
    if !line.isEmpty { lines.append(line) }
    guard lines.count > maximum, maximum > 0 else { return lines }
    var last = clusters(lines[maximum - 1])
    while !last.isEmpty, estimatedWidth(last.joined() + "…", size: size) > width { last.removeLast() }
    return lines.prefix(maximum - 1) + [last.joined() + "…"]
}

/// The pieces between which text may be cut: characters, and in Khmer a consonant with everything above and below it.
func clusters(_ text: String) -> [String] {
    var result: [String] = []
    for character in text {
        if let last = result.last, last.unicodeScalars.last?.value == 0x17D2 || character.unicodeScalars.first?.value == 0x17D2 {
            result[result.count - 1].append(character)
        } else {
            result.append(String(character))
        }
    }
    return result
}
