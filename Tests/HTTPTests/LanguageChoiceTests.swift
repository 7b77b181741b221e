// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSupport

/// Whoever cannot read a page finds his own language at once.
struct LanguageChoiceTests {
    @Test("A page without navigation offers the languages once, before anything else", arguments: ["/sign-in", "/sign-in/code", "/s", "/s/CODE"])
    func languagesFirst(_ path: String) async throws {
        try await WebCountry.with { web in
            let page = try await WebProbe(web.server).get(path.replacing("CODE", with: web.code) + "?lang=km").text
            let choices = page.ranges(of: "<nav class=\"languages\"")
            let heading = try #require(page.range(of: "<h1"))
            #expect(choices.count == 1)
            #expect(try #require(choices.first).lowerBound < heading.lowerBound)
        }
    }

    @Test("What is refused before anything is known speaks the language chosen: by address, by browser, else the browser's own")
    func earlyRefusals() async throws {
        try await WebCountry.with { web in
            func speaks(_ answer: WebAnswer, _ language: String) -> Bool { answer.status >= 400 && answer.text.contains("<html lang=\"\(language)\"") }
            let stranger = WebProbe(web.server)
            #expect(speaks(try await stranger.get("/registry?after=%00&lang=vi"), "vi"))
            #expect(speaks(try await stranger.get("/registry?after=%00", headers: ["Accept-Language": "vi"]), "vi"))
            #expect(speaks(try await stranger.get("/registry?after=%00"), "km"))
            let officer = try await web.browser(.ministry)
            _ = try await officer.get("/?lang=en")
            #expect(speaks(try await officer.get("/registry?after=%00", headers: ["Accept-Language": "vi"]), "en"))
            #expect(speaks(try await officer.post("/returns/approve", [("csrf", "stale")]), "en"))
            #expect(speaks(try await officer.post("/returns/approve?lang=vi", [("csrf", "stale")]), "vi"))
        }
    }
}
