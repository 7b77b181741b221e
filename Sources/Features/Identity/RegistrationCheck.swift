// SPDX-License-Identifier: Apache-2.0

import Domain

extension OrganisationRegistration {
    /// The registration as values.
    ///
    /// - Throws: every problem there is, each with its field, in the order of the fields. What follows only from another
    ///   problem is not told: a province is not looked for in an unknown country.
    public func validated(with lookups: RegistrationLookups) throws(Problems) -> ValidRegistration {
        var check = RegistrationCheck(registration: self, lookups: lookups)
        let registration = check.read()
        guard let registration, check.problems.isEmpty else { throw Problems(check.problems) }
        return registration
    }
}

/// Reads the fields of one registration and gathers what is wrong with them.
private struct RegistrationCheck {
    typealias Field = OrganisationRegistration.Field

    let registration: OrganisationRegistration
    let lookups: RegistrationLookups
    var problems: [Problem] = []

    init(registration: OrganisationRegistration, lookups: RegistrationLookups) {
        self.registration = registration
        self.lookups = lookups
    }

    /// `nil` only with at least one problem.
    mutating func read() -> ValidRegistration? {
        for field in Field.allCases { readText(field) }
        let number = RegistrationNumber.normalised(registration[.registrationNumber])
        if !number.isEmpty, !RegistrationNumber.isPossible(number) { report(.registrationNumber, .registrationNumberSigns) }
        let country = readCountry()
        let province = country.flatMap { readProvince(in: $0) }
        let position = readPosition()
        let isic = readISIC()
        let profiles = readProfiles()
        let employees = readEmployees(.employees)
        let women = readWomen(of: employees)
        let (openedOn, closedOn) = readDates()
        guard let country, let province, problems.isEmpty else {
            problems.sort { Self.order($0) < Self.order($1) }
            return nil
        }
        let contact = RegistrationContact(name: registration[.contactName], phone: registration[.contactPhone])
        return ValidRegistration(
            registrationNumber: number, nameEnglish: registration[.nameEnglish], nameLocal: registration[.nameLocal], country: country,
            province: province, district: optional(.district), commune: optional(.commune), address: registration[.address],
            position: position, isic: isic, profiles: profiles, employees: employees.value, employeesWomen: women, zone: optional(.zone),
            openedOn: openedOn, closedOn: closedOn, contact: contact.isEmpty ? nil : contact)
    }

    private mutating func readText(_ field: Field) {
        let text = registration[field]
        if text.isEmpty {
            if field.isRequired, !(registration.isFromStop && field == .isic) { report(field, Self.missing[field] ?? .registrationMissing) }
        } else if text.count > field.lengthMax {
            report(field, .registrationTooLong, ["most": .number(Int64(field.lengthMax)), "found": .number(Int64(text.count))])
        } else if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            report(field, .registrationControlSign)
        }
    }

    private mutating func readCountry() -> Country? {
        let text = registration[.country]
        guard !text.isEmpty else { return nil }
        guard let country = Country(rawValue: text.uppercased()) else {
            let known = Country.allCases.map(\.rawValue).joined(separator: ", ")
            report(.country, .registrationCountry, ["value": .text(text), "known": .text(known)])
            return nil
        }
        return country
    }

    private mutating func readProvince(in country: Country) -> String? {
        let text = registration[.province]
        guard !text.isEmpty else { return nil }
        guard let code = lookups.province(country, text) else {
            report(.province, .registrationProvince, ["value": .text(text), "country": .text(country.rawValue)])
            return nil
        }
        return code
    }

    private mutating func readISIC() -> String {
        let text = registration[.isic].withLatinDigits
        if !text.isEmpty, !lookups.isISICClass(text) { report(.isic, .registrationISIC, ["value": .text(text)]) }
        return text
    }

    private mutating func readPosition() -> Position? {
        let latitude = readDegrees(.latitude, within: 90)
        let longitude = readDegrees(.longitude, within: 180)
        let isLatitudeGiven = !registration[.latitude].isEmpty
        if isLatitudeGiven != !registration[.longitude].isEmpty {
            report(isLatitudeGiven ? .longitude : .latitude, .registrationHalfPosition)
        }
        guard let latitude, let longitude else { return nil }
        return Position(latitude: latitude, longitude: longitude)
    }

    /// Decimal degrees; a comma may begin the decimals, since nothing is grouped below 181.
    private mutating func readDegrees(_ field: Field, within limit: Int64) -> Double? {
        let text = registration[field]
        guard !text.isEmpty else { return nil }
        let plain = String(text.withLatinDigits.map { $0 == "," ? "." : $0 })
        guard let exact = ExactDecimal(plain), let degrees = Double(exact.description) else {
            report(field, .registrationDegreesUnreadable, ["value": .text(text)])
            return nil
        }
        guard abs(degrees) <= Double(limit) else {
            report(field, field == .latitude ? .registrationLatitude : .registrationLongitude, ["value": .text(text)])
            return nil
        }
        return degrees
    }

    private mutating func readProfiles() -> Set<ChainProfile> {
        var profiles: Set<ChainProfile> = []
        var unknown: [String] = []
        for part in registration[.profiles].split(separator: ";") {
            let word = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if let profile = ChainProfile(word: word) { profiles.insert(profile) } else if !word.isEmpty { unknown.append(word) }
        }
        if !unknown.isEmpty {
            let known = ChainProfile.allCases.map(\.rawValue).joined(separator: ", ")
            report(.profiles, .registrationProfile, ["value": .text(unknown.joined(separator: ", ")), "known": .text(known)])
        } else if profiles.isEmpty, !registration[.profiles].isEmpty {
            report(.profiles, Self.missing[.profiles] ?? .registrationMissing)
        }
        return profiles
    }

    /// A number of people and whether the field was left blank.
    private mutating func readEmployees(_ field: Field) -> (value: Int?, isBlank: Bool) {
        let text = registration[field]
        let readings: [ExactDecimal]
        switch NumberReading(text) {
        case .nothing: return (nil, true)
        case .unreadable: readings = []
        case .number(let number): readings = [number]
        // Half a person is not meant: of two readings the whole one is.
        case .ambiguous(let numbers): readings = numbers
        }
        guard let count = readings.first(where: { $0.withoutTrailingZeros.scale == 0 })?.withoutTrailingZeros.digits else {
            report(field, .registrationCountUnreadable, ["value": .text(text)])
            return (nil, false)
        }
        guard count >= 0 else {
            report(field, .registrationCountNegative, ["value": .text(text)])
            return (nil, false)
        }
        guard count <= Self.employeesMax else {
            report(field, .registrationCountTooLarge, ["value": .number(count), "most": .number(Self.employeesMax)])
            return (nil, false)
        }
        return (Int(count), false)
    }

    private mutating func readWomen(of employees: (value: Int?, isBlank: Bool)) -> Int? {
        guard let women = readEmployees(.employeesWomen).value else { return nil }
        if let all = employees.value, women > all {
            report(.employeesWomen, .registrationWomen, ["women": .number(Int64(women)), "employees": .number(Int64(all))])
        } else if employees.isBlank {
            report(.employees, .registrationWomenWithoutTotal, ["women": .number(Int64(women))])
        }
        return women
    }

    private mutating func readDates() -> (opened: CalendarDate?, closed: CalendarDate?) {
        let opened = readDate(.openedOn)
        let closed = readDate(.closedOn)
        if let opened, let closed, closed < opened {
            report(.closedOn, .registrationClosedBeforeOpened, ["opened": .date(opened), "closed": .date(closed)])
        }
        return (opened, closed)
    }

    private mutating func readDate(_ field: Field) -> CalendarDate? {
        let text = registration[field].withLatinDigits
        guard !text.isEmpty else { return nil }
        guard let date = CalendarDate(iso: text) else {
            let isShaped = text.split(separator: "-").map(\.count) == [4, 2, 2] && text.allSatisfy { $0 == "-" || $0.isNumber }
            report(field, isShaped ? .registrationNoSuchDay : .registrationDateForm, ["value": .text(text)])
            return nil
        }
        guard date <= lookups.today else {
            report(field, .registrationDateInFuture, ["day": .date(date), "today": .date(lookups.today)])
            return nil
        }
        return date
    }

    private func optional(_ field: Field) -> String? {
        let text = registration[field]
        return text.isEmpty ? nil : text
    }

    private mutating func report(_ field: Field, _ phrase: IdentityPhrase, _ facts: [String: Fact] = [:]) {
        problems.append(phrase.problem(field.rawValue, facts))
    }

    /// More people than this work for nobody here.
    private static let employeesMax: Int64 = 1_000_000

    private static let missing: [Field: IdentityPhrase] = [
        .registrationNumber: .registrationNumberMissing, .nameEnglish: .registrationNameMissing, .country: .registrationCountryMissing,
        .province: .registrationProvinceMissing, .isic: .registrationISICMissing, .profiles: .registrationProfilesMissing,
    ]

    private static func order(_ problem: Problem) -> Int {
        Field.allCases.firstIndex { $0.rawValue == problem.field } ?? Field.allCases.count
    }
}
