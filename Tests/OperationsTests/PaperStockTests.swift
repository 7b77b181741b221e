// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Testing

/// Paper notes of loads that a sender took from its stock.
struct PaperStockTests {
    /// 500 kg of the factory's lie in the collector's stock; the collector's paper takes some of it to the plant.
    private func paper(_ country: TestCountry, _ kilograms: String) async throws -> (source: Manifest, form: RecordForm) {
        let source = try await country.received(country.form("500", to: .collector), at: .collector)
        var form = country.recordForm(kilograms, recorder: .sender)
        form.sender.site = country.site(.collector).description
        form.lines[0].lot = try #require(try await country.lots(of: [source], at: .collector).first).account
        return (source, form)
    }

    @Test("A sender's paper takes a load from a lot of its stock: nothing is generated, the lot's note learns what went on, and the plant receives it")
    func drawn() async throws {
        try await withTestCountry { country in
            let (source, form) = try await paper(country, "320.5")
            let note = try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.collector))
            #expect(note.state == .inTransit && note.lines[0].draws.map(\.mass) == [Mass(320_500)])
            #expect(try await country.grams(.held, of: .collector) == 179_500)
            #expect(try await country.grams(.process, of: .collector) == 0)
            #expect(try await country.grams(.transit, of: .haulier) == 320_500)
            #expect(try await country.platform.note(source.id, by: country.actor(.collector)).lines[0].movedOn == Mass(320_500))
            let weighed = try await country.weigh(note, "320.5")
            let accepted = try await country.decide(weighed)
            _ = try await country.treat(accepted)
            #expect(try await country.grams(.treated(try #require(TreatmentCode(text: "R3"))), of: .plant) == 320_500)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("More than the lot holds is refused with both figures, and nothing is kept; what others have reserved counts as gone")
    func overdrawn() async throws {
        try await withTestCountry { country in
            let (_, form) = try await paper(country, "300")
            _ = try await country.issue(country.form("250", lot: form.lines[0].lot, from: .collector), by: .collector)
            let before = try await country.number("SELECT count(*) FROM note")
            do {
                _ = try await country.platform.recordLoad(form, photos: [RecordTests.photo], by: country.actor(.collector))
                Issue.record("300 kg of 250 were taken")
            } catch let error as LedgerError {
                guard case .insufficientStock(let account, let available, let requested) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(account.site == country.site(.collector) && available == .kilograms(250) && requested == .kilograms(300))
            }
            #expect(try await country.number("SELECT count(*) FROM note") == before)
            #expect(try await country.number("SELECT count(*) FROM attachment") == 0)
            #expect(try await country.grams(.held, of: .collector) == 500_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A lot of another firm, of another waste, or one named by a gate is no stock to take from")
    func foreign() async throws {
        try await withTestCountry { country in
            let (_, form) = try await paper(country, "100")
            var others = form
            others.sender.site = country.site(.factory).description
            var otherWaste = form
            otherWaste.lines[0].waste = "150102"
            var gates = country.recordForm("100")
            gates.sender.site = country.site(.collector).description
            gates.lines[0].lot = form.lines[0].lot
            for (wrong, firm) in [(others, TestFirm.factory), (otherWaste, .collector), (gates, .plant)] {
                do {
                    _ = try await country.platform.recordLoad(wrong, photos: [RecordTests.photo], by: country.actor(firm))
                    Issue.record("\(firm) took from a lot that is none of its own")
                } catch let error as PlatformError { #expect(error.problems.map(\.field) == ["line0.lot"], "\(error.problems)") }
            }
        }
    }
}
