// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Testing
import WebSupport

/// Forms that were not sent by the page that made them.
struct CrossSiteTests {
    @Test("A signed-in browser's form without its token, or with another session's, changes nothing")
    func tokens() async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let other = try await web.browser(.factory)
            let foreign = try await web.csrf(other)
            let own = try await web.csrf(browser)
            #expect(foreign != own)
            let before = try await web.country.number("SELECT count(*) FROM journal")
            for path in web.addresses("POST") {
                let isOpen =
                    path.hasPrefix("/sign-in") || path.hasPrefix("/s/") || path.hasPrefix("/r/") || path.hasPrefix("/register")
                    || path.hasPrefix("/claim/") || path.hasPrefix("/confirm/")
                if !isOpen {
                    let missing = try await browser.post(path, [("remark", "x")])
                    #expect(missing.status == 403, "\(path) without a token answered \(missing.status)")
                }
                for token in [foreign, "", own + "x"] {
                    let answer = try await browser.post(path, [("csrf", token)])
                    #expect(answer.status == 403, "\(path) with a foreign token answered \(answer.status)")
                }
            }
            #expect(try await web.country.number("SELECT count(*) FROM journal") == before)
        }
    }

    @Test("A form that another site's page sent is refused everywhere, whatever it carries", arguments: ["cross-site", "same-site"])
    func otherSites(_ from: String) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let token = try await web.csrf(browser)
            for path in web.addresses("POST") {
                let answer = try await browser.post(path, [("csrf", token)], headers: ["Sec-Fetch-Site": from])
                #expect(answer.status == 403, "\(path) answered \(answer.status)")
            }
        }
    }
}
