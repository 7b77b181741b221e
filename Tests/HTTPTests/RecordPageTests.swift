// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Manifests
import Testing
import WebSupport

/// Pages of loads without a digital note, as browsers get them.
struct RecordPageTests {
    @Test(
        "The gate's form comes back with everything typed; mended, it receives the load; the factory finds it on its day, disputes it, and an officer decides")
    func recordedAndDisputed() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let gate = try await web.browser(.plant)
            #expect(try await gate.get("/gate?lang=en").text.contains("href=\"/gate/unannounced\""))
            let page = try await gate.get("/gate/unannounced?lang=en")
            let form = try #require(page.forms.first { $0.action == "/gate/unannounced" })
            let typed = ["origin": "unannounced", "sender-search": "lotus", "line0.waste": "040222", "line0.mass": "81o", "plate": "2AB-7777"]
            // What stands in a search box is looked for first.
            let found = try await gate.submit(form, on: page, with: typed)
            #expect(found.status == 200 && found.text.contains("Lotus Garment Factory") && found.text.contains("value=\"2AB-7777\""))
            let again = try #require(found.forms.first { $0.action == "/gate/unannounced" })
            let chosen = [
                "sender": country.site(.factory).description, "carrier": country.site(.haulier).description, "intended": "R3",
            ]
            let refused = try await gate.submit(again, on: found, with: chosen)
            #expect(refused.status == 422 && refused.text.contains("id=\"field-line0.mass-error\"") && refused.text.contains("value=\"2AB-7777\""))
            let mended = try #require(refused.forms.first { $0.action == "/gate/unannounced" })
            let made = try await gate.submit(mended, on: refused, with: ["line0.mass": "810", "act": "record"])
            let address = try #require(made.location)
            #expect(made.status == 303 && address.hasPrefix("/notes/"))
            #expect(try await gate.submit(mended, on: refused, with: ["line0.mass": "810", "act": "record"]).location == address)
            #expect(try await gate.get(address + "?lang=en").text.contains("late, not confirmed by the sender"))
            #expect(try await gate.get("/notes?late=1&lang=en").text.contains("href=\"\(address)\""))

            let factory = try await web.browser(.factory)
            #expect(try await factory.get("/today?lang=en").text.contains("href=\"\(address)\""))
            let question = try await factory.get(address + "/confirm?lang=en")
            let answer = try #require(question.forms.first { $0.action == address + "/confirm" })
            let without = try await factory.submit(answer, on: question, with: ["answer": "dispute"])
            #expect(without.status == 422 && without.text.contains("id=\"field-reason-error\""))
            let second = try #require(without.forms.first { $0.action == address + "/confirm" })
            #expect(try await factory.submit(second, on: without, with: ["answer": "dispute", "reason": "Not our truck"]).status == 303)
            #expect(try await factory.get(address + "/confirm?lang=en").status == 403)

            let officer = try await web.browser(.ministry)
            let decision = try await officer.get(address + "/dispute?lang=en")
            #expect(decision.text.contains("Not our truck"))
            let decide = try #require(decision.forms.first { $0.action == address + "/dispute" })
            #expect(try await officer.submit(decide, on: decision, with: ["outcome": "voided"]).status == 303)
            #expect(try await officer.get(address + "?lang=en").text.contains("voided by an officer"))
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
