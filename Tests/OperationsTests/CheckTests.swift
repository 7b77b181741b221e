// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Checks
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Stores
import Testing

/// Checks on their way from the form to the officer: refused, asked about, explained, kept, listed and audited.
struct CheckTests {
    private func answer(_ number: String, _ unit: String, comment: String? = nil) -> ReturnForm.Answer {
        var answer = ReturnForm.Answer()
        answer.number = number
        answer.unit = unit
        answer.comment = comment
        return answer
    }

    private func saved(_ made: SiteReturn, _ answers: [String: ReturnForm.Answer], _ country: TestCountry) async throws -> SiteReturn {
        var form = ReturnForm()
        form.answers = answers
        return try await country.platform.saveReturn(made.id, version: made.version, form, by: country.actor(.factory))
    }

    /// September's return, sent in October.
    private func sent(_ country: TestCountry, _ period: String, diesel: String) async throws -> SiteReturn {
        var made = try await country.beginReturn(period)
        made = try await saved(made, ["diesel": answer(diesel, "L")], country)
        made = try await country.filled(made, by: country.actor(.factory))
        country.clock.advance(days: 31)
        return try await country.platform.submitReturn(made.id, version: made.version, confirms: true, by: country.actor(.factory))
    }

    @Test("A hard rule refuses with the numbers; what is unusual is asked about, sent with its reason, seen by the officer, and audited")
    func wholeWay() async throws {
        try await withTestCountry { country in
            let (platform, factory, officer) = (country.platform, country.actor(.factory), country.actor(.ministry))
            _ = try await sent(country, "2026-09", diesel: "2000")
            _ = try await sent(country, "2026-10", diesel: "2100")
            var made = try await country.beginReturn("2026-11")
            made = try await saved(made, ["workingDays": answer("31", ""), "diesel": answer("2.1", "L")], country)
            made = try await country.filled(made, by: factory)
            country.clock.advance(days: 31)
            let impossible = await problems { _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory) }
            #expect(impossible.map(\.field) == ["workingDays"] && impossible.first?.facts["high"] == .number(30), "\(impossible)")

            made = try await saved(made, ["workingDays": answer("30", "")], country)
            let asked = try await platform.returnModel(made.id, by: factory).checks.findings
            #expect(asked.map(\.finding.key) == ["unitSlip.diesel"] && asked.first?.finding.factor == 1000, "\(asked.map(\.finding))")
            let silent = await problems { _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory) }
            #expect(silent.map(\.field) == ["explain-unitSlip.diesel"], "\(silent)")
            let long = await problems {
                _ = try await platform.submitReturn(
                    made.id, version: made.version, confirms: true, explanations: ["unitSlip.diesel": String(repeating: "x", count: 1001)], by: factory)
            }
            #expect(long.map(\.phrase) == [CheckPhrase.explanationTooLong.fullKey])
            made = try await platform.submitReturn(
                made.id, version: made.version, confirms: true, explanations: ["unitSlip.diesel": "The boiler stood still."], by: factory)
            let list = try await platform.findings(CheckStore.Filter(), by: officer)
            let found = try #require(list.findings.first)
            #expect(list.findings.count == 1 && found.made.id == made.id && found.finding.rule == "unitSlip")
            #expect(found.finding.explanation.flatMap { list.texts[$0] } == "The boiler stood still.")
            #expect(try await platform.returnModel(made.id, by: officer).names.texts.values.contains("The boiler stood still."))
            #expect(try await platform.findings(CheckStore.Filter(rule: "ownPast"), by: officer).findings.isEmpty)
            #expect(try await platform.findings(CheckStore.Filter(sector: "14"), by: officer).findings.count == 1)
            #expect(try await platform.findings(CheckStore.Filter(), by: country.actor(.department)).findings.isEmpty, "Another province's.")
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.findings(CheckStore.Filter(), by: factory) }

            // Sent again as it was, it keeps its reason.
            made = try await platform.sendBackReturn(made.id, version: made.version, remarks: "Is that so?", by: officer)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            #expect(made.acts.last?.findings?.first?.explanation == found.finding.explanation)
            // A remark at the answer is a reason too, and a figure that was mended is asked about no more.
            made = try await platform.sendBackReturn(made.id, version: made.version, remarks: "Look at the unit.", by: officer)
            made = try await saved(made, ["diesel": answer("2.1", "L", comment: "Boiler off")], country)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            #expect(made.acts.last?.findings?.count == 1)
            made = try await platform.sendBackReturn(made.id, version: made.version, remarks: "Mend it.", by: officer)
            made = try await saved(made, ["diesel": answer("2.1", "m3")], country)
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            #expect(made.acts.last?.findings == nil)
            #expect(try await platform.findings(CheckStore.Filter(), by: officer).findings.isEmpty)
            #expect(try await platform.verify().isSound)
            try await country.run("UPDATE site_month SET product = 5")
            #expect(try await platform.verify().problems.map(\.phrase).contains("verify.returnChecks"))
        }
    }

    @Test("A month with absurd people is refused, with ten times the people asked about, and the officer reads the question with its reason")
    func people() async throws {
        try await withTestCountry { country in
            let (platform, factory, officer) = (country.platform, country.actor(.factory), country.actor(.ministry))
            for period in ["2026-09", "2026-10"] {
                var made = try await country.beginReturn(period)
                made = try await saved(made, ["workersWomen": answer("1939", ""), "workersMen": answer("310", "")], country)
                made = try await country.filled(made, by: factory)
                country.clock.advance(days: 31)
                _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: factory)
            }
            var made = try await country.beginReturn("2026-11")
            made = try await saved(made, ["workersWomen": answer("99999999999", ""), "garmentsMade": answer("0", "piece")], country)
            made = try await country.filled(made, by: factory)
            country.clock.advance(days: 31)
            let absurd = try await platform.returnModel(made.id, by: factory).checks
            #expect(absurd.refused.map(\.field) == ["workersWomen"] && absurd.refused.first?.facts["high"] == .number(500_000), "\(absurd.refused)")
            #expect(!absurd.findings.contains { $0.finding.kind == "perUnit" || $0.finding.kind == "perWorkday" }, "\(absurd.findings.map(\.finding))")
            made = try await saved(made, ["workersWomen": answer("19390", ""), "workingDays": answer("0", ""), "garmentsMade": answer("12", "piece")], country)
            let asked = try await platform.returnModel(made.id, by: factory).checks
            #expect(asked.refused.isEmpty && Set(asked.findings.map(\.finding.key)) == ["peopleSlip.workersWomen", "daysForProduct.garmentsMade"])
            let reasons = Dictionary(uniqueKeysWithValues: asked.findings.map { ($0.finding.key, "Counted twice.") })
            _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, explanations: reasons, by: factory)
            let seen = try await platform.findings(CheckStore.Filter(rule: "peopleSlip"), by: officer)
            #expect(seen.findings.map(\.finding.found) == [19_390] && seen.findings.first?.finding.factor == 10)
            #expect(try await platform.verify().isSound)
        }
    }

    @Test(
        "Waste far below that of peers is asked about and shown first; an area's expected waste is given with its interval, as far as one's office reaches"
    )
    func expected() async throws {
        try await withTestCountry { country in
            let (platform, factory, officer) = (country.platform, country.actor(.factory), country.actor(.ministry))
            var made = try await country.beginReturn()
            _ = try await country.peers(made)
            made = try await saved(made, ["garmentsMade": answer("40000", "piece"), "electricityGrid": answer("32", "MWh")], country)
            made = try await country.filled(made, by: factory)
            var form = ReturnForm()
            var waste = ReturnForm.Waste()
            (waste.waste, waste.destination, waste.number) = ("040222", "town", "200")
            form.wastes = [waste]
            made = try await platform.saveReturn(made.id, version: made.version, form, by: factory)
            country.clock.advance(days: 20)
            let asked = try await platform.returnModel(made.id, by: factory).checks.findings
            let finding = try #require(asked.first { $0.finding.rule == "wasteExpected" }?.finding, "\(asked.map(\.finding))")
            #expect(finding.found == 200_000 && (finding.low ?? 0) > 1_000_000 && (finding.high ?? 0) < 6_000_000 && finding.isFar == true, "\(finding)")
            let reasons = Dictionary(asked.map { ($0.finding.key, "Kept in store.") }, uniquingKeysWith: { a, _ in a })
            made = try await platform.submitReturn(made.id, version: made.version, confirms: true, explanations: reasons, by: factory)
            #expect(try await platform.findings(CheckStore.Filter(isFar: true), by: officer).findings.map(\.made.id) == [made.id])

            let month = Month(year: 2026, month: 9)
            let nation = try await platform.expectedWaste(area: nil, months: month...month, by: officer)
            let waste2 = try #require(nation.waste)
            #expect(nation.reported == 11 && waste2.sites == 11 && waste2.low < waste2.expected && waste2.expected < waste2.high)
            #expect(waste2.low < 30_000_000 && waste2.high > 20_000_000, "\(waste2)")
            let own = try await platform.expectedWaste(site: country.site(.factory), month: month, by: factory)
            #expect(own.row?.generated == 200_000 && own.expected?.interval != nil)
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.expectedWaste(area: "12", months: month...month, by: factory) }
            // An office of a province gets its own where none is named, and no other.
            for area in [nil, "08"] {
                let office = try await platform.expectedWaste(area: area, months: month...month, by: country.actor(.department))
                #expect(office.province == "08" && office.waste?.sites == 0)
            }
            await #expect(throws: PermissionRefusal.self) {
                _ = try await platform.expectedWaste(area: "12", months: month...month, by: country.actor(.department))
            }
            await #expect(throws: PlatformError.notFound) {
                _ = try await platform.expectedWaste(site: country.site(.factory), month: month, by: country.actor(.secondFactory))
            }
        }
    }
}
