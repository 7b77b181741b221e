// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Testing

@testable import Calculations

/// Greenhouse gases of a site's month, against figures that `inventory_check.py` worked out without this code and without its rules.
struct InventoryTests {
    struct Golden: Decodable {
        struct Line: Decodable {
            var scope: String
            var t: Double
            var below: Double
            var above: Double
            var biogenic: Double
        }
        struct Activity: Decodable {
            var kind: String
            var name: String
            var waste: String?
            var isic: String
            var amount: Double
            var low: Double?
            var high: Double?
            var unit: String?
            var lines: [Line]
        }
        struct Sum: Decodable {
            var t: Double
            var biogenic: Double
            var below: Double
            var above: Double
        }
        var country: String
        var day: String
        var activities: [Activity]
        var sums: [String: Sum]

        static func read() throws -> Golden {
            let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Resources/inventory_golden.json")
            return try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
        }

        var reported: [ReportedActivity] {
            activities.map { given in
                ReportedActivity(
                    ReportedActivity.Kind(rawValue: given.kind) ?? .answer, given.name, waste: given.waste.flatMap { WasteCodeID(text: $0) },
                    isic: given.isic, amount: Interval(given.amount, low: given.low, high: given.high),
                    dimension: UnitDimension.allCases.first { $0.siUnit == given.unit && given.unit != nil })
            }
        }
    }

    private static let day = CalendarDate(iso: "2026-09-30") ?? CalendarDate(dayNumber: 0)

    private func close(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) <= 1e-11 * max(1, abs(b)) } ?? (b == 0) }

    @Test("Every line and every scope's sum with its range is what an independent calculation worked out")
    func golden() throws {
        let golden = try Golden.read()
        let found = GHGInventory(golden.reported, on: Self.day, country: .cambodia, factors: .shipped)
        for (place, activity) in golden.activities.enumerated() {
            let lines = found.lines.filter { $0.activity == place }
            #expect(lines.count == activity.lines.count, "\(activity.kind) \(activity.name)")
            #expect(lines.isEmpty == found.uncounted.contains { $0.activity == place }, "\(activity.name): counted, or told why not")
            for (line, expected) in zip(lines, activity.lines) {
                #expect(line.scope.rawValue == expected.scope && close(line.warming.value, expected.t), "\(activity.name) \(line.warming.value) \(expected.t)")
                #expect(close(line.biogenic, expected.biogenic), "\(activity.name)")
                #expect(!line.source.isEmpty && !line.factor.isEmpty, "\(activity.name)")
                if expected.below + expected.above > 0 {
                    #expect(close(line.warming.low.map { expected.t - $0 }, expected.below), "\(activity.name)")
                    #expect(close(line.warming.high.map { $0 - expected.t }, expected.above), "\(activity.name)")
                }
            }
        }
        for scope in GHGScope.allCases {
            let sum = try #require(golden.sums[scope.rawValue])
            let total = GHGInventory.total(found.lines(scope))
            #expect(close(total.value, sum.t), "\(scope): \(total.value) \(sum.t)")
            #expect(close(total.low.map { sum.t - $0 }, sum.below) && close(total.high.map { $0 - sum.t }, sum.above), "\(scope)")
        }
        #expect(close(found.biogenic, golden.sums["direct"]?.biogenic ?? -1))
    }

    @Test("What is not counted is told with its reason, and what nobody knows is no zero")
    func uncounted() {
        func reasons(_ activity: ReportedActivity) -> [GHGReason] {
            GHGInventory([activity], on: Self.day, country: .cambodia, factors: .shipped).uncounted.map(\.reason)
        }
        let fabric = WasteCodeID(text: "040222"), glass = WasteCodeID(text: "150107"), town = WasteCodeID(text: "200301")
        #expect(reasons(ReportedActivity(.answer, "diesel", amount: nil, dimension: .volume)) == [.notKnown])
        #expect(reasons(ReportedActivity(.answer, "steamBought", amount: Interval(1), dimension: .energy)) == [.noFactor])
        #expect(reasons(ReportedActivity(.sent, "unknown", waste: fabric, amount: Interval(1), dimension: .mass)) == [.unknownFate])
        #expect(reasons(ReportedActivity(.sent, "D5", waste: glass, amount: Interval(1), dimension: .mass)) == [.inert])
        #expect(reasons(ReportedActivity(.sent, "D1", waste: town, amount: Interval(1), dimension: .mass)) == [.mixed])
        #expect(reasons(ReportedActivity(.answer, "moonlight", amount: Interval(1), dimension: .energy)) == [.noRule])
        #expect(reasons(ReportedActivity(.answer, "diesel", amount: Interval(0), dimension: .volume)).isEmpty)
    }

    @Test("Every rule that counts finds its factor for each waste that it names, and every treatment has a rule")
    func everyRule() throws {
        let rules = GHGRules.shipped
        let wastes = CodeLists.shipped.wasteCodes.newest.rows.map(\.key)
        var kinds: [String: WasteCodeID] = [:]
        for waste in wastes { kinds[try #require(rules.kind(of: waste), "\(waste)")] = waste }
        #expect(kinds.count > 10)
        for waste in kinds.values {
            for name in TreatmentCode.allCases.map(\.description) + ["store", "transit", "held", "unknown", "difference", "product", "air", "water", "sewer"] {
                for kind in [ReportedActivity.Kind.treated, .sent] {
                    let activity = ReportedActivity(kind, name, waste: waste, amount: Interval(1000), dimension: .mass)
                    let found = GHGInventory([activity], on: Self.day, country: .cambodia, factors: .shipped)
                    #expect(!found.uncounted.contains { $0.reason == .noRule }, "\(name) \(waste)")
                    for rule in rules.rules(for: activity, on: Self.day) where rule.reason == nil {
                        #expect(found.lines.count > 0 && found.uncounted.isEmpty, "\(rule.text)")
                    }
                }
            }
        }
        for country in [Country.cambodia, .vietNam] {
            for rule in rules.all where rule.reason == nil && rule.gas.isEmpty {
                let found = FactorLibrary.shipped.finding(rule.factor, country: country, year: 2026)
                guard case .factor = found else {
                    Issue.record("\(rule.factor) gives no gas")
                    continue
                }
            }
        }
    }

    @Test("A factor of a later edition changes no month before it is valid")
    func editions() throws {
        let header = FactorEditions.columns.joined(separator: ",")
        let grid = "grid.KH.2026.official,grid_electricity,Cambodia grid,EF direct,CO2e,0.5,,,tCO2e/MWh,0,KH,2026,MISTI letter 12/2026,,high,,2026-08-01"
        let wood = "fuel.wood.ncv,stationary_fuel,Fuelwood,NCV,,10,8,12,TJ/Gg,1,global,2019,Measured at home,,medium,,2026-09-15"
        let (editions, faults) = FactorEditions.shipped.adding(csv: Array("\(header)\n\(grid)\n\(wood)\n".utf8))
        #expect(faults.isEmpty && editions.loaded.count == 2)
        func tonnes(_ name: String, _ dimension: UnitDimension, _ amount: Double, _ day: String) throws -> Double {
            let day = try #require(CalendarDate(iso: day))
            let activity = ReportedActivity(.answer, name, amount: Interval(amount), dimension: dimension)
            return GHGInventory.total(GHGInventory([activity], on: day, country: .cambodia, factors: editions.library(on: day)).lines).value
        }
        #expect(close(try tonnes("electricityGrid", .energy, 3.6e9, "2026-07-31"), 0.23201))
        #expect(close(try tonnes("electricityGrid", .energy, 3.6e9, "2026-08-31"), 0.5))
        let (before, after) = (try tonnes("firewood", .mass, 1000, "2026-08-31"), try tonnes("firewood", .mass, 1000, "2026-09-30"))
        #expect(close(after / before, 10 / 15.6))
        #expect(editions.adding(csv: Array("\(header)\n\(grid)\n".utf8)).editions.loaded.count == 2, "The same rows again add nothing.")
        let bad = FactorEditions.shipped.adding(csv: Array("\(header)\n\(grid.replacing("0.5", with: "much").replacing("2026-08-01", with: "soon"))\n".utf8))
        #expect(Set(bad.faults.map(\.column)) == ["value", "valid_from"])
        // What is downloaded can be sent back.
        #expect(FactorEditions.shipped.adding(csv: FactorEditions.shipped.csv(on: Self.day)).faults.allSatisfy { $0.column == "valid_from" })
    }
}
