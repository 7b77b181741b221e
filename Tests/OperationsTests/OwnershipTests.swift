// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores
import TestSupport
import Testing

/// Sites that change hands, and firms that close.
struct OwnershipTests {
    private func number(_ firm: TestFirm) -> String { "KH0020000\(TestFirm.allCases.firstIndex(of: firm) ?? 0)" }

    @Test(
        "A plant is sold with the waste in it: the new owner treats it, permits stay behind, closed notes keep the former owner, the page shows both"
    )
    func sold() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let closed = try await country.treat(try await country.received(country.form("100")))
            let held = try await country.received(country.form("200"))
            let draft = try await platform.saveDraft(country.form("5", from: .plant, to: .secondPlant), id: nil, version: nil, by: country.actor(.plant))
            let before = try await MergeTests.book(country)
            let site = country.site(.plant)
            let from = platform.today.adding(days: -3)
            let sold = try await platform.transferSite(
                site, to: number(.secondPlant), from: from.description, permitsGoAlong: false, version: 1, by: country.actor(.ministry))
            #expect(try await MergeTests.book(country) == before)
            #expect(sold.organisation == country.organisation(.secondPlant))
            #expect(sold.formerOwners.map(\.organisation) == [country.organisation(.plant)] && sold.formerOwners.map(\.until) == [from.adding(days: -1)])
            let owner = country.actor(.secondPlant)
            let page = try await platform.organisationPage(country.organisation(.secondPlant), by: owner)
            #expect(page.sites.count == 2 && page.permits.count == 1)
            let now = try await platform.note(held.id, by: owner)
            #expect(now.receiver.organisation == owner.principal?.id && now.signatures == held.signatures)
            _ = try await country.treat(now, at: .secondPlant)
            #expect(try await platform.note(draft.id, by: owner).sender.organisation == owner.principal?.id)
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.note(closed.id, by: owner) }
            #expect(try await platform.note(closed.id, by: country.actor(.plant)).receiver.organisation == country.organisation(.plant))
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("While others count on who signed, the site is not sold; who may not see it learns nothing; days and owners that cannot be are refused")
    func refusedSales() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let site = country.site(.plant)
            let today = platform.today
            func sell(to owner: String, from: CalendarDate? = nil, by firm: TestFirm = .ministry) async throws {
                try await platform.transferSite(
                    site, to: owner, from: (from ?? today).description, permitsGoAlong: true, version: 1, by: country.actor(firm))
            }
            await #expect(throws: OwnershipRefusal.owner(.ownerMissing)) { try await sell(to: " ") }
            await #expect(throws: OwnershipRefusal.owner(.ownerUnknown)) { try await sell(to: "KH 1") }
            await #expect(throws: OwnershipRefusal.owner(.ownerSame)) { try await sell(to: number(.plant)) }
            await #expect(throws: OwnershipRefusal.owner(.ownerAuthority)) { try await sell(to: number(.ministry)) }
            await #expect(throws: OwnershipRefusal.self) { try await sell(to: number(.secondPlant), from: today.adding(days: 1)) }
            await #expect(throws: PlatformError.notFound) { try await sell(to: number(.secondPlant), by: .secondFactory) }
            await #expect(throws: PermissionRefusal.self) { try await sell(to: number(.secondPlant), by: .plant) }
            let issued = try await country.issue(country.form("300"))
            await #expect(throws: OwnershipRefusal.notesFirst([issued.number ?? ""], count: 1)) { try await sell(to: number(.secondPlant)) }
            _ = try await platform.cancel(issued.id, version: issued.version, remark: "", by: country.actor(.factory))
            try await sell(to: number(.secondPlant))
            #expect(try await platform.organisationPage(country.organisation(.secondPlant), by: country.actor(.ministry)).permits.count == 1)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test(
        "A firm closes alone when nothing awaits it: what has not left is cancelled; while a load or stock awaits it, only with a successor, who then has all")
    func closing() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let today = platform.today.description
            let waiting = try await country.issue(country.form("50"))
            let coming = try await country.collect(try await country.issue(country.form("300")))
            let held = try await country.received(country.form("200"))

            let factory = country.organisation(.factory)
            let sheet = try await platform.closingSheet(of: factory, by: country.actor(.factory))
            #expect(!sheet.needsSuccessor && Set(sheet.notes.map(\.fate)) == [.cancelled, .goesOn])
            try await platform.closeOrganisation(factory, lastDay: today, version: 1, by: country.actor(.factory))
            #expect(try await platform.note(waiting.id, by: country.actor(.plant)).state == .cancelled)

            let plant = country.organisation(.plant)
            let open = try await platform.closingSheet(of: plant, by: country.actor(.plant))
            #expect(open.needsSuccessor && open.mass == Mass(200_000) && !open.mayName)
            await #expect(throws: OwnershipRefusal.needsSuccessor(notes: 2, mass: Mass(200_000))) {
                try await platform.closeOrganisation(plant, lastDay: today, version: 1, by: country.actor(.plant))
            }
            await #expect(throws: PermissionRefusal.self) {
                try await platform.closeOrganisation(plant, lastDay: today, successor: number(.secondPlant), version: 1, by: country.actor(.plant))
            }
            let before = try await MergeTests.book(country)
            try await platform.closeOrganisation(plant, lastDay: today, successor: number(.secondPlant), version: 1, by: country.actor(.ministry))
            #expect(try await MergeTests.book(country) == before)
            _ = try await country.treat(try await platform.note(held.id, by: country.actor(.secondPlant)), at: .secondPlant)
            let arrived = try await country.weigh(try await platform.note(coming.id, by: country.actor(.secondPlant)), "300", at: .secondPlant)
            _ = try await country.decide(arrived, at: .secondPlant)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test(
        "Whatever the order of loads, merges, sales and closings: the ledger's sums stay, every gram stays where it stood, and the audit is silent",
        arguments: [11, 12, 13] as [UInt64])
    func randomHistories(seed: UInt64) async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let ministry = country.actor(.ministry)
            var dice = SeededGenerator(seed: seed)
            var firms: [(organisation: OrganisationID, site: SiteID)] = []
            for i in 0..<6 {
                firms.append(try await country.importFirm("Random \(["Lotus", "Bamboo", "Cedar", "Maple", "Willow", "Teak"][i]) Works", number: "KH R\(i)"))
            }
            for step in 0..<30 {
                let firm = firms[dice.integer(0...5)]
                let other = firms[dice.integer(0...5)]
                let before = try await MergeTests.book(country)
                do {
                    switch dice.integer(0...5) {
                    case 0...2:
                        // A load from whoever owns the site now, sometimes on its way, sometimes treated.
                        guard let site = try await platform.database.read({ try RegistryStore($0).site(firm.site) }) else { continue }
                        var form = country.form("\(dice.integer(10...90))", to: dice.once(in: 2) ? .plant : .secondPlant)
                        form.senderSite = site.id.description
                        let sender = try await owner(of: site, in: country)
                        let note = try await platform.issue(form, id: nil, version: nil, key: nil, by: sender)
                        if dice.once(in: 2), let shown = try await platform.signCode(for: note.id, by: sender) {
                            _ = try await platform.sign(code: shown.code.text, plate: "2A-1", driverName: "Sok", address: "r\(step)")
                        }
                        continue
                    case 3:
                        let (kept, gone) = try await platform.database.read {
                            (try RegistryStore($0).organisation(firm.organisation), try RegistryStore($0).organisation(other.organisation))
                        }
                        try await platform.merge(
                            other.organisation, into: firm.organisation, reason: "seed \(seed)",
                            versions: (survivor: kept?.version ?? 0, merged: gone?.version ?? 0), by: ministry)
                    case 4:
                        let site = try await platform.database.read { try RegistryStore($0).site(firm.site) }
                        let owner = try await platform.database.read { try RegistryStore($0).organisation(other.organisation) }
                        try await platform.transferSite(
                            firm.site, to: owner?.registrationNumber ?? "", from: platform.today.description, permitsGoAlong: dice.once(in: 2),
                            version: site?.version ?? 0, by: ministry)
                    default:
                        country.clock.advance(days: 2)
                    }
                } catch let refusal as any Explainable {
                    #expect(refusal.standing != .missing, "seed \(seed), step \(step): \(refusal)")
                }
                #expect(try await MergeTests.book(country) == before, "seed \(seed), step \(step)")
            }
            #expect(try await country.number("SELECT sum(posted) FROM account") == 0)
            #expect(try await platform.verify().problems == [], "seed \(seed)")
        }
    }

    /// Somebody who signs for whoever owns a site now.
    private func owner(of site: Site, in country: TestCountry) async throws -> Actor {
        let firm = try await country.database.read { try RegistryStore($0).organisation(site.organisation) }
        let today = country.platform.today
        let person = country.person(.factory)
        let roles: [Role] = [.preparer, .signer]
        return Actor(
            person: person,
            memberships: roles.map { Membership(person: person, organisation: site.organisation, role: $0, validFrom: today.adding(days: -1)) },
            actingFor: firm?.summary, means: .password, on: today)
    }
}
