// SPDX-License-Identifier: Apache-2.0

import Domain

/// A person holds a role in an organisation, from a day to a day.
public struct Membership: Hashable, Sendable, Codable {
    public let person: PersonID
    public let organisation: OrganisationID
    public let role: Role
    public var validFrom: CalendarDate
    /// Its last day; `nil` until somebody ends it.
    public var validUntil: CalendarDate?

    public init(
        person: PersonID, organisation: OrganisationID, role: Role, validFrom: CalendarDate, validUntil: CalendarDate? = nil
    ) {
        self.person = person
        self.organisation = organisation
        self.role = role
        self.validFrom = validFrom
        self.validUntil = validUntil
    }

    public func isInForce(on day: CalendarDate) -> Bool {
        validFrom <= day && (validUntil.map { day <= $0 } ?? true)
    }
}
