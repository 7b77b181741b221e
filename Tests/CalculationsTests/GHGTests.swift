// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Notation
import Testing

@testable import Calculations

struct GHGTests {
    /// What `ghg_check.py` worked out from the same files without this code.
    struct Golden: Decodable, CustomTestStringConvertible, Sendable {
        struct Activity: Decodable, Sendable {
            var factor: String
            var amount: Double
            var unit: String
        }
        struct Input: Decodable, Sendable {
            var activities: [Activity]
            var gwp: String?
            var year: Int64?
            var country: String?
        }
        var name: String
        var input: Input
        var tCO2e: Double
        var biogenic: Double
        var below: Double
        var above: Double
        var lines: [Double]

        var testDescription: String { name }

        static let all: [Golden] = {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Resources/ghg_golden.json")
            guard let data = try? Data(contentsOf: file), let cases = try? JSONDecoder().decode([Golden].self, from: data) else { return [] }
            return cases
        }()

        var json: JSON {
            .object([
                JSON.Member(
                    "activities", .list(input.activities.map { ["factor": .text($0.factor), "amount": .number("\($0.amount)"), "unit": .text($0.unit)] })),
                JSON.Member("gwp", input.gwp.map { .text($0) } ?? .null), JSON.Member("year", input.year.map { .whole($0) } ?? .null),
                JSON.Member("country", input.country.map { .text($0) } ?? .null),
            ])
        }
    }

    private func close(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) <= 1e-12 * max(1, abs(b)) } ?? false }

    @Test("Sums, plant CO2 and ranges are those that an independent calculation worked out", arguments: Golden.all)
    func golden(_ golden: Golden) throws {
        let found = try GHGCalculation(golden.json)
        #expect(close(found.total.value, golden.tCO2e) && close(found.biogenic, golden.biogenic), "\(found.total.value) \(found.biogenic)")
        for (line, expected) in zip(found.lines, golden.lines) { #expect(close(line.warming.value, expected), "\(line.factor)") }
        #expect(found.lines.count == golden.lines.count)
        if golden.below > 0 || golden.above > 0 {
            #expect(close(found.total.low.map { golden.tCO2e - $0 }, golden.below) && close(found.total.high.map { $0 - golden.tCO2e }, golden.above))
        } else {
            #expect(found.total.low == nil && found.total.high == nil)
        }
        for line in found.lines { #expect(!line.source.isEmpty, "\(line.factor)") }
    }

    @Test("There are golden cases, and a known figure of the IPCC's own numbers")
    func known() throws {
        #expect(Golden.all.count > 10)
        // A gigagram of diesel: 43.0 TJ at 74,100 kg of CO2, 3 kg of CH4 and 0.6 kg of N2O each.
        let diesel = try GHGCalculation(["activities": [["factor": "fuel.diesel", "amount": 1, "unit": "Gg"]], "gwp": "AR5"])
        #expect(close(diesel.total.value, 43.0 * (74_100 + 3 * 30 + 0.6 * 265) / 1000))
    }

    @Test("Every problem is told at once with its pointer; unknown keys are problems, absent keys equal null")
    func problems() throws {
        let input: JSON = [
            "activities": [
                ["factor": "fuel.unobtainium", "amount": 1, "unit": "kg"], ["factor": "fuel.diesel", "amount": -1, "unit": "furlong", "colour": "red"],
                ["factor": "fuel.diesel", "amount": "much", "unit": "m2"], ["factor": "waste.landfill.docf", "amount": 1, "unit": "t"],
                ["factor": "grid", "amount": 1, "unit": "kWh"], ["factor": "grid.VN.2023.official", "amount": 1, "unit": "kWh"], 7, ["amount": 1],
                ["factor": "fuel.diesel", "amount": 1, "unit": "drum_200L"],
            ], "gwp": "AR7", "year": 1800, "country": "KH", "cuntry": "VN",
        ]
        let found = problems(input)
        let expected: Set<String> = [
            "/cuntry", "/gwp", "/year", "/activities/0/factor", "/activities/1/amount", "/activities/1/unit", "/activities/1/colour",
            "/activities/2/amount", "/activities/2/unit", "/activities/3/factor", "/activities/5/factor", "/activities/6", "/activities/6/factor",
            "/activities/6/amount", "/activities/6/unit", "/activities/7/factor", "/activities/7/unit", "/activities/8/unit",
        ]
        #expect(Set(found.map(\.field)) == expected, "\(found.map(\.field).sorted())")
        #expect(problems(["gwp": "AR5"]).map(\.field) == ["/activities"] && problems([1]).map(\.field) == ["", "/activities"])
        #expect(problems(["activities": [["factor": "grid", "amount": 1, "unit": "kWh"]]]).map(\.field) == ["/activities/0/factor"])
        let early: JSON = ["activities": [["factor": "grid", "amount": 1, "unit": "kWh"]], "country": "KH", "year": 2010]
        #expect(problems(early).map(\.phrase) == [CalculationPhrase.notYet.fullKey])
        let short = try GHGCalculation(["activities": []])
        let nulls = try GHGCalculation(["activities": [], "gwp": .null, "year": .null, "country": .null])
        #expect(short.json.bytes == nulls.json.bytes)
    }

    @Test("The answer's keys stand in the order of the table, whole numbers without a point, what is unknown as null with a note")
    func shape() throws {
        let input: JSON = ["activities": [["factor": "grid", "amount": 1000, "unit": "MWh"]], "gwp": "AR6", "year": 2030, "country": "VN"]
        let answer = try GHGCalculation(input).json
        #expect(answer.members?.map(\.name) == ["tCO2e", "biogenic", "lines", "low", "high", "gwp", "notes"])
        #expect(answer["lines"]?.list?.first?.members?.map(\.name).prefix(4) == ["factor", "version", "source", "tCO2e"])
        let text = String(decoding: answer.bytes, as: UTF8.self)
        #expect(text.hasPrefix("{\"tCO2e\":659.2,\"biogenic\":0,\"lines\":[{\"factor\":\"grid.VN.2023.official\",\"version\":\"2023\","), "\(text)")
        #expect(answer["low"] == .null && answer["notes"]?.list?.count == 2, "older than asked, and without a range")
    }

    @Test("Every fuel, gas and row that gives a gas can be used, in each of its own units")
    func everyFactor() throws {
        let library = FactorLibrary.shipped
        let units: [UnitDimension: JSON] = [.mass: "kg", .energy: "MJ", .area: "m2", .volume: "L", .gasVolume: "Nm3"]
        var used = 0
        for name in Set(library.factors.map(\.id) + library.factors.map { $0.id.split(separator: ".").dropLast().joined(separator: ".") }) {
            guard case .factor(let factor) = library.finding(name, country: nil, year: nil) else { continue }
            used += 1
            for dimension in factor.dimensions {
                let unit = try #require(units[dimension], "\(name) \(dimension)")
                let found = try GHGCalculation(["activities": [["factor": .text(name), "amount": 1, "unit": unit]]])
                #expect(found.total.value.isFinite && found.total.value >= 0, "\(name)")
                if let low = found.total.low, let high = found.total.high { #expect(low <= found.total.value && found.total.value <= high, "\(name)") }
            }
        }
        #expect(used > 120, "\(used)")
        for gas in library.gases where gas.ar5 != nil {
            #expect(try GHGCalculation(["activities": [["factor": .text(gas.gas), "amount": 1, "unit": "t"]], "gwp": "AR5"]).total.value == gas.ar5)
        }
    }

    private func problems(_ input: JSON) -> [Problem] {
        do {
            _ = try GHGCalculation(input)
            return []
        } catch {
            return error.problems
        }
    }
}
