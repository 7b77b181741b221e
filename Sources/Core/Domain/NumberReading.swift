// SPDX-License-Identifier: Apache-2.0

/// What a person typed in a number field, read without guessing.
///
/// Latin, Khmer and full-width digits read alike. Spaces, also no-break and thin ones, group thousands. Comma and point each may
/// group or begin the decimals, because Khmer and Vietnamese write `1.240,5` where English writes `1,240.5`; where a
/// text reads two ways the person is asked, never the language setting.
public enum NumberReading: Hashable, Sendable {
    /// Read one way, without zeros at its end: `12.50` is 12.5.
    case number(ExactDecimal)
    /// Reads two ways, such as `1.240`: first with the separator grouping (1240), then with it as decimal sign (1.24).
    case ambiguous([ExactDecimal])
    /// Blank.
    case nothing
    /// Letters, separators out of place, more than 12 digits behind the decimal sign, or too large for 64 bits.
    case unreadable

    public init(_ text: some StringProtocol) {
        guard let marks = Self.marks(of: text) else {
            self = .unreadable
            return
        }
        guard !marks.isEmpty else {
            self = .nothing
            return
        }
        let isNegative = marks.first == Self.minus
        let pieces = marks.dropFirst(isNegative ? 1 : 0).split(omittingEmptySubsequences: false) { !(48...57).contains($0) }
        let separators = marks.dropFirst(isNegative ? 1 : 0).filter { !(48...57).contains($0) }
        // An empty piece is a separator at an end or two together.
        guard pieces.allSatisfy({ !$0.isEmpty }), !separators.contains(Self.minus) else {
            self = .unreadable
            return
        }
        let readings = Self.splits(Array(pieces), separators).map { split in
            ExactDecimal(
                (isNegative ? "-" : "") + String(decoding: split.whole, as: UTF8.self)
                    + (split.decimals.isEmpty ? "" : "." + String(decoding: split.decimals, as: UTF8.self)))?.withoutTrailingZeros
        }
        let numbers = readings.compactMap { $0 }
        switch (numbers.count == readings.count, numbers.count) {
        case (true, 1): self = .number(numbers[0])
        case (true, 2...): self = .ambiguous(numbers)
        default: self = .unreadable
        }
    }

    private static let space: UInt8 = 32, minus: UInt8 = 45

    /// The text as digits, `,`, `.`, spaces and a minus, without what cannot be seen and without spaces at the ends;
    /// `nil` when anything else stands in it.
    private static func marks(of text: some StringProtocol) -> [UInt8]? {
        var marks: [UInt8] = []
        for scalar in text.unicodeScalars {
            let scalar = scalar.latinDigit
            switch scalar.value {
            case 48...57, 44...46: marks.append(UInt8(scalar.value))
            case 0x2212: marks.append(minus)
            case 0x20, 0x09, 0xA0, 0x2007, 0x2009, 0x202F: marks.append(space)
            // Khmer keyboards put zero-width spaces between words; nobody sees them.
            case 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF: continue
            default: return nil
            }
        }
        while marks.last == space { marks.removeLast() }
        return Array(marks.drop { $0 == space })
    }

    /// Every way the pieces between the separators read as whole part and decimals; empty when there is none.
    private static func splits(_ pieces: [ArraySlice<UInt8>], _ separators: [UInt8]) -> [(whole: [UInt8], decimals: [UInt8])] {
        guard let last = separators.last else { return [(Array(pieces[0]), [])] }
        let all = Array(pieces.joined())
        if separators.allSatisfy({ $0 == last }) {
            let grouped: [(whole: [UInt8], decimals: [UInt8])] = areGroups(pieces) ? [(all, [])] : []
            if last == space || separators.count > 1 { return grouped }
            return grouped + [(Array(pieces[0]), Array(pieces[1]))]
        }
        // Two kinds: the last, once, is the decimal sign; what stands before it groups.
        let before = separators.dropLast()
        guard last != space, before.allSatisfy({ $0 == before.first && $0 != last }), areGroups(pieces.dropLast()) else { return [] }
        return [(Array(pieces.dropLast().joined()), Array(pieces[pieces.count - 1]))]
    }

    /// One to three digits that do not begin with 0, then threes.
    private static func areGroups(_ pieces: some Collection<ArraySlice<UInt8>>) -> Bool {
        guard let first = pieces.first else { return false }
        return first.count <= 3 && first.first != 48 && pieces.dropFirst().allSatisfy { $0.count == 3 }
    }
}

extension ExactDecimal {
    /// The same number with as few digits behind the point as it needs: 12.50 is 12.5, 3.0 is 3.
    public var withoutTrailingZeros: ExactDecimal {
        var shortest = self
        while shortest.scale > 0, shortest.digits % 10 == 0 {
            shortest.digits /= 10
            shortest.scale -= 1
        }
        return shortest
    }
}
