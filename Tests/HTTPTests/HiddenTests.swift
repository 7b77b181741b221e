// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Testing
import WebSupport
import WebUI

/// What is not somebody's to see looks as if it were not there.
struct HiddenTests {
    private func patterns(_ method: String) -> [String] { BaitongSite.addresses.filter { $0.method == method && $0.pattern.contains(":id") }.map(\.pattern) }
    private func number(in path: String) -> String { path.split(separator: "/").first { $0.allSatisfy(\.isNumber) }.map(String.init) ?? "" }
    /// A number that nothing bears.
    private func next(_ number: String) -> String { String((Int64(number) ?? 0) + 77) }

    @Test("A page about something of others is, but for the number in its address, the page about nothing at all")
    func forged() async throws {
        try await WebCountry.with { web in
            let stranger = try await web.browser(.secondFactory)
            // Who is licensed for what, and what officers ruled, is for everybody to see.
            for pattern in patterns("GET") where !["/registry/", "/rulings/"].contains(where: pattern.hasPrefix) {
                let real = web.address(pattern)
                let number = number(in: real)
                let forged = real.replacing(number, with: next(number))
                let seen = try await stranger.get(real + "?lang=en")
                let missing = try await stranger.get(forged + "?lang=en")
                #expect(seen.status == 404 && missing.status == 404, "\(pattern): \(seen.status), \(missing.status)")
                #expect(seen.text.replacing(number, with: "N") == missing.text.replacing(next(number), with: "N"), "\(pattern) tells the two apart")
            }
        }
    }

    @Test("A form about something of others changes nothing and looks as if there were nothing")
    func forgedForms() async throws {
        try await WebCountry.with { web in
            let stranger = try await web.browser(.secondFactory)
            let csrf = try await web.csrf(stranger)
            let before = try await web.country.number("SELECT count(*) FROM journal")
            for pattern in patterns("POST") {
                let real = web.address(pattern)
                let number = number(in: real)
                let fields = [("csrf", csrf), ("version", "2")]
                let seen = try await stranger.post(real, fields)
                let missing = try await stranger.post(real.replacing(number, with: next(number)), fields)
                #expect(![303, 409].contains(seen.status) && seen.status == missing.status, "\(pattern): \(seen.status), \(missing.status)")
                #expect(seen.text.replacing(number, with: "N") == missing.text.replacing(next(number), with: "N"), "\(pattern) tells the two apart")
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
