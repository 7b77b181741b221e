// SPDX-License-Identifier: Apache-2.0

/// What was done with waste: a disposal operation D1...D15 or a recovery operation R1...R13.
///
/// Source: Directive 2008/98/EC, Annexes I and II; the same codes as Annex IV of the Basel Convention.
public struct TreatmentCode: Hashable, Comparable, Sendable, Codable, CaseIterable, CustomStringConvertible {
    /// Stable number for storage: D n is n, R n is 100 + n.
    public let raw: Int

    /// `nil` outside 1...15 and 101...113.
    public init?(raw: Int) {
        guard (1...15).contains(raw) || (101...113).contains(raw) else { return nil }
        self.raw = raw
    }

    /// Reads `D1`...`D15` and `R1`...`R13` and nothing else: no spaces, small letters or leading zeros.
    public init?(text: some StringProtocol) {
        let digits = text.utf8.dropFirst()
        guard let letter = text.utf8.first, letter == 68 || letter == 82, (1...2).contains(digits.count), digits.first != 48,
            digits.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        self.init(raw: letter == 82 ? 100 + number : number <= 15 ? number : 0)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let code = TreatmentCode(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a treatment code D1 to D15 or R1 to R13")
        }
        self = code
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var isRecovery: Bool { raw > 100 }

    /// `D5`, `R3`; read back by ``init(text:)``.
    public var description: String { isRecovery ? "R\(raw - 100)" : "D\(raw)" }

    /// All 28, disposal first, each in order of its number.
    public static let allCases: [TreatmentCode] = (Array(1...15) + Array(101...113)).compactMap { TreatmentCode(raw: $0) }

    public static func < (a: TreatmentCode, b: TreatmentCode) -> Bool { a.raw < b.raw }
}
