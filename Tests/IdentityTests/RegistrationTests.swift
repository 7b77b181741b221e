// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct RegistrationTests {
    typealias Field = OrganisationRegistration.Field

    private func problems(_ changes: [Field: String]) -> [Problem] {
        do throws(Problems) {
            _ = try Registrations.mill(changes).validated(with: Registrations.lookups)
            return []
        } catch {
            return error.problems
        }
    }

    @Test("A good registration becomes values: the province by its code, numbers as numbers, blanks as nothing")
    func good() throws {
        let valid = try Registrations.mill([.province: " ភ្នំពេញ ", .employees: "1,200", .district: "  "]).validated(with: Registrations.lookups)
        #expect(valid.province == "12" && valid.employees == 1200 && valid.district == nil)
        #expect(valid.profiles == [.producer, .haulier] && valid.openedOn == day("2002-10-10") && valid.closedOn == nil)
        #expect(valid.position == Position(latitude: 11.56813, longitude: 102.99021))
        #expect(valid.contact == RegistrationContact(name: "Sok Dara", phone: "+855 82 226 328"))
    }

    @Test("The organisation and site of a registration hold nothing that names a person")
    func nothingPersonal() throws {
        let valid = try Registrations.mill([:]).validated(with: Registrations.lookups)
        let organisation = valid.organisation(id: OrganisationID(5))
        let thresholds = try #require(SizeThresholds(small: 11, medium: 51, large: 101))
        let site = valid.site(id: SiteID(6), of: organisation.id, learnedAt: Instant(seconds: 1_789_000_000), thresholds: thresholds)
        let written = try json(organisation) + json(site)
        #expect(!written.contains("Dara") && !written.contains("226 328"))
        #expect(site.attributes(on: today).sizeClass == .small && site.attributes(on: today).validFrom == day("2002-10-10"))
        #expect(organisation.status == .pendingApproval)
    }

    @Test("What may be left out may be left out; what may not is each told by its own sentence")
    func blanks() {
        for field in Field.allCases {
            var changes: [Field: String] = [.employees: "", .employeesWomen: "", .latitude: "", .longitude: ""]
            changes[field] = ""
            let found = problems(changes)
            #expect(found.map(\.field) == (field.isRequired ? [field.rawValue] : []), "\(field)")
            #expect(found.allSatisfy { $0.phrase.hasSuffix("Missing") })
        }
    }

    @Test("All problems of a form are told at once, in the order of its fields")
    func allAtOnce() {
        let found = problems([
            .nameEnglish: "", .province: "Atlantis", .latitude: "113.2", .isic: "9999", .profiles: "producer; smuggler", .employees: "about 200",
            .openedOn: "31/02/2019",
        ])
        #expect(found.map(\.field) == ["name_en", "province", "latitude", "isic", "profiles", "employees", "opened_on"])
        #expect(found[4].facts["value"] == .text("smuggler"))
    }

    @Test(
        "One wrong field gives one problem, at that field",
        arguments: [
            ([.registrationNumber: "KH#1"], "registration_number", "registrationNumberSigns"),
            ([.registrationNumber: "none"], "registration_number", "registrationNumberSigns"),
            ([.country: "XX", .province: "Atlantis"], "country", "registrationCountry"),
            ([.latitude: "-90.1"], "latitude", "registrationLatitude"),
            ([.longitude: "180.5"], "longitude", "registrationLongitude"),
            ([.longitude: ""], "longitude", "registrationHalfPosition"),
            ([.latitude: "11°33'"], "latitude", "registrationDegreesUnreadable"),
            ([.employees: "-4"], "employees", "registrationCountNegative"),
            ([.employees: "12.5", .employeesWomen: ""], "employees", "registrationCountUnreadable"),
            ([.employees: "1000001"], "employees", "registrationCountTooLarge"),
            ([.employeesWomen: "12"], "employees_women", "registrationWomen"),
            ([.employees: ""], "employees", "registrationWomenWithoutTotal"),
            ([.openedOn: "2019-02-31"], "opened_on", "registrationNoSuchDay"),
            ([.openedOn: "2026-09-13"], "opened_on", "registrationDateInFuture"),
            ([.closedOn: "2002-10-09"], "closed_on", "registrationClosedBeforeOpened"),
            ([.closedOn: "12.9.2026"], "closed_on", "registrationDateForm"),
            ([.profiles: " ; "], "profiles", "registrationProfilesMissing"),
            ([.nameLocal: "a\nb"], "name_local", "registrationControlSign"),
            ([.address: String(repeating: "x", count: 301)], "address", "registrationTooLong"),
        ] as [([Field: String], String, String)])
    func oneWrong(changes: [Field: String], field: String, phrase: String) {
        #expect(problems(changes).map { [$0.field, $0.phrase] } == [[field, "identity." + phrase]])
    }

    @Test("Edges that are right: today, the closing day equal to the opening day, all employees women, the poles, digits of Khmer")
    func edges() {
        #expect(problems([.openedOn: "2026-09-12", .closedOn: "2026-09-12"]).isEmpty)
        #expect(problems([.employees: "0", .employeesWomen: "0"]).isEmpty)
        #expect(problems([.employees: "២០០", .employeesWomen: "200"]).isEmpty)
        #expect(problems([.latitude: "-90", .longitude: "180"]).isEmpty)
        #expect(problems([.latitude: "11,56813", .longitude: "១០២.៩៩"]).isEmpty)
        #expect(problems([.profiles: "Support centre; LABORATORY"]).isEmpty)
    }

    @Test("A registration with a closing day registers a closed organisation")
    func closed() throws {
        let valid = try Registrations.mill([.closedOn: "2020-01-01"]).validated(with: Registrations.lookups)
        let organisation = valid.organisation(id: OrganisationID(5), status: .active)
        #expect(organisation.status == .closed && !organisation.isOpen(on: today))
    }
}
