// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Foundation
import Identity
import Manifests
import Operations
import StorageCore
import StorageSQLite
import Testing

/// What names or reaches somebody is erased for good, and everything else stays as it was.
struct ErasureTests {
    private func figures(_ country: TestCountry) async throws -> [Int64] {
        var figures: [Int64] = []
        for query: Query in [
            "SELECT sum(posted) FROM account WHERE compartment <> 1", "SELECT sum(state * id % 9973) FROM note", "SELECT sum(grams) FROM upper_cell",
            "SELECT count(*) FROM entry",
        ] {
            figures.append(try await country.number(query))
        }
        return figures
    }

    @Test("A driver's name is erased from its note: one line names the hash, the reason and who did it; sums and states stay and all verifies")
    func text() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let note = try await country.collect(try await country.issue(country.form()), plate: "2AB-1234")
            let before = try await figures(country)
            let lines = try await country.number("SELECT count(*) FROM journal")
            let found = try await country.platform.erasable(try #require(note.number), by: country.actor(.ministry))
            #expect(Set(found.map(\.kind)) == [.kindPlate, .kindSigner] && Set(found.map(\.content)) == ["2AB-1234", "Sok Dara"])
            let name = try #require(found.first { $0.kind == .kindSigner })
            try await country.platform.erase(name.subject, because: .asked, by: country.actor(.ministry))
            #expect(try await country.platform.erasable(try #require(note.number), by: country.actor(.ministry)).map(\.kind) == [.kindPlate])
            #expect(try await country.number("SELECT count(*) FROM journal") == lines + 1)
            let (hash, person) = (name.subject.description, country.person(.ministry))
            let payloads = try await country.database.read {
                try $0.rows("SELECT payload FROM journal WHERE kind = 'personal.erase' AND person = \(person.value)").map { $0.blob(0) }
            }
            #expect(payloads.count == 1 && payloads.allSatisfy { $0.contains(Array(hash.utf8)) && $0.contains(Array("asked".utf8)) })
            await #expect(throws: ErasureError.alreadyErased(on: country.platform.today)) {
                try await country.platform.erase(name.subject, because: .asked, by: country.actor(.ministry))
            }
            #expect(try await figures(country) == before)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A text that the note no longer shows, the remark of an earlier draft, is found and erased all the same")
    func earlierText() async throws {
        try await withTestCountry { country in
            var form = country.form()
            form.remark = "Ask for Mister Rith"
            let draft = try await country.platform.saveDraft(form, id: nil, version: nil, by: country.actor(.factory))
            form.remark = "Second gate"
            let issued = try await country.platform.issue(form, id: draft.id, version: draft.version, key: nil, by: country.actor(.factory))
            let found = try await country.platform.erasable(onNote: try #require(issued.number), by: country.operatorOfServer)
            #expect(Set(found.map(\.content)) == ["Ask for Mister Rith", "Second gate"])
            for content in found { try await country.platform.erase(content.subject, because: .mistaken, by: country.operatorOfServer) }
            #expect(try await country.number("SELECT count(*) FROM sealed_text") == 0)
            await #expect(throws: ErasureError.noteWithoutTexts) {
                _ = try await country.platform.erasable(onNote: try #require(issued.number), by: country.operatorOfServer)
            }
            #expect(try await country.platform.verify().problems == [])
        }
    }

    /// A load recorded from a paper with two photos of it.
    private func photographed(_ country: TestCountry) async throws -> (note: Manifest, hashes: [String]) {
        var form = country.recordForm("50")
        form.origin = ManifestOrigin.paper.rawValue
        let other = Platform.Photo(bytes: [0xFF, 0xD8, 0xFF, 0xE0] + Array("a face beside the truck".utf8))
        let note = try await country.platform.recordLoad(form, photos: [RecordTests.photo, other], by: country.actor(.plant))
        return (note, note.trail?.photos ?? [])
    }

    @Test("A photo is erased: its bytes are gone, its hash stays on the note with when and by whom, sent again it stays erased, and all verifies")
    func photo() async throws {
        try await withTestCountry { country in
            let (note, hashes) = try await photographed(country)
            let before = try await figures(country)
            let found = try await country.platform.erasable(onNote: try #require(note.number), by: country.actor(.ministry))
            #expect(found.map(\.kind) == [.kindPhoto, .kindPhoto] && Set(found.map(\.subject)) == Set(hashes.map { .photo($0) }))
            try await country.platform.erase(.photo(hashes[1]), because: .asked, by: country.actor(.ministry))
            #expect(try await country.number("SELECT count(*) FROM attachment") == 1)
            #expect(try await figures(country) == before)
            await #expect(throws: PlatformError.notFound) {
                _ = try await country.platform.notePhoto(note.id, hash: hashes[1], by: country.actor(.plant))
            }
            #expect(try await country.platform.notePhoto(note.id, hash: hashes[0], by: country.actor(.plant)).mediaType == "image/jpeg")
            let model = try await country.platform.noteModel(note.id, by: country.actor(.factory))
            #expect(model.note.trail?.photos == hashes && Set(model.erasedPhotos.keys) == [hashes[1]])
            #expect(model.erasedPhotos[hashes[1]]?.by?.id == country.organisation(.ministry))
            await #expect(throws: ErasureError.alreadyErased(on: country.platform.today)) {
                try await country.platform.erase(.photo(hashes[1]), because: .asked, by: country.actor(.ministry))
            }
            // The same picture with another note does not bring it back.
            let again = try await photographed(country)
            #expect(again.hashes == hashes && again.note.id != note.id)
            #expect(try await country.number("SELECT count(*) FROM attachment") == 1)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A photo that comes back with an older backup is found by the audit, and erased again by the list or without it")
    func photoRestored() async throws {
        try await withTestCountry { country in
            let (_, hashes) = try await photographed(country)
            try await country.run("CREATE TABLE kept AS SELECT * FROM attachment")
            try await country.platform.erase(.photo(hashes[0]), because: .ordered, by: country.operatorOfServer)
            let list = try await country.platform.erasureList(by: country.operatorOfServer)
            for isByList in [true, false] {
                try await country.run("INSERT INTO attachment SELECT * FROM kept WHERE hash = \(hashes[0])")
                #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.erasureUndone.fullKey])
                let count =
                    isByList
                    ? try await country.platform.erase(list: list, by: country.operatorOfServer)
                    : try await country.platform.repeatErasures(by: country.operatorOfServer)
                #expect(count == 1)
                #expect(try await country.platform.verify().problems == [])
            }
            for written in ["photo:12", "photo:" + String(repeating: "G", count: 64), "photo:" + hashes[0] + "0"] {
                #expect(ErasureSubject(written) == nil)
            }
        }
    }

    @Test("A person is erased: no name, number or password is left, no way in, no role; what they signed stays signed by their number")
    func person() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let before = try await figures(country)
            let firm = TestFirm.factory
            let signedIn = try await country.platform.signIn(name: firm.signInName, password: firm.password, address: "a")
            let found = try await country.platform.erasable(firm.signInName, by: country.actor(.ministry))
            #expect(found.map(\.subject) == [.person(country.person(firm))])
            try await country.platform.erase(found[0].subject, because: .asked, by: country.actor(.ministry))
            let person = country.person(firm).value
            let tables: [Query] = [
                "SELECT count(*) FROM person_profile WHERE person = \(person)", "SELECT count(*) FROM credential WHERE person = \(person)",
                "SELECT count(*) FROM session WHERE person = \(person)", "SELECT count(*) FROM one_time_code WHERE person = \(person)",
            ]
            for query in tables { #expect(try await country.number(query) == 0) }
            #expect(try await country.platform.visitor(token: signedIn.token) == nil)
            await #expect(throws: PlatformError.signInWrong) {
                _ = try await country.platform.signIn(name: firm.signInName, password: firm.password, address: "a")
            }
            #expect(try await country.platform.people(of: country.organisation(firm), by: country.actor(firm)).isEmpty)
            #expect(try await figures(country) == before)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Whom to call is erased, and the page of the firm knows that somebody stood there")
    func contact() async throws {
        try await withTestCountry { country in
            let made = try await country.platform.register(
                RegistryTests.registration(contact: ("Mao Rith", "023 456 789")), displayName: "Pich Thida", signInName: "thida"
            ).organisation
            try await country.platform.erase(.contact(made), because: .outlived, by: country.actor(.ministry))
            let shown = try await country.platform.organisationPage(made, by: country.actor(.ministry)).contact
            #expect(shown == RegistrationContact(name: "", phone: ""))
            #expect(try await country.number("SELECT count(*) FROM organisation_contact WHERE name <> '' OR phone <> ''") == 0)
            await #expect(throws: ErasureError.nothingThere) {
                try await country.platform.erase(.contact(country.organisation(.plant)), because: .asked, by: country.actor(.ministry))
            }
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("With the person who registered a firm goes the same name as whom to call there, and nobody else's")
    func founderAsContact() async throws {
        try await withTestCountry { country in
            for (number, signIn, given) in [("KH 77001", "thida", nil), ("KH 77002", "thida.2", ("Mao Rith", "023 456 789"))] {
                let made = try await country.platform.register(
                    RegistryTests.registration(number: number, contact: given), displayName: "Pich Thida", signInName: signIn
                ).organisation
                let found = try await country.platform.erasable(personSigningInBy: signIn, by: country.operatorOfServer).map(\.subject)
                #expect(found.count == (given == nil ? 2 : 1) && found.contains(.contact(made)) == (given == nil))
                #expect(try await country.platform.erasable(signIn, by: country.operatorOfServer).map(\.subject) == found)
            }
            await #expect(throws: ErasureError.nothingThere) {
                _ = try await country.platform.erasable(personSigningInBy: "nobody", by: country.operatorOfServer)
            }
        }
    }

    @Test("An erasure without its line, and a line without its erasure, are found by the audit")
    func unlisted() async throws {
        try await withTestCountry { country in
            try await country.run("INSERT INTO erasure (subject, operation, reason, at) VALUES ('person:12', 7, 'asked', 7)")
            #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.erasureUnjournalled.fullKey])
        }
        try await withTestCountry { country in
            try await country.platform.erase(.person(country.person(.plant)), because: .asked, by: country.operatorOfServer)
            await #expect(throws: (any Error).self, "what was erased stays listed") { try await country.run("DELETE FROM erasure") }
            try await country.database.unlock("erasure")
            try await country.run("DELETE FROM erasure")
            #expect(try await country.platform.verify().problems.map(\.phrase) == [VerifyPhrase.erasureUnlisted.fullKey])
        }
    }

    @Test("Only the administrators of a ministry and the operator of the server erase; to others it looks missing")
    func permissions() async throws {
        try await withTestCountry { country in
            let subject = ErasureSubject.person(country.person(.plant))
            let actors = [
                country.actor(.factory), country.actor(.plant), country.actor(.ministry, [.officer]), country.actor(.ministry, [.inspector, .editor]),
                country.actor(.department),
            ]
            for actor in actors {
                await #expect(throws: PermissionRefusal.missing) { try await country.platform.erase(subject, because: .asked, by: actor) }
                await #expect(throws: PermissionRefusal.missing) { _ = try await country.platform.erasable("plant.office", by: actor) }
                await #expect(throws: PermissionRefusal.missing) { _ = try await country.platform.erasureHistory(before: nil, limit: 5, by: actor) }
                await #expect(throws: PermissionRefusal.missing) { _ = try await country.platform.erasureList(by: actor) }
                await #expect(throws: PermissionRefusal.missing) {
                    _ = try await country.platform.erase(list: Array("subject,reason,erased_on\n".utf8), by: actor)
                }
            }
            try await country.platform.erase(subject, because: .asked, by: country.actor(.ministry, [.administrator]))
            try await country.platform.erase(.person(country.person(.haulier)), because: .ordered, by: country.operatorOfServer)
            let history = try await country.platform.erasureHistory(before: nil, limit: 1, by: country.actor(.ministry))
            #expect(history.rows.map(\.erasure) == [Erasure(.person(country.person(.haulier)), because: .ordered)] && history.rows[0].by == nil)
            let rest = try await country.platform.erasureHistory(before: history.next, limit: 1, by: country.actor(.ministry))
            #expect(rest.rows.map(\.erasure.subject) == [subject] && rest.rows[0].by == "Office of Ministry of Industry" && rest.next == nil)
        }
    }

    @Test("A table of texts restored from before an erasure is found by the audit; the erasure is repeated once and then nothing more")
    func restoredTable() async throws {
        try await withTestCountry { country in
            let note = try await country.collect(try await country.issue(country.form()))
            let text = try #require(note.signatures.compactMap(\.signer).first)
            try await country.run("CREATE TABLE kept AS SELECT * FROM sealed_text")
            try await country.platform.erase(.text(text), because: .asked, by: country.operatorOfServer)
            try await country.run("INSERT INTO sealed_text SELECT * FROM kept WHERE hash = \(text.hash)")
            let problems = try await country.platform.verify().problems.map(\.phrase)
            #expect(problems == [VerifyPhrase.erasureUndone.fullKey])
            #expect(try await country.platform.repeatErasures(by: country.operatorOfServer) == 1)
            #expect(try await country.number("SELECT count(*) FROM sealed_text WHERE hash = \(text.hash)") == 0)
            let lines = try await country.number("SELECT count(*) FROM journal")
            #expect(try await country.platform.repeatErasures(by: country.operatorOfServer) == 0)
            #expect(try await country.number("SELECT count(*) FROM journal") == lines)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A whole backup older than an erasure comes back without what was erased since, by the list kept beside it", .enabled(if: TestEngine.isSQLite))
    func olderBackup() async throws {
        try await withTestFolder { folder in
            try await withTestCountry { country in
                let note = try await country.collect(try await country.issue(country.form()))
                let backup = folder + "/backup.db"
                for end in ["", "-wal"] { try FileManager.default.copyItem(atPath: country.path + end, toPath: backup + end) }
                let text = try #require(note.signatures.compactMap(\.signer).first)
                try await country.platform.erase(.text(text), because: .asked, by: country.operatorOfServer)
                try await country.platform.erase(.person(country.person(.plant)), because: .ordered, by: country.operatorOfServer)
                let late = try await country.collect(try await country.issue(country.form()))
                try await country.platform.erase(.text(try #require(late.signatures.compactMap(\.signer).first)), because: .asked, by: country.operatorOfServer)
                let list = try await country.platform.erasureList(by: country.operatorOfServer)

                let database = try await SQLiteDatabase(path: backup)
                let clock = country.clock
                let restored = try await Platform(database: database, country: .cambodia, secrets: Secrets(work: .least)) { clock.now() }
                #expect(try await restored.erase(list: list, by: country.operatorOfServer) == 2, "the third was written after the backup")
                let found = try await restored.erasable(onNote: try #require(note.number), by: country.operatorOfServer)
                #expect(found.map(\.kind) == [.kindPlate])
                await #expect(throws: PlatformError.signInWrong) {
                    _ = try await restored.signIn(name: TestFirm.plant.signInName, password: TestFirm.plant.password, address: "a")
                }
                #expect(try await restored.erase(list: list, by: country.operatorOfServer) == 0)
                #expect(try await restored.verify().problems == [])
                let broken = Array((String(decoding: list, as: UTF8.self) + "firm:1,asked,2026-01-01\n").utf8)
                await #expect(throws: ErasureError.listUnreadable(line: 5)) { _ = try await restored.erase(list: broken, by: country.operatorOfServer) }
                try await database.close()
            }
        }
    }
}
