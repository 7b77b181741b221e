// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Identity

// A small invented country for the tests of this room.

let today = day("2026-09-12")

let factory = OrganisationSummary(id: OrganisationID(10), profiles: [.producer])
let haulier = OrganisationSummary(id: OrganisationID(20), profiles: [.haulier])
let plant = OrganisationSummary(id: OrganisationID(30), profiles: [.treater, .collector])
let consultancy = OrganisationSummary(id: OrganisationID(40), profiles: [.consultant])
let industryMinistry = OrganisationSummary(id: OrganisationID(50), profiles: [.authority], mandate: .industry)
let environmentMinistry = OrganisationSummary(id: OrganisationID(51), profiles: [.authority], mandate: .environment)
let department = OrganisationSummary(id: OrganisationID(52), profiles: [.authority], mandate: .provincial("08"))
let financeMinistry = OrganisationSummary(id: OrganisationID(53), profiles: [.authority], mandate: .finance)

/// A load from the factory in Kandal (08) to the plant in Phnom Penh (12).
let note = Subject(parties: [factory.id, haulier.id, plant.id], sites: [SiteID(1), SiteID(3)], provinces: ["08", "12"])
let foreignNote = Subject(parties: [OrganisationID(98), OrganisationID(99)], sites: [SiteID(9)], provinces: ["17"])
let somePerson = PersonID(1)

func day(_ text: String) -> CalendarDate {
    guard let date = CalendarDate(iso: text) else { preconditionFailure("\(text) is no day.") }
    return date
}

func waste(_ text: String) -> WasteCodeID {
    guard let code = WasteCodeID(text: text) else { preconditionFailure("\(text) is no waste code.") }
    return code
}

func treatment(_ text: String) -> TreatmentCode {
    guard let code = TreatmentCode(text: text) else { preconditionFailure("\(text) is no treatment code.") }
    return code
}

/// Somebody with these roles in an organisation since the beginning of the year.
func actor(_ roles: Role..., of organisation: OrganisationSummary, means: SignInMeans = .password) -> Actor {
    let memberships = roles.map { Membership(person: somePerson, organisation: organisation.id, role: $0, validFrom: day("2026-01-01")) }
    return Actor(person: somePerson, memberships: memberships, actingFor: organisation, means: means, on: today)
}

func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

func decoded<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
}

func roundTrip<Value: Codable>(_ value: Value) throws -> Value { try decoded(Value.self, json(value)) }
