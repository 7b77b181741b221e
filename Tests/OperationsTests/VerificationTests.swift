// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import StorageCore
import Stores
import Synchronization
import Testing
import Wording

/// The audit: silent over what was written, and naming the first wrong row after anybody touched the file.
struct VerificationTests {
    @Test("After an ordinary week everything derived equals what it is derived from")
    func sound() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let steps = Steps()
            let report = try await country.platform.verify { steps.add($0) }
            #expect(report.problems == [])
            #expect(report.lines == Int(try await country.number("SELECT count(*) FROM journal")) && report.lines > 30)
            #expect(report.entries == Int(try await country.number("SELECT count(*) FROM entry")) && report.entries > 20)
            #expect(report.notes == Int(try await country.number("SELECT count(*) FROM note")))
            #expect(steps.all == VerificationStep.allCases)
        }
    }

    @Test("A site that changed its industry and province is counted by what it was on each day, also within one month")
    func classificationThatChanged() async throws {
        try await withTestCountry { country in
            _ = try await country.received(country.form("100"))
            let id = country.site(.factory)
            let today = country.platform.today
            let now = country.platform.now
            try await country.database.write { session in
                let registry = RegistryStore(session)
                guard var site = try registry.site(id) else { return }
                site.record(SiteAttributes(validFrom: today.adding(days: 5), learnedAt: now, province: "08", isic: "1520", sizeClass: .medium))
                site.version += 1
                try registry.update(site, from: site.version - 1, on: today)
            }
            country.clock.advance(days: 7)
            _ = try await country.received(country.form("100"))
            let industries = try await country.database.read {
                try $0.rows("SELECT DISTINCT key FROM upper_cell WHERE scope = 3 AND compartment = 3 ORDER BY key").map { $0.text(0) }
            }
            #expect(industries == ["1410", "1520"])
            // Changed past the platform, which is all that the audit has to say.
            #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.registryBody.fullKey])
        }
    }

    @Test("Counted a few sites at a time, balances and cells come out the same, and a wrong one is still found")
    func inParts() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            for rows in [1, 5, 20] { #expect(try await country.platform.verify(rowsAtOnce: rows).problems == []) }
            try await country.run("UPDATE upper_cell_sum SET grams = grams + 1 WHERE scope = 1 AND compartment = 7")
            try await country.run("UPDATE account SET pending = pending - 1 WHERE compartment = 7 AND posted > 0")
            let found = try await country.platform.verify(rowsAtOnce: 5).problems.map(\.phrase)
            #expect(found == [VerifyPhrase.materialSum, .accountBalance, .upperCell].map(\.fullKey))
        }
    }

    /// One way of tampering: statements run on the file, and what the audit must then say first.
    struct Damage: Sendable, CustomTestStringConvertible {
        var name: String
        /// The table whose append-only triggers go first.
        var unlocked: StaticString?
        var statements: [Query] = []
        /// A change of packed values; gives the key of the row that it changed.
        var edit: (@Sendable (TestCountry) async throws -> Int64?)?
        var phrase: VerifyPhrase
        /// The fact that names the wrong row, and a query for the row's key.
        var fact: String
        var key: Query?
        var testDescription: String { name }
    }

    static let damages: [Damage] = [
        Damage(
            name: "an account's balance",
            statements: ["UPDATE account SET posted = posted + 5000 WHERE id = (SELECT max(id) FROM account WHERE compartment = 7)"],
            phrase: .accountBalance, fact: "account", key: "SELECT max(id) FROM account WHERE compartment = 7"),
        Damage(
            name: "an account's reservation",
            statements: ["UPDATE account SET pending = 0 WHERE id = (SELECT min(id) FROM account WHERE pending > 0)"],
            phrase: .accountBalance, fact: "account", key: nil),
        Damage(
            name: "a cell of a site",
            statements: ["UPDATE site_cell SET grams = grams + 1 WHERE site = (SELECT max(site) FROM site_cell) AND compartment = 7"],
            phrase: .siteCell, fact: "site", key: "SELECT max(site) FROM site_cell"),
        Damage(
            name: "a cell of a site removed",
            statements: ["DELETE FROM site_cell WHERE site = (SELECT max(site) FROM site_cell)"],
            phrase: .siteCell, fact: "site",
            key: "SELECT a.site FROM entry e JOIN account a ON a.id = e.debit WHERE e.phase IN (0, 2) ORDER BY a.site DESC LIMIT 1"),
        Damage(
            name: "a cell of a province",
            statements: ["UPDATE upper_cell_sum SET grams = 0 WHERE scope = 2 AND key = '08' AND compartment = 7"],
            phrase: .upperCell, fact: "group", key: nil),
        Damage(
            name: "a fate cell",
            statements: ["UPDATE fate_cell_sum SET grams = grams + 3 WHERE sector = '1520' AND compartment = 7"],
            phrase: .fateSum, fact: "sector", key: "SELECT 1520"),
        Damage(
            name: "an origin's province",
            statements: ["UPDATE origin SET province = '18' WHERE id = (SELECT min(id) FROM origin)"], phrase: .fateCell, fact: "province", key: nil),
        Damage(
            name: "an entry deleted",
            unlocked: "entry", statements: ["DELETE FROM entry WHERE id = (SELECT min(id) FROM entry WHERE reason = 8)"],
            phrase: .lineEntries, fact: "line", key: "SELECT id FROM journal WHERE kind = 'note.treat'"),
        Damage(
            name: "an entry's mass",
            unlocked: "entry", statements: ["UPDATE entry SET grams = grams - 1 WHERE id = (SELECT min(id) FROM entry WHERE reason = 8)"],
            phrase: .lineHash, fact: "line", key: "SELECT id FROM journal WHERE kind = 'note.treat'"),
        Damage(
            name: "an entry's day, within its month",
            unlocked: "entry", statements: ["UPDATE entry SET occurred = occurred - 1 WHERE id = (SELECT min(id) FROM entry WHERE reason = 8)"],
            phrase: .lineHash, fact: "line", key: "SELECT id FROM journal WHERE kind = 'note.treat'"),
        Damage(
            name: "a note's body",
            edit: { country in
                try await country.rewrite("note", Manifest.self) { if $0.receipt?.refusal == .contaminated { $0.receipt?.refusal = .packaging } }.first
            },
            phrase: .noteBody, fact: "note"),
        Damage(
            name: "a note's state in lists",
            statements: ["UPDATE note SET state = 9 WHERE id = (SELECT max(id) FROM note)"],
            phrase: .noteBody, fact: "note", key: "SELECT max(id) FROM note"),
        Damage(
            name: "a note set back to an older version",
            statements: ["UPDATE note SET version = 2 WHERE id = (SELECT min(id) FROM note)"],
            phrase: .noteBody, fact: "note", key: "SELECT min(id) FROM note"),
        Damage(
            name: "a journal line's payload",
            unlocked: "journal", edit: { try await $0.lengthenPayload(of: "note.decide") },
            phrase: .lineHash, fact: "line", key: "SELECT min(id) FROM journal WHERE kind = 'note.decide'"),
        Damage(
            name: "who signed a journal line",
            unlocked: "journal", statements: ["UPDATE journal SET organisation = 1 WHERE id = (SELECT max(id) FROM journal WHERE entries = 0)"],
            phrase: .lineHash, fact: "line", key: "SELECT max(id) FROM journal WHERE entries = 0"),
        Damage(
            name: "a journal line deleted",
            unlocked: "journal", statements: ["DELETE FROM journal WHERE kind = 'note.treat'"],
            phrase: .entryWithoutLine, fact: "entry", key: "SELECT min(id) FROM entry WHERE reason = 8"),
        Damage(
            name: "a firm's name",
            edit: { country in
                try await country.rewrite("organisation", Organisation.self) { if $0.nameEnglish == "Kampong Recycling" { $0.nameEnglish = "Kampong Dumping" } }
                    .first
            },
            phrase: .registryBody, fact: "key"),
        Damage(
            name: "a permit written past the platform",
            statements: [
                """
                INSERT INTO permit (id, organisation, number, valid_from, version, body)
                SELECT id + 1, organisation, number, valid_from, version, body FROM permit ORDER BY id DESC LIMIT 1
                """
            ],
            phrase: .registryUnjournalled, fact: "key", key: "SELECT max(id) FROM permit"),
        Damage(
            name: "a role given past the platform",
            statements: ["UPDATE membership SET valid_until = 1 WHERE role = 'officer'"],
            phrase: .registryBody, fact: "key", key: nil),
        Damage(
            name: "a remark behind its seal",
            statements: ["UPDATE sealed_text SET content = 'nothing happened' WHERE content = 'wrong day'"],
            phrase: .sealedText, fact: "hash", key: nil),
        Damage(
            name: "a line of the register of treatments",
            statements: ["UPDATE treatment_line SET grams = grams * 2"],
            phrase: .treatmentLine, fact: "line", key: "SELECT id FROM treatment_line"),
        Damage(
            name: "a number that means nothing",
            statements: ["UPDATE account SET compartment = 99 WHERE id = (SELECT min(id) FROM account)"],
            phrase: .unknownNumber, fact: "found", key: "SELECT 99"),
    ]

    @Test("The audit names what somebody changed in the file", arguments: damages)
    func damage(_ damage: Damage) async throws {
        try await withTestCountry { country in
            try await country.everyday()
            if let table = damage.unlocked { try await country.database.unlock(table) }
            for statement in damage.statements { try await country.run(statement) }
            let edited = try await damage.edit?(country)
            #expect((edited == nil) == (damage.edit == nil), "the edit found its row")
            let report = try await country.platform.verify()
            let problem = try #require(report.problems.first, "the audit saw nothing")
            let named = report.problems.first { $0.phrase == damage.phrase.fullKey }
            #expect(named != nil, "found \(report.problems.map(\.phrase))")
            if let key = damage.key { #expect(named?.facts[damage.fact] == .text(String(try await country.number(key)))) }
            if let edited { #expect(named?.facts[damage.fact] == .text(String(edited))) }
            let words = Words(.english)
            #expect(!words(problem).contains("{"), "the sentence is whole: \(words(problem))")
        }
    }

    @Test("Entries, journal lines, origins and bundles take no change and no deletion")
    func appendOnly() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let attempts: [Query] = [
                "UPDATE entry SET grams = grams + 1", "DELETE FROM entry", "UPDATE journal SET kind = 'x'", "DELETE FROM journal",
                "UPDATE origin SET occurred = occurred + 1", "DELETE FROM origin",
            ]
            for attempt in attempts { await #expect(throws: StorageError.self) { try await country.run(attempt) } }
            #expect(try await country.platform.verify().problems == [])
        }
    }
}

/// Steps as they were told, from whatever thread.
private final class Steps: Sendable {
    private let kept = Mutex<[VerificationStep]>([])
    func add(_ step: VerificationStep) { kept.withLock { $0.append(step) } }
    var all: [VerificationStep] { kept.withLock { $0 } }
}
