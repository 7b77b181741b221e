// SPDX-License-Identifier: Apache-2.0

import Domain

/// A registration whose every field was checked.
public struct ValidRegistration: Hashable, Sendable {
    public let registrationNumber: String
    public let nameEnglish: String
    /// Empty when none was given.
    public let nameLocal: String
    public let country: Country
    /// Code of the country's province list.
    public let province: String
    public let district: String?
    public let commune: String?
    public let address: String
    public let position: Position?
    /// ISIC Rev. 4 class.
    public let isic: String
    /// At least one.
    public let profiles: Set<ChainProfile>
    public let employees: Int?
    /// `0...employees`.
    public let employeesWomen: Int?
    public let zone: String?
    public let openedOn: CalendarDate?
    public let closedOn: CalendarDate?
    /// Names a person: goes to the erasable table and never into the organisation's own record.
    public let contact: RegistrationContact?

    /// The organisation that this registers; pending until somebody with the mandate approves it.
    public func organisation(id: OrganisationID, status: Organisation.Status = .pendingApproval, mandate: Mandate? = nil) -> Organisation {
        Organisation(
            id: id, registrationNumber: registrationNumber, nameEnglish: nameEnglish, nameLocal: nameLocal, country: country,
            profiles: profiles, mandate: mandate, status: closedOn == nil ? status : .closed, openedOn: openedOn, closedOn: closedOn)
    }

    /// Its first site.
    ///
    /// - Parameters:
    ///   - learnedAt: when the registration was recorded; without an opening day the attributes hold from that day on.
    ///   - thresholds: of the country's size classes.
    public func site(id: SiteID, of organisation: OrganisationID, learnedAt: Instant, thresholds: SizeThresholds) -> Site {
        let attributes = SiteAttributes(
            validFrom: openedOn ?? country.zone.date(of: learnedAt), learnedAt: learnedAt, province: province, district: district,
            commune: commune, isic: isic, sizeClass: employees.map { SizeClass(employees: $0, thresholds: thresholds) },
            employees: employees, employeesWomen: employeesWomen, zone: zone)
        return Site(
            id: id, organisation: organisation, nameEnglish: nameEnglish, nameLocal: nameLocal, position: position, address: address,
            openedOn: openedOn, closedOn: closedOn, attributes: [attributes])
    }
}

/// Whom to call at an organisation, as the register has it. Personal, so never part of what is journalled.
public struct RegistrationContact: Hashable, Sendable {
    public var name: String
    /// As given; a switchboard's number with extension is fine.
    public var phone: String

    public init(name: String, phone: String) {
        self.name = name
        self.phone = phone
    }

    public var isEmpty: Bool { name.isEmpty && phone.isEmpty }
}
