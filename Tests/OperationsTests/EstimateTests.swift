// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Testing

/// Wastewater that no meter measured: accepted by a person, kept with both ends and its source, and booked as what it is.
struct EstimateTests {
    @Test("An accepted estimate stands in the answers and in what is booked, stays while nobody types another figure, and is gone once somebody does")
    func accepted() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            var made = try await country.beginReturn()
            var form = EstimateForm()
            form.formula = FigureEstimate.Formula.waterBalance.rawValue
            let dry = await problems { _ = try await platform.acceptEstimate(made.id, form, version: made.version, by: factory) }
            #expect(dry.map(\.phrase) == [ReturnPhrase.estimateWater.fullKey])
            made = try await country.answered(made, ["waterPublic": "1000"])
            form.product = "80"
            form.evaporation = "30"
            let much = await problems { _ = try await platform.acceptEstimate(made.id, form, version: made.version, by: factory) }
            #expect(much.map(\.phrase) == [ReturnPhrase.estimateShares.fullKey])
            form.product = "0"
            form.evaporation = "10"
            await #expect(throws: (any Error).self) {
                _ = try await platform.acceptEstimate(made.id, form, version: made.version, by: country.actor(.factory, [.reader]))
            }
            made = try await platform.acceptEstimate(made.id, form, version: made.version, by: factory)
            let answer = try #require(made.answers["wastewaterSewer"])
            #expect(answer.estimate?.source == "" && answer.estimate?.low == 900_000_000 && answer.value.figure?.method == .estimated)
            form = EstimateForm()
            form.formula = FigureEstimate.Formula.waterBalance.rawValue
            made = try await platform.acceptEstimate(made.id, form, version: made.version, by: factory)
            #expect(made.answers["wastewaterSewer"]?.value.figure?.whole == 825_000_000)
            // Saved again with the figure as it is shown.
            made = try await country.answered(made, ["wastewaterSewer": "825"])
            #expect(made.answers["wastewaterSewer"]?.estimate?.high == 950_000_000)
            country.clock.advance(days: 20)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            let line = try #require(try await platform.returnModel(made.id, by: factory).booked?.booking.line(.field("wastewaterSewer")))
            #expect(line.estimate?.low == 700_000_000 && line.booked == 825_000_000)
            #expect(try await platform.verify().isSound)
            made = try await platform.reopenReturn(made.id, version: made.version, reason: "Meter found", by: factory)
            made = try await country.answered(made, ["wastewaterSewer": "700"])
            #expect(made.answers["wastewaterSewer"]?.estimate == nil)
        }
    }
}
