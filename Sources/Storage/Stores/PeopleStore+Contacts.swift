// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

extension PeopleStore {
    /// Keeps whom to call at an organisation.
    public func insert(_ contact: RegistrationContact, of organisation: OrganisationID) throws {
        try session.execute(
            "INSERT INTO organisation_contact (organisation, name, phone) VALUES (\(organisation.value), \(contact.name), \(contact.phone))")
    }

    /// Whom to call at an organisation, with when it was erased; then both of its texts are blank.
    public func contact(of organisation: OrganisationID) throws -> (contact: RegistrationContact, erasedAt: Instant?)? {
        try session.first("SELECT name, phone, erased_at FROM organisation_contact WHERE organisation = \(organisation.value)").map {
            (RegistrationContact(name: $0.text(0), phone: $0.text(1)), $0.optionalInt(2).map { Instant(microseconds: $0) })
        }
    }
}
