// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Testing
import WebSupport

/// Invitations, passwords, powers and codes, as people meet them.
struct AccountPageTests {
    @Test("An invited person enters by the code shown once, chooses a password first, and the code then opens nothing more")
    func invitation() async throws {
        try await WebCountry.with { web in
            let administrator = try await web.browser(.factory)
            let page = try await administrator.get("/people?lang=en")
            let form = try #require(page.forms.first { $0.action == "/people/invite" })
            let changes = ["display_name": "Chea Sophal", "sign_in_name": "012 345 678", "roles": "preparer"]
            let shown = try await administrator.submit(form, on: page, with: changes)
            let code = try #require(shown.code)
            #expect(shown.status == 200)
            #expect(try await administrator.get("/people").code == nil)

            let newcomer = WebProbe(web.server)
            let opened = try await newcomer.post("/sign-in/code", [("code", code.lowercased())])
            #expect(opened.status == 303 && opened.location == "/new-password")
            #expect(try await newcomer.get("/people").location == "/new-password")
            let choice = try await newcomer.get("/new-password?lang=en")
            let passwordForm = try #require(choice.forms.first { $0.action == "/new-password" })
            let short = try await newcomer.submit(passwordForm, on: choice, with: ["password": "short", "again": "short"])
            #expect(short.status == 422)
            let password = "nine-lotus-ponds"
            let chosen = try await newcomer.submit(passwordForm, on: choice, with: ["password": password, "again": password])
            #expect(chosen.status == 303)
            #expect(try await newcomer.get("/today").status == 200)
            #expect(try await newcomer.get("/people").status == 403, "a preparer sees the firm, not the list of its people")

            #expect(try await WebProbe(web.server).post("/sign-in/code", [("code", code)]).status == 422)
            let again = try await WebProbe(web.server).post("/sign-in", [("name", "+855 12 345 678"), ("password", password)])
            #expect(again.status == 303 && again.location == "/today")
        }
    }

    @Test("The last administrator keeps the role, and the form comes back with what was ticked")
    func lastAdministrator() async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let person = web.country.person(.factory)
            let page = try await browser.get("/people/\(person)/roles?lang=en")
            let csrf = try await web.csrf(browser)
            let answer = try await browser.post("/people/\(person)/roles", [("csrf", csrf), ("roles", "reader"), ("roles", "gate")])
            let ticked = answer.forms.first { $0.action.hasSuffix("/roles") }?.fields.filter { $0.name == "roles" && $0.isOn }.map(\.value) ?? []
            #expect(page.status == 200 && answer.status == 422 && Set(ticked) == ["reader", "gate"])
            #expect(try await browser.get("/people").status == 200)
        }
    }

    @Test("A password is changed only by whoever knows the present one, and ends the person's other sessions")
    func changedPassword() async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let elsewhere = try await web.browser(.factory)
            let page = try await browser.get("/new-password?lang=en")
            let form = try #require(page.forms.first { $0.action == "/new-password" })
            var changes = ["current": "not-the-password-1", "password": "seven-red-kites", "again": "seven-red-kites"]
            #expect(try await browser.submit(form, on: page, with: changes).status == 422)
            #expect(try await elsewhere.get("/today").status == 200)
            changes["current"] = TestFirm.factory.password
            #expect(try await browser.submit(form, on: page, with: changes).status == 303)
            #expect(try await browser.get("/today").status == 200)
            #expect(try await elsewhere.get("/today").status == 303)
        }
    }

    @Test("A power is lent on paper's terms, used in the other's name, and ended")
    func power() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let haulier = try await web.browser(.haulier)
            let page = try await factory.get("/people/delegations?lang=en")
            let form = try #require(page.forms.first { $0.action == "/people/delegations" })
            let until = web.country.platform.today.adding(days: 30).description
            var changes = ["role": "signer", "delegate": "kh 00", "valid_until": until]
            #expect(try await factory.submit(form, on: page, with: changes).status == 422)
            changes["delegate"] = "kh00200002"
            #expect(try await factory.submit(form, on: page, with: changes).status == 303)

            let account = try await haulier.get("/account?lang=en")
            let act = try #require(account.forms.first { form in form.fields.contains { $0.name == "delegation" } })
            #expect(try await haulier.submit(act, on: account).status == 303)
            #expect(try await haulier.get("/account?lang=en").text.contains("Lotus Garment Factory"))
            #expect(try await haulier.get("/book/sites/\(web.country.site(.factory))").status == 200)

            let list = try await factory.get("/people/delegations?lang=en")
            let end = try #require(list.links.first { $0.hasSuffix("/end") })
            let confirm = try await factory.get(end)
            let ending = try #require(confirm.forms.first { $0.action == end })
            #expect(try await factory.submit(ending, on: confirm).status == 303)
            #expect(try await haulier.get("/book/sites/\(web.country.site(.factory))").status == 404)
            #expect(try await factory.get(end).status == 404)
        }
    }

    @Test("A driver's code is shown once, signs on the factory's device, and opens nothing once it is revoked")
    func driver() async throws {
        try await WebCountry.with { web in
            let haulier = try await web.browser(.haulier)
            let page = try await haulier.get("/people/drivers?lang=en")
            let form = try #require(page.forms.first { $0.action == "/people/drivers" })
            #expect(try await haulier.submit(form, on: page, with: ["label": " "]).status == 422)
            let yesterday = web.country.platform.today.adding(days: -1).description
            #expect(try await haulier.submit(form, on: page, with: ["label": "Sok", "valid_until": yesterday]).status == 422)
            let shown = try await haulier.submit(form, on: page, with: ["label": "Sok the younger"])
            let code = try #require(shown.code)
            let list = try await haulier.get("/people/drivers?lang=en")
            #expect(list.text.contains("Sok the younger") && !list.text.contains(code))

            let revoke = try #require(list.links.first { $0.hasSuffix("/revoke") })
            let confirm = try await haulier.get(revoke)
            let revoking = try #require(confirm.forms.first { $0.action == revoke })
            #expect(try await haulier.submit(revoking, on: confirm).status == 303)
            #expect(try await haulier.get(revoke).status == 404)
            await #expect(throws: (any Error).self) {
                try await web.country.platform.sign(web.waiting.id, driverCode: code, plate: "2A-1234", on: web.country.actor(.factory))
            }
        }
    }

    @Test("A signer finds the drivers' codes in the menu; who sees the list of people finds them beside it")
    func driversInMenu() async throws {
        try await WebCountry.with { web in
            let signer = try await web.browser(.haulier, invited: [.signer])
            #expect(try await signer.get("/today").links.contains("/people/drivers"))
            #expect(try await signer.get("/people/drivers").status == 200)
            let haulier = try await web.browser(.haulier)
            #expect(try await haulier.get("/today").links.contains("/people/drivers") == false)
            #expect(try await haulier.get("/people").links.contains("/people/drivers"))
            #expect(try await web.browser(.factory).get("/today").links.contains("/people/drivers") == false)
        }
    }

    @Test("The box on top opens a note by its number for those who may read it, and tells others nothing of it")
    func search() async throws {
        try await WebCountry.with { web in
            let number = try #require(web.waiting.number)
            let own = try await web.browser(.factory).get("/search?q=\(number.lowercased())")
            #expect(own.status == 303 && own.location == "/notes/\(web.waiting.id)")
            let stranger = try await web.browser(.secondFactory)
            let hidden = try await stranger.get("/search?lang=en&q=\(number)")
            #expect(hidden.status == 200 && !hidden.text.contains(web.waiting.id.description))
            let firms = try await stranger.get("/search?q=kampong+recycl")
            #expect(firms.links.contains("/registry/organisations/\(web.country.organisation(.plant))"))
        }
    }
}

extension WebAnswer {
    /// A spoken code that the page shows: groups of four joined by dashes.
    var code: String? {
        text.firstMatch(of: /<p class="code-text">([0-9A-Z]{4}(?:-[0-9A-Z]{4})+)<\/p>/).map { String($0.output.1) }
    }
}
