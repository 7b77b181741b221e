// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Manifests
import Testing

@testable import Operations

/// Figures that the platform itself puts into a form.
struct PrefilledTests {
    @Test("A line filled from stock of 240.125 kg holds a figure that reads back to the same grams, and the note can be issued with it")
    func fromStock() async throws {
        try await withTestCountry { country in
            let load = try await country.received(country.form("240.1250", to: .collector), at: .collector)
            let all = try await country.accounts(of: .collector)
            let lot = try #require(all.first { $0.account.lot == load.lines[0].lot && $0.account.compartment == .held })
            #expect(lot.balance.available == 240_125)
            let collector = country.actor(.collector)
            let blank = country.form("", lot: lot.id.description, from: .collector, to: .plant)
            let filled = try await country.platform.filledFromLots(blank, by: collector)
            #expect(NumberReading(filled.lines[0].amount).number?.scaled(by: ExactDecimal(digits: 1000, scale: 0))?.whole == 240_125)
            let note = try await country.issue(filled, by: .collector)
            #expect(note.declaredMass == Mass(240_125))
        }
    }

    @Test(
        "A draft opens with figures that can be saved again as they stand",
        arguments: [("240.1250", "kg"), ("0.240125", "t"), ("1,125.125", "kg"), ("12.5", "t")])
    func fromDraft(amount: String, unit: String) async throws {
        try await withTestCountry { country in
            let factory = country.actor(.factory)
            var form = country.form(amount)
            form.lines[0].unit = unit
            let draft = try await country.platform.saveDraft(form, id: nil, version: nil, by: factory)
            let (opened, version) = try await country.platform.draftForm(draft.id, by: factory)
            let again = try await country.platform.saveDraft(opened, id: draft.id, version: version, by: factory)
            #expect(again.declaredMass == draft.declaredMass)
        }
    }
}

extension NumberReading {
    fileprivate var number: ExactDecimal? {
        if case .number(let number) = self { number } else { nil }
    }
}
