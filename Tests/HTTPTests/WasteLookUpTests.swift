// SPDX-License-Identifier: Apache-2.0

import Testing
import WebSupport

/// The look-up of wastes for everybody.
struct WasteLookUpTests {
    @Test("A waste shows the streams of the Basel Convention it most likely is, and a stream finds its wastes")
    func basel() async throws {
        try await WebCountry.with { web in
            let stranger = WebProbe(web.server)
            let oil = try await stranger.get("/waste?q=130101&lang=en")
            #expect(oil.links.contains("/waste?q=Y8") && oil.links.contains("/waste?q=Y10"))
            let lead = try await stranger.get("/waste?q=y31").text
            #expect(lead.contains("16 06 01") && !lead.contains("16 06 02"))
        }
    }
}
