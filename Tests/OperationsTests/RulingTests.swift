// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Rulings
import Testing

struct RulingTests {
    private func form() -> InquiryForm {
        var form = InquiryForm()
        form.process = "Cleaning of printing screens"
        form.product = "Grey paste that smells of thinner"
        form.path = "chemical.ink.nonsense"
        return form
    }

    private func ruling() -> RulingForm {
        var form = RulingForm()
        form.waste = "08 03 14"
        form.hazardous = "yes"
        form.subject = "Paste from cleaning screens with solvent"
        form.reason = "It holds solvent that burns below 60 °C"
        form.source = "Safety data sheet of the cleaner"
        return form
    }

    @Test("A firm's question is ruled on by an officer; everybody reads the ruling, nobody but firm and officers the question, and replay agrees")
    func published() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let asked = try await platform.askRuling(form(), photo: Platform.Photo(bytes: [0xFF, 0xD8, 0xFF, 0xE0]), by: country.actor(.factory))
            #expect(asked.isOpen && asked.path == "chemical.ink", "what leads nowhere is left off")
            #expect(try await platform.inquiries(limit: 10, by: country.actor(.factory)).rows.map(\.inquiry.id) == [asked.id])
            let waiting = try await platform.inquiries(limit: 10, by: country.actor(.ministry))
            #expect(waiting.shelf == .open && waiting.rows.first?.process == "Cleaning of printing screens" && waiting.rows.first?.mayRule == true)
            #expect(try await platform.inquiries(limit: 10, by: country.actor(.secondFactory)).rows.isEmpty)
            await #expect(throws: (any Error).self) { try await platform.inquiry(asked.id, by: country.actor(.secondFactory)) }
            await #expect(throws: (any Error).self) { try await platform.ruling(asked.id) }
            let photo = try #require(asked.photo)
            #expect(try await platform.inquiryPhoto(asked.id, hash: photo, by: country.actor(.ministry)).mediaType == "image/jpeg")
            await #expect(throws: (any Error).self) { try await platform.inquiryPhoto(asked.id, hash: photo, by: country.actor(.secondFactory)) }

            let ruled = try await platform.giveRuling(asked.id, version: 1, ruling(), by: country.actor(.ministry))
            let open = try await platform.rulings(limit: 10)
            #expect(open.rows.map(\.subject) == ["Paste from cleaning screens with solvent"] && open.rows[0].ruling.isHazardous && open.next == nil)
            let other = try #require(WasteCodeID(text: "160601"))
            #expect(try await platform.rulings(of: ruled.ruling?.waste, limit: 10).rows.count == 1)
            #expect(try await platform.rulings(of: other, limit: 10).rows.isEmpty)
            #expect(try await platform.inquiries(limit: 10, by: country.actor(.ministry)).rows.isEmpty)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Only officers rule, only once at a time; all that is missing is told at once, the firm's name is kept out, and the list decides what is hazardous")
    func refused() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            let empty = await problems { _ = try await platform.askRuling(InquiryForm(), by: country.actor(.factory)) }
            #expect(empty.map(\.field) == ["process", "product"])
            let asked = try await platform.askRuling(form(), by: country.actor(.factory))
            await #expect(throws: PermissionRefusal.self) { try await platform.giveRuling(asked.id, version: 1, ruling(), by: country.actor(.factory)) }
            await #expect(throws: PermissionRefusal.self) { try await platform.giveRuling(asked.id, version: 1, ruling(), by: country.actor(.secondFactory)) }
            let missing = await problems { _ = try await platform.giveRuling(asked.id, version: 1, RulingForm(), by: country.actor(.ministry)) }
            #expect(Set(missing.map(\.field)) == ["waste", "hazardous", "subject", "reason", "source"])
            var naming = ruling()
            naming.hazardous = "no"
            naming.reason = "As LOTUS Garment  Factory showed"
            let named = await problems { _ = try await platform.giveRuling(asked.id, version: 1, naming, by: country.actor(.ministry)) }
            #expect(named.map(\.phrase).sorted() == [RulingPhrase.codeIsHazardous.fullKey, RulingPhrase.firmNamed.fullKey].sorted())
            _ = try await platform.giveRuling(asked.id, version: 1, ruling(), by: country.actor(.ministry))
            await #expect(throws: PlatformError.stale) { try await platform.giveRuling(asked.id, version: 1, ruling(), by: country.actor(.ministry)) }
            var again = ruling()
            again.reason = "A laboratory confirmed it"
            _ = try await platform.giveRuling(asked.id, version: 2, again, by: country.actor(.ministry))
            #expect(try await platform.rulings(limit: 10).rows.map(\.reason) == ["A laboratory confirmed it"])
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Rulings come page by page, the latest first; verify names a question that was changed behind the journal's back")
    func pages() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            for _ in 0..<3 {
                country.clock.advance(hours: 1)
                let asked = try await platform.askRuling(form(), by: country.actor(.factory))
                _ = try await platform.giveRuling(asked.id, version: 1, ruling(), by: country.actor(.ministry))
            }
            let first = try await platform.rulings(limit: 2)
            let rest = try await platform.rulings(before: first.next, limit: 2)
            #expect(first.rows.count == 2 && rest.rows.count == 1 && rest.next == nil)
            #expect(first.rows[0].ruling.ruledAt > first.rows[1].ruling.ruledAt && first.rows[1].ruling.ruledAt > rest.rows[0].ruling.ruledAt)
            try await country.run("UPDATE waste_inquiry SET body = (SELECT w.body FROM waste_inquiry w ORDER BY w.id LIMIT 1)")
            #expect(try await platform.verify().problems.count == 1)
        }
    }
}
