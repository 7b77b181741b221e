// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// Selling a site and closing a firm, as pages.
struct OwnershipPageTests {
    @Test("The officer records a new owner from the site's panel; what was typed comes back when something is wrong")
    func transfer() async throws {
        try await WebCountry.with { web in
            let firm = try await web.country.importFirm("Prek Ho Sewing", number: "KH 900")
            _ = try await web.country.importFirm("Takhmau Dyeing", number: "KH 901")
            let officer = try await web.browser(.department)
            let page = try await officer.get("/registry/organisations/\(firm.organisation)?lang=en")
            let door = "/registry/sites/\(firm.site)/transfer"
            #expect(page.links.contains(door))
            let asking = try await officer.get(door)
            let form = try #require(asking.forms.first { $0.action == door })
            let wrong = try await officer.submit(form, on: asking, with: ["owner": "KH 555"])
            #expect(wrong.status == 422 && wrong.text.contains("value=\"KH 555\"") && wrong.text.contains("#field-owner"))
            let done = try await officer.submit(form, on: asking, with: ["owner": "kh 901"])
            #expect(done.status == 303)
            let now = try await officer.follow(done)
            #expect(
                now.text.contains("Takhmau Dyeing") && now.text.contains("Owner before") && now.links.contains("/registry/organisations/\(firm.organisation)"))
            #expect(try await web.browser(.factory).get(door).status == 404)
            #expect(try await web.country.platform.verify().problems == [])
        }
    }

    @Test("Before closing, the page shows what is open and what follows; a plant with loads on their way closes only with a successor")
    func closing() async throws {
        try await WebCountry.with { web in
            let plant = web.country.organisation(.plant)
            let own = try await web.browser(.plant)
            let page = try await own.get("/registry/organisations/\(plant)/close?lang=en")
            #expect(
                page.text.contains("needs a firm that takes over") && page.text.contains("ask the industry office")
                    && page.text.contains(web.waiting.number ?? "?"))
            let form = try #require(page.forms.first { $0.action.hasSuffix("/close") })
            let refused = try await own.submit(form, on: page)
            #expect(refused.status == 422 && refused.text.contains("still await this firm"))
            let ministry = try await web.browser(.ministry)
            let officers = try await ministry.get("/registry/organisations/\(plant)/close?lang=en")
            let whole = try #require(officers.forms.first { $0.action.hasSuffix("/close") })
            #expect(try await ministry.submit(whole, on: officers, with: ["owner": "KH00200004"]).status == 303)
            #expect(try await web.country.platform.verify().problems == [])
        }
    }
}
