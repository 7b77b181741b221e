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
}
