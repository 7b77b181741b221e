// SPDX-License-Identifier: Apache-2.0

import AppSupport
import CodeLists
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Tabular
import Testing

/// A template filled from drafts that have one figure in several units.
struct ReturnTemplateUnitTests {
    private func draft(_ country: TestCountry, _ period: String, diesel: (number: String, unit: String), waste: (number: String, unit: String)) async throws {
        let made = try await country.beginReturn(period)
        var form = ReturnForm()
        var answer = ReturnForm.Answer()
        (answer.number, answer.unit) = diesel
        form.answers["diesel"] = answer
        var line = ReturnForm.Waste()
        (line.waste, line.destination, line.number, line.unit) = ("040222", WasteDestination.town.rawValue, waste.number, waste.unit)
        form.wastes = [line]
        _ = try await country.platform.saveReturn(made.id, version: made.version, form, by: country.actor(.factory))
    }

    @Test(
        "A figure in another unit than its column's stands there converted, where that is exact, else named in a column of its own; sent in again nothing changes",
        arguments: ["csv", "xlsx"])
    func units(ending: String) async throws {
        try await withTestCountry { country in
            let (platform, factory) = (country.platform, country.actor(.factory))
            country.clock.advance(days: 100)
            try await draft(country, "2026-09", diesel: ("100", "L"), waste: ("800", "kg"))
            try await draft(country, "2026-10", diesel: ("1.2345", "m3"), waste: ("2.5", "t"))
            // A gallon is no whole number of millilitres, a jerrycan holds 30 litres in name only, a pound no whole number of grams.
            try await draft(country, "2026-11", diesel: ("12", "gal_us"), waste: ("7", "lb"))
            let template = try await platform.returnTemplate("factoryMonthly", isFilled: true, by: factory)
            let names = template.columns
            let diesel = try #require(names.firstIndex { $0.contains("Diesel") && $0.contains("(L)") }, "\(names)")
            let waste = try #require(names.firstIndex { $0.hasPrefix("04 02 22") && $0.hasSuffix("(kg)") }, "\(names)")
            let rows = Dictionary(uniqueKeysWithValues: template.rows.map { ($0[2], $0) })
            #expect(rows["2026-09"]?[diesel] == "100" && rows["2026-10"]?[diesel] == "1234.5" && rows["2026-11"]?[diesel] == "")
            #expect(rows["2026-09"]?[waste] == "800" && rows["2026-10"]?[waste] == "2500" && rows["2026-11"]?[waste] == "")
            let note = try #require(names.last)
            #expect(note.contains("In another unit") && rows["2026-10"]?.last == "" && rows["2026-09"]?.count == names.count)
            let said = rows["2026-11"]?.last ?? ""
            #expect(said.contains(": 12 gal_us; 04 02 22") && said.hasSuffix(": 7 lb"), "\(said)")

            let bytes = ending == "csv" ? template.csv : try template.workbook(named: "factoryMonthly")
            let lines = try await country.number("SELECT count(*) FROM journal")
            let report = try await platform.importReturns(bytes, named: "again." + ending, isDryRun: false, goodOnly: true, by: factory)
            #expect(report.openColumns.isEmpty && report.allFaults.isEmpty, "\(report.openColumns) \(report.allFaults)")
            #expect(report.known == 2, "A row without a figure says nothing: \(report.lines)")
            #expect(try await country.number("SELECT count(*) FROM journal") == lines + (report.returns.isEmpty ? 0 : 1))
            let october = try #require(try await platform.returnList(by: factory).lines.compactMap(\.made).first { $0.head.period.description == "2026-10" })
            let kept = try await platform.returnModel(october.id, by: factory).made.answers
            #expect(kept["diesel"]?.value.figure?.unit == "m3" && kept.wastes.map(\.figure.unit) == ["t"], "What was typed stays as it was typed.")
            // Changed in the table, it is the table's.
            let changed = CSVTable(bytes: template.csv, required: [], optional: nil)
            #expect(changed.faults.isEmpty)
            var other = template
            for place in other.rows.indices where other.rows[place][2] == "2026-10" { other.rows[place][diesel] = "1234.6" }
            let again = try await platform.importReturns(other.csv, named: "other.csv", isDryRun: false, goodOnly: true, by: factory)
            #expect(again.known == 1, "\(again.lines)")
            let after = try await platform.returnModel(october.id, by: factory).made.answers["diesel"]?.value.figure
            #expect(after?.unit == "L" && after?.whole == 1_234_600)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Where drafts agree on a unit there is nothing to note, and a figure comes to another unit only where that is exact")
    func exact() async throws {
        try await withTestCountry { country in
            let units = country.platform.lists.units.edition(on: country.platform.today)
            let cases: [(number: String, unit: String, other: String, came: String?)] = [
                ("2.5", "MWh", "kWh", "2500"), ("3600", "kJ", "kWh", "1"),
                // Neither is a whole number of watt-hours.
                ("1", "MMBtu", "kWh", nil), ("1", "kJ", "kWh", nil),
                // A bag holds 50 kg in name only; and what a volume weighs is another question.
                ("2", "bag_50kg", "kg", nil), ("100", "kg", "bag_50kg", nil), ("5", "kg", "L", nil),
            ]
            for (text, unit, other, came) in cases {
                let whole = try units.whole(try #require(ExactDecimal(text)), unit: unit).whole
                let figure = GivenFigure(number: text, unit: unit, method: .weighed, conversion: units.edition, whole: whole)
                #expect(figure.number(in: other, units)?.description == came, "\(text) \(unit) in \(other)")
            }
            country.clock.advance(days: 40)
            try await draft(country, "2026-09", diesel: ("12", "gal_us"), waste: ("800", "kg"))
            let template = try await country.platform.returnTemplate("factoryMonthly", isFilled: true, by: country.actor(.factory))
            #expect(!template.columns.contains { $0.contains("In another unit") } && template.columns.contains { $0.contains("(gal_us)") })
            #expect(template.rows.allSatisfy { $0.count <= template.columns.count })
        }
    }
}
