// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Manifests
import Testing
import WebSupport

/// Pages of arrangements as browsers get them.
struct ArrangementPageTests {
    @Test("A form with faults comes back with everything typed; mended, it proposes; the others find it on their page of the day and agree")
    func proposedAndAgreed() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let factory = try await web.browser(.factory)
            let page = try await factory.get("/arrangements/new?lang=en")
            let form = try #require(page.forms.first { $0.action == "/arrangements" })
            let typed = [
                "carrier": country.site(.haulier).description, "receiver": country.site(.plant).description, "waste0": "040222", "treatment": "R3",
                "amount": "twelve", "validUntil": country.platform.today.adding(days: 90).description,
            ]
            let refused = try await factory.submit(form, on: page, with: typed)
            #expect(refused.status == 422 && refused.text.contains("value=\"twelve\"") && refused.text.contains("id=\"field-amount-error\""))
            let again = try #require(refused.forms.first { $0.action == "/arrangements" })
            var mended = typed
            mended["amount"] = "12"
            let made = try await factory.submit(again, on: refused, with: mended)
            let address = try #require(made.location)
            #expect(made.status == 303 && address.hasPrefix("/arrangements/"))
            // Sent twice, it is the same arrangement.
            #expect(try await factory.submit(again, on: refused, with: mended).location == address)

            for firm in [TestFirm.haulier, .plant] {
                let browser = try await web.browser(firm)
                #expect(try await browser.get("/today?lang=en").text.contains("href=\"\(address)\""), "\(firm) is told")
                let page = try await browser.get(address + "?lang=en")
                let agree = try #require(page.forms.first { $0.action == address + "/agree" })
                #expect(try await browser.submit(agree, on: page).status == 303)
                #expect(try await browser.get(address + "?lang=en").forms.contains { $0.action == address + "/agree" } == false)
            }
            let agreed = try await factory.get(address + "?lang=en")
            #expect(agreed.text.contains("In force") && agreed.text.contains("/notes/new?arrangement="))
        }
    }

    @Test("The form of a note begun from an arrangement has everything but the weight, and the note's page leads back to it")
    func newLoad() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let page = try await factory.get("/notes/new?arrangement=\(web.arrangement.id)&lang=en")
            let form = try #require(page.forms.first { $0.action == "/notes" })
            let issued = try await factory.submit(form, on: page, with: ["line0.mass": "640", "act": "issue"])
            #expect(issued.status == 303)
            let note = try await factory.get(try #require(issued.location) + "?lang=en")
            #expect(note.text.contains("href=\"/arrangements/\(web.arrangement.id)\""))
            let plant = try await web.browser(.plant)
            let arrangement = try await plant.get("/arrangements/\(web.arrangement.id)/notes?lang=en")
            #expect(arrangement.text.contains(">640<"))
        }
    }

    @Test("Ending asks for a reason and keeps what was typed; afterwards the page says who ended it and why")
    func ended() async throws {
        try await WebCountry.with { web in
            let plant = try await web.browser(.plant)
            let address = "/arrangements/\(web.arrangement.id)"
            let page = try await plant.get(address + "/end?lang=en")
            let form = try #require(page.forms.first { $0.action == address + "/end" })
            #expect(try await plant.submit(form, on: page).status == 422)
            #expect(try await plant.submit(form, on: page, with: ["reason": "We close the line."]).status == 303)
            let over = try await plant.get(address + "?lang=en")
            #expect(over.text.contains("We close the line.") && over.text.contains("Ended"))
            #expect(try await plant.get(address + "/end").status == 409)
        }
    }
}
