// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Operations
import Seal
import Testing
import WebSupport

struct PromisePageTests {
    @Test("After signing, the note's page shows what was promised and gives it as a file; once sealed it says so; after a day it is gone")
    func onNote() async throws {
        try await WebCountry.with { web in
            let note = web.waiting.id
            let secret = try testSecret()
            for firm in [TestFirm.factory, .haulier, .plant] {
                let browser = try await web.browser(firm)
                let page = try await browser.get("/notes/\(note)?lang=en")
                let address = try #require(page.text.firstMatch(of: /href="(\/notes\/\d+\/promise\/\d+)"/)?.output.1)
                let answer = try await browser.get(String(address))
                let check = PromiseCheck(answer.bytes, trusted: [secret.key])
                #expect(answer.status == 200 && check.problems == [] && check.promise?.line.document == note)
                let shown = page.text.replacing("<wbr>", with: "")
                #expect(shown.contains(check.promise?.leaf ?? "?") && shown.contains(check.promise?.promise.signature ?? "?"))
                #expect(!page.text.contains("The promise was kept already"))
            }
            _ = try await Sealer(web.country.platform, secret: secret, name: "test").sealAll()
            let browser = try await web.browser(.factory)
            #expect(try await browser.get("/notes/\(note)?lang=en").text.contains("The promise was kept already"))
            web.country.clock.advance(days: 1)
            let later = try await web.browser(.factory)
            #expect(try await !later.get("/notes/\(note)?lang=en").text.contains("id=\"promise\""))
        }
    }

    @Test("A driver without account is given the promise with his confirmation, as often as he opens it")
    func forDriver() async throws {
        try await WebCountry.with { web in
            let driver = WebProbe(web.server)
            let before = try await driver.get("/s/\(web.code)?lang=en")
            #expect(!before.text.contains("id=\"promise\""))
            #expect(try await driver.get("/s/\(web.code)/promise").status == 404)
            let form = try #require(before.forms.first { $0.action.hasPrefix("/s/") })
            let done = try await driver.follow(try await driver.submit(form, on: before, with: ["plate": "2AB-1", "driver": "Sok"]))
            #expect(done.text.contains("href=\"/s/\(web.code)/promise\""))
            let first = try await driver.get("/s/\(web.code)/promise")
            #expect(PromiseCheck(first.bytes, trusted: [try testSecret().key]).promise?.line.kind == "note.collect")
            #expect(try await driver.get("/s/\(web.code)/promise").bytes == first.bytes)
        }
    }

    private func testSecret() throws -> SealSecret { try #require(SealSecret(seed: [UInt8](repeating: 1, count: SealSecret.seedLength))) }
}
