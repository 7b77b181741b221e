// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Testing

struct CodingTests {
    @Test("Equal values are written alike, whatever order their sets happen to have, and read back")
    func sortedSets() throws {
        let organisation = Organisation(
            id: OrganisationID(1), registrationNumber: "KH1", nameEnglish: "Mill", nameLocal: "", country: .cambodia,
            profiles: [.treater, .producer, .collector], mandate: .provincial("08"))
        #expect(
            try json(organisation) == """
                {"country":"KH","id":"1","mandate":"provincial:08","nameEnglish":"Mill","nameLocal":"",\
                "profiles":["producer","collector","treater"],"registrationNumber":"KH1","status":"pendingApproval","version":1}
                """)
        #expect(try roundTrip(organisation) == organisation)
        let delegation = Delegation(
            id: DelegationID(2), grantor: factory.id, delegate: .person(somePerson), role: .gate, scope: .sites([SiteID(9), SiteID(3)]),
            validFrom: today, validUntil: today)
        #expect(try json(delegation.scope) == #"{"sites":["3","9"]}"#)
        #expect(try roundTrip(delegation) == delegation)
    }

    @Test("Stored values read back as they were")
    func roundTrips() throws {
        let site = Site(
            id: SiteID(1), organisation: factory.id, nameEnglish: "Mill", nameLocal: "", position: Position(latitude: 11.5, longitude: 104.9),
            address: "", attributes: [SiteAttributes(validFrom: today, learnedAt: Instant(seconds: 5), province: "08", isic: "1410")])
        #expect(try roundTrip(site) == site)
        let permit = Permit(
            id: PermitID(1), organisation: plant.id, site: SiteID(4), number: "L-1", issuedBy: "MoE", wastes: [.anyNonHazardous],
            treatments: [treatment("R3")], dailyCapacity: .tonnes(12), validFrom: today, source: "scan", confidence: .low)
        #expect(try roundTrip(permit) == permit)
        for delegate in [Delegation.Delegate.organisation(plant.id), .person(somePerson)] { #expect(try roundTrip(delegate) == delegate) }
        for mandate in [Mandate.industry, .environment, .finance, .provincial("12")] { #expect(try roundTrip(mandate) == mandate) }
        #expect(throws: DecodingError.self) { try decoded(Mandate.self, #""provincial:""#) }
    }

    @Test("A site without attributes is not read")
    func emptySite() throws {
        let text = #"{"id":"1","organisation":"2","nameEnglish":"","nameLocal":"","address":"","attributes":[],"version":1}"#
        #expect(throws: DecodingError.self) { try decoded(Site.self, text) }
    }
}
