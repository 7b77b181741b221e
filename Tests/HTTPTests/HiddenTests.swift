// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Testing
import WebSupport
import WebUI

/// What is not somebody's to see looks as if it were not there.
struct HiddenTests {
    @Test("A page about something of others is, but for the number in its address, the page about nothing at all")
    func forged() async throws {
        try await WebCountry.with { web in
            let stranger = try await web.browser(.secondFactory)
            for pattern in BaitongSite.addresses.filter({ $0.method == "GET" && $0.pattern.contains(":id") }).map(\.pattern) {
                let real = web.address(pattern)
                let number = real.split(separator: "/").first { $0.allSatisfy(\.isNumber) }.map(String.init) ?? ""
                let forged = real.replacing(number, with: String((Int64(number) ?? 0) + 77))
                let seen = try await stranger.get(real + "?lang=en")
                let missing = try await stranger.get(forged + "?lang=en")
                #expect(seen.status == 404 && missing.status == 404, "\(pattern): \(seen.status), \(missing.status)")
                #expect(seen.text.replacing(number, with: "N") == missing.text.replacing(String((Int64(number) ?? 0) + 77), with: "N"), "\(pattern) tells the two apart")
            }
        }
    }

    @Test("A form about something of others changes nothing and looks as if there were nothing")
    func forgedForms() async throws {
        try await WebCountry.with { web in
            let stranger = try await web.browser(.secondFactory)
            let csrf = try await web.csrf(stranger)
            let before = try await web.country.number("SELECT count(*) FROM journal")
            for pattern in BaitongSite.addresses.filter({ $0.method == "POST" && $0.pattern.contains(":id") }).map(\.pattern) {
                let answer = try await stranger.post(web.address(pattern), [("csrf", csrf), ("version", "2")])
                #expect([404, 422].contains(answer.status), "\(pattern) answered \(answer.status)")
            }
            #expect(try await web.country.number("SELECT count(*) FROM journal") == before)
        }
    }

    @Test("Numbers that are none are as missing as any", arguments: ["0", "-1", "x", "99999999999999999999", "1%2F2", "%20"])
    func nonsense(_ text: String) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            for path in ["/notes/\(text)", "/gate/\(text)", "/book/sites/\(text)", "/book/lots/\(text)", "/people/\(text)"] {
                let answer = try await browser.get(path)
                #expect(answer.status == 404, "\(path) answered \(answer.status)")
            }
        }
    }
}
