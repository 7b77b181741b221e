// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Manifests
import StorageCore
import Stores
import TestSupport
import Testing

struct NoteStoreTests {
    @Test("A note is read back as it was saved, by id, by number and by each of its lots")
    func roundTrip() async throws {
        try await withTestCountry { country in
            let note = try await country.collect(try await country.issue(country.form()))
            let number = try #require(note.number)
            let lot = try #require(note.lines[0].lot)
            #expect(try await country.database.read { try NoteStore($0).note(note.id) } == note)
            #expect(try await country.database.read { try NoteStore($0).note(number: number) } == note)
            let source = try await country.database.read { try NoteStore($0).source(of: lot) }
            #expect(source?.note == note.id && source?.line == 0)
            #expect(try await country.database.read { try NoteStore($0).note(DocumentID(1)) } == nil)
        }
    }

    @Test("A note saved from an older version is refused, and stays as it was")
    func stale() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form())
            var changed = note
            changed.version += 1
            let after = changed
            await #expect(throws: StoreError.stale) {
                try await country.database.write { try NoteStore($0).update(after, from: note.version - 1, dueAt: nil, before: note) }
            }
            #expect(try await country.database.read { try NoteStore($0).note(note.id) } == note)
        }
    }

    @Test("Each party finds the note in its list under its role and state, newest first, page after page")
    func lists() async throws {
        try await withTestCountry { country in
            var notes: [Manifest] = []
            for i in 0..<5 { notes.append(try await country.issue(country.form(String(100 + i)))) }
            let gone = try await country.collect(notes[1])
            for firm in [TestFirm.factory, .haulier, .plant] {
                let organisation = country.organisation(firm)
                let all = try await country.database.read { try NoteStore($0).notes(of: organisation, limit: 10) }
                #expect(all.map(\.id) == notes.map(\.id).reversed())
                let first = try await country.database.read { try NoteStore($0).notes(of: organisation, limit: 2) }
                let last = first.last?.id
                let second = try await country.database.read { try NoteStore($0).notes(of: organisation, before: last, limit: 10) }
                #expect((first + second).map(\.id) == all.map(\.id))
                let away = try await country.database.read { try NoteStore($0).notes(of: organisation, NoteFilter(state: .inTransit), limit: 10) }
                #expect(away.map(\.id) == [gone.id])
            }
            let factory = country.organisation(.factory)
            let asReceiver = try await country.database.read { try NoteStore($0).notes(of: factory, NoteFilter(role: .receiver), limit: 10) }
            #expect(asReceiver.isEmpty)
            let stranger = country.organisation(.secondFactory)
            #expect(try await country.database.read { try NoteStore($0).notes(of: stranger, limit: 10) }.isEmpty)
        }
    }

    @Test("A number is given once: the database refuses a second note that bears it")
    func numberOnce() async throws {
        try await withTestCountry { country in
            _ = try await country.issue(country.form())
            let error = await #expect(throws: StorageError.self) {
                try await country.run("INSERT INTO note SELECT id + 1, number, state, version, due_at, body FROM note")
            }
            guard case .constraint(.unique, "note", _) = error else {
                Issue.record("refused as \(String(describing: error))")
                return
            }
        }
    }
}
