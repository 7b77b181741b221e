// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSupport

/// Lists as files, as browsers get them.
struct ListFileTests {
    @Test(
        "Every list that is given as CSV is given as a workbook too, and its page links to both",
        arguments: ["/registers/outgoing", "/notes", "/paper", "/policies", "/open"])
    func bothFormats(_ path: String) async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let page = try await factory.get(path + "?lang=en")
            for (ending, begins) in [("csv", "\u{FEFF}"), ("xlsx", "PK")] {
                let link = try #require(page.links.first { $0.contains("format=" + ending) || $0.contains("." + ending) }, "\(path) links to no \(ending)")
                let file = try await factory.get(link)
                #expect(file.status == 200)
                #expect(file.text.hasPrefix(begins) || path == "/policies" && ending == "csv", "\(link)")
            }
        }
    }
}
