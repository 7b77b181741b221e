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

    @Test("Without an account the questions lead to a battery's code, and from there to what to do with it, its label and a note; each answer leads back")
    func finder() async throws {
        try await WebCountry.with { web in
            let stranger = WebProbe(web.server)
            let first = try await stranger.get("/find?lang=en")
            #expect(first.links.contains("/find?path=device"))
            let kinds = try await stranger.get("/find?path=device.battery")
            #expect(kinds.links.contains("/find?path=device.battery.160601") && kinds.links.contains("/find?path=device"))
            let found = try await stranger.get("/find?path=device.battery.160601")
            #expect(found.text.contains("16 06 01*"))
            for link in ["/waste/160601", "/notes/new?waste=160601", "/licences?waste=160601", "/find?path=device.battery"] {
                #expect(found.links.contains(link), "\(link)")
            }
            let label = try await stranger.get("/waste/160601/label")
            #expect(label.text.contains("class=\"qr\"") && label.text.contains("HAZARDOUS WASTE") && label.text.contains("សំណល់គ្រោះថ្នាក់"))
            let factory = try await web.browser(.factory)
            #expect(try await factory.get("/waste/160601/label").text.contains("Lotus Garment Factory"))
            let note = try await factory.get("/notes/new?waste=160601")
            #expect(note.forms.contains { $0.fields.contains { $0.name == "line0.waste" && $0.value == "160601" } })
        }
    }

    @Test("Each statement stands with its source, an assumption says so, and the page says that no national list is loaded, in three languages")
    func criteria() async throws {
        try await WebCountry.with { web in
            let stranger = WebProbe(web.server)
            let words = [("en", "assumed", "No official national list"), ("km", "សន្មត", "មិនទាន់បានបញ្ចូលបញ្ជីជាតិ"), ("vi", "giả định", "Chưa nạp danh mục quốc gia")]
            for (language, assumed, none) in words {
                let page = try await stranger.get("/waste/130205?lang=\(language)")
                #expect(page.status == 200 && page.text.contains(assumed) && page.text.contains(none), "\(language)")
                #expect(page.text.contains("Directive 2008/98/EC article 18"))
            }
            #expect(try await stranger.get("/waste/999999").status == 404)
            #expect(try await stranger.get("/crosswalk?format=csv").text.contains("160601,Y31"))
        }
    }
}
