// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Testing

/// Powers that are lent, codes that are used once, and the first time somebody signs in.
struct PeopleTests {
    private func lend(_ role: Role = .signer, to number: String = "KH00200002", from: String? = nil, days: Int, in country: TestCountry) async throws {
        let first = from.flatMap { CalendarDate(iso: $0) } ?? country.platform.today
        _ = try await country.platform.delegate(
            role, from: country.organisation(.factory), toRegistrationNumber: number, from: first.description, until: first.adding(days: days - 1).description,
            by: country.actor(.factory))
    }

    @Test("A power is lent for 731 days at most, to others than oneself, and not backwards; each problem says so in its own field")
    func powers() async throws {
        try await withTestCountry { country in
            try await lend(days: Delegation.daysMax, in: country)
            let cases: [(days: Int, role: Role, number: String, phrase: IdentityPhrase, field: String)] = [
                (Delegation.daysMax + 1, .signer, "KH00200002", .delegationTooLong, "valid_until"),
                (0, .gate, "KH00200002", .delegationEndsBeforeStart, "valid_until"),
                (10, .administrator, "KH00200002", .delegationRole, "role"), (10, .reader, "KH00200000", .delegationToSelf, "delegate"),
            ]
            for (days, role, number, phrase, field) in cases {
                let error = await #expect(throws: PlatformError.self, "\(phrase)") { try await lend(role, to: number, days: days, in: country) }
                #expect(error?.problems.map(\.phrase) == [phrase.fullKey] && error?.problems.first?.field == field)
            }
            let over = await #expect(throws: PlatformError.self) { try await lend(from: "2020-01-01", days: 10, in: country) }
            #expect(over?.problems.map(\.phrase) == [OperationPhrase.delegationDates.fullKey])
            #expect(try await country.number("SELECT count(*) FROM delegation") == 1)
        }
    }

    private func invited(in country: TestCountry) async throws -> String {
        let made = try await country.platform.invite(
            displayName: "Chea Sophal", signInName: "sophal", language: .english, roles: [.preparer], to: country.organisation(.factory),
            by: country.actor(.factory))
        return made.code.text
    }

    @Test("Many who type one code at once: one gets in, the others are told that it was used")
    func onceOnly() async throws {
        try await withTestCountry { country in
            let code = try await invited(in: country)
            let refusals = await withTaskGroup(of: PlatformError?.self) { group in
                for i in 0..<24 {
                    group.addTask {
                        do {
                            _ = try await country.platform.signIn(code: code, address: "10.0.0.\(i)")
                            return nil
                        } catch {
                            return error as? PlatformError ?? .notFound
                        }
                    }
                }
                return await group.reduce(into: [PlatformError?]()) { $0.append($1) }
            }
            #expect(refusals.count { $0 == nil } == 1)
            #expect(refusals.compactMap(\.self) == Array(repeating: .code(.codeUsed), count: 23))
            #expect(try await country.number("SELECT count(*) FROM session") == 1)
        }
    }

    @Test("A code that opens no session, because the person was suspended, is not used up by the try")
    func triedInVain() async throws {
        try await withTestCountry { country in
            let code = try await invited(in: country)
            let suspended = try await country.rewrite("person", Person.self) { if $0.standing == .invited { $0.standing = .suspended } }
            #expect(suspended.count == 1)
            await #expect(throws: PlatformError.code(.personInactive)) { _ = try await country.platform.signIn(code: code, address: "a") }
            try await country.rewrite("person", Person.self) { if $0.standing == .suspended { $0.standing = .invited } }
            _ = try await country.platform.signIn(code: code, address: "a")
        }
    }

    @Test("The first sign-in leaves one journal line with its outcome, the next ones none, and all is still sound")
    func firstSignIn() async throws {
        try await withTestCountry { country in
            let code = try await invited(in: country)
            let lines = try await country.number("SELECT count(*) FROM journal")
            let signedIn = try await country.platform.signIn(code: code, address: "a")
            #expect(try await country.number("SELECT count(*) FROM journal") == lines + 1)
            let written = try await country.bodies("journal WHERE kind = 'person.firstSignIn' AND means = 'oneTimeCode'", column: "payload")
            #expect(written.count == 1 && written.allSatisfy { $0.contains("\"active\"") })
            #expect(try await country.platform.verify().problems == [])
            let visitor = try #require(try await country.platform.visitor(token: signedIn.token))
            try await country.platform.setPassword("nine-lotus-ponds", again: "nine-lotus-ponds", of: visitor, token: signedIn.token)
            _ = try await country.platform.signIn(name: "sophal", password: "nine-lotus-ponds", address: "a")
            #expect(try await country.number("SELECT count(*) FROM journal") == lines + 2, "the password, and no second first sign-in")
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Somebody who was made active behind the journal's back is found")
    func madeActiveUnseen() async throws {
        try await withTestCountry { country in
            _ = try await invited(in: country)
            let changed = try await country.rewrite("person", Person.self) { person in
                guard person.standing == .invited else { return }
                person.standing = .active
                person.version = 2
            }
            #expect(changed.count == 1)
            for id in changed { try await country.run("UPDATE person SET version = 2 WHERE id = \(id)") }
            #expect(try await country.platform.verify().problems.count == 1)
        }
    }
}
