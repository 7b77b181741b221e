// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Seal
import StorageCore
import Testing

struct PromiseTests {
    @Test("What is promised when a step is signed is the very leaf that is sealed later, and the receipt shows that the promise was kept")
    func keptLater() async throws {
        try await withSealedCountry { country, sealer in
            country.platform.keepSeal(try testSecret(1))
            let (note, given) = try await country.platform.notingSavedLine {
                (try await country.issue(country.form("33")), country.platform.promiseOfSavedLine())
            }
            let promise = try #require(given)
            #expect(promise.line.document == note.id && promise.line.kind == "note.issue" && PromiseCheck(promise.file).isSound)
            #expect(try await country.platform.promise(of: promise.line.id, on: note.id, by: country.actor(.plant)) == promise)
            let early = try await country.platform.receipt(of: note.id, by: country.actor(.factory))
            #expect(promise.outcome(in: early) == .waiting && early.lines.last?.promise == promise.promise)
            let before = try await country.platform.noteModel(note.id, by: country.actor(.factory)).promise
            #expect(before?.promise == promise && before?.isSealed == false)
            _ = try await sealer.look()
            let line = promise.line.id.value
            let leaf = try await country.database.read { try $0.first("SELECT leaf FROM seal_line WHERE line = \(line)")?.blob(0) }
            #expect(leaf?.lowerHex == promise.leaf)
            let receipt = try await country.platform.receipt(of: note.id, by: country.actor(.factory))
            guard case .sealed(_, _, true) = promise.outcome(in: receipt) else {
                Issue.record("\(promise.outcome(in: receipt))")
                return
            }
            #expect(try await country.platform.noteModel(note.id, by: country.actor(.factory)).promise?.isSealed == true)
        }
    }

    @Test("Only a server that holds the key which signs now promises; a form sent twice is not promised a second line")
    func whoPromises() async throws {
        try await withSealedCountry { country, sealer in
            func issued(_ kilograms: String, key: String? = nil) async throws -> SealPromise? {
                try await country.platform.notingSavedLine {
                    _ = try await country.platform.issue(
                        country.form(kilograms), id: nil, version: nil, key: key, by: country.actor(.factory))
                    return country.platform.promiseOfSavedLine()
                }
            }
            #expect(try await issued("1") == nil)
            country.platform.keepSeal(try testSecret(1))
            #expect(try await issued("2", key: "twice") != nil)
            #expect(try await issued("2", key: "twice") == nil)
            #expect(country.platform.promiseOfSavedLine() == nil)
            // Another server publishes a successor; this one learns of it when it looks.
            let elsewhere = try await Platform(database: country.database, country: .cambodia, node: 7, secrets: Secrets(work: .least)) { country.clock.now() }
            _ = try await elsewhere.publishSealKey(try testSecret(2), former: try testSecret(1), by: country.operatorOfServer)
            await #expect(throws: SealRefusal.keySuperseded) { try await sealer.sealAll() }
            _ = try? await sealer.look()
            #expect(try await issued("3") == nil)
        }
    }

    @Test("A promise is shown to the parties of the note, for a day; after that the receipt tells")
    func whoReads() async throws {
        try await withSealedCountry { country, _ in
            country.platform.keepSeal(try testSecret(1))
            let note = try await country.issue(country.form("33"))
            let other = try await country.issue(country.form("34"))
            let line = OperationID(try await country.number("SELECT max(id) FROM journal WHERE document = \(note.id.value)"))
            let platform = country.platform
            await #expect(throws: PermissionRefusal.self) { try await platform.promise(of: line, on: note.id, by: country.actor(.secondPlant)) }
            await #expect(throws: PlatformError.notFound) { try await platform.promise(of: line, on: other.id, by: country.actor(.factory)) }
            await #expect(throws: PlatformError.notFound) { try await platform.promise(of: OperationID(5), on: note.id, by: country.actor(.factory)) }
            country.clock.advance(hours: 23)
            _ = try await platform.promise(of: line, on: note.id, by: country.actor(.factory))
            country.clock.advance(hours: 1)
            let refusal = await #expect(throws: Problems.self) { try await platform.promise(of: line, on: note.id, by: country.actor(.factory)) }
            #expect(refusal?.problems.map(\.phrase) == [SealPhrase.promiseOver.fullKey])
            #expect(try await platform.noteModel(note.id, by: country.actor(.factory)).promise == nil)
            // What should have been sealed long ago is not promised anew.
            let late = ReceiptCheck(try await platform.receipt(of: note.id, by: country.actor(.factory)).file)
            #expect(late.problems.map(\.phrase) == [SealPhrase.receiptUnproved.fullKey])
        }
    }
}
