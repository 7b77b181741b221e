// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Returns
import Tabular
import Testing
import WebSupport

/// The page on which several drafts are sent with one word.
struct ReturnSendPageTests {
    @Test(
        "Nothing is sent without a choice and the word that it is right; ticks survive; all that are ready are sent, and what is not stays",
        arguments: ["en", "km", "vi"])
    func wholeWay(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            let first = try await country.filled(web.siteReturn, by: country.actor(.factory))
            country.clock.advance(days: 31)
            let second = try await country.filled(try await country.beginReturn("2026-10"), by: country.actor(.factory))
            country.clock.advance(days: 31)
            let third = try await country.beginReturn("2026-11")
            country.clock.advance(days: 31)
            let factory = try await web.browser(.factory)
            let list = try await factory.get("/returns?lang=\(language)")
            #expect(list.links.contains("/returns/send"), "Two and more are begun.")
            let page = try await factory.get("/returns/send?lang=\(language)")
            #expect(page.links.contains("/returns/\(third.id)/review"))
            let form = try #require(page.forms.first { $0.action == "/returns/send" })
            #expect(form.fields.first { $0.name == "ready" }?.value.split(separator: " ").count == 2)

            let nothing = try await factory.submit(form, on: page)
            #expect(nothing.status == 422)
            let pick = ReturnPick(id: second.id, version: second.version).text
            let unsaid = try await factory.submit(form, on: page, with: ["pick": pick])
            #expect(unsaid.status == 422 && unsaid.text.contains("value=\"\(pick)\" checked") && unsaid.text.contains("id=\"field-confirm"))
            #expect(try await country.platform.drafts(by: country.actor(.factory)).lines.count == 3)

            let sent = try await factory.submit(form, on: page, with: ["all": "yes", "confirm": "yes"])
            #expect(sent.status == 303 && sent.location == "/returns/send?sent=2", "\(sent.status) \(sent.text)")
            for made in [first, second] {
                #expect(try await country.platform.returnModel(made.id, by: country.actor(.factory)).made.state == .submitted)
            }
            let after = try await factory.get("/returns/send?sent=2")
            #expect(after.text.contains("notice tone-good") && !after.links.contains("/returns/\(first.id)/review"))
            #expect(after.links.contains("/returns/\(third.id)/review"))
            // The page as it was: what went is named, with its door.
            let stale = try await factory.submit(form, on: page, with: ["all": "yes", "confirm": "yes"])
            #expect(stale.status == 422 && stale.text.contains("id=\"not-sent\"") && stale.links.contains("/returns/\(first.id)/review"))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A full page of drafts is light enough for a phone", arguments: ["en", "km", "vi"])
    func light(language: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            for later in 1...52 {
                country.clock.advance(days: 31)
                _ = try await country.beginReturn(Month(year: 2026, month: 9).adding(months: later).description)
            }
            let factory = try await web.browser(.factory)
            let page = try await factory.get("/returns/send?lang=\(language)")
            #expect(page.links.filter { $0.hasSuffix("/review") }.count >= 50 && page.links.contains { $0.contains("after=") })
            #expect(page.bytes.count < 60_000, "\(page.bytes.count) bytes")
        }
    }

    @Test("The list is given as CSV and as a workbook; another firm's file lacks it, and a preparer is refused")
    func files() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let file = try await factory.get("/returns/send?format=csv")
            let table = CSVTable(bytes: file.bytes, required: ["return", "state", "standing"], optional: nil)
            #expect(table.rows.map { $0["return"] } == [web.siteReturn.id.description] && table.rows.first?["standing"] == "running")
            #expect(try await factory.get("/returns/send?format=xlsx").bytes.starts(with: Array("PK".utf8)))
            #expect(try await web.browser(.secondFactory).get("/returns/send?format=csv").text.contains("\(web.siteReturn.id)") == false)
            #expect(try await web.browser(.plant).get("/returns/send").status == 200)
        }
    }
}
