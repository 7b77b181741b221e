// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Identity
import Operations
import StorageCore
import Stores
import Testing

struct TokenTests {
    @Test("A token never goes beyond its maker's roles, lasts a year at most, and all faults of its form come at once")
    func bounded() async throws {
        try await withTestCountry { country in
            var form = TokenForm()
            form.scopes = [.notesRead, .registryWrite]
            form.days = "366"
            let preparer = country.actor(.haulier, [.preparer])
            let faults = await #expect(throws: PlatformError.self) { try await country.platform.makeToken(form, by: preparer) }
            #expect(Set(faults?.problems.map(\.field) ?? []) == ["label", "days"])
            // The holder's roles are those of the registry: a factory's founder writes nothing into permits but edits its own firm.
            form.scopes = []
            form.days = "x"
            let more = await #expect(throws: PlatformError.self) { try await country.platform.makeToken(form, by: preparer) }
            #expect(Set(more?.problems.map(\.field) ?? []) == ["label", "scopes", "days"])
            #expect(country.actor(.factory, [.gate]).tokenScopes.contains(.notesSign) == false)
            await #expect(throws: PermissionRefusal.self) { try await country.platform.makeToken(form, by: country.actor(.factory, [.reader])) }
        }
    }

    @Test("Only the token's hash is stored, it acts by the means of a token, and it ends when it expires, is revoked, or its person loses the role")
    func life() async throws {
        try await withTestCountry { country in
            let token = try await APICountry.token(of: .factory, in: country, days: "10")
            let stored = try await country.database.read { try $0.rows("SELECT hash, label FROM api_token") }
            #expect(stored.count == 1 && !token.utf8.elementsEqual(stored[0].blob(0)) && stored[0].blob(0).count == 32)
            let bearer = try #require(try await country.platform.bearer(token: token))
            #expect(bearer.actor.means == .token && bearer.organisation.id == country.organisation(.factory))
            #expect(try await country.platform.bearer(token: token + "x") == nil)
            country.clock.advance(days: 9)
            #expect(try await country.platform.bearer(token: token) != nil)
            country.clock.advance(days: 2)
            #expect(try await country.platform.bearer(token: token) == nil)

            let second = try await APICountry.token(of: .factory, in: country)
            let rows = try await country.platform.tokens(of: country.organisation(.factory), person: nil, by: country.actor(.factory))
            #expect(rows.count == 2 && rows[0].token.lastUsed == nil && rows[1].token.lastUsed != nil)
            // Somebody of another firm learns nothing and ends nothing.
            await #expect(throws: PermissionRefusal.missing) {
                try await country.platform.revokeToken(rows[0].id, of: country.organisation(.factory), by: country.actor(.haulier))
            }
            try await country.platform.revokeToken(rows[0].id, of: country.organisation(.factory), by: country.actor(.factory))
            #expect(try await country.platform.bearer(token: second) == nil)
        }
    }

    @Test("A signature by a token says so on the note and in the journal")
    func attribution() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let issued = try await api.issued()
            #expect(issued.json["signatures"]?.list?.first?["means"] == "token")
            let line = try await api.get("/notes/\(issued.id)/history").json["lines"]?.list?.first
            #expect(line?["means"] == "token" && line?["person"] == "Office of Lotus Garment Factory")
        }
    }

    @Test("A token made on the page of one's account works at the API, is shown once, and ends when it is revoked there")
    func throughThePage() async throws {
        try await APICountry.with { (api: APICountry) async throws in
            let page = try await api.probe.get("/sign-in?lang=en")
            let signIn = try #require(page.forms.first { $0.fields.contains { $0.name == "password" } })
            _ = try await api.probe.submit(signIn, on: page, with: ["name": TestFirm.gateKeeper.signInName, "password": TestFirm.gateKeeper.password])
            let tokens = try await api.probe.get("/account/tokens")
            let form = try #require(tokens.forms.first { $0.action == "/account/tokens" })
            let refused = try await api.probe.submit(form, on: tokens, with: ["label": "", "days": "900"])
            #expect(refused.status == 422 && refused.text.contains("365"))
            let made = try await api.probe.submit(form, on: tokens, with: ["label": "gate scale", "scopes": "notes:read", "days": "7"])
            let shown = made.text.replacing("<wbr>", with: "").firstMatch(of: /bt_[A-Za-z0-9_-]{43}/)
            let token = String(try #require(shown).output)
            let me = try await api.get("/me", headers: ["Authorization": "Bearer \(token)"])
            #expect(me.json["label"] == "gate scale" && me.json["scopes"] == ["notes:read"])
            let list = try await api.probe.get("/account/tokens")
            #expect(!list.text.replacing("<wbr>", with: "").contains(token))
            let confirm = try await api.probe.get(try #require(list.links.first { $0.hasSuffix("/revoke") }))
            _ = try await api.probe.submit(try #require(confirm.forms.last { $0.action.hasSuffix("/revoke") }), on: confirm)
            #expect(try await api.get("/me", headers: ["Authorization": "Bearer \(token)"]).status == 401)
        }
    }
}

extension TestFirm {
    /// Who makes the token on the page.
    fileprivate static let gateKeeper = TestFirm.plant
}
