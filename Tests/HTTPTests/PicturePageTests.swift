// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Testing
import WebSupport

/// The national picture through the real server.
struct PicturePageTests {
    @Test("A signed note moves the national figure on the next page load")
    func signedNote() async throws {
        try await WebCountry.with { web in
            let officer = try await web.browser(.ministry)
            func generated() async throws -> String {
                let page = try await officer.get("/nation/groups?by=month&lang=en")
                #expect(page.status == 200)
                let file = try await officer.get("/nation/groups?by=month&format=csv")
                return file.text
            }
            let before = try await generated()
            _ = try await web.country.collect(web.waiting)
            let after = try await generated()
            func grams(_ text: String) -> Int64 {
                text.split(whereSeparator: \.isNewline).dropFirst().reduce(0) {
                    $0 + (Int64($1.split(separator: ",", omittingEmptySubsequences: false)[4]) ?? 0)
                }
            }
            #expect(grams(after) - grams(before) == 512_000, "\(before)\n\(after)")
        }
    }

    @Test("The picture tells no single site to whoever may not see one, and gives its charts as drawings")
    func pages() async throws {
        try await WebCountry.with { web in
            let officer = try await web.browser(.ministry)
            let page = try await officer.get("/nation/picture?lang=en")
            #expect(page.status == 200 && page.text.contains("Declared by senders") && page.text.contains("Weighed by receivers"))
            #expect(page.text.contains("The model says nothing of these months here"))
            let drawing = try await officer.get("/nation/groups?by=province&format=svg&lang=km")
            #expect(drawing.text.hasPrefix("<svg xmlns=") && drawing.text.contains("<rect"))
            let firm = try await web.browser(.plant)
            #expect([403, 404].contains(try await firm.get("/nation/reports?province=12&month=2026-09").status))
            #expect(try await officer.get("/nation/reports?province=12&month=2026-09").status == 200)
        }
    }
}
