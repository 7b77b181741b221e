// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Testing

/// Notes entered in a small firm's name, and the firm's word on them.
struct BehalfOperationTests {
    /// A small firm in the collection centre's province that nobody runs, and the centre's person entering for it.
    private func firm(_ country: TestCountry, by helper: TestFirm = .collector) async throws -> (id: OrganisationID, site: SiteID, entrant: Actor) {
        let firm = try await country.importFirm("Wat Phnom Sewing", number: "KH 950", province: "12")
        return (
            firm.organisation, firm.site, country.actor(helper).entering(for: OrganisationSummary(id: firm.organisation, profiles: [.producer]))
        )
    }

    private func form(_ country: TestCountry, from site: SiteID, waste: String = "040222", kilograms: String = "40") -> NoteForm {
        var form = country.form(kilograms, waste: waste, to: .collector, by: [.haulier])
        form.senderSite = site.description
        form.intended = "R13"
        return form
    }

    @Test("A collection centre issues a load in a firm's name; the act stands in the journal and on the note, and the firm confirms it by its code, once")
    func confirmed() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let (id, site, entrant) = try await firm(country)
            #expect(try await platform.firmsToHelp(words: "wat phnom", limit: 5, by: country.actor(.collector)).map(\.organisation.id) == [id])
            let note = try await platform.issue(form(country, from: site), id: nil, version: nil, key: nil, by: entrant)
            #expect(note.sender.organisation == id && note.state == .issued)
            #expect(note.signatures.last?.onBehalfOf == id)
            let rows = try await platform.enteredByUs(limit: 10, by: country.actor(.collector)).rows
            let act = try #require(rows.first?.act)
            #expect(act.kind == .issued && act.state == .unconfirmed && act.organisation == id && act.by == country.organisation(.collector))
            #expect(try await platform.noteModel(note.id, by: entrant).behalf.map(\.act.id) == [act.id])

            let code = try await platform.confirmationCode(for: act.id, by: country.actor(.collector)).code
            await #expect(throws: PlatformError.notFound) { _ = try await platform.confirmationCode(for: act.id, by: country.actor(.haulier)) }
            #expect(try await platform.behalfSheet(code: code.description, address: "a").firm.id == id)
            let answered = try await platform.answerBehalf(code: code.text, confirms: true, words: "", address: "a")
            #expect(answered.state == .confirmed && answered.means == .oneTimeCode)
            await #expect(throws: BehalfRefusal.answered(.confirmed)) {
                _ = try await platform.answerBehalf(code: code.text, confirms: false, words: "no", address: "a")
            }
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("What the firm disputes and has not left is cancelled, with its words; without words it is not disputed")
    func disputed() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let (_, site, entrant) = try await firm(country)
            let note = try await platform.issue(form(country, from: site), id: nil, version: nil, key: nil, by: entrant)
            let act = try #require(try await platform.enteredByUs(limit: 10, by: country.actor(.collector)).rows.first?.act)
            let code = try await platform.confirmationCode(for: act.id, by: country.actor(.collector)).code.text
            await #expect(throws: BehalfRefusal.wordsMissing) { _ = try await platform.answerBehalf(code: code, confirms: false, words: " ", address: "a") }
            _ = try await platform.answerBehalf(code: code, confirms: false, words: "We had no waste", address: "a")
            let row = try #require(try await platform.enteredByUs(limit: 10, by: country.actor(.collector)).rows.first)
            #expect(row.act.state == .disputed && row.words == "We had no waste" && row.note.id == note.id && row.note.state == .cancelled)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Hazardous waste is never entered for another, officers write down and do not issue, and unanswered acts do not pile up")
    func bounds() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let (id, site, entrant) = try await firm(country)
            await #expect(throws: BehalfRefusal.hazardous) {
                _ = try await platform.saveDraft(form(country, from: site, waste: "150202"), id: nil, version: nil, by: entrant)
            }
            let officer = country.actor(.ministry).entering(for: OrganisationSummary(id: id, profiles: [.producer]))
            await #expect(throws: BehalfRefusal.officerSigns) {
                _ = try await platform.issue(form(country, from: site), id: nil, version: nil, key: nil, by: officer)
            }
            let draft = try await platform.saveDraft(form(country, from: site), id: nil, version: nil, by: officer)
            #expect(draft.state == .draft)
            for i in 1..<BehalfAct.unconfirmedMost {
                _ = try await platform.saveDraft(form(country, from: site, kilograms: "\(i)"), id: nil, version: nil, by: entrant)
            }
            await #expect(throws: BehalfRefusal.tooMany(BehalfAct.unconfirmedMost)) {
                _ = try await platform.saveDraft(form(country, from: site), id: nil, version: nil, by: entrant)
            }
            #expect(try await country.number("SELECT count(*) FROM behalf_act") == Int64(BehalfAct.unconfirmedMost))
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Elsewhere, for larger firms with people of their own, and by those whose trade it is not, nothing is entered, whichever actor is made up")
    func notTheirs() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let (id, site, _) = try await firm(country)
            let summary = OrganisationSummary(id: id, profiles: [.producer])
            for helper in [TestFirm.haulier, .plant, .factory, .department] {
                await #expect(throws: PermissionRefusal.self, "\(helper)") {
                    _ = try await platform.saveDraft(form(country, from: site), id: nil, version: nil, by: country.actor(helper).entering(for: summary))
                }
            }
            let large = OrganisationSummary(id: country.organisation(.factory), profiles: [.producer])
            await #expect(throws: BehalfRefusal.ownPeople) {
                _ = try await platform.saveDraft(country.form("5"), id: nil, version: nil, by: country.actor(.collector).entering(for: large))
            }
            #expect(try await platform.firmsToHelp(words: "lotus", limit: 5, by: country.actor(.collector)).isEmpty)
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.firmsToHelp(words: "wat", limit: 5, by: country.actor(.haulier)) }
        }
    }

    @Test("Somebody of the firm who signs in finds what was done in its name and answers without a code")
    func ownPeople() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let (id, site, entrant) = try await firm(country)
            let letter = try await country.letter(to: id, by: .ministry)
            let claim = try await platform.claim(code: letter.text, country.claimForm(), language: .khmer, address: "a")
            _ = try await platform.answerClaim(claim.id, version: 1, approves: true, by: country.actor(.ministry))
            _ = try await platform.issue(form(country, from: site), id: nil, version: nil, key: nil, by: entrant)
            let signedIn = try await platform.signIn(name: "012345678", password: "green pond 27 lotus", address: "a")
            let owner = try #require(try await platform.visitor(token: signedIn.token)).actor
            #expect(try await platform.today(by: owner).duties.contains { $0.kind == .answerBehalf })
            let act = try #require(try await platform.enteredInOurName(limit: 10, by: owner).rows.first?.act)
            let answered = try await platform.answerBehalf(act.id, version: act.version, confirms: true, words: "", by: owner)
            #expect(answered.state == .confirmed && answered.means == .password)
            await #expect(throws: PlatformError.notFound) {
                _ = try await platform.answerBehalf(act.id, version: 1, confirms: true, words: "", by: country.actor(.factory))
            }
            #expect(try await platform.verify().problems == [])
        }
    }
}
