// SPDX-License-Identifier: Apache-2.0

import Domain

/// A registration of an organisation with its first site, every field as text just as somebody typed it or a file holds it.
///
/// One command for the form, the interface and the file of a registry; ``validated(with:)`` is the only way on.
public struct OrganisationRegistration: Hashable, Sendable {
    /// Names of the fields in forms, files and problems.
    public enum Field: String, CaseIterable, Sendable {
        case registrationNumber = "registration_number"
        case nameEnglish = "name_en"
        case nameLocal = "name_local"
        case country, province, district, commune, address, latitude, longitude, isic
        /// Words parted by `;`.
        case profiles
        case employees
        case employeesWomen = "employees_women"
        case zone
        case contactName = "contact_name"
        case contactPhone = "contact_phone"
        case openedOn = "opened_on"
        case closedOn = "closed_on"

        /// A registration without it is refused.
        public var isRequired: Bool {
            [.registrationNumber, .nameEnglish, .country, .province, .isic, .profiles].contains(self)
        }

        /// Longest text taken, in characters.
        var lengthMax: Int {
            switch self {
            case .nameEnglish, .nameLocal, .profiles: 200
            case .address: 300
            default: 100
            }
        }
    }

    /// As typed; a field that is absent counts as blank.
    public var texts: [Field: String]
    /// Met at a stop of a collection round, where nobody knows the firm's industry.
    var isFromStop = false

    public init(_ texts: [Field: String]) { self.texts = texts }

    /// The field without blanks at its ends; empty when it was left blank.
    public subscript(field: Field) -> String {
        let text = texts[field] ?? ""
        func isBlank(_ character: Character) -> Bool { character.isWhitespace || character == "\u{200B}" || character == "\u{FEFF}" }
        guard let first = text.firstIndex(where: { !isBlank($0) }), let last = text.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(text[first...last])
    }
}

/// What the check of a registration must be told: the lists of the country and today's date.
public struct RegistrationLookups: Sendable {
    /// The code of a province given by its code or by its name in English or the local language; `nil` when there is none.
    public var province: @Sendable (Country, String) -> String?
    /// Whether a text is a class of ISIC Rev. 4.
    public var isISICClass: @Sendable (String) -> Bool
    /// Today in the country's zone; nothing opens or closes later than this.
    public var today: CalendarDate

    public init(
        province: @escaping @Sendable (Country, String) -> String?, isISICClass: @escaping @Sendable (String) -> Bool, today: CalendarDate
    ) {
        self.province = province
        self.isISICClass = isISICClass
        self.today = today
    }
}
