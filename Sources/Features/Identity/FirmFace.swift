// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a firm looks like to somebody who asks whether it was entered twice: its number and names cut to their core, and where
/// its sites stand. Worked out from the registry; nothing else knows it.
public struct FirmFace: Hashable, Sendable, Codable {
    public struct Place: Hashable, Sendable, Codable {
        public let province: String
        /// Folded; `nil` where it is not known.
        public let district: String?
        public let commune: String?
        public let position: Position?
    }

    public let id: OrganisationID
    /// Letters and digits alone, without zeros in front: `KH 00-123` is `KH123`.
    public let number: String
    /// Core of the English name, compact, and its longer words.
    public let english: String
    public let words: [String]
    /// Core of the name in the country's script, compact; empty when none is known.
    public let local: String
    /// Of its first sites, three at most.
    public let places: [Place]

    /// - Parameter today: whose classification of the sites counts.
    public init(_ organisation: Organisation, sites: [Site], today: CalendarDate) {
        id = organisation.id
        number = Self.number(organisation.registrationNumber)
        // A name that was only known in the country's script stands in both places and is one name.
        let isOneName = organisation.nameEnglish == organisation.nameLocal && organisation.nameEnglish.unicodeScalars.contains { $0.value >= 0x1780 }
        english = isOneName ? "" : NameCore.compact(organisation.nameEnglish)
        words = isOneName ? [] : NameCore.words(organisation.nameEnglish).filter { $0.count >= 4 }
        local = organisation.nameLocal.isEmpty ? "" : NameCore.compact(organisation.nameLocal)
        places = sites.prefix(3).map { site in
            let row = site.attributes(on: today)
            func folded(_ text: String?) -> String? { text.map { TextFolding.fold($0) }.flatMap { $0.isEmpty ? nil : $0 } }
            return Place(province: row.province, district: folded(row.district), commune: folded(row.commune), position: site.position)
        }
    }

    /// The form in which numbers are compared here: coarser than ``RegistrationNumber/normalised(_:)``, under which no two
    /// firms are equal.
    public static func number(_ text: String) -> String {
        var out = ""
        var isInNumber = false
        for scalar in text.unicodeScalars.map(\.latinDigit) where scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
            let isDigit = ("0"..."9").contains(scalar)
            if isDigit, !isInNumber, scalar == "0" { continue }
            isInNumber = isDigit
            out += scalar.properties.uppercaseMapping
        }
        return out
    }

    /// Hashes of what two entries of one firm have in common: equal ones are worth a closer look, all others are never
    /// compared. Some ten a firm.
    public var keys: Set<Int64> {
        var texts: Set<String> = []
        if !number.isEmpty { texts.insert("n" + number) }
        for name in [english, local] where !name.isEmpty { texts.insert("c" + name) }
        for place in places {
            // Names with slips in them agree in their beginning, their end or a whole word, within a district.
            let area = place.province + "|" + (place.district ?? place.commune ?? "")
            for name in [english, local] where name.unicodeScalars.count >= 4 {
                texts.insert("b" + area + "|" + String(name.unicodeScalars.prefix(4)))
                texts.insert("e" + area + "|" + String(name.unicodeScalars.suffix(4)))
            }
            for word in words.prefix(3) { texts.insert("w" + area + "|" + word) }
        }
        return Set(texts.map(Self.hash))
    }

    /// FNV-1a, 64 bits, the sign left out. Two texts of one hash cost a needless comparison and nothing more.
    private static func hash(_ text: String) -> Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int64(hash >> 1)
    }
}
