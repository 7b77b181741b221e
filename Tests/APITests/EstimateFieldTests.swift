// SPDX-License-Identifier: Apache-2.0

import API
import AppSupport
import Domain
import Operations
import Returns
import Testing

/// What the API says of estimates that changed, and of those that are sums.
struct EstimateFieldTests {
    @Test("A finding names what an estimate was worked out from and what the return says now, in millilitres; others name neither")
    func outdated() async throws {
        try await APICountry.with { api in
            let (country, factory) = (api.country, api.country.actor(.factory))
            var made = try await country.answered(try await country.beginReturn(), ["waterPublic": "2300"])
            var form = EstimateForm()
            form.formula = FigureEstimate.Formula.waterBalance.rawValue
            made = try await country.platform.acceptEstimate(made.id, form, version: made.version, by: factory)
            made = try await country.answered(made, ["waterPublic": "4000"])
            country.clock.advance(days: 20)
            let read = try await api.get("/returns/\(made.id)")
            let found = try #require(read.json["unusual"]?.list?.first { $0["rule"] == "estimateOutdated" }, "\(read.json)")
            #expect(found["was"] == "2300000000" && found["now"] == "4000000000" && found["low"] == "2800000000", "\(found)")
            _ = try await country.platform.submitReturn(
                made.id, version: made.version, confirms: true, explanations: ["estimateOutdated.wastewaterSewer": "A well"], by: factory)
            let listed = try await api.get("/findings?rule=estimateOutdated", as: .ministry).json["findings"]?.list?.first?["finding"]
            #expect(listed?["was"] == "2300000000" && listed?["now"] == "4000000000" && listed?["explanation"] == "A well", "\(String(describing: listed))")

            // Water that was never taken in is asked about without any estimate.
            var dry = ReturnForm()
            dry.answers["wastewaterSewer"] = ReturnForm.Answer()
            dry.answers["wastewaterSewer"]?.number = "120"
            dry.answers["wastewaterSewer"]?.unit = "m3"
            var next = try await country.beginReturn("2026-10")
            next = try await country.platform.saveReturn(next.id, version: next.version, dry, by: factory)
            next = try await country.filled(next, number: "0", by: factory)
            let others = try await api.get("/returns/\(next.id)").json["unusual"]?.list ?? []
            #expect(!others.isEmpty && others.allSatisfy { $0["was"] == .null && $0["now"] == .null }, "\(others)")
        }
    }

    @Test("An estimate that adds up shorter returns says of how many months, and how many of them are estimates; others say neither")
    func sums() async throws {
        try await APICountry.with { api in
            let (country, factory) = (api.country, api.country.actor(.factory))
            var form = EstimateForm()
            form.formula = FigureEstimate.Formula.waterBalance.rawValue
            func estimate(_ id: ReturnID) async throws -> JSON? {
                // A token is good for sixty days, which a year outlasts.
                let token = try await APICountry.token(of: .factory, in: country)
                let read = try await api.get("/returns/\(id)", as: nil, headers: ["Authorization": "Bearer " + token])
                return read.json["answers"]?.list?.first { $0["field"] == "wastewaterSewer" }?["estimate"]
            }
            for period in ["2026-09", "2026-10", "2026-11"] {
                var made = try await country.answered(try await country.beginReturn(period), ["waterPublic": "1000", "wastewaterSewer": "825"])
                if period != "2026-09" { made = try await country.platform.acceptEstimate(made.id, form, version: made.version, by: factory) }
                let own = try await estimate(made.id)
                #expect((own?["low"] == nil) == (period == "2026-09"), "\(String(describing: own))")
                #expect(own?["months"] ?? .null == .null && own?["monthsEstimated"] ?? .null == .null)
                country.clock.advance(days: 31)
                _ = try await country.platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            }
            country.clock.advance(days: 60)
            let year = try await country.platform.beginReturn(site: country.site(.factory), dataSet: "factoryYearly", period: "2026", by: factory)
            let sum = try #require(try await estimate(year.id))
            #expect(sum["formula"] == "sum" && sum["months"] == 3 && sum["monthsEstimated"] == 2, "\(sum)")
            #expect(sum["lowMillilitres"] == "2225000000" && sum["highMillilitres"] == "2725000000", "\(sum)")
        }
    }
}
