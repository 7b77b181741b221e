// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Foundation
import HTTPSupport
import Testing
import WebSupport
import WebUI

/// Every address of the site, opened as different people would.
struct RouteTests {
    static let people: [TestFirm] = [.factory, .haulier, .plant, .collector, .ministry, .department]

    @Test("Every page answers in every language without failing, in that language, and stays small", arguments: people)
    func everyPage(_ firm: TestFirm) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(firm)
            var pages = 0
            for path in web.addresses("GET") where path != "/gallery" {
                for language in ["km", "vi", "en"] {
                    let answer = try await browser.get(path + "?lang=\(language)")
                    #expect([200, 303, 403, 404, 409].contains(answer.status), "\(path) for \(firm) in \(language) answered \(answer.status)")
                    // Downloads, and parts of pages that scripts ask for, are no pages.
                    guard answer.text.hasPrefix("<!DOCTYPE html>") else { continue }
                    pages += 1
                    #expect(answer.text.contains("<html lang=\"\(language)\""), "\(path) in \(language)")
                    #expect(answer.bytes.count < 60_000, "\(path) in \(language) has \(answer.bytes.count) bytes")
                    #expect(!answer.text.contains(" style=\"") && !answer.text.contains("onclick="), "\(path) carries inline style or script")
                }
            }
            #expect(pages > 100, "the pages were found")
        }
    }

    @Test("Every form that is sent empty is refused or answered, never by a failure", arguments: people)
    func everyEmptyForm(_ firm: TestFirm) async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(firm)
            let csrf = try await web.csrf(browser)
            for path in web.addresses("POST") where !["/sign-out", "/new-password"].contains(path) {
                let answer = try await browser.post(path, [("csrf", csrf)])
                #expect(answer.status < 500, "\(path) for \(firm) answered \(answer.status)")
            }
            #expect(try await web.country.platform.verify().problems == [])
        }
    }

    @Test("Whoever is not signed in is sent to sign in and comes back to the page they wanted")
    func sentToSignIn() async throws {
        try await WebCountry.with { web in
            let open = try await WebProbe(web.server).get("/today")
            #expect(open.status == 303 && open.location == "/sign-in?next=/today" || open.location == "/sign-in?next=%2Ftoday")
            let probe = WebProbe(web.server)
            let page = try await probe.follow(try await probe.get("/notes?lang=en"))
            let form = try #require(page.forms.first { $0.fields.contains { $0.name == "password" } })
            let answer = try await probe.submit(form, on: page, with: ["name": TestFirm.factory.signInName, "password": TestFirm.factory.password])
            #expect(answer.status == 303 && answer.location == "/notes")
        }
    }

    @Test(
        "Signing in leads only to pages of our own",
        arguments: ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=1"])
    func noOpenRedirect(_ next: String) async throws {
        try await WebCountry.with { web in
            let answer = try await WebProbe(web.server).post(
                "/sign-in", [("name", TestFirm.factory.signInName), ("password", TestFirm.factory.password), ("next", next)])
            let location = answer.location ?? ""
            #expect(location.hasPrefix("/") && !location.hasPrefix("//") && !location.contains("evil.example/") || answer.status == 422)
            #expect(!location.contains("\\") && !location.contains("\n"))
        }
    }
}

extension WebCountry {
    /// The token that the forms of a signed-in browser carry.
    func csrf(_ browser: WebProbe) async throws -> String {
        let page = try await browser.get("/account")
        guard let token = page.forms.flatMap(\.fields).first(where: { $0.name == "csrf" })?.value else { throw NoForm(page: "/account") }
        return token
    }
}
