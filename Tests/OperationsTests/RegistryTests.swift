// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Testing

/// Firms that come in: by themselves, by an officer, and with their permits.
struct RegistryTests {
    static func registration(_ profiles: String = "producer", number: String = "KH 77001", contact: (name: String, phone: String)? = nil)
        -> OrganisationRegistration
    {
        var registration = OrganisationRegistration([
            .registrationNumber: number, .nameEnglish: "Prek Leap Tannery", .country: "KH", .province: "12", .isic: "1511", .profiles: profiles,
        ])
        registration.texts[.contactName] = contact?.name
        registration.texts[.contactPhone] = contact?.phone
        return registration
    }

    @Test("Nobody makes himself an authority or a support centre, whichever door he takes")
    func notBySelf() async throws {
        try await withTestCountry { country in
            for profiles in ["authority", "producer;authority", "Support centre", "consultant; support-centre"] {
                let error = await #expect(throws: UpkeepError.self, "\(profiles)") {
                    _ = try await country.platform.register(Self.registration(profiles), displayName: "Pich Thida", signInName: "thida")
                }
                let fields = (error?.problems ?? []).map(\.field)
                #expect(fields == ["profiles"])
            }
            let firms = try await country.number("SELECT count(*) FROM organisation")
            #expect(firms == Int64(TestFirm.allCases.count))
        }
    }

    @Test("Only a firm that waits is approved or refused; one that is active or closed already stays as it is")
    func approvedOnce() async throws {
        try await withTestCountry { country in
            let officer = country.actor(.ministry)
            let made = try await country.platform.register(Self.registration(), displayName: "Pich Thida", signInName: "thida").organisation
            try await country.platform.approve(made, version: 1, approves: true, by: officer)
            let refused = try await country.platform.register(Self.registration(number: "KH 77002"), displayName: "Pich Thida", signInName: "thida.2")
                .organisation
            try await country.platform.approve(refused, version: 1, approves: false, by: officer)
            let lines = try await country.number("SELECT count(*) FROM journal")
            for (firm, version, status) in [(made, 2, Organisation.Status.active), (refused, 2, .closed), (country.organisation(.plant), 1, .active)] {
                for approves in [true, false] {
                    await #expect(throws: UpkeepError.notWaiting(status)) {
                        try await country.platform.approve(firm, version: version, approves: approves, by: officer)
                    }
                }
            }
            #expect(try await country.number("SELECT count(*) FROM journal") == lines)
            #expect(try await country.number("SELECT count(*) FROM organisation WHERE status = 'active'") == Int64(TestFirm.allCases.count) + 1)
        }
    }

    @Test("Whom to call is kept for officers and the firm's own administrators, out of the journal and the organisation's body; blanks are the founder's")
    func contacts() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let cases: [(number: String, given: (String, String)?, signIn: String, expected: RegistrationContact)] = [
                ("KH 77001", ("Mao Rith", "023 456 789 ext. 4"), "012 345 678", RegistrationContact(name: "Mao Rith", phone: "023 456 789 ext. 4")),
                ("KH 77002", nil, "012 345 679", RegistrationContact(name: "Pich Thida", phone: "+85512345679")),
                ("KH 77003", ("Mao Rith", ""), "012 345 680", RegistrationContact(name: "Mao Rith", phone: "")),
            ]
            for (number, given, signIn, expected) in cases {
                let made = try await platform.register(
                    Self.registration(number: number, contact: given), displayName: "Pich Thida", signInName: signIn
                ).organisation
                #expect(try await platform.organisationPage(made, by: country.actor(.ministry)).contact == expected)
                try await platform.approve(made, version: 1, approves: true, by: country.actor(.ministry))
                #expect(try await platform.organisationPage(made, by: country.actor(.plant)).contact == nil)
                #expect(try await platform.organisationPage(made, by: country.actor(.ministry, [.inspector])).contact == nil)
            }
            #expect(try await country.number("SELECT count(*) FROM journal WHERE payload LIKE '%Mao Rith%'") == 0)
            #expect(try await country.number("SELECT count(*) FROM organisation WHERE body LIKE '%Mao Rith%'") == 0)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("The form of a permit sent twice records one permit; another firm's form with the same key records its own")
    func permitOnce() async throws {
        try await withTestCountry { country in
            var form = PermitForm()
            form.organisation = country.organisation(.plant).description
            form.number = "P-77"
            form.issuedBy = "Ministry of Environment"
            form.wastes = "non-hazardous"
            form.treatments = "R3"
            form.validFrom = "2026-01-01"
            form.source = "paper"
            let before = try await country.number("SELECT count(*) FROM permit")
            let first = try await country.platform.recordPermit(form, key: "abc", by: country.actor(.ministry))
            let again = try await country.platform.recordPermit(form, key: "abc", by: country.actor(.ministry))
            #expect(first == again)
            #expect(try await country.number("SELECT count(*) FROM permit") == before + 1)
            form.organisation = country.organisation(.collector).description
            let other = try await country.platform.recordPermit(form, key: "abc", by: country.actor(.ministry))
            #expect(other.organisation == country.organisation(.collector))
            #expect(try await country.number("SELECT count(*) FROM permit") == before + 2)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("The one person of a factory that registered itself takes a refused load back at her own gate")
    func ownGate() async throws {
        try await withTestCountry { country in
            let made = try await country.platform.register(Self.registration(), displayName: "Pich Thida", signInName: "thida")
            try await country.platform.approve(made.organisation, version: 1, approves: true, by: country.actor(.ministry))
            let signedIn = try await country.platform.signIn(code: made.code.text, address: "a")
            let founder = try #require(try await country.platform.visitor(token: signedIn.token)).actor
            let site = try #require(try await country.platform.ownSites(by: founder).first)
            var form = country.form("100")
            form.senderSite = site.id.description
            let issued = try await country.platform.issue(form, id: nil, version: nil, key: nil, by: founder)
            let shown = try #require(try await country.platform.signCode(for: issued.id, by: founder))
            let collected = try await country.platform.sign(code: shown.code.text, plate: "2AB-1", driverName: "Sok", address: "a")
            let weighed = try await country.weigh(collected, "100")
            let refused = try await country.decide(weighed, accepted: ["0"], refusal: RefusalReason.wrongWaste.rawValue)
            let back = try #require(refused.children.first)
            let arrived = try await country.platform.weigh(back, version: nil, amount: "100", unit: "kg", method: "weighed", by: founder)
            let taken = try await country.platform.decide(back, version: arrived.version, Platform.DecisionForm(accepted: [""]), by: founder)
            #expect(taken.state == .accepted || taken.state.isFinal)
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
