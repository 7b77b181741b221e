// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Manifests
import Testing
import WebSupport

struct StaleTests {
    @Test("A form of a page that somebody overtook is answered by a conflict, and nothing is done")
    func overtaken() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let browser = try await web.browser(.factory)
            let page = try await browser.get("/notes/\(web.waiting.id)/cancel?lang=en")
            let form = try #require(page.forms.first { $0.fields.contains { $0.name == "version" } })
            let changed = try await country.platform.changeCarrier(
                web.waiting.id, version: web.waiting.version, carrierSites: [country.site(.collector).description], by: country.actor(.factory))
            let answer = try await browser.submit(form, on: page)
            #expect(answer.status == 409)
            #expect(try await country.platform.note(web.waiting.id, by: country.actor(.factory)) == changed)
        }
    }

    @Test("The same form sent again after it was taken does not act again")
    func sentAgain() async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let page = try await browser.get("/notes/\(web.waiting.id)/cancel?lang=en")
            let form = try #require(page.forms.first { $0.fields.contains { $0.name == "version" } })
            let first = try await browser.submit(form, on: page)
            let second = try await browser.submit(form, on: page)
            #expect(first.status == 303 && second.status == 409)
            #expect(try await web.country.platform.note(web.waiting.id, by: web.country.actor(.factory)).state == .cancelled)
        }
    }
}
