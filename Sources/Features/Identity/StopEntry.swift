// SPDX-License-Identifier: Apache-2.0

import Domain

/// How a firm came into the registry that stood in none: a driver met it at a stop of a collection round, and its haulier entered
/// it on its behalf.
public struct StopEntry: Hashable, Sendable, Codable {
    /// What an officer made of it.
    public enum Answer: String, CaseIterable, Codable, Sendable {
        case approved, refused
    }

    public let by: OrganisationID
    public let round: RoundID
    public let at: Instant
    /// `nil` while it waits, and for a firm that went into another.
    public var answer: Answer?

    public init(by: OrganisationID, round: RoundID, at: Instant) {
        self.by = by
        self.round = round
        self.at = at
    }
}

/// How a firm stands that was entered at a stop.
public enum StopStanding: String, CaseIterable, Codable, Sendable {
    case waits, approved, refused, merged
}

extension Organisation {
    /// `nil` for a firm that came into the registry otherwise.
    public var stopStanding: StopStanding? {
        guard let stopEntry else { return nil }
        if merger != nil { return .merged }
        return switch stopEntry.answer {
        case .approved: .approved
        case .refused: .refused
        case nil: .waits
        }
    }

    /// Entered at a stop, and no officer has answered yet.
    public var waitsFromStop: Bool { status == .pendingApproval && stopStanding == .waits }

    /// Its number was made here, since nobody at the kerb knew one.
    public var hasProvisionalNumber: Bool { registrationNumber.hasPrefix(StopRegistration.numberPrefix) }
}

/// A firm as a driver types it at the kerb: what can be asked for in less than a minute.
public struct StopRegistration: Hashable, Sendable {
    /// In either script.
    public var name: String
    /// Code or name of a province.
    public var province: String
    /// District, commune or other words by which it is found again; may be blank.
    public var place: String
    /// May be blank.
    public var phone: String

    public init(name: String = "", province: String = "", place: String = "", phone: String = "") {
        self.name = name
        self.province = province
        self.place = place
        self.phone = phone
    }

    /// No business register gives such numbers.
    public static let numberPrefix = "STOP-"

    /// The firm as any other registration; its industry is not known.
    ///
    /// - Parameter number: without the prefix.
    /// - Throws: every problem, under the names of these fields.
    public func validated(number: String, country: Country, with lookups: RegistrationLookups) throws(Problems) -> ValidRegistration {
        var typed = OrganisationRegistration([
            .registrationNumber: Self.numberPrefix + number, .nameEnglish: name, .country: country.rawValue, .province: province, .district: place,
            .profiles: ChainProfile.producer.rawValue, .contactPhone: phone,
        ])
        typed.isFromStop = true
        // The one name stands in both places: whoever reads the country's script is shown it as such.
        if name.unicodeScalars.contains(where: { (0x1780...0x17FF).contains($0.value) }) { typed.texts[.nameLocal] = name }
        do {
            return try typed.validated(with: lookups)
        } catch {
            let found = error.problems.filter { $0.field != OrganisationRegistration.Field.nameLocal.rawValue }
            throw Problems(found.map { Problem(field: Self.fields[$0.field] ?? "", phrase: $0.phrase, facts: $0.facts) })
        }
    }

    private static let fields: [String: String] = [
        OrganisationRegistration.Field.nameEnglish.rawValue: "name", OrganisationRegistration.Field.province.rawValue: "province",
        OrganisationRegistration.Field.district.rawValue: "place", OrganisationRegistration.Field.contactPhone.rawValue: "phone",
    ]
}
