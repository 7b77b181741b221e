// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Returns
import Testing
import WebSupport

/// Erasing, as those who may and those who may not meet it.
struct ErasurePageTests {
    @Test("A ministry's administrator finds a driver's name by the note, says why, and the note then tells that it was erased, in three languages")
    func name() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let note = try await country.collect(web.waiting)
            let factory = try await web.browser(.factory)
            #expect(try await factory.get("/notes/\(note.id)?lang=en").text.contains("Sok Dara"))
            let office = try await web.browser(.ministry)
            #expect(try await office.get("/today").links.contains("/erasures"))
            let number = try #require(note.number)
            let found = try await office.get("/erasures?lang=en&q=\(number)")
            #expect(found.text.contains("Sok Dara") && found.text.contains("2AB-1234"))
            let links = found.links.filter { $0.hasPrefix("/erasures/confirm") }
            #expect(links.count == 2)
            var erased = 0
            for link in links {
                let confirm = try await office.get(link + "&lang=en")
                guard confirm.text.contains("Sok Dara") else { continue }
                let form = try #require(confirm.forms.first { $0.action == "/erasures/confirm" })
                #expect(try await office.submit(form, on: confirm).status == 422, "no reason was chosen")
                #expect(try await office.submit(form, on: confirm, with: ["reason": "asked"]).location == "/erasures")
                #expect(try await office.submit(form, on: confirm, with: ["reason": "asked"]).status == 409)
                erased += 1
            }
            #expect(erased == 1)
            for (language, words) in [("en", "erased on request"), ("km", "បានលុបតាមសំណើ"), ("vi", "đã xóa theo yêu cầu")] {
                let page = try await factory.get("/notes/\(note.id)?lang=\(language)")
                #expect(page.text.contains(words) && !page.text.contains("Sok Dara") && page.text.contains("2AB-1234"), "\(language)")
                let paper = try await factory.get("/notes/\(note.id)/paper?lang=\(language)")
                #expect(!paper.text.contains("Sok Dara"))
            }
            let past = try await office.get("/erasures?lang=en")
            #expect(past.text.contains("The person it is about asked for it") && past.text.contains("Office of Ministry of Industry"))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A photo is found by the note and erased; the note's page then says when and by whom, and opens nothing", arguments: ["en", "km", "vi"])
    func photo(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            var form = country.recordForm("50")
            form.origin = "paper"
            let bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array("a face beside the truck".utf8)
            let note = try await country.platform.recordLoad(form, photos: [.init(bytes: bytes)], by: country.actor(.plant))
            let hash = try #require(note.trail?.photos.first)
            let address = "/notes/\(note.id)/photo/\(hash)"
            let plant = try await web.browser(.plant)
            #expect(try await plant.get("/notes/\(note.id)?lang=\(language)").links.contains(address))
            let office = try await web.browser(.ministry)
            let found = try await office.get("/erasures?lang=\(language)&q=\(try #require(note.number))")
            let link = try #require(found.links.first { $0.hasPrefix("/erasures/confirm") })
            #expect(found.text.contains(hash.prefix(8)) && link.contains("photo"))
            let confirm = try await office.get(link + "&lang=\(language)")
            let form2 = try #require(confirm.forms.first { $0.action == "/erasures/confirm" })
            #expect(try await office.submit(form2, on: confirm, with: ["reason": "asked"]).location == "/erasures")
            let page = try await plant.get("/notes/\(note.id)?lang=\(language)")
            let words = ["en": "erased on request,", "km": "បានលុបតាមសំណើ", "vi": "đã xóa theo yêu cầu,"][language] ?? ""
            #expect(page.text.contains(words) && page.text.contains("Ministry of Industry") && !page.links.contains(address))
            #expect(try await plant.get(address).status == 404)
            #expect(try await office.get("/erasures?lang=\(language)").text.contains(hash.prefix(8)))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A comment on a return is found by the address of its page and erased; the return then says so", arguments: ["en", "km", "vi"])
    func comment(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            var form = ReturnForm()
            var answer = ReturnForm.Answer()
            answer.number = "9800"
            answer.unit = "kWh"
            answer.comment = "Ask Miss Chenda"
            form.answers["electricityGrid"] = answer
            let made = try await country.platform.saveReturn(
                web.siteReturn.id, version: web.siteReturn.version, form, by: country.actor(.factory))
            let factory = try await web.browser(.factory)
            #expect(try await factory.get("/returns/\(made.id)/review?lang=\(language)").text.contains("Ask Miss Chenda"))
            let office = try await web.browser(.ministry)
            let found = try await office.get("/erasures?lang=\(language)&q=https%3A//baitong.example/returns/\(made.id)/edit")
            let link = try #require(found.links.first { $0.hasPrefix("/erasures/confirm") })
            #expect(found.text.contains("Ask Miss Chenda"))
            let confirm = try await office.get(link + "&lang=\(language)")
            let ask = try #require(confirm.forms.first { $0.action == "/erasures/confirm" })
            #expect(try await office.submit(ask, on: confirm, with: ["reason": "asked"]).location == "/erasures")
            let page = try await factory.get("/returns/\(made.id)/review?lang=\(language)").text.lowercased()
            let words = ["en": "erased on request", "km": "បានលុបតាមសំណើ", "vi": "đã xóa theo yêu cầu"][language] ?? ""
            #expect(page.contains(words) && !page.contains("ask miss chenda"))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("To all others the pages look missing and the form changes nothing", arguments: [TestFirm.factory, .plant, .haulier, .department])
    func others(_ firm: TestFirm) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(firm)
            let subject = "person:\(web.country.person(.plant))"
            #expect(try await browser.get("/today").links.contains("/erasures") == false)
            for path in ["/erasures", "/erasures?q=plant.office", "/erasures/confirm?subject=\(subject)"] { #expect(try await browser.get(path).status == 404) }
            let csrf = try await web.csrf(browser)
            let answer = try await browser.post("/erasures/confirm", [("csrf", csrf), ("subject", subject), ("reason", "asked")])
            #expect(answer.status == 404)
            #expect(try await web.country.number("SELECT count(*) FROM erasure") == 0)
        }
    }
}
