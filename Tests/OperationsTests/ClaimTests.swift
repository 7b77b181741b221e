// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Testing

/// A small firm comes in by its printed letter.
struct ClaimTests {
    @Test("A letter, a claim, an officer's yes: the claimant signs in by telephone and rules the firm, and the journal replays it")
    func wholeWay() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let firm = try await country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
            let code = try await country.letter(to: firm)
            let sheet = try await platform.claimSheet(code: code.description.lowercased(), address: "a")
            #expect(sheet.organisation.nameEnglish == "Prek Ho Sewing" && sheet.refusal == nil && sheet.state == nil)
            let claim = try await platform.claim(code: code.text, country.claimForm(), language: .khmer, address: "a")
            #expect(try await platform.claimSheet(code: code.text, address: "a").state == .waiting)

            let signedIn = try await platform.signIn(name: "012345678", password: "green pond 27 lotus", address: "a")
            let waiting = try #require(try await platform.visitor(token: signedIn.token))
            #expect(waiting.actor.principal == nil && waiting.actor.roles.isEmpty)
            #expect(try await platform.today(by: waiting.actor).claims.map(\.claim.state) == [.waiting])

            let officer = country.actor(.department)
            country.clock.advance(days: 2)
            let rows = try await platform.waitingClaims(limit: 10, by: officer).rows
            #expect(rows.map(\.claim.id) == [claim.id] && rows.map(\.days) == [2] && rows.first?.position == "owner")
            #expect(try await platform.today(by: officer).duties.contains { $0.kind == .answerClaim && $0.claim == claim.id })
            _ = try await platform.answerClaim(claim.id, version: 1, approves: true, by: officer)

            let again = try await platform.signIn(name: "012 345 678", password: "green pond 27 lotus", address: "a")
            let ruling = try #require(try await platform.visitor(token: again.token))
            #expect(ruling.actor.principal?.id == firm && ruling.actor.roles.isSuperset(of: [.administrator, .preparer, .signer, .gate]))
            #expect(try await platform.today(by: ruling.actor).claims.isEmpty)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("A firm that was claimed is not claimed again: neither by its letter, nor by a new one, nor while another claim waits")
    func once() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let firm = try await country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
            let code = try await country.letter(to: firm)
            let claim = try await platform.claim(code: code.text, country.claimForm(), language: .khmer, address: "a")
            await #expect(throws: InvitationRefusal.used) {
                _ = try await platform.claim(code: code.text, country.claimForm(phone: "011 222 333"), language: .khmer, address: "a")
            }
            func left() async throws -> InvitationRefusal? {
                try await platform.makeInvitations(for: [firm], again: true, by: country.actor(.department)).left.first?.because
            }
            #expect(try await left() == .waiting)
            _ = try await platform.answerClaim(claim.id, version: 1, approves: true, by: country.actor(.department))
            #expect(try await left() == .claimed)
            await #expect(throws: ClaimRefusal.answered(.approved)) {
                _ = try await platform.answerClaim(claim.id, version: 1, approves: false, reason: "late", by: country.actor(.department))
            }
        }
    }

    @Test("A new letter voids the one before; a refused claimant reads why and may come back with a new letter and the account he has")
    func replacedAndRefused() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let officer = country.actor(.department)
            let firm = try await country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
            let first = try await country.letter(to: firm)
            let second = try await country.letter(to: firm)
            await #expect(throws: InvitationRefusal.replaced) {
                _ = try await platform.claim(code: first.text, country.claimForm(), language: .khmer, address: "a")
            }
            let claim = try await platform.claim(code: second.text, country.claimForm(), language: .khmer, address: "a")
            await #expect(throws: ClaimRefusal.reasonMissing) {
                _ = try await platform.answerClaim(claim.id, version: 1, approves: false, reason: " ", by: officer)
            }
            _ = try await platform.answerClaim(claim.id, version: 1, approves: false, reason: "The owner knows nothing of it", by: officer)
            let signedIn = try await platform.signIn(name: "012345678", password: "green pond 27 lotus", address: "a")
            let visitor = try #require(try await platform.visitor(token: signedIn.token))
            #expect(try await platform.today(by: visitor.actor).claims.map(\.reason) == ["The owner knows nothing of it"])
            let third = try await country.letter(to: firm)
            var form = ClaimForm()
            form.position = "owner"
            form.mayAct = true
            let next = try await platform.claim(code: third.text, form, language: .khmer, address: "a", visitor: visitor)
            #expect(next.person == claim.person)
            _ = try await platform.answerClaim(next.id, version: 1, approves: true, by: officer)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Who guesses codes is made to wait, and nothing is learned from it")
    func throttled() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            for i in 0...Throttle.perAddress.free {
                let code = SpokenCode.make(randomness: (0..<12).map { UInt8($0 + i % 20) }, length: OneTimeCode.invitation.length).text
                await #expect(throws: PlatformError.code(.codeWrong)) { _ = try await platform.claimSheet(code: code, address: "guesser") }
            }
            let firm = try await country.importFirm("Prek Ho Sewing", number: "KH 900").organisation
            let right = try await country.letter(to: firm)
            await #expect(throws: ThrottleRefusal.self) { _ = try await platform.claimSheet(code: right.text, address: "guesser") }
            #expect(try await platform.claimSheet(code: right.text, address: "elsewhere").refusal == nil)
        }
    }

    @Test("Letters and answers are the province's own: officers elsewhere see neither firm nor claim")
    func ownProvince() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let elsewhere = try await country.importFirm("Wat Phnom Sewing", number: "KH 901", province: "12").organisation
            await #expect(throws: PlatformError.notFound) {
                _ = try await platform.makeInvitations(for: [elsewhere], again: false, by: country.actor(.department))
            }
            let code = try await country.letter(to: elsewhere, by: .ministry)
            let claim = try await platform.claim(code: code.text, country.claimForm(), language: .khmer, address: "a")
            #expect(try await platform.waitingClaims(limit: 10, by: country.actor(.department)).rows.isEmpty)
            #expect(try await platform.waitingClaims(limit: 10, by: country.actor(.ministry)).rows.count == 1)
            await #expect(throws: PlatformError.notFound) {
                _ = try await platform.answerClaim(claim.id, version: 1, approves: true, by: country.actor(.department))
            }
            for firm in [TestFirm.factory, .haulier, .plant] {
                await #expect(throws: PermissionRefusal.self) { _ = try await platform.waitingClaims(limit: 10, by: country.actor(firm)) }
                await #expect(throws: PlatformError.notFound) {
                    _ = try await platform.makeInvitations(for: [elsewhere], again: false, by: country.actor(firm))
                }
            }
            #expect(try await platform.unclaimed(words: "", province: nil, after: nil, limit: 50, by: country.actor(.department)).rows.isEmpty)
        }
    }

    @Test("A claim told in one go what is wrong with it, the registry's own reasons among them")
    func allProblems() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let code = try await country.letter(to: try await country.importFirm("Prek Ho Sewing", number: "KH 900").organisation)
            let other = try await country.letter(to: try await country.importFirm("Prek Ho Dyeing", number: "KH 901").organisation)
            _ = try await platform.claim(code: code.text, country.claimForm(), language: .khmer, address: "a")
            var form = country.claimForm()
            form.signInName = TestFirm.factory.signInName
            form.position = ""
            let error = await #expect(throws: PlatformError.self) {
                _ = try await platform.claim(code: other.text, form, language: .khmer, address: "a")
            }
            #expect((error?.problems ?? []).map(\.field) == ["position", "phone", "sign_in_name"])
            #expect(try await platform.claimSheet(code: other.text, address: "a").refusal == nil, "the letter is not used up by a form that was refused")
        }
    }

    @Test("The position of whoever is erased goes with the rest")
    func erased() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let code = try await country.letter(to: try await country.importFirm("Prek Ho Sewing", number: "KH 900").organisation)
            let claim = try await platform.claim(code: code.text, country.claimForm(), language: .khmer, address: "a")
            try await platform.erase(.person(claim.person), because: .asked, by: country.operatorOfServer)
            let row = try await platform.claimRow(claim.id, by: country.actor(.department))
            #expect(row.claimant == nil && row.position.isEmpty)
            #expect(try await platform.verify().problems == [])
        }
    }
}
