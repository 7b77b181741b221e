// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Manifests
import Testing
import WebSupport

/// Pages of collection rounds as the haulier's office, the driver's phone and the gate get them.
struct RoundPageTests {
    @Test("A plan with faults comes back with everything typed; mended, it is planned once, and its page shows the driver's code")
    func planned() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let haulier = try await web.browser(.haulier)
            let page = try await haulier.get("/rounds/new?lang=en")
            let form = try #require(page.forms.first { $0.action == "/rounds" })
            let typed = [
                "receiver": country.site(.plant).description, "waste0": "040222", "treatment": "R3", "plate": "", "driver": "Sok Dara",
                "stops": country.site(.secondFactory).description,
            ]
            let refused = try await haulier.submit(form, on: page, with: typed)
            #expect(refused.status == 422 && refused.text.contains("value=\"Sok Dara\"") && refused.text.contains("id=\"field-plate-error\""))
            let again = try #require(refused.forms.first { $0.action == "/rounds" })
            var mended = typed
            mended["plate"] = "3C-7788"
            let made = try await haulier.submit(again, on: refused, with: mended)
            let address = try #require(made.location)
            #expect(made.status == 303 && address.hasPrefix("/rounds/"))
            #expect(try await haulier.submit(again, on: refused, with: mended).location == address, "sent twice")
            let shown = try await haulier.get(address + "?lang=en")
            #expect(shown.text.contains("3C-7788") && shown.text.contains("class=\"qr-block\"") && shown.text.contains("Kirirom Footwear"))
            #expect(try await haulier.get("/today?lang=en").text.contains("href=\"\(address)\""))
            #expect(try await web.browser(.plant).get(address).text.contains("class=\"qr-block\"") == false, "the code is the haulier's")
            #expect(try await web.browser(.factory).get(address).status == 404)
        }
    }

    @Test("From the driver's phone to the gate: a stop twice sent is one, the gate has one load, and the note says that its weight is a share")
    func fromPhoneToGate() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let site = country.site(.factory)
            let phone = WebProbe(web.server)
            let round = try await phone.get("/r/\(web.roundCode)?lang=en")
            #expect(round.status == 200 && round.text.contains("/r/\(web.roundCode)/stop/\(site)"))
            let page = try await phone.get("/r/\(web.roundCode)/stop/\(site)?lang=en")
            let form = try #require(page.forms.first { $0.action == "/r/\(web.roundCode)/stop/\(site)" })
            let refused = try await phone.submit(form, on: page, with: ["amount": "", "signer": "Chan Thida"])
            #expect(refused.status == 422 && refused.text.contains("value=\"Chan Thida\""))
            let again = try #require(refused.forms.first { $0.action == "/r/\(web.roundCode)/stop/\(site)" })
            let typed = ["containers": "4", "each": "15", "signer": "Chan Thida"]
            let made = try await phone.submit(again, on: refused, with: typed)
            let confirmed = try #require(made.location)
            #expect(made.status == 303 && confirmed.hasPrefix("/r/\(web.roundCode)/made/"))
            #expect(try await phone.submit(again, on: refused, with: typed).location == confirmed, "tapped twice")
            let big = try await phone.get(confirmed + "?lang=en")
            #expect(big.text.contains("big-confirmation") && big.text.contains("60\u{A0}kg"))

            let found = try await phone.get("/r/\(web.roundCode)/find?q=kirirom&lang=en")
            #expect(found.text.contains("/stop/\(country.site(.secondFactory))"))
            #expect(try await phone.get("/r/\(web.roundCode)/find?q=kandal&lang=en").text.contains("/stop/\(country.site(.secondFactory))"), "by province")

            let gate = try await web.browser(.plant)
            let list = try await gate.get("/gate?lang=en")
            let address = "/rounds/\(web.round.id)"
            #expect(list.text.contains("href=\"\(address)/gate\""))
            let note = try #require(confirmed.split(separator: "/").last)
            #expect(try await gate.get("/gate/\(note)").location == address + "/gate", "a note of it leads to the whole")
            let weighing = try await gate.get(address + "/gate?lang=en")
            let weigh = try #require(weighing.forms.first { $0.action == address + "/weigh" })
            #expect(try await gate.submit(weigh, on: weighing, with: ["weight": "59"]).status == 303)
            let deciding = try await gate.get(address + "/gate?lang=en")
            let decide = try #require(deciding.forms.first { $0.action == address + "/decide" })
            #expect(try await gate.submit(decide, on: deciding, with: ["decision": "all"]).location == address)

            let sender = try await web.browser(.factory)
            let sheet = try await sender.get("/notes/\(note)?lang=en")
            #expect(sheet.text.contains("Stop 1 of the round") && sheet.text.contains("share of one weight for the whole round"))
            #expect(sheet.text.contains("Chan Thida") && !sheet.text.contains("href=\"\(address)\""))
            #expect(try await gate.get("/notes/\(note)?lang=en").text.contains("href=\"\(address)\""))
            let register = try await sender.get("/registers/outgoing?lang=en")
            #expect(register.text.contains("· shared"))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A planned stop is skipped with a reason, and a code that opens nothing leads back to typing it")
    func skippedAndUnknown() async throws {
        try await WebCountry.with { web in
            let phone = WebProbe(web.server)
            let address = "/r/\(web.roundCode)/stop/\(web.country.site(.factory))"
            let page = try await phone.get(address + "?lang=en")
            let skip = try #require(page.forms.first { $0.action.contains("/skip/") })
            #expect(try await phone.submit(skip, on: page).status == 422)
            #expect(try await phone.submit(skip, on: page, with: ["reason": "closed"]).status == 303)
            #expect(try await phone.get("/r/\(web.roundCode)?lang=en").text.contains("Closed"))
            let other = try await phone.get("/r/AAAA-AAAA?lang=en")
            #expect(other.status == 422 && other.text.contains("This code does not open a round"))
        }
    }
}
