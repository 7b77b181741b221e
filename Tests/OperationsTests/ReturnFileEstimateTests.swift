// SPDX-License-Identifier: Apache-2.0

import AppSupport
import CodeLists
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Testing
import Wording
import Workbooks

/// Wastewater that no meter measured, by file: both ends and where they are from come in, are asked for where they are missing, and go out again.
struct ReturnFileEstimateTests {
    private func read(
        _ country: TestCountry, _ text: String, _ answers: ReturnFileAnswers = ReturnFileAnswers(), dry: Bool = true, good: Bool = false
    ) async throws -> ReturnFileReport {
        try await country.platform.importReturns(
            Array(text.utf8), named: "month.csv", answers, isDryRun: dry, goodOnly: good, by: country.actor(.factory))
    }

    private func taken(_ country: TestCountry, _ text: String, _ answers: ReturnFileAnswers = ReturnFileAnswers()) async throws -> ReturnModel {
        let report = try await read(country, text, answers, dry: false)
        #expect(report.isSound, "\(report.allFaults)")
        return try await country.platform.returnModel(try #require(report.returns.first), by: country.actor(.factory))
    }

    private static let head =
        "Month,City water (m3),Wastewater to a sewer or a zone’s works (m3),\"Estimated wastewater, lowest (m3)\","
        + "\"Estimated wastewater, highest (m3)\",How wastewater is known\n"

    @Test(
        "In Khmer as in English and Vietnamese: both ends, how they were worked out and the firm's own words stand in the answer, once",
        arguments: [
            "ខែ;ទឹកកខ្វក់ទៅលូ ឬស្ថានីយនៃតំបន់ (m3);ទឹកកខ្វក់ប៉ាន់ស្មាន ទាបបំផុត (m3);ទឹកកខ្វក់ប៉ាន់ស្មាន ខ្ពស់បំផុត (m3);របៀបដឹងបរិមាណទឹកកខ្វក់\n"
                + "2026-10;៨២៥;៧០០;៩៥០;តុល្យភាពទឹក៖ វិក្កយបត្រ\n",
            "Tháng;Nước thải vào cống hoặc trạm của khu (m3);Nước thải ước tính, thấp nhất (L);Nước thải ước tính, cao nhất (m3);Cách xác định nước thải\n"
                + "2026-10;825;700000;950;Cân bằng nước: វិក្កយបត្រ\n",
            head.replacing("City water (m3),", with: "") + "2026-10,825,700,950,Water balance: វិក្កយបត្រ\n",
        ])
    func stated(text: String) async throws {
        try await withTestCountry { country in
            country.clock.advance(days: 60)
            let model = try await taken(country, text)
            let answer = try #require(model.made.answers["wastewaterSewer"])
            let estimate = try #require(answer.estimate)
            #expect(estimate.formula == .stated && estimate.basis == .waterBalance && estimate.inputs.isEmpty && estimate.source.isEmpty)
            #expect(estimate.low == 700_000_000 && estimate.high == 950_000_000 && estimate.middle == 825_000_000 && estimate.figure == nil)
            #expect(estimate.said.flatMap { model.names.texts[$0] } == "វិក្កយបត្រ")
            #expect(answer.value.figure?.method == .estimated && answer.isConfirmed)
            #expect(try await read(country, text).known == 1, "Sent again it changes nothing.")
            let figures = String(
                decoding: try await country.platform.returnFigures(
                    of: country.organisation(.factory), months: Month(year: 2026, month: 10)...Month(year: 2026, month: 10),
                    by: country.actor(.factory)), as: UTF8.self)
            #expect(
                figures.contains("wastewaterSewer,,,figure,825,m3,estimated,825000000,mL,typed,700,950,700000000,950000000,waterBalance,វិក្កយបត្រ\n"),
                "\(figures)")
            // A meter was found.
            let metered = text.replacing("៧០០", with: "").replacing("៩៥០", with: "").replacing("700000;950", with: ";").replacing("700,950", with: ",")
                .replacing("តុល្យភាពទឹក៖ វិក្កយបត្រ", with: "អានពីនាឡិកាវាស់").replacing("Cân bằng nước: វិក្កយបត្រ", with: "Đọc đồng hồ")
                .replacing("Water balance: វិក្កយបត្រ", with: "Read from a meter")
            let after = try await taken(country, metered).made.answers["wastewaterSewer"]
            #expect(after?.estimate == nil && after?.value.figure?.method == .metered && after?.value.figure?.whole == 825_000_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Whatever is wrong with an estimate is told at once, each with its cell, and nothing is saved")
    func wrong() async throws {
        try await withTestCountry { country in
            country.clock.advance(days: 130)
            let long = String(repeating: "ក", count: 1001)
            let rows = [
                "2026-09,,825,700,,", "2026-10,,825,900,950,own", "2026-11,,none,700,950,", "2026-12,,825,about 7,950,", "2027-01,,825,-5,950,\(long)",
            ]
            let report = try await read(country, Self.head + rows.joined(separator: "\n") + "\n", dry: false)
            let codes = Dictionary(grouping: report.faults, by: \.address.description).mapValues { $0.map(\.problem.phrase) }
            #expect(
                codes == [
                    "D2": [ReturnPhrase.estimateEndMissing.fullKey], "D3": [ReturnPhrase.estimateOrder.fullKey],
                    "D4": [ReturnPhrase.estimateWithoutFigure.fullKey], "D5": [DoubtPhrase.unreadableNumber.fullKey],
                    "D6": [QuantityPhrase.negative.fullKey], "F6": [ReturnPhrase.commentTooLong.fullKey],
                ], "\(codes)")
            #expect(report.good == 0 && report.returns.isEmpty)
            #expect(try await country.number("SELECT count(*) FROM site_return") == 0)
            let unit = try await read(country, Self.head.replacing("lowest (m3)", with: "lowest (kg)") + "2026-10,,825,700,950,\n")
            #expect(unit.openColumns.map(\.address.description) == ["D1"])
            let metered = try await read(country, Self.head + "2026-10,,825,700,950,Metered: gauge 7\n")
            #expect(metered.faults.map(\.problem.phrase) == [ReturnPhrase.estimateMetered.fullKey])
            let alone = try await read(country, Self.head + "2026-10,1000,,,,Water balance\n")
            #expect(alone.faults.map(\.problem.phrase) == [ReturnPhrase.estimateWithoutFigure.fullKey])
        }
    }

    @Test("An estimate without its ends is asked about with what the firm's own figures give; accepted, typed or declined, and never guessed")
    func asked() async throws {
        try await withTestCountry { country in
            country.clock.advance(days: 60)
            let text = Self.head + "2026-10,1000,800,,,Water balance: bills\n"
            let report = try await read(country, text)
            #expect(report.faults.map(\.problem.phrase) == [ReturnFilePhrase.estimateOffered.fullKey] && !report.isSound && report.good == 0)
            #expect(report.faults.first?.problem.facts["low"] == .text("700") && report.faults.first?.problem.facts["high"] == .text("950"))
            #expect(report.estimates.map(\.address.description) == ["F2"] && report.estimates.first?.offers.map(\.key) == ["waterBalance"])
            let outside = try await read(country, text.replacing(",800,", with: ",990,"))
            #expect(outside.faults.map(\.problem.phrase) == [ReturnFilePhrase.estimateApart.fullKey] && outside.estimates.first?.offers.count == 0)
            let dark = try await read(country, text.replacing("1000,800", with: ",800"))
            #expect(dark.faults.map(\.problem.phrase) == [ReturnFilePhrase.estimateOpen.fullKey])

            func saying(_ answer: String) -> ReturnFileAnswers {
                var answers = ReturnFileAnswers()
                answers.cells["1!F2"] = answer
                return answers
            }
            for nonsense in ["accept outputRange", "accept", "accept ../../etc/passwd", "<script>"] {
                #expect(try await read(country, text, saying(nonsense)).good == 0, "\(nonsense)")
            }
            let narrow = try await read(country, text, saying("810 to 900"))
            #expect(narrow.faults.map(\.problem.phrase) == [ReturnPhrase.estimateOrder.fullKey])
            let unread = try await read(country, text, saying("many to more"))
            #expect(unread.faults.map(\.address.description) == ["F2"], "\(unread.faults)")

            let declined = try await taken(country, text, saying("unknown")).made.answers["wastewaterSewer"]
            #expect(declined?.estimate == nil && declined?.value.figure?.method == .estimated)
            let own = try #require(try await taken(country, text, saying("750 to 900")).made.answers["wastewaterSewer"]?.estimate)
            #expect(own.formula == .stated && own.basis == .waterBalance && own.low == 750_000_000 && own.high == 900_000_000 && own.middle == 800_000_000)
            let model = try await taken(country, text, saying("accept waterBalance"))
            let accepted = try #require(model.made.answers["wastewaterSewer"]?.estimate)
            #expect(accepted.formula == .waterBalance && accepted.inputs.map(\.whole) == [1_000_000_000] && accepted.shares != nil)
            #expect(accepted.low == 700_000_000 && accepted.figure == 800_000_000 && accepted.middle == 800_000_000)
            #expect(accepted.said.flatMap { model.names.texts[$0] } == "bills")
            #expect(try await read(country, text).known == 1, "The draft has both ends of the same figure.")
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A table given out with the drafts' figures and sent in again changes nothing", arguments: ["csv", "xlsx"])
    func roundTrip(ending: String) async throws {
        try await withTestCountry { country in
            country.clock.advance(days: 60)
            let (platform, factory) = (country.platform, country.actor(.factory))
            let words = "=HYPERLINK(\"http://x\"): <b>1,5</b>; \n≈"
            let text = Self.head + "2026-09,1000,800,700,900,\"Own estimate: \(words.replacing("\"", with: "\"\""))\"\n2026-10,2000.125,unknown,,,\n"
            _ = try await read(country, text, dry: false)
            let drafts = try await platform.returnList(by: factory).lines.compactMap(\.made)
            #expect(drafts.count == 2)
            let november = try await platform.beginReturn(
                site: country.site(.factory), dataSet: "factoryMonthly", period: "2026-11", by: factory)
            var form = ReturnForm()
            form.answers["waterWell"] = ReturnForm.Answer()
            form.answers["waterWell"]?.number = "1500"
            form.answers["waterWell"]?.unit = "m3"
            let filled = try await platform.saveReturn(november.id, version: november.version, form, by: factory)
            var formula = EstimateForm()
            formula.formula = FigureEstimate.Formula.waterBalance.rawValue
            _ = try await platform.acceptEstimate(november.id, formula, version: filled.version, by: factory)
            let template = try await platform.returnTemplate("factoryMonthly", isFilled: true, by: factory)
            let bytes = ending == "csv" ? template.csv : try template.workbook(named: "factoryMonthly")
            let lines = try await country.number("SELECT count(*) FROM journal")
            let report = try await platform.importReturns(bytes, named: "again." + ending, isDryRun: false, goodOnly: true, by: factory)
            #expect(report.allFaults.isEmpty && report.known == 3, "\(report.allFaults) \(report.lines)")
            #expect(report.returns.isEmpty || report.lines.filter { $0.state == .new }.allSatisfy { $0.figures == 0 })
            #expect(try await country.number("SELECT count(*) FROM journal") == lines + (report.returns.isEmpty ? 0 : 1))
            let figures = String(
                decoding: try await platform.returnFigures(
                    of: country.organisation(.factory), months: Month(year: 2026, month: 9)...Month(year: 2026, month: 9), by: factory), as: UTF8.self)
            #expect(figures.contains(",stated,\"'=HYPERLINK("), "No spreadsheet program takes the firm's words for a formula: \(figures)")
            #expect(try ListFile.workbook(csv: Array(figures.utf8), name: "returns").starts(with: [0x50, 0x4B]))
            #expect(try await platform.verify().problems == [])
        }
    }
}
