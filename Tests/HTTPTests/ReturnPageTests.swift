// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Returns
import Testing
import WebSupport
import Wording

struct ReturnPageTests {
    @Test("At a field stands what is wrong with what is typed now, and not with what was saved before")
    func typedNow() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let made = try await country.answered(web.siteReturn, ["workingDays": "40"])
            let factory = try await web.browser(.factory)
            let address = "/returns/\(made.id)/edit"
            let page = try await factory.get(address + "?lang=en")
            let stored = try #require(
                try await country.platform.returnModel(made.id, by: country.actor(.factory)).checks.refused.first { $0.field == "workingDays" })
            let sentence = Words(.english, table: country.platform.wording, zone: country.platform.zone)(stored)
            #expect(page.text.contains(sentence), "\(sentence)")
            let form = try #require(page.forms.first { $0.action == address && $0.fields.contains { $0.name == "workingDays" } })
            let refused = try await factory.submit(form, on: page, with: ["workingDays": "26.5", "then": "stay"])
            #expect(refused.status == 422 && refused.text.contains("value=\"26.5\""))
            #expect(!refused.text.contains(sentence))
            // What was wrong elsewhere, and stands there as it was, is still wrong.
            let other = try await factory.submit(form, on: page, with: ["electricityGrid": "x", "then": "stay"])
            #expect(other.status == 422 && other.text.contains(sentence))
        }
    }

    @Test("Whoever sent a return is not offered to approve it, one by one or with others, and is told why", arguments: ["en", "km", "vi"])
    func ownHand(language: String) async throws {
        try await WebCountry.with { web in
            let (country, platform) = (web.country, web.country.platform)
            _ = try await country.importFirm("Prek Eng Tailoring", number: "KH 855")
            country.clock.advance(days: 150)
            let typist = country.actor(.ministry)
            let choice = try #require(try await platform.typingChoices("prek tailoring", by: typist).first)
            let line = try #require(choice.lines.first { $0.period.last < platform.today })
            var made = try await platform.beginReturn(site: choice.site.id, dataSet: line.dataSet.id, period: line.period.description, by: typist)
            made = try await country.filled(made, by: typist)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: typist)
            let pick = "value=\"\(ReturnPick(id: made.id, version: made.version).text)\""
            let officer = try await web.browser(.ministry)
            let own = try await officer.get("/returns/\(made.id)?lang=\(language)")
            #expect(own.status == 200 && !own.forms.contains { $0.action.hasSuffix("/approve") })
            let why = Words(try #require(Language(rawValue: language)), table: platform.wording, zone: platform.zone)[ReturnPhrase.sameHand]
            #expect(own.text.contains(why))
            #expect(!(try await officer.get("/returns?lang=\(language)").text.contains(pick)))
            #expect(!(try await platform.returnModel(made.id, by: typist).steps.contains(.approve)))
            // Somebody else of an office may.
            let other = try await web.browser(.department)
            #expect(try await other.get("/returns?lang=\(language)").text.contains(pick))
            #expect(try await other.get("/returns/\(made.id)").forms.contains { $0.action.hasSuffix("/approve") })
        }
    }
}
