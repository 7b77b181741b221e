// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

/// Registers the planned firms, their permits and their people, through the same doors as real officers.
struct Settlement: Sendable {
    let platform: Platform
    let clock: DemonstrationClock
    private(set) var firms: [Firm]
    /// Given to a driver of Samaki Haulage.
    private(set) var driverCode = ""
    private(set) var driverCodeUntil = CalendarDate(dayNumber: 0)
    /// The driver without a telephone. Invented.
    static let driverName = "សៀង បូរ៉ា"
    /// Powers lent to the support centre, by the firm that lent them.
    private(set) var delegations: [Int: Delegation] = [:]
    private(set) var people = 0

    init(platform: Platform, clock: DemonstrationClock, plan: CountryPlan) {
        self.platform = platform
        self.clock = clock
        firms = plan.firms
    }

    private var day: CalendarDate { platform.today }
    private func moveOn() { clock.advance(to: clock.now.adding(seconds: 97)) }

    mutating func settle() async throws {
        // The authorities first: the others are entered by their officers.
        let authorities = firms.indices.filter { firms[$0].row.profiles == [.authority] }
        for place in authorities { try await found(place, by: .operatorOfServer(on: day)) }
        let officers = (industry: try place(.industry), environment: try place(.environment))
        for place in firms.indices where !authorities.contains(place) {
            try await found(place, by: firms[officers.industry].actor([.officer], on: day))
        }
        var number = 100
        for place in firms.indices where !firms[place].row.crafts.isEmpty || firms[place].trade == .haulier {
            for form in permits(of: place, number: &number) {
                moveOn()
                _ = try await platform.recordPermit(form, by: firms[officers.environment].actor([.officer], on: day))
            }
        }
        try await giveDriverCode()
    }

    private func place(_ trade: Trade) throws -> Int {
        guard let place = firms.firstIndex(where: { $0.trade == trade }) else { throw PlatformError.notFound }
        return place
    }

    private mutating func found(_ place: Int, by actor: Actor) async throws {
        moveOn()
        let firm = firms[place]
        let valid = try firm.registration.validated(with: platform.registrationLookups)
        let founder = firm.people.first.map { PersonProfile(displayName: $0.displayName, signInName: $0.signInName, language: $0.language) }
        let made = try await platform.addOrganisation(
            valid, mandate: firm.mandate, founder: founder, password: DemoAccounts.password, roles: firm.people.first?.roles, by: actor)
        firms[place].organisation = made.organisation
        firms[place].site = made.site
        if let person = made.person, let newcomer = firm.people.first { add(newcomer, person, to: place) }
        for newcomer in firm.people.dropFirst() {
            moveOn()
            let person = try await platform.addPerson(
                displayName: newcomer.displayName, signInName: newcomer.signInName, password: DemoAccounts.password, language: newcomer.language,
                roles: newcomer.roles, to: made.organisation, by: .operatorOfServer(on: day))
            add(newcomer, person, to: place)
        }
    }

    private mutating func add(_ newcomer: Newcomer, _ person: PersonID, to place: Int) {
        let organisation = firms[place].organisation
        let memberships = newcomer.roles.sorted().map { Membership(person: person, organisation: organisation, role: $0, validFrom: day) }
        firms[place].staff.append(Staff(person: person, memberships: memberships))
        people += 1
    }

    /// A permit for each craft of a plant; for carrying, one for ordinary waste and, for every second haulier, one for the rest.
    private func permits(of place: Int, number: inout Int) -> [PermitForm] {
        let firm = firms[place]
        func form(_ wastes: [String], _ treatments: [String], carries: Bool) -> PermitForm {
            number += 7
            var form = PermitForm()
            form.organisation = firm.organisation.description
            form.number = "\(day.month.year - 1)-\(number)"
            form.issuedBy = "Ministry of Environment"
            form.wastes = wastes.joined(separator: ";")
            form.treatments = treatments.joined(separator: ";")
            form.allowsTransport = carries
            form.validFrom = day.adding(days: -150 - number % 400).description
            form.validUntil = day.adding(days: 760 + number % 900).description
            form.source = "demonstration"
            return form
        }
        guard firm.trade == .haulier else {
            return firm.row.crafts.map { craft in
                var permit = form(craft.wastes, [craft.treatment], carries: firm.trade == .collector)
                permit.yearlyCapacity = String(max(200, Int(9000 * firm.size * firm.size) / 100 * 100))
                return permit
            }
        }
        let hazardous = ["04*", "08*", "13*", "14*", "15*", "16*", "19*"]
        return [form(["non-hazardous"], [], carries: true)] + (firm.carriesHazardous ? [form(hazardous, [], carries: true)] : [])
    }

    private mutating func giveDriverCode() async throws {
        guard let haulier = firms.first(where: { $0.demoFirm == .haulier }) else { throw PlatformError.notFound }
        moveOn()
        driverCodeUntil = platform.driverCodeDays.upperBound
        driverCode = try await platform.makeDriverCode(label: Self.driverName, for: haulier.organisation, by: haulier.actor([.administrator], on: day)).text
    }

    /// Lets the support centre prepare the notes of some firms, for a year and a half from today on.
    mutating func delegate(from places: [Int], until last: CalendarDate) async throws {
        let centre = firms[try place(.supportCentre)]
        for place in places {
            moveOn()
            let firm = firms[place]
            delegations[place] = try await platform.delegate(
                .preparer, from: firm.organisation, toRegistrationNumber: centre.registrationNumber, from: day.description, until: last.description,
                by: firm.actor([.administrator], on: day))
        }
    }
}

extension Firm {
    /// As the firm would type it into the form.
    var registration: OrganisationRegistration {
        OrganisationRegistration([
            .registrationNumber: registrationNumber, .nameEnglish: nameEnglish, .nameLocal: nameLocal, .country: Country.cambodia.rawValue,
            .province: province, .address: address, .latitude: String(position.latitude), .longitude: String(position.longitude), .isic: row.isic,
            .profiles: row.profiles.sorted().map(\.rawValue).joined(separator: ";"), .employees: String(employees),
            .employeesWomen: String(employeesWomen), .zone: zone ?? "", .openedOn: openedOn.description,
        ])
    }
}
