// SPDX-License-Identifier: Apache-2.0

/// Which industries a rule or a field is for, by first digits of their ISIC class.
public struct SectorRule: Hashable, Sendable {
    /// Empty for all.
    public var only: [String] = []
    public var but: [String] = []

    /// Reads `13;14` (only these) and `-13;-14` (all but these); `nil` for anything else.
    public init?(text: String) {
        for piece in text.split(separator: ";") {
            let digits = piece.drop { $0 == "-" }
            guard (1...4).contains(digits.count), digits.utf8.allSatisfy({ (48...57).contains($0) }), piece.count - digits.count <= 1 else { return nil }
            if piece.first == "-" { but.append(String(digits)) } else { only.append(String(digits)) }
        }
    }

    /// As it is read.
    public var text: String { (only + but.map { "-" + $0 }).joined(separator: ";") }

    public func covers(_ isic: String) -> Bool {
        (only.isEmpty || only.contains { isic.hasPrefix($0) }) && !but.contains { isic.hasPrefix($0) }
    }
}
