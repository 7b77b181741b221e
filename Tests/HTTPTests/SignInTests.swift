// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Testing
import WebSupport

struct SignInTests {
    private func signIn(_ probe: WebProbe, _ password: String, name: String = TestFirm.factory.signInName) async throws -> WebAnswer {
        try await probe.post("/sign-in?lang=en", [("name", name), ("password", password)])
    }

    @Test("After five wrong passwords even the right one must wait, and works again after the wait")
    func throttled() async throws {
        try await WebCountry.with { web in
            let probe = WebProbe(web.server)
            for _ in 0..<6 {
                let answer = try await signIn(probe, "not-the-password-1")
                #expect(answer.status == 422)
            }
            let early = try await signIn(probe, TestFirm.factory.password)
            #expect(early.status == 503 && probe.cookie("bt_session") == nil)
            web.country.clock.advance(hours: 1)
            let later = try await signIn(probe, TestFirm.factory.password)
            #expect(later.status == 303 && probe.cookie("bt_session") != nil)
        }
    }

    @Test("A wrong name and a wrong password get the same page")
    func sameAnswer() async throws {
        try await WebCountry.with { web in
            let wrongPassword = try await signIn(WebProbe(web.server), "not-the-password-1", name: "factory.office")
            let wrongName = try await signIn(WebProbe(web.server), "not-the-password-1", name: "factory.nobody")
            #expect(wrongPassword.status == wrongName.status)
            #expect(wrongPassword.text.replacing("factory.office", with: "N") == wrongName.text.replacing("factory.nobody", with: "N"))
        }
    }

    @Test("Signing out ends the session itself, not only its cookie")
    func signOut() async throws {
        try await WebCountry.with { web in
            let browser = try await web.browser(.factory)
            let kept = browser.cookie("bt_session") ?? ""
            let token = try await web.csrf(browser)
            let out = try await browser.post("/sign-out", [("csrf", token)])
            #expect(out.status == 303 && browser.cookie("bt_session") == nil)
            let thief = WebProbe(web.server)
            let answer = try await thief.get("/today", headers: ["Cookie": "bt_session=\(kept)"])
            #expect(answer.status == 303 && answer.location?.hasPrefix("/sign-in") == true)
        }
    }
}
