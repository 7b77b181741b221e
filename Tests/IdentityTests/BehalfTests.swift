// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import TestSupport
import Testing

/// Who may enter in whose name, and the firm's word on it.
struct BehalfTests {
    private func place(_ province: String, _ district: String? = nil, zone: String? = nil) -> SiteAttributes {
        SiteAttributes(validFrom: FixedTime.today, learnedAt: FixedTime.now, province: province, district: district, isic: "1410", zone: zone)
    }

    @Test("A zone's operator helps its zone, a collection centre its district, a support centre its province, and nobody else helps anybody")
    func places() {
        let firm = [place("08", "Ta Khmau", zone: "PPSEZ")]
        #expect(helps([.zone], at: [place("12", zone: "PPSEZ")], firmAt: firm))
        #expect(!helps([.zone], at: [place("08", "Ta Khmau", zone: "Other")], firmAt: firm))
        #expect(!helps([.zone], at: [place("08")], firmAt: [place("08")]), "no zone is no common zone")
        #expect(helps([.collector], at: [place("08", "Ta Khmau")], firmAt: firm) && !helps([.collector], at: [place("08", "Kien Svay")], firmAt: firm))
        #expect(helps([.collector], at: [place("08")], firmAt: firm) && !helps([.collector], at: [place("12")], firmAt: firm))
        #expect(helps([.supportCentre], at: [place("08", "Kien Svay")], firmAt: firm) && !helps([.supportCentre], at: [place("12")], firmAt: firm))
        for profile in ChainProfile.allCases where ![.zone, .collector, .supportCentre].contains(profile) {
            #expect(!helps([profile], at: firm, firmAt: firm), "\(profile)")
        }
    }

    @Test("Small firms are helped, larger ones only while they have nobody; closed firms and authorities never")
    func firms() {
        func refusal(_ size: SizeClass?, people: Bool, _ status: Organisation.Status = .active, authority: Bool = false) -> BehalfRefusal? {
            BehalfFirm(status: status, isAuthority: authority, size: size, hasPeople: people).refusal
        }
        #expect(refusal(.micro, people: true) == nil && refusal(.small, people: true) == nil)
        #expect(refusal(.medium, people: true) == .ownPeople && refusal(.large, people: true) == .ownPeople && refusal(nil, people: true) == .ownPeople)
        #expect(refusal(.large, people: false) == nil && refusal(nil, people: false) == nil)
        #expect(refusal(.micro, people: false, .closed) == .notOpen && refusal(.micro, people: false, authority: true) == .authority)
    }

    @Test("The firm answers once")
    func answered() throws {
        var act = BehalfAct(
            id: BehalfActID(1), organisation: OrganisationID(2), by: OrganisationID(3), person: nil, document: DocumentID(4), kind: .drafted,
            madeAt: FixedTime.now)
        act.issue()
        try act.answer(confirms: false, words: SealedText(hash: "x"), means: .oneTimeCode, at: FixedTime.now)
        #expect(act.kind == .issued && act.state == .disputed && act.version == 3)
        #expect(throws: BehalfRefusal.answered(.disputed)) { try act.answer(confirms: true, words: nil, means: .password, at: FixedTime.now) }
    }

    @Test("Whoever enters may draft, issue and see what is under way, and nothing else of the firm's")
    func entrant() {
        let firm = OrganisationSummary(id: OrganisationID(2), profiles: [.producer])
        let helper = OrganisationSummary(id: OrganisationID(3), profiles: [.collector])
        let actor = Actor(person: PersonID(1), memberships: [], actingFor: helper, means: .password, on: FixedTime.today).entering(for: firm)
        #expect(actor.isEntrant && actor.onBehalfOf == firm.id && actor.attribution.organisation == helper.id && actor.attribution.delegation == nil)
        #expect(Set(actor.actions(on: Subject(parties: [firm.id]))) == [.draftNote, .issueNote, .readNote])
        #expect(!actor.actions(on: Subject(parties: [firm.id], isCurrent: false)).contains(.readNote))
        #expect(actor.actions(on: Subject(parties: [helper.id])).allSatisfy { ![.draftNote, .readNote].contains($0) })
    }
}
