// SPDX-License-Identifier: Apache-2.0

import AppSupport
import HTTPSupport
import HTTPTypes
import Testing
import WebSupport
import WebUI

struct HeaderTests {
    private static let required: [(name: String, holds: String)] = [
        ("Content-Security-Policy", "default-src 'none'"), ("Content-Security-Policy", "frame-ancestors 'none'"), ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"), ("Permissions-Policy", "geolocation=(self)"),
    ]

    private func check(_ answer: WebAnswer, _ name: String) {
        for header in Self.required {
            let value = answer.header(header.name) ?? ""
            #expect(value.contains(header.holds), "\(name): \(header.name) is \"\(value)\"")
        }
        #expect(answer.header("Cache-Control") != nil, "\(name) says how long it may be kept")
    }

    @Test("Every page carries the security headers, also the ones that refuse, redirect or are not there")
    func everyRoute() async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let stranger = WebProbe(web.server)
            for path in web.addresses("GET") + ["/nowhere", "/notes/1", "/notes/x/y/z"] {
                check(try await browser.get(path), path)
                check(try await stranger.get(path), "\(path), not signed in")
            }
            for path in web.addresses("POST") { check(try await browser.post(path, []), "POST \(path)") }
        }
    }

    @Test("What is no page carries at least the header that keeps browsers from guessing its type")
    func others() async throws {
        try await WebCountry.with { web in
            let probe = WebProbe(web.server)
            let page = try await probe.get("/sign-in")
            let assets = MarkupAddresses.assets(in: page.text)
            #expect(!assets.isEmpty)
            for path in ["/healthz", "/readyz", "/metrics"] + assets {
                let answer = try await probe.get(path)
                #expect(answer.status == 200 && answer.header("X-Content-Type-Options") == "nosniff", "\(path) answered \(answer.status)")
            }
        }
    }

    @Test("Cookies are for our own pages only, out of reach of scripts; behind https they are for https only")
    func cookies() async throws {
        try await WebCountry.with { web in
            let fields = [("name", TestFirm.factory.signInName), ("password", TestFirm.factory.password)]
            let plain = try await WebProbe(web.server).post("/sign-in", fields)
            let secure = WebProbe(.init(platform: web.country.platform, site: BaitongSite.site, isSecure: true))
            let behindTLS = try await secure.post("/sign-in", fields)
            for (answer, isSecure) in [(plain, false), (behindTLS, true)] {
                let lines = answer.headers[values: .setCookie]
                #expect(lines.contains { $0.hasPrefix("bt_session=") })
                for line in lines {
                    #expect(line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"))
                    #expect(line.contains("Secure") == isSecure)
                }
            }
            #expect(behindTLS.header("Strict-Transport-Security") != nil && plain.header("Strict-Transport-Security") == nil)
        }
    }
}

/// Addresses that a page names.
enum MarkupAddresses {
    static func assets(in page: String) -> [String] {
        page.matches(of: /(?:href|src)="(\/assets\/[^"]+)"/).map { String($0.output.1) }
    }
}
