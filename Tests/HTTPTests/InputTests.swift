// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Identity
import StorageCore
import Testing
import WebSupport

/// What people, and others, may type.
struct InputTests {
    @Test("A body of 11 MB is refused as too large before it is read, with or without its length said", arguments: [true, false])
    func tooLarge(_ saysLength: Bool) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let body = [UInt8](repeating: 97, count: 11_000_000)
            for path in web.addresses("POST") {
                let answer = try await browser.post(path, bytes: body, headers: saysLength ? ["Content-Length": "11000000"] : [:])
                #expect(answer.status == 413, "\(path) answered \(answer.status)")
            }
        }
    }

    @Test("Broken UTF-8 and control characters are refused wherever they stand", arguments: ["%FF%FE", "%C3%28", "a%00b", "%1B%5B2J"])
    func unreadable(_ text: String) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            for path in web.addresses("POST") {
                let answer = try await browser.post(path, bytes: Array("name=\(text)".utf8))
                #expect(answer.status == 422, "\(path) answered \(answer.status)")
            }
            for path in ["/search?q=\(text)", "/notes?waste=\(text)", "/notes/\(text)", "/n/\(text)", "/s/\(text)"] {
                let answer = try await browser.get(path)
                #expect(answer.status == 422, "\(path) answered \(answer.status)")
            }
        }
    }

    @Test("More fields than any form has are refused")
    func tooManyFields() async throws {
        try await WebCountry.with { web in
            let answer = try await WebProbe(web.server).post("/sign-in", (0..<2001).map { ("f\($0)", "") })
            #expect(answer.status == 422)
        }
    }

    /// Markup, an attribute that ends early, and SQL; each with what must not stand in any page as it was typed.
    static let payloads = [
        "<script>alert(1)</script>", "\"><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "'); DROP TABLE note; --", "' OR '1'='1",
        "{title}", "%s%n\\u0000",
    ]

    @Test("Whatever is typed into every field of every form comes back as text, harms no table, and stays true to the journal", arguments: payloads)
    func everyField(_ payload: String) async throws {
        try await WebCountry.with { web in
            let country = web.country
            let tables = try await country.tableCount()
            var sent = 0
            for firm in [TestFirm.factory, .plant, .ministry] {
                let browser = try await web.browser(firm)
                for path in web.addresses("GET") where path != "/gallery" {
                    let page = try await browser.get(path)
                    for form in page.forms where !["/sign-out", "/account/act"].contains(form.action) && !form.typed.isEmpty {
                        let changes = Dictionary(form.typed.map { ($0.name, payload) }, uniquingKeysWith: { a, _ in a })
                        let answer = try await browser.submit(form, on: page, with: changes)
                        sent += 1
                        #expect(answer.status < 500, "\(form.action) from \(path) answered \(answer.status)")
                        check(answer, payload, "\(form.action) from \(path)")
                    }
                }
                for path in web.addresses("GET") where path != "/gallery" { check(try await browser.get(path), payload, path) }
            }
            #expect(sent > 20, "the forms were found")
            #expect(try await country.tableCount() == tables)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A firm, a site and a person with markup for a name are shown by that name on every page")
    func namesWithMarkup() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let script = "<script>alert(1)</script>"
            for id in try await country.rewrite("organisation", Organisation.self, { if $0.nameEnglish == "Lotus Garment Factory" { $0.nameEnglish = script } })
            {
                try await country.run("UPDATE organisation SET version = version + 1 WHERE id = \(id)")
            }
            // The version moves too: a server keeps sites until their version does.
            for id in try await country.rewrite(
                "site", Site.self,
                { site in
                    guard site.nameEnglish == "Lotus Garment Factory" else { return }
                    site.nameEnglish = script
                    site.version += 1
                })
            { try await country.run("UPDATE site SET version = version + 1 WHERE id = \(id)") }
            try await country.run("UPDATE person_profile SET display_name = \(script)")
            var shown = 0
            for firm in [TestFirm.factory, .plant, .haulier, .ministry] {
                let browser = try await web.browser(firm)
                for path in web.addresses("GET") where path != "/gallery" {
                    let answer = try await browser.get(path)
                    check(answer, "<script>alert(1)</script>", path)
                    if answer.text.contains("&lt;script&gt;alert(1)") { shown += 1 }
                }
            }
            #expect(shown > 10, "the name was shown somewhere")
        }
    }

    private func check(_ answer: WebAnswer, _ payload: String, _ place: String) {
        guard answer.header("Content-Type")?.hasPrefix("text/html") == true else { return }
        #expect(!answer.text.contains("<script>alert"), "\(place) holds markup as typed")
        #expect(!answer.text.contains("\" onmouseover=\""), "\(place) holds an attribute as typed")
    }
}
