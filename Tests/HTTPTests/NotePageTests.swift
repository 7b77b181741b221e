// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing
import WebSupport

/// What the page of a note says, as its readers meet it.
struct NotePageTests {
    @Test("A treatment recorded later than the assumed limit is accepted and marked on its note; one within the limit is not")
    func datedBack() async throws {
        try await WebCountry.with { web in
            let country = web.country
            for (days, isMarked) in [(7, false), (8, true)] {
                let received = try await country.received(country.form("90"))
                country.clock.advance(days: 9)
                var form = Platform.TreatmentForm()
                form.code = "R3"
                form.date = country.platform.today.adding(days: -days).description
                _ = try await country.platform.treat(received.id, version: received.version, form, by: country.actor(.plant, [.gate]))
                let page = try await web.browser(.plant).get("/notes/\(received.id)?lang=en")
                #expect(page.status == 200 && page.text.contains("Recorded 8 days afterwards; the limit is 7") == isMarked, "\(days)")
            }
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
