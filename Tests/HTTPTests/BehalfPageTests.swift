// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// Entering for a small firm, as the helper and the firm meet it.
struct BehalfPageTests {
    @Test("A centre finds the firm, enters in its name until it stops, and hands over a code; the firm opens it without account and answers")
    func entering() async throws {
        try await WebCountry.with { web in
            _ = try await web.country.importFirm("Wat Phnom Sewing", number: "KH 950", province: "12")
            let centre = try await web.browser(.collector)
            let found = try await centre.get("/behalf?lang=en&words=wat+phnom")
            let enter = try #require(found.forms.first { form in form.fields.contains { $0.name == "organisation" && !$0.value.isEmpty } })
            #expect(try await centre.submit(enter, on: found).status == 303)
            let compose = try await centre.get("/notes/new?lang=en")
            #expect(compose.status == 200 && compose.text.contains("Wat Phnom Sewing"))
            #expect(try await centre.get("/book").status == 404, "the firm's book stays closed")
            let page = try await centre.get("/behalf?lang=en")
            #expect(page.text.contains("You enter in the name of Wat Phnom Sewing now"))
            let stop = try #require(page.forms.first { form in form.fields.contains { $0.name == "organisation" && $0.value.isEmpty } })
            #expect(try await centre.submit(stop, on: page).status == 303)
            #expect(try await centre.get("/behalf?lang=en").text.contains("You enter in the name") == false)

            // The act of the country's own small firm, made when the country was.
            let slip = try #require(try await centre.get("/behalf?lang=en").links.first { $0.hasPrefix("/behalf/") })
            let shown = try await centre.get(slip + "?lang=en")
            let code = try #require(shown.text.firstMatch(of: /<b class="code-text">([0-9A-Z]{4}-[0-9A-Z]{4})<\/b>/).map { String($0.output.1) })
            let owner = WebProbe(web.server)
            _ = try await owner.get("/confirm?lang=en")
            let sheet = try await owner.follow(try await owner.get("/confirm?code=\(code)"))
            #expect(sheet.text.contains("Is this right?") && sheet.text.contains("Phsar Collectors"))
            let form = try #require(sheet.forms.first { $0.action.hasPrefix("/confirm/") })
            let silent = try await owner.submit(form, on: sheet, with: ["answer": "dispute"])
            #expect(silent.status == 422 && silent.text.contains("#field-words"))
            #expect(try await owner.submit(form, on: sheet, with: ["answer": "confirm"]).status == 303)
            #expect(try await owner.get("/confirm/\(code)").text.contains("confirmed by the firm"))
            #expect(try await web.country.platform.verify().problems == [])
        }
    }
}
