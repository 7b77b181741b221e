// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Testing
import WebSupport

/// Pages about firms of no register, and the round's other code, as the driver, the officer and the office get them.
struct StopFirmPageTests {
    @Test("The driver's form for a new firm keeps all that was typed, asks about firms of like names once, and makes one note however often it is sent")
    func driversForm() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let phone = WebProbe(web.server)
            let path = "/r/\(web.roundCode)/new"
            let found = try await phone.get("/r/\(web.roundCode)/find?q=kirirom+footware&lang=en")
            #expect(found.text.contains("href=\"\(path)?name=kirirom"), "\(found.text.suffix(900))")
            let page = try await phone.get(path + "?name=Kirirom+Footware&lang=en")
            let form = try #require(page.forms.first { $0.action == path })
            #expect(page.text.contains("value=\"Kirirom Footware\""))
            let bad = try await phone.submit(form, on: page, with: ["province": "99", "amount": "-5", "signer": "", "phone": "012 700 100"])
            #expect(bad.status == 422 && bad.text.contains("value=\"012 700 100\"") && bad.text.contains("value=\"Kirirom Footware\""))
            for field in ["province", "amount", "signer"] { #expect(bad.text.contains("id=\"field-\(field)-error\""), "\(field)") }
            let again = try #require(bad.forms.first { $0.action == path })
            let typed = ["province": "08", "amount": "12", "signer": "Kim Ly"]
            let asked = try await phone.submit(again, on: bad, with: typed)
            let twin = country.site(.secondFactory).description
            #expect(asked.status == 409 && asked.text.contains("value=\"\(twin)\"") && asked.text.contains("Is it one of these?"))
            let choosing = try #require(asked.forms.first { $0.action == path })
            let strange = try await phone.submit(choosing, on: asked, with: typed.merging(["known": "77"]) { $1 })
            #expect(strange.status == 422)
            #expect(try await country.number("SELECT count(*) FROM organisation WHERE status = 'pendingApproval'") == 0)
            let made = try await phone.submit(choosing, on: asked, with: typed.merging(["known": "none"]) { $1 })
            let confirmed = try #require(made.location)
            #expect(made.status == 303 && confirmed.hasPrefix("/r/\(web.roundCode)/made/"))
            #expect(try await phone.submit(choosing, on: asked, with: typed.merging(["known": "none"]) { $1 }).location == confirmed, "tapped twice")
            #expect(try await country.number("SELECT count(*) FROM organisation WHERE status = 'pendingApproval'") == 1)
            #expect(try await phone.get(confirmed + "?lang=en").text.contains("/confirm"), "the code by which the firm confirms")
            #expect(try await phone.get("/r/\(web.roundCode)?lang=en").text.contains("waits for registration"))
            let nowhere = try await phone.get("/r/AAAA-AAAA/new?lang=en")
            #expect(nowhere.status == 422 && nowhere.text.contains("This code does not open a round"))
        }
    }

    @Test("A firm of like name is picked instead, and its stop is made under it")
    func picked() async throws {
        try await WebCountry.with { web in
            let phone = WebProbe(web.server)
            let path = "/r/\(web.roundCode)/new"
            let page = try await phone.get(path + "?lang=en")
            let form = try #require(page.forms.first { $0.action == path })
            let typed = ["name": "Kirirom Footwear", "province": "08", "amount": "12", "signer": "Kim Ly"]
            let asked = try await phone.submit(form, on: page, with: typed)
            let choosing = try #require(asked.forms.first { $0.action == path })
            let site = web.country.site(.secondFactory).description
            let made = try await phone.submit(choosing, on: asked, with: typed.merging(["known": site]) { $1 })
            let note = try #require(made.location?.split(separator: "/").last)
            let seen = try await web.browser(.secondFactory).get("/notes/\(note)?lang=en")
            #expect(seen.status == 200 && seen.text.contains("12\u{A0}kg"))
            #expect(try await web.country.number("SELECT count(*) FROM organisation WHERE status = 'pendingApproval'") == 0)
        }
    }

    @Test("The officer sees who entered the firm and what it may be, and approves it with its number; the note says how its sender stands")
    func officer() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let shop = StopRegistration(name: "Kirirom Footwears", province: "08", place: "Ta Khmau")
            let made = try await country.newStop("12", at: shop, isNew: true, of: web.round)
            let firm = "/registry/organisations/\(made.note.sender.organisation)"
            let gate = try await web.browser(.plant)
            #expect(try await gate.get("/notes/\(made.note.id)?lang=en").text.contains("stood in no register"))
            #expect(try await gate.get("/rounds/\(web.round.id)?lang=en").text.contains("waits for registration"))
            #expect(try await gate.get("/notes/\(made.note.id)/print?lang=en").text.contains("not registered yet"))
            #expect(try await gate.get(firm).status == 404, "nobody else sees a firm that waits")
            let officer = try await web.browser(.department)
            let page = try await officer.get(firm + "?lang=en")
            #expect(page.text.contains("Tonle Transport") && page.text.contains("href=\"/duplicates/\(made.note.sender.organisation)/"))
            let form = try #require(page.forms.first { $0.action == firm + "/approve" })
            let bad = try await officer.submit(form, on: page, with: ["registration_number": "STOP-1"])
            #expect(bad.status == 422 && bad.text.contains("id=\"field-registration_number-error\"") && bad.text.contains("value=\"STOP-1\""))
            let again = try #require(bad.forms.first { $0.action == firm + "/approve" })
            #expect(try await officer.submit(again, on: bad, with: ["registration_number": "KH 7100"]).status == 303)
            let approved = try await officer.get(firm + "?lang=en")
            #expect(approved.text.contains("KH 7100") && !approved.text.contains("action=\"\(firm)/approve\""))
            #expect(try await !gate.get("/notes/\(made.note.id)?lang=en").text.contains("stood in no register"))
        }
    }

    @Test("The office gives the round another code; the old one says so, and the sheet bears the new one and the stops in order")
    func renewed() async throws {
        try await WebCountry.with { web in
            let office = try await web.browser(.haulier)
            let path = "/rounds/\(web.round.id)"
            let page = try await office.get(path + "?lang=en")
            #expect(page.text.contains("href=\"\(path)/renew\"") && page.text.contains("href=\"\(path)/print\""))
            let asked = try await office.get(path + "/renew?lang=en")
            let form = try #require(asked.forms.first { $0.action == path + "/renew" })
            #expect(try await office.submit(form, on: asked, with: ["version": "9"]).status == 409)
            #expect(try await office.submit(form, on: asked).status == 303)
            let phone = WebProbe(web.server)
            let old = try await phone.get("/r/\(web.roundCode)?lang=en")
            #expect(old.status == 422 && old.text.contains("This code was replaced by another one"))
            let sheet = try await office.get(path + "/print?lang=en")
            #expect(sheet.text.contains("Lotus Garment Factory") && sheet.text.contains("lang=\"km\"") && sheet.text.contains("lang=\"vi\""))
            #expect(sheet.text.contains("class=\"qr-block\"") && sheet.text.contains("2AB-1234"))
            #expect(try await web.browser(.factory).get(path + "/print").status == 404)
            #expect(try await web.browser(.plant).get(path + "/renew").status == 303, "the plant only reads it")
        }
    }

    @Test("A round's container size stands in the stop's field, and a plan with a bad one comes back with it")
    func container() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let office = try await web.browser(.haulier)
            let page = try await office.get("/rounds/new?lang=en")
            let form = try #require(page.forms.first { $0.action == "/rounds" })
            let typed = [
                "receiver": country.site(.plant).description, "waste0": "040222", "treatment": "R3", "plate": "3C-7788", "driver": "Sok Dara",
                "stops": country.site(.factory).description, "container": "heavy",
            ]
            let refused = try await office.submit(form, on: page, with: typed)
            #expect(refused.status == 422 && refused.text.contains("id=\"field-container-error\"") && refused.text.contains("value=\"heavy\""))
            let again = try #require(refused.forms.first { $0.action == "/rounds" })
            let made = try #require(try await office.submit(again, on: refused, with: typed.merging(["container": "15"]) { $1 }).location)
            let id = try #require(RoundID(text: String(made.dropFirst("/rounds/".count))))
            let model = try await country.platform.roundModel(id, by: country.actor(.haulier))
            let stop = try await WebProbe(web.server).get("/r/\(model.code?.text ?? "")/stop/\(country.site(.factory))?lang=en")
            #expect(stop.text.contains("name=\"each\"") && stop.text.contains("value=\"15\""))
        }
    }

    @Test("The printed note names its standing arrangement with its number and the day on which the last party agreed")
    func arrangementOnPaper() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let note = try await country.issue(country.form("40", under: web.arrangement))
            let day = country.platform.today
            let paper = try await web.browser(.factory).get("/notes/\(note.id)/print?lang=en")
            #expect(paper.text.contains("No. \(web.arrangement.id), agreed on"), "\(day)")
            #expect(try await !web.browser(.factory).get("/notes/\(web.waiting.id)/print?lang=en").text.contains("agreed on"))
        }
    }
}
