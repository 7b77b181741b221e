// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Testing

/// Codes by which drivers sign.
struct SigningTests {
    @Test("A code tapped twice signs once and confirms twice")
    func tappedTwice() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form("500"))
            let code = try #require(try await country.platform.signCode(for: note.id, by: country.actor(.factory))).code.text
            let first = try await country.platform.sign(code: code, plate: "2AB-1234", driverName: "Sok Dara", address: "a")
            let second = try await country.platform.sign(code: code.lowercased(), plate: "2AB-1234", driverName: "Sok Dara", address: "a")
            #expect(first.version == second.version && second.signatures.map(\.step) == [.issue, .collect])
            #expect(try await country.grams(.transit, of: .haulier) == 500_000)
            #expect(try await country.platform.signSheet(code: code, address: "a").signedAt != nil)
        }
    }

    @Test("A load whose code is another load's is given another code, which signs it")
    func sameCodeOfTwoLoads() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form("500"))
            let other = try await country.issue(country.form("300"))
            let taken = try #require(try await country.platform.signCode(for: note.id, by: country.actor(.factory))).code
            try await country.database.write { try $0.execute("UPDATE sign_code SET note = \(other.id.value)") }
            let shown = try #require(try await country.platform.signCode(for: note.id, by: country.actor(.factory))).code
            #expect(shown != taken)
            #expect(try await country.platform.signCode(for: note.id, by: country.actor(.haulier))?.code == shown)
            let signed = try await country.platform.sign(code: shown.text, plate: "2AB-1234", driverName: "Sok Dara", address: "a")
            #expect(signed.id == note.id)
        }
    }

    @Test("Sender and carrier are shown the same code; a plant, and the sender once the load is gone, are shown none")
    func whoSeesTheCode() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form())
            let shown = try await country.platform.signCode(for: note.id, by: country.actor(.factory))?.code
            #expect(try await country.platform.signCode(for: note.id, by: country.actor(.haulier))?.code == shown)
            #expect(try await country.platform.signCode(for: note.id, by: country.actor(.plant)) == nil)
            _ = try await country.collect(note)
            #expect(try await country.platform.signCode(for: note.id, by: country.actor(.factory)) == nil)
        }
    }

    @Test("A wrong sign, an unknown code and an old code are refused, each with its own sentence")
    func codesThatOpenNothing() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form())
            let code = try #require(try await country.platform.signCode(for: note.id, by: country.actor(.factory))).code.text
            let unknown = SpokenCode.make(randomness: [1, 2, 3, 4, 5, 6, 7, 8], length: OneTimeCode.driver.length).text
            let mistyped = String(code.dropLast()) + (code.hasSuffix("2") ? "3" : "2")
            func sign(_ typed: String) async throws {
                _ = try await country.platform.sign(code: typed, plate: "", driverName: "", address: typed)
            }
            for (typed, phrase) in [(mistyped, OperationPhrase.codeWrongCheck), (unknown, .codeWrong)] {
                await #expect(throws: PlatformError.code(phrase)) { try await sign(typed) }
            }
            country.clock.advance(days: 7)
            await #expect(throws: PlatformError.code(.codeExpired)) { try await sign(code) }
            #expect(try await country.grams(.transit, of: .haulier) == 0)
        }
    }

    @Test("Whoever guesses codes from one address must wait")
    func guessing() async throws {
        try await withTestCountry { country in
            for i in 0..<41 {
                let code = SpokenCode.make(randomness: [9, 9, 9, 9, 9, 9, 9, UInt8(i)], length: OneTimeCode.driver.length).text
                await #expect(throws: PlatformError.code(.codeWrong)) {
                    _ = try await country.platform.signSheet(code: code, address: "10.1.1.1")
                }
            }
            let code = SpokenCode.make(randomness: [9, 9, 9, 9, 9, 9, 9, 99], length: OneTimeCode.driver.length).text
            await #expect(throws: ThrottleRefusal.self) { _ = try await country.platform.signSheet(code: code, address: "10.1.1.1") }
            await #expect(throws: PlatformError.code(.codeWrong)) { _ = try await country.platform.signSheet(code: code, address: "10.1.1.2") }
        }
    }

    @Test("A driver without a phone signs on the factory's device with his haulier's code; another haulier's or a revoked one opens nothing")
    func driverCode() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form())
            let haulier = country.organisation(.haulier)
            let own = try await country.platform.makeDriverCode(label: "Truck 7", for: haulier, by: country.actor(.haulier)).text
            let foreign = try await country.platform.makeDriverCode(label: "Cart 1", for: country.organisation(.collector), by: country.actor(.collector)).text
            let revoked = try await country.platform.makeDriverCode(label: "Truck 8", for: haulier, by: country.actor(.haulier)).text
            let codes = try await country.platform.driverCodes(of: haulier, by: country.actor(.haulier))
            let last = try #require(codes.first { $0.code.label == "Truck 8" })
            try await country.platform.revokeDriverCode(last.id, of: haulier, by: country.actor(.haulier))
            for code in [foreign, revoked] {
                await #expect(throws: PlatformError.code(.driverCodeWrong)) {
                    _ = try await country.platform.sign(note.id, driverCode: code, plate: "", on: country.actor(.factory))
                }
            }
            let signed = try await country.platform.sign(note.id, driverCode: own, plate: "2AB-1", on: country.actor(.factory))
            let signature = try #require(signed.signatures.last)
            #expect(signature.means == .driverCode && signature.device == country.organisation(.factory) && signature.organisation == haulier)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A driver's code ends on its last day, a year away unless a nearer day was given; the sentence says when it ended")
    func driverCodeEnds() async throws {
        try await withTestCountry { country in
            let haulier = country.organisation(.haulier)
            let today = country.platform.today
            for (day, isGiven) in [
                ("", true), (today.adding(days: 2).description, true), (today.adding(days: -1).description, false), ("soon", false),
                (today.adding(days: 366).description, false),
            ] {
                let made = try? await country.platform.makeDriverCode(label: "Truck \(day)", validUntil: day, for: haulier, by: country.actor(.haulier))
                #expect((made != nil) == isGiven, "\(day)")
            }
            let ends = try await country.platform.driverCodes(of: haulier, by: country.actor(.haulier)).map(\.code.validUntil)
            #expect(ends == [today.adding(days: 365), today.adding(days: 2)])

            let short = try await country.platform.makeDriverCode(
                label: "Truck 9", validUntil: today.adding(days: 2).description, for: haulier, by: country.actor(.haulier)
            ).text
            let first = try await country.issue(country.form())
            country.clock.advance(days: 2)
            _ = try await country.platform.sign(first.id, driverCode: short, plate: "2AB-1", on: country.actor(.factory))
            let second = try await country.issue(country.form())
            country.clock.advance(days: 1)
            let error = await #expect(throws: PlatformError.self) {
                _ = try await country.platform.sign(second.id, driverCode: short, plate: "2AB-1", on: country.actor(.factory))
            }
            let expected = OperationPhrase.driverCodeOver.problem("code", ["until": .date(today.adding(days: 2))])
            #expect(error?.problems == [expected])
        }
    }

    @Test("Names and plates stand in the erasable table only, and what is left still verifies when they are erased")
    func erasable() async throws {
        try await withTestCountry { country in
            let note = try await country.collect(try await country.issue(country.form()), plate: "2AB-1234")
            let kept = try await country.bodies("note") + country.bodies("journal", column: "payload")
            #expect(kept.count > 2 && kept.contains { $0.contains(note.id.description) })
            #expect(!kept.contains { $0.contains("Sok Dara") || $0.contains("2AB-1234") })
            #expect(try await country.number("SELECT count(*) FROM sealed_text") == 2)
            #expect(note.currentLeg.plate != nil)
            try await country.run("DELETE FROM sealed_text")
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
