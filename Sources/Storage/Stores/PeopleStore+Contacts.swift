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

    /// Blanks whom to call; the row stays to say that there was somebody.
    public func eraseContact(of organisation: OrganisationID, at now: Instant) throws {
        try session.execute(
            """
            UPDATE organisation_contact SET name = '', phone = '', erased_at = \(now.microseconds)
            WHERE organisation = \(organisation.value) AND erased_at IS NULL
            """)
    }

    /// Deletes everything that names or reaches a person, and everything by which the person could sign in.
    public func eraseProfile(of person: PersonID) throws {
        for query: Query in [
            "DELETE FROM session WHERE person = \(person.value)", "DELETE FROM one_time_code WHERE person = \(person.value)",
            "DELETE FROM credential WHERE person = \(person.value)", "UPDATE claim SET position_text = '' WHERE person = \(person.value)",
            "DELETE FROM person_profile WHERE person = \(person.value)",
        ] {
            try session.execute(query)
        }
    }
}
