// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// The pages by which a firm is claimed, as its owner and the province's officer meet them.
struct ClaimPageTests {
    @Test("The officer prints a letter, the owner types its code and fills in the form, the officer approves, the owner works")
    func wholeWay() async throws {
        try await WebCountry.with { web in
            _ = try await web.country.importFirm("Prek Ho Sewing", local: "ជាងកាត់ដេរ ព្រែកហូ", number: "KH 900")
            let officer = try await web.browser(.department)
            let list = try await officer.get("/invitations?lang=en&words=prek+ho")
            #expect(list.text.contains("Prek Ho Sewing") && list.text.contains("no letter yet"))
            let choosing = try #require(list.forms.first { $0.action == "/invitations" && $0.method == "post" })
            let firm = try #require(choosing.fields.first { $0.name == "organisation" }?.value)
            let none = try await officer.submit(choosing, on: list)
            #expect(none.status == 422)
            let printed = try await officer.submit(choosing, on: list, with: ["organisation": firm])
            #expect(printed.status == 200 && printed.text.contains("print-sheet") && printed.text.contains("ជាងកាត់ដេរ ព្រែកហូ"))
            let code = try #require(printed.text.firstMatch(of: /<b class="code-text">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/b>/).map { String($0.output.1) })
            #expect(try await officer.get("/invitations?lang=en&words=prek+ho").text.contains("letter good until"))

            let owner = WebProbe(web.server)
            _ = try await owner.get("/claim?lang=en")
            let typed = try await owner.get("/claim?code=\(code.lowercased())")
            let page = try await owner.follow(typed)
            #expect(page.status == 200 && page.text.contains("Prek Ho Sewing") && !page.text.contains("KH 900"))
            let form = try #require(page.forms.first { $0.action.hasPrefix("/claim/") })
            let wrong = try await owner.submit(form, on: page, with: ["display_name": "Chea Sophal", "phone": "12", "position": "owner"])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"Chea Sophal\"") && wrong.text.contains("value=\"owner\""))
            #expect(wrong.text.contains("#field-phone") && wrong.text.contains("#field-password") && wrong.text.contains("#field-may_act"))
            let password = "green pond 27 lotus"
            let sent = try await owner.submit(
                try #require(wrong.forms.first { $0.action.hasPrefix("/claim/") }), on: wrong,
                with: ["phone": "012 345 678", "password": password, "again": password, "may_act": "yes"])
            #expect(sent.status == 303)
            #expect(try await owner.follow(sent).text.contains("Your claim waits for an officer"))

            func signIn() async throws -> WebProbe {
                let browser = WebProbe(web.server)
                #expect(try await browser.post("/sign-in", [("name", "012345678"), ("password", password)]).status == 303)
                return browser
            }
            #expect(try await signIn().get("/today?lang=en").text.contains("You claimed Prek Ho Sewing"))
            let today = try await officer.get("/today?lang=en")
            let door = try #require(today.links.first { $0.hasPrefix("/claims/") })
            let claim = try await officer.get(door + "?lang=en")
            #expect(claim.text.contains("Chea Sophal") && claim.text.contains("tel:+85512345678") && claim.text.contains("owner"))
            let approve = try #require(claim.forms.first { $0.fields.contains { $0.name == "answer" && $0.value == "approve" } })
            #expect(try await officer.submit(approve, on: claim).status == 303)
            #expect(try await officer.submit(approve, on: claim).status == 409)
            let working = try await signIn()
            #expect(try await working.get("/notes/new?lang=en").status == 200)
            #expect(try await working.get("/people?lang=en").text.contains("Chea Sophal"))
            #expect(try await web.country.platform.verify().problems == [])
        }
    }

    @Test("A code that opens nothing leads back to typing, in words; one with a slip is not even looked up")
    func wrongCodes() async throws {
        try await WebCountry.with { web in
            let stranger = WebProbe(web.server)
            let slip = try await stranger.get("/claim?lang=en&code=0000-0000-0001")
            #expect(slip.status == 422 && slip.text.contains("value=\"0000-0000-0001\""))
            let unknown = try await stranger.get("/claim/000000000000?lang=en")
            #expect(unknown.status == 422 && unknown.text.contains("Code of the letter"))
            #expect(try await stranger.get("/claims").status == 303)
        }
    }
}
