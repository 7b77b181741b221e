// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores
import Testing

/// What the platform refuses, and that a refusal leaves nothing behind.
struct RefusalTests {
    @Test("A form sent twice under one key issues one note, and both answers name it")
    func sentTwice() async throws {
        try await withTestCountry { country in
            let first = try await country.issue(country.form(), key: "form-1")
            let second = try await country.issue(country.form(), key: "form-1")
            let other = try await country.issue(country.form(), key: "form-2")
            #expect(first == second && other.id != first.id)
            #expect(try await country.number("SELECT count(*) FROM note") == 2)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A step taken on an older version is refused with both versions, and nothing moves")
    func staleVersion() async throws {
        try await withTestCountry { country in
            let issued = try await country.issue(country.form())
            let changed = try await country.platform.changeCarrier(
                issued.id, version: issued.version, carrierSites: [country.site(.collector).description], by: country.actor(.factory))
            await #expect(throws: ManifestError.stale(seen: issued.version, now: changed.version)) {
                _ = try await country.platform.cancel(issued.id, version: issued.version, remark: "", by: country.actor(.factory))
            }
            let kept = try await country.platform.note(issued.id, by: country.actor(.factory))
            #expect(kept == changed)
        }
    }

    @Test("A note of others looks as missing as one that never was")
    func foreignLooksMissing() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form())
            let stranger = country.actor(.secondFactory)
            for id in [note.id, DocumentID(note.id.value + 1), DocumentID(0)] {
                let error = await #expect(throws: (any Error).self) { _ = try await country.platform.note(id, by: stranger) }
                #expect((error as? any Explainable)?.standing == .missing)
            }
        }
    }

    @Test("Who may not do a step is refused by the permission table and the journal stays as long as it was")
    func permissions() async throws {
        try await withTestCountry { country in
            let issued = try await country.issue(country.form())
            let lines = try await country.number("SELECT count(*) FROM journal")
            await #expect(throws: (any Error).self, "a preparer does not sign") {
                _ = try await country.platform.issue(country.form(), id: nil, version: nil, key: nil, by: country.actor(.factory, [.preparer]))
            }
            await #expect(throws: (any Error).self, "a reader does not draft") {
                _ = try await country.platform.saveDraft(country.form(), id: nil, version: nil, by: country.actor(.factory, [.reader]))
            }
            await #expect(throws: (any Error).self, "nobody drafts for another firm") {
                _ = try await country.platform.saveDraft(country.form(), id: nil, version: nil, by: country.actor(.secondFactory))
            }
            await #expect(throws: ManifestError.notYourStep) {
                _ = try await country.platform.cancel(issued.id, version: issued.version, remark: "", by: country.actor(.plant))
            }
            await #expect(throws: PermissionRefusal.forbidden(.weighLoad)) {
                _ = try await country.platform.weigh(
                    issued.id, version: issued.version, amount: "1", unit: "kg", method: "weighed", by: country.actor(.ministry))
            }
            await #expect(throws: PermissionRefusal.self) {
                _ = try await country.platform.importOrganisations([], isDryRun: true, by: country.actor(.factory))
            }
            await #expect(throws: PermissionRefusal.self) {
                try await country.platform.book([], kind: "entries.book", by: country.actor(.ministry))
            }
            #expect(try await country.number("SELECT count(*) FROM journal") == lines)
        }
    }

    @Test("A province's officer sees notes that touch the province and no others")
    func provincialOfficer() async throws {
        try await withTestCountry { country in
            let touching = try await country.issue(country.form(to: .plant))
            let elsewhere = try await country.issue(country.form(to: .secondPlant))
            #expect(try await country.platform.note(touching.id, by: country.actor(.department)).id == touching.id)
            await #expect(throws: PermissionRefusal.missing) { _ = try await country.platform.note(elsewhere.id, by: country.actor(.department)) }
            #expect(try await country.platform.note(elsewhere.id, by: country.actor(.ministry)).id == elsewhere.id)
        }
    }

    @Test("All that is wrong with a form is said at once, each with its field")
    func allProblemsAtOnce() async throws {
        try await withTestCountry { country in
            var form = country.form("1,240", waste: "999999")
            form.receiverSite = "12"
            form.intended = "R99"
            form.pickup = "next week"
            form.lines[0].unit = "barrel"
            let error = await #expect(throws: PlatformError.self) { _ = try await country.issue(form) }
            let fields = Set((error?.problems ?? []).map(\.field))
            #expect(fields == ["line0.waste", "line0.mass", "pickup", "receiver", "intended"])
            let notes = try await country.number("SELECT count(*) FROM note")
            #expect(notes == 0)
        }
    }

    @Test("More than is in a lot cannot be promised twice")
    func promisedTwice() async throws {
        try await withTestCountry { country in
            let received = try await country.received(country.form("300", to: .collector), at: .collector)
            let lot = try #require(try await country.lots(of: [received], at: .collector).first)
            _ = try await country.issue(country.form("200", lot: lot.account, from: .collector, to: .plant), by: .collector)
            let error = await #expect(throws: LedgerError.self) {
                _ = try await country.issue(country.form("200", lot: lot.account, from: .collector, to: .plant), by: .collector)
            }
            guard case .insufficientStock(_, let available, let requested) = error else {
                Issue.record("the book names what is left")
                return
            }
            #expect(available == .grams(100_000) && requested == .grams(200_000))
            #expect(try await country.number("SELECT count(*) FROM note WHERE state = 2") == 1, "the refused note was not saved either")
        }
    }

    @Test("Many steps at once on one note: one is taken, the others are told that it changed")
    func manyAtOnce() async throws {
        try await withTestCountry { country in
            let issued = try await country.issue(country.form())
            let actor = country.actor(.factory)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        do {
                            _ = try await country.platform.cancel(issued.id, version: issued.version, remark: "", by: actor)
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
