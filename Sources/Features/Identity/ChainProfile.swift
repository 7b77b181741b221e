// SPDX-License-Identifier: Apache-2.0

/// What an organisation is in the waste chain or around it. One organisation may be several.
public enum ChainProfile: String, CaseIterable, Comparable, Codable, Sendable {
    case producer, haulier, collector, treater, zone, laboratory, consultant, supportCentre, authority

    /// Reads the word used in files and forms, in any case, words joined or parted: `supportCentre`, `Support centre`.
    public init?(word: some StringProtocol) {
        func folded(_ text: some StringProtocol) -> String { text.lowercased().filter { !" -_".contains($0) } }
        guard let profile = Self.allCases.first(where: { folded($0.rawValue) == folded(word) }) else { return nil }
        self = profile
    }

    /// Whether a firm can say of itself that it is this. Authorities have a mandate and support centres are appointed: an officer
    /// or the operator of the server enters them.
    public var isOwnChoice: Bool { ![.authority, .supportCentre].contains(self) }

    public var phrase: IdentityPhrase { .named("profile", rawValue) }

    /// In the order of the chain.
    public static func < (a: ChainProfile, b: ChainProfile) -> Bool { a.position < b.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
