// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Testing
import WebSupport

/// The page on which an officer fixes a figure, as those who may and those who may not meet it.
struct PolicyPageTests {
    @Test("An officer fixes a figure with its source; what was typed survives an error; everybody then reads it as official, in three languages")
    func fixed() async throws {
        try await WebCountry.with { web in
            let office = try await web.browser(.ministry)
            #expect(try await office.get("/policies?lang=en").links.contains("/policies/receiveWithinDays"))
            let page = try await office.get("/policies/receiveWithinDays?lang=en")
            let form = try #require(page.forms.first { $0.action == "/policies/receiveWithinDays" })
            let typed = ["scope": "hazardous", "value": "many", "standing": "official", "source": "Prakas 387, article 4", "valid_from": "2026-01-01"]
            let again = try await office.submit(form, on: page, with: typed)
            #expect(again.status == 422 && again.text.contains("many") && again.text.contains("Prakas 387, article 4"))
            #expect(try await office.submit(form, on: page, with: typed.merging(["value": "1"]) { $1 }).location == "/policies")
            let stranger = WebProbe(web.server)
            for (language, words) in [("en", "official"), ("km", "ផ្លូវការ"), ("vi", "chính thức")] {
                let rules = try await stranger.get("/policies?lang=\(language)").text
                #expect(rules.contains("Prakas 387, article 4") && rules.contains(words), "\(language)")
            }
            let csv = try await stranger.get("/policies?format=csv").text
            #expect(csv.contains("KH,hazardous,receiveWithinDays,1,official,\"Prakas 387, article 4\",2026-01-01"))
            #expect(try await web.country.platform.verify().problems == [])
        }
    }

    @Test("Others read the rules and find no way to change them", arguments: [TestFirm.factory, .plant, .department])
    func others(_ firm: TestFirm) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(firm)
            #expect(try await browser.get("/policies").links.contains("/policies/receiveWithinDays") == false)
            #expect(try await browser.get("/policies/receiveWithinDays").status == 404)
            let csrf = try await web.csrf(browser)
            let fields = [
                ("csrf", csrf), ("scope", "hazardous"), ("value", "1"), ("standing", "official"), ("source", "mine"), ("valid_from", "2026-01-01"),
            ]
            #expect(try await browser.post("/policies/receiveWithinDays", fields.map { (name: $0.0, value: $0.1) }).status == 404)
            #expect(web.country.platform.policies.edition == "shipped-1")
            #expect(try await WebProbe(web.server).get("/policies/receiveWithinDays").status == 303, "signing in comes first")
        }
    }
}
