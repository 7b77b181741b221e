// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import StorageCore
import Stores
import Tabular
import TestSupport
import Testing

/// Firms that were entered twice: found, kept apart, or made one.
struct MergeTests {
    private func pairs(_ country: TestCountry, _ firm: TestFirm = .department) async throws -> [Set<OrganisationID>] {
        try await country.platform.duplicates(limit: 100, by: country.actor(firm)).rows.map { [$0.first.id, $0.second.id] }
    }

    /// Every account with its sums, and every entry, as text.
    static func book(_ country: TestCountry) async throws -> [String] {
        try await country.database.read { session in
            try session.rows("SELECT id, site, compartment, material, lot, posted, pending FROM account ORDER BY id").map { "\($0.values)" }
                + session.rows("SELECT id, credit, debit, grams, occurred, phase FROM entry ORDER BY id").map { "\($0.values)" }
        }
    }

    @Test("A second entry of a firm is found when it comes in, shown to the province's officer, and not again once he says they are two")
    func foundAndKeptApart() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let one = try await country.importFirm("Prek Ho Sewing Co., Ltd", number: "KH 900").organisation
            let two = try await country.importFirm("Sewing Prek Hoo", number: "KH 901").organisation
            _ = try await country.importFirm("Wat Phnom Dyeing", number: "KH 902")
            #expect(try await pairs(country) == [[one, two]])
            let page = try await platform.duplicatePage(two, one, by: country.actor(.department))
            #expect(page.likeness?.reasons.contains(.similarName) == true && page.contradictions.isEmpty && !page.areDistinct)
            for firm in [TestFirm.factory, .plant] {
                await #expect(throws: PlatformError.notFound) { _ = try await platform.duplicatePage(one, two, by: country.actor(firm)) }
            }
            try await platform.keepApart(two, one, by: country.actor(.department))
            #expect(try await pairs(country).isEmpty)
            try await platform.renameOrganisation(two, nameEnglish: "Prek Ho Sewing", nameLocal: "", version: 1, by: country.actor(.department))
            #expect(try await pairs(country).isEmpty, "what an officer decided stays decided")
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("An import of many is compared in steps; a firm renamed is compared anew, and the pair that is none any more goes")
    func inSteps() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let header = "registration_number,name_en,country,province,isic,profiles,district\n"
            let rows = (0..<30).map { "KH 9\($0),Unlike \(["Alpha", "Bravo", "Castle"][$0 % 3]) \($0 * 7919),KH,08,1410,producer,Ta Khmau\n" }
            let file =
                header + rows.joined() + "KH 999,Krang Yov Weaving,KH,08,1410,producer,Ta Khmau\nKH 998,krang-yov weaving Ltd,KH,08,1410,producer,Ta Khmau\n"
            _ = try await platform.importOrganisations(Array(file.utf8), isDryRun: false, by: country.operatorOfServer)
            #expect(try await pairs(country).isEmpty)
            var steps = 0
            while try await platform.compareFirms(limit: 10) == 10 { steps += 1 }
            #expect(steps >= 3)
            let found = try await platform.duplicates(limit: 100, by: country.actor(.department)).rows
            #expect(found.map { [$0.first.nameEnglish, $0.second.nameEnglish] } == [["Krang Yov Weaving", "krang-yov weaving Ltd"]])
            let other = try #require(found.first?.second)
            try await platform.renameOrganisation(other.id, nameEnglish: "Quite Another", nameLocal: "", version: 1, by: country.actor(.department))
            #expect(try await pairs(country).isEmpty)
        }
    }

    @Test("The survivor takes sites with their books, permits, people, powers and notes under way; not a gram of the ledger changes, and both histories stay")
    func merged() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let (kept, gone) = (country.organisation(.plant), country.organisation(.secondPlant))
            let finished = try await country.treat(try await country.received(country.form("100", to: .secondPlant), at: .secondPlant), at: .secondPlant)
            let held = try await country.received(country.form("200", to: .secondPlant), at: .secondPlant)
            let coming = try await country.issue(country.form("300", to: .secondPlant))
            let before = try await Self.book(country)
            let ministry = country.actor(.ministry)
            let error = await #expect(throws: MergeRefusal.self) {
                try await platform.merge(gone, into: kept, reason: " ", versions: (survivor: 1, merged: 1), by: ministry)
            }
            #expect(error == .contradictions([.numbers, .administrators, .permits]))
            #expect(Set((error?.problems ?? []).map(\.field)) == ["reason"])
            await #expect(throws: PlatformError.stale) {
                try await platform.merge(gone, into: kept, reason: "one owner", versions: (survivor: 1, merged: 7), by: ministry)
            }
            try await platform.merge(gone, into: kept, reason: "one owner, two forms", versions: (survivor: 1, merged: 1), by: ministry)

            #expect(try await Self.book(country) == before)
            let page = try await platform.organisationPage(kept, by: country.actor(.plant))
            #expect(page.sites.count == 2 && page.permits.count == 2 && page.merged.map(\.id) == [gone])
            #expect(page.sites.last?.formerOwners.map(\.organisation) == [gone])
            let former = try await platform.organisationPage(gone, by: country.actor(.plant))
            #expect(former.survivor?.id == kept && former.mergeReason == "one owner, two forms" && former.organisation.status == .closed)
            #expect(try await platform.organisationPage(gone, by: country.actor(.factory)).survivor?.id == kept, "everybody is shown where it went")

            // Closed notes keep the name they were signed under, and the survivor's people read them.
            let read = try await platform.note(finished.id, by: country.actor(.plant))
            #expect(read.receiver.organisation == gone && read.version == finished.version)
            #expect(try await platform.formerNotes(of: gone, before: nil, limit: 50, by: country.actor(.plant)).notes.map(\.id) == [finished.id])
            await #expect(throws: PlatformError.notFound) {
                _ = try await platform.formerNotes(of: gone, before: nil, limit: 50, by: country.actor(.secondFactory))
            }
            // What is under way goes on under the survivor.
            let now = try await platform.note(held.id, by: country.actor(.plant))
            #expect(now.receiver.organisation == kept && now.signatures == held.signatures)
            _ = try await country.treat(now)
            let onTheWay = try await country.collect(try await platform.note(coming.id, by: country.actor(.factory)))
            _ = try await country.decide(try await country.weigh(onTheWay, "300"))
            // People of the merged firm work for the survivor.
            let signedIn = try await platform.signIn(name: TestFirm.secondPlant.signInName, password: TestFirm.secondPlant.password, address: "a")
            let visitor = try #require(try await platform.visitor(token: signedIn.token))
            #expect(visitor.actor.principal?.id == kept && visitor.actor.roles.contains(.administrator))
            await #expect(throws: UpkeepError.alreadyClosed, "the old name stays the one that was signed under") {
                try await platform.renameOrganisation(gone, nameEnglish: "Other", nameLocal: "", version: 2, by: ministry)
            }
            await #expect(throws: MergeRefusal.alreadyMerged) {
                try await platform.merge(gone, into: kept, reason: "again", versions: (survivor: 2, merged: 2), by: ministry)
            }
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("All four registers of the survivor hold both histories, each line under the name that signed it, also where firms went into firms that went on")
    func registers() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let (kept, gone) = (TestFirm.collector, TestFirm.secondPlant)
            var closed: Manifest?
            // Each of the two sent, received and treated; some of it is closed, some is under way.
            for firm in [kept, gone] {
                let received = try await country.received(country.form("100", to: firm), at: firm)
                _ = try await country.treat(received, "40", at: firm)
                closed = try await country.treat(try await country.received(country.form("30", to: firm), at: firm), at: firm)
                let lot = try #require(try await country.lots(of: [received], at: firm).first).account
                _ = try await country.treat(try await country.received(country.form("10", lot: lot, from: firm), from: firm))
                _ = try await country.received(country.form("7", from: .secondFactory, by: [.collector]), from: .secondFactory)
            }
            // Something under way at the merge stands in the registers once.
            let held = try await country.received(country.form("200", to: gone), at: gone)
            let ministry = country.actor(.ministry)
            func merge(_ merged: OrganisationID, _ survivor: OrganisationID) async throws {
                let firms = try await country.database.read { session in
                    (try RegistryStore(session).organisation(survivor)?.version ?? 0, try RegistryStore(session).organisation(merged)?.version ?? 0)
                }
                try await platform.merge(merged, into: survivor, reason: "one owner", versions: (survivor: firms.0, merged: firms.1), by: ministry)
            }
            let month = platform.today.month
            func lines(_ kind: RegisterKind, _ firm: TestFirm) async throws -> Register {
                try await platform.register(kind, of: nil, months: month...month, by: country.actor(firm))
            }
            try await merge(country.organisation(gone), country.organisation(kept))
            let (one, two) = (country.organisation(kept), country.organisation(gone))
            let outgoing = try await lines(.outgoing, kept)
            #expect(outgoing.merged.map(\.id) == [two])
            #expect(Set(outgoing.lines.map(\.sender.organisation)) == [one, two] && outgoing.lines.count == 2)
            let incoming = try await lines(.incoming, kept)
            #expect(incoming.lines.count == 5 && incoming.lines.filter { $0.receiver.organisation == two }.map(\.note) == [closed?.id])
            #expect(incoming.lines.filter { $0.note == held.id }.count == 1 && incoming.totals.accepted == .kilograms(460))
            #expect(try await lines(.transported, kept).lines.count == 2)
            let treated = try await lines(.treated, kept)
            #expect(treated.lines.count == 4 && treated.totals.treated == .kilograms(140))
            let table = CSVTable(bytes: treated.csv(platform.lists), required: Register.treatmentColumns)
            #expect(Set(table.rows.map { $0["receiver"] }) == ["Phsar Collectors", "Bassac Treatment"])
            let file = CSVTable(bytes: outgoing.csv(platform.lists), required: Register.loadColumns)
            #expect(Set(file.rows.map { $0["sender"] }) == ["Phsar Collectors", "Bassac Treatment"])

            // And on into a third, whose people read the closed notes of both.
            try await merge(one, country.organisation(.plant))
            let third = try await lines(.outgoing, .plant)
            #expect(Set(third.merged.map(\.id)) == [one, two] && Set(third.lines.map(\.sender.organisation)).isSuperset(of: [one, two]))
            #expect(try await platform.note(try #require(closed).id, by: country.actor(.plant)).receiver.organisation == two)
            #expect(try await platform.formerNotes(of: two, before: nil, limit: 50, by: country.actor(.plant)).notes.contains { $0.id == closed?.id })
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("The letter that lies at the merged firm's address opens the survivor; a claim that waits goes along")
    func letters() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let officer = country.actor(.department)
            let one = try await country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
            let two = try await country.importFirm("Prek Ho Sewing Ltd", number: "KH 901").organisation
            let code = try await country.letter(to: two)
            try await platform.merge(two, into: one, reason: "", versions: (survivor: 1, merged: 1), by: officer)
            let claim = try await platform.claim(code: code.text, country.claimForm(), language: .khmer, address: "a")
            #expect(claim.organisation == one)
            let three = try await country.importFirm("Prek Ho Sewing Enterprise", number: "KH 903").organisation
            try await platform.merge(one, into: three, reason: "", versions: (survivor: 1, merged: 2), by: officer)
            let moved = try await platform.answerClaim(claim.id, version: 2, approves: true, by: officer)
            #expect(moved.organisation == three)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Authorities are not merged, nor firms beyond the officer's province; one into itself is refused")
    func refused() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            func merge(_ a: TestFirm, _ b: TestFirm, by officer: TestFirm) async throws {
                try await platform.merge(
                    country.organisation(a), into: country.organisation(b), reason: "x", versions: (survivor: 1, merged: 1), by: country.actor(officer))
            }
            await #expect(throws: MergeRefusal.authority) { try await merge(.department, .ministry, by: .ministry) }
            await #expect(throws: MergeRefusal.sameFirm) { try await merge(.plant, .plant, by: .ministry) }
            await #expect(throws: PlatformError.notFound) { try await merge(.secondPlant, .plant, by: .department) }
            await #expect(throws: PlatformError.notFound) { try await merge(.factory, .secondFactory, by: .plant) }
        }
    }
}
