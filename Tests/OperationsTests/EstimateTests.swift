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

    @Test("An estimate whose water was changed is asked about with what it was worked out from, what stands there now and what the formula gives now")
    func outdated() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            var made = try await country.answered(try await country.beginReturn(), ["waterPublic": "2300"])
            var form = EstimateForm()
            form.formula = FigureEstimate.Formula.waterBalance.rawValue
            made = try await platform.acceptEstimate(made.id, form, version: made.version, by: factory)
            #expect(try await platform.returnModel(made.id, by: factory).checks.findings.isEmpty)
            made = try await country.answered(made, ["waterPublic": "4000"])
            country.clock.advance(days: 20)
            let asked = try await platform.returnModel(made.id, by: factory).checks.findings
            let found = try #require(asked.first)
            #expect(asked.map(\.finding.key) == ["estimateOutdated.wastewaterSewer"], "\(asked.map(\.finding))")
            #expect(found.finding.was == 2_300_000_000 && found.finding.now == 4_000_000_000)
            #expect(found.finding.low == 2_800_000_000 && found.finding.high == 3_800_000_000 && found.finding.found == 1_897_500_000)
            #expect(found.problem.facts["was"] == .number(2300) && found.problem.facts["now"] == .number(4000) && found.problem.facts["low"] == .number(2800))
            let refused = await problems { _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory) }
            #expect(refused.map(\.field) == ["explain-estimateOutdated.wastewaterSewer"])
            // Without any water nothing is left to work it out from.
            let dry = try await country.answered(made, ["waterPublic": "0"])
            let nothing = try await platform.returnModel(dry.id, by: factory).checks
            #expect(nothing.findings.first?.finding.low == nil && nothing.findings.first?.finding.now == 0, "\(nothing.findings.map(\.finding))")
            // Accepted anew it stands, and the question is gone; another figure that adds up to the same water changes nothing.
            made = try await country.answered(dry, ["waterPublic": "4000"])
            made = try await platform.acceptEstimate(made.id, form, version: made.version, by: factory)
            made = try await country.answered(made, ["waterPublic": "3000", "waterWell": "1000"])
            #expect(try await platform.returnModel(made.id, by: factory).checks.findings.isEmpty)
            made = try await country.answered(made, ["waterPublic": "4100"])
            made = try await platform.submitReturn(
                made.id, version: made.version, confirms: true, explanations: ["estimateOutdated.wastewaterSewer": "The rest waters the garden."], by: factory)
            #expect(made.acts.last?.findings?.first?.was == 4_000_000_000 && made.acts.last?.findings?.first?.now == 5_100_000_000)
            #expect(try await platform.verify().isSound)
        }
    }

    @Test("A year's sewer figure carries the ends of its months: of a metered one its figure, of an estimated one its lowest and highest value")
    func yearly() async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            var form = EstimateForm()
            form.formula = FigureEstimate.Formula.waterBalance.rawValue
            for period in ["2026-09", "2026-10"] {
                var made = try await country.answered(try await country.beginReturn(period), ["waterPublic": "1000", "wastewaterSewer": "900"])
                if period == "2026-10" { made = try await platform.acceptEstimate(made.id, form, version: made.version, by: factory) }
                country.clock.advance(days: 31)
                _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            }
            country.clock.advance(days: 60)
            let year = try await platform.beginReturn(site: country.site(.factory), dataSet: "factoryYearly", period: "2026", by: factory)
            let answer = try #require(year.answers["wastewaterSewer"])
            let estimate = try #require(answer.estimate)
            #expect(answer.source == .sums && answer.value.figure?.whole == 1_725_000_000 && answer.value.figure?.method == .estimated)
            #expect(estimate.formula == .sum && estimate.low == 1_600_000_000 && estimate.high == 1_850_000_000 && estimate.middle == 1_725_000_000)
            #expect(estimate.months == 2 && estimate.monthsEstimated == 1)
            #expect(year.answers["waterPublic"]?.estimate == nil)
            // Out as a file and in again, nothing changes.
            let lines = try await platform.returnTemplate("factoryYearly", isFilled: true, by: factory)
            let report = try await platform.importReturns(lines.csv, named: "year.csv", isDryRun: false, goodOnly: true, by: factory)
            #expect(report.allFaults.isEmpty && report.known == 1, "\(report.allFaults)")
            #expect(try await platform.returnModel(year.id, by: factory).made.answers["wastewaterSewer"]?.estimate == estimate)
            #expect(try await platform.verify().problems == [])
        }
    }
}
