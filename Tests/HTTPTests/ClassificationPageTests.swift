// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// An officer corrects a site's province as a page, and asks for figures as they were known.
struct ClassificationPageTests {
    @Test("What moves is shown before it is saved; what was typed comes back when something is wrong; the firm reads who and why")
    func corrects() async throws {
        try await WebCountry.with { web in
            let site = web.country.site(.factory)
            let officer = try await web.browser(.ministry)
            let door = "/registry/sites/\(site)/classification"
            let firm = try await officer.get("/registry/organisations/\(web.country.organisation(.factory))?lang=en")
            #expect(firm.links.contains(door))
            let page = try await officer.get(door)
            let form = try #require(page.forms.first { $0.action == door })
            let row = try await web.country.platform.classificationPage(site, by: web.country.actor(.ministry)).site.attributes[0]
            let other = row.province == "12" ? "08" : "12"
            let wrong = try await officer.submit(form, on: page, with: ["what": row.validFrom.description, "province": other, "reason": " "])
            #expect(wrong.status == 422 && wrong.text.contains("Say why"))
            let preview = try await officer.submit(
                form, on: page, with: ["what": row.validFrom.description, "province": other, "reason": "Licence 12/2026 names this province"])
            #expect(preview.status == 200 && preview.text.contains("Generated") && preview.text.contains("Sums of the nation stay as they are"))
            let save = try #require(preview.forms.first { $0.action == door })
            let done = try await officer.submit(save, on: preview)
            #expect(done.status == 303)
            #expect(try await officer.follow(done).text.contains("Licence 12/2026 names this province"))
            // Sent again from the page that was left open, it is told that somebody was first.
            #expect(try await officer.submit(save, on: preview).status == 409)
            let own = try await web.browser(.factory)
            let seen = try await own.get(door + "?lang=en")
            #expect(seen.text.contains("Licence 12/2026 names this province") && !seen.forms.contains { $0.action == door })
            #expect(try await own.submit(save, on: seen).status >= 403)
            #expect(try await web.country.platform.verify().problems == [])
        }
    }

    @Test("The nation's page tells an ended month beside now and refuses one that goes on; a site's book opens on any day")
    func known() async throws {
        try await WebCountry.with { web in
            web.country.clock.advance(days: 40)
            let ended = web.country.platform.today.month.adding(months: -1)
            let officer = try await web.browser(.ministry)
            let page = try await officer.get("/nation?known=\(ended)&lang=en")
            #expect(page.status == 200 && page.text.contains("Came later") && page.text.contains("Known then"))
            let cells = try #require(page.links.first { $0.contains("/nation/cells") && $0.contains("known=\(ended)") })
            #expect(try await officer.get(cells).status == 200)
            #expect(try await officer.get("/nation?known=\(web.country.platform.today.month)&lang=en").text.contains("has not ended"))
            let site = web.country.site(.plant)
            let own = try await web.browser(.plant)
            let book = try await own.get("/book/sites/\(site)/known?on=\(Period.month(ended).last)&lang=en")
            #expect(book.status == 200 && book.text.contains("Known then"))
            #expect(try await own.get("/book/sites/\(site)/known?on=2999-01-01").status == 422)
        }
    }
}
