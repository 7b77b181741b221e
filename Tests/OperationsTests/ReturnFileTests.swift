// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Foundation
import Identity
import Operations
import Returns
import StorageCore
import TestSupport
import Testing
import Wording
import Workbooks

/// Returns by file: a factory's own year, read without guessing, becomes drafts that somebody looks over and sends.
struct ReturnFileTests {
    private static func resource(_ name: String, _ ending: String = "xlsx") throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: ending, subdirectory: "Resources"))
        return [UInt8](try Data(contentsOf: url))
    }

    private func dry(_ country: TestCountry, _ bytes: [UInt8], _ name: String = "month.csv", _ answers: ReturnFileAnswers = ReturnFileAnswers()) async throws
        -> ReturnFileReport
    {
        try await country.platform.importReturns(bytes, named: name, answers, isDryRun: true, by: country.actor(.factory))
    }

    private func take(
        _ country: TestCountry, _ bytes: [UInt8], _ name: String = "month.csv", _ answers: ReturnFileAnswers = ReturnFileAnswers(), good: Bool = false
    ) async throws -> ReturnFileReport {
        try await country.platform.importReturns(bytes, named: name, answers, isDryRun: false, goodOnly: good, by: country.actor(.factory))
    }

    /// What the person who keeps the sample says of the columns that do not tell themselves.
    private static func said(_ report: ReturnFileReport) -> ReturnFileAnswers {
        var answers = ReturnFileAnswers()
        let holds = [
            "D4": "-", "J4": "-", "K4": "waste 040222 buyer", "L4": "waste 040220 town", "M4": "waste 200301 town", "N4": "wastewaterSewer", "O4": "-",
        ]
        for column in report.columns where holds[column.address.description] != nil { answers.columns[column.key] = holds[column.address.description] }
        return answers
    }

    private static func cells(_ questions: [ReturnFileQuestion], _ kind: ReturnFileQuestion.Kind) -> [String] {
        questions.filter { $0.kind == kind }.flatMap { $0.doubts.map(\.address.description) }
    }

    @Test("The sample: seven columns do not tell what they hold; then exactly its doubtful cells are asked about, and the months that are not owed are named")
    func asked() async throws {
        let file = try Self.resource("monthly_garment")
        try await withTestCountry { country in
            country.clock.advance(days: 130)
            let first = try await dry(country, file, "monthly_garment.xlsx")
            let told = first.columns.filter { $0.holds != nil }.map { "\($0.address) \($0.holds?.text ?? "") \($0.unit ?? "")" }
            #expect(
                told == [
                    "A4 period ", "B4 workingDays ", "C4 fabricIn kg", "E4 electricityGrid kWh", "F4 diesel L", "G4 firewood t", "H4 waterWell m3",
                    "I4 garmentsMade piece", "P4 workersWomen ",
                ])
            #expect(first.openColumns.map(\.address.description) == ["D4", "J4", "K4", "L4", "M4", "N4", "O4"])
            #expect(first.asides == ["notes"] && first.returns.isEmpty)

            let second = try await dry(country, file, "monthly_garment.xlsx", Self.said(first))
            #expect(second.openColumns.isEmpty)
            #expect(Self.cells(second.questions, .separator) == ["C8", "E9"] && Self.cells(second.questions, .dash) == ["L14"])
            #expect(second.questions.first?.example.readings == ["53040", "53.04"])
            let formulas = second.faults.filter(\.isDoubt)
            #expect(formulas.map(\.address.description) == ["N5", "N6", "N7", "N8", "N9", "N10", "N12", "N13", "N14", "N15", "N16", "N17"])
            #expect(Set(formulas.map(\.problem.phrase)) == [DoubtPhrase.formulaWithoutValue.fullKey])
            // The firm has been known since September.
            let unowed = second.faults.filter { !$0.isDoubt }
            #expect(unowed.map(\.address.description) == ["A5", "A6", "A7", "A8", "A9", "A10", "A12", "A13"])
            #expect(Set(unowed.map(\.problem.phrase)) == [ReturnFilePhrase.notOwed.fullKey])
            #expect(second.rows == 12 && second.good == 0)
            #expect(try await country.number("SELECT count(*) FROM site_return") == 0)
        }
    }

    @Test("Answered, the four months that are owed become drafts, each figure as the sheet has it; the next file is read without a question")
    func taken() async throws {
        let file = try Self.resource("monthly_garment")
        try await withTestCountry { country in
            country.clock.advance(days: 130)
            let platform = country.platform
            let sent = try await platform.sendReturnFile(file, named: "monthly_garment.xlsx", by: country.actor(.factory))
            let first = try #require(try await platform.returnFile(sent.id, by: country.actor(.factory)).report)
            var answers = Self.said(first)
            for column in first.columns {
                switch column.address.description {
                case "C4", "E4": answers.habits[column.key] = ColumnHabits(separator: .groups)
                case "L4": answers.habits[column.key] = ColumnHabits(dash: .notMeasured)
                default: break
                }
            }
            for row in 14...17 { answers.cells["1!N\(row)"] = "2500.5" }
            let answered = try await platform.answerReturnFile(sent.id, answers, version: 1, by: country.actor(.factory))
            await #expect(throws: PlatformError.stale) {
                _ = try await platform.answerReturnFile(sent.id, answers, version: 1, by: country.actor(.factory))
            }
            #expect(answered.version == 2)
            await #expect(throws: PlatformError.self) { _ = try await platform.takeReturnFile(sent.id, goodOnly: false, by: country.actor(.factory)) }
            #expect(try await country.number("SELECT count(*) FROM site_return") == 0, "All of it, or what is good where that was said.")
            let taken = try await platform.takeReturnFile(sent.id, goodOnly: true, by: country.actor(.factory))
            #expect(taken.returns.count == 4 && taken.lines.filter { $0.made != nil }.map(\.row) == [14, 15, 16, 17])

            let list = try await platform.returnList(by: country.actor(.factory)).lines.compactMap(\.made)
            let september = try #require(list.first { $0.head.period.description == "2026-09" })
            #expect(list.count == 4 && list.allSatisfy { $0.state == .draft && $0.filings.isEmpty })
            func whole(_ field: String) -> Int64? { september.answers[field]?.value.figure?.whole }
            #expect(whole("fabricIn") == 47_196_000 && whole("electricityGrid") == 161_429_000 && whole("firewood") == 52_000_000)
            #expect(whole("waterWell") == 3_108_000_000 && whole("wastewaterSewer") == 2_500_500_000 && whole("garmentsMade") == 146_307)
            #expect(september.answers["workersMen"] == nil, "Nobody subtracts for the factory.")
            #expect(
                Set(september.answers.wastes.map { "\($0.waste.text) \($0.destination.rawValue) \($0.figure.whole)" }) == [
                    "040222 buyer 4286000", "200301 town 2237000",
                ])
            let again = try await platform.takeAgain(sent.id, by: country.actor(.factory))
            #expect(again.good == 0 && again.known == 4, "The drafts say the same already.")

            let next = try await platform.sendReturnFile(file, named: "december.xlsx", by: country.actor(.factory))
            let known = try #require(try await platform.returnFile(next.id, by: country.actor(.factory)).report)
            #expect(known.openColumns.isEmpty && known.questions.isEmpty)
            #expect(Set(known.faults.filter(\.isDoubt).map(\.problem.phrase)) == [DoubtPhrase.formulaWithoutValue.fullKey])
            await #expect(throws: PlatformError.notFound) { _ = try await platform.returnFile(sent.id, by: country.actor(.secondFactory)) }
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("Lists of returns and all their figures go out as files, a firm's own and nobody else's")
    func lists() async throws {
        try await withTestCountry { country in
            country.clock.advance(days: 60)
            _ = try await take(country, Array("Month,Diesel (L),Fuelwood (t)\n2026-10,120,none\n".utf8))
            let (platform, factory) = (country.platform, country.actor(.factory))
            let list = String(decoding: try await platform.returnList(by: factory).file(platform.zone).csv, as: UTF8.self)
            #expect(list.contains("factoryMonthly,2026-10,2026-11-16,due,,0"), "\(list)")
            let area = try await platform.returnArea(.draft, by: country.actor(.ministry))
            #expect(String(decoding: area.file(platform.zone).csv, as: UTF8.self).contains("KH00200000,"))
            let months = Month(year: 2026, month: 1)...Month(year: 2026, month: 12)
            let figures = try await platform.returnFigures(of: country.organisation(.factory), months: months, by: factory)
            let text = String(decoding: figures, as: UTF8.self)
            #expect(text.contains("diesel,,,figure,120,L,invoiced,120000,mL,typed") && text.contains("firewood,,,nothing,,,,,,typed"), "\(text)")
            #expect(try ListFile.workbook(csv: figures, name: "returns").starts(with: [0x50, 0x4B]))
            await #expect(throws: PlatformError.notFound) {
                _ = try await platform.returnFigures(of: country.organisation(.factory), months: months, by: country.actor(.secondFactory))
            }
        }
    }

    @Test(
        "Saved again by LibreOffice, as a workbook or as CSV, its formulas bring their values, and the same cells but those are asked about",
        arguments: ["xlsx", "csv"])
    func resaved(_ ending: String) async throws {
        let file = try Self.resource("monthly_garment_resaved", ending)
        let name = "garment." + ending
        try await withTestCountry { country in
            country.clock.advance(days: 130)
            let first = try await dry(country, file, name)
            #expect(first.openColumns.map(\.address.description) == ["D4", "J4", "K4", "L4", "M4", "N4", "O4"])
            let second = try await dry(country, file, name, Self.said(first))
            #expect(Self.cells(second.questions, .separator) == ["C8", "E9"] && Self.cells(second.questions, .dash) == ["L14"])
            #expect(second.faults.allSatisfy { !$0.isDoubt } && second.good == 3, "The row of the dash waits.")
            let taken = try await take(country, file, name, Self.said(first), good: true)
            let october = try #require(
                try await country.platform.returnList(by: country.actor(.factory)).lines.compactMap(\.made).first {
                    $0.head.period.description == "2026-10"
                })
            #expect(taken.returns.count == 3)
            #expect(october.answers["wastewaterSewer"]?.value.figure?.number == "2496.9", "As programs show 2496.8999999999996.")
        }
    }

    @Test("The marked workbook names each cell and column in Khmer")
    func marked() async throws {
        let file = try Self.resource("monthly_garment")
        try await withTestCountry { country in
            country.clock.advance(days: 130)
            let sent = try await country.platform.sendReturnFile(file, named: "monthly_garment.xlsx", by: country.actor(.factory))
            let marked = try await country.platform.markedReturnFile(sent.id, words: Words(.khmer), by: country.actor(.factory))
            #expect(marked.name == "monthly_garment-marked.xlsx")
            let report = try #require(try await country.platform.returnFile(sent.id, by: country.actor(.factory)).report)
            let cells = Set(report.allFaults.map { "\($0.sheet) \($0.address)" })
            #expect(cells.isSuperset(of: ["0 D4", "0 C8", "0 E9", "0 A5"]))
            let copy = try WorkbookFile(.memory(marked.bytes), named: marked.name)
            #expect(copy.sheets.count == 2)
        }
    }

    @Test("What was sent is not changed by a file, a month twice is named, and a figure that the return does not ask for too")
    func kept() async throws {
        try await withTestCountry { country in
            _ = try await country.filled(try await country.beginReturn(), by: country.actor(.factory))
            country.clock.advance(days: 50)
            let made = try #require(try await country.platform.returnList(by: country.actor(.factory)).lines.compactMap(\.made).first)
            _ = try await country.platform.submitReturn(made.id, version: made.version, confirms: true, by: country.actor(.factory))
            let text = "Month,Diesel (L),Leather (kg)\n2026-09,120,\n2026-10,none,5\n2026-10,300,\n2026-11,,\n"
            let report = try await dry(country, Array(text.utf8))
            let codes = Dictionary(grouping: report.faults, by: \.address.description).mapValues { $0.map(\.problem.phrase) }
            #expect(
                codes == [
                    "A2": [ReturnFilePhrase.alreadySent.fullKey], "C3": [ReturnFilePhrase.fieldNotAsked.fullKey],
                    "A4": [ReturnFilePhrase.rowTwice.fullKey],
                ], "\(codes)")
            let good = try await take(country, Array("Month,Diesel (L)\n2026-10,none\n".utf8))
            #expect(good.returns.count == 1)
            let october = try await country.platform.returnModel(good.returns[0], by: country.actor(.factory))
            #expect(october.made.answers["diesel"]?.value == .nothing, "A word for nothing is an answer.")
        }
    }

    @Test("Every data set's template, as XLSX and as CSV, is read back without a question about its columns", arguments: DataSets.shipped.sets.map(\.id))
    func templates(set: String) async throws {
        try await withTestCountry { country in
            let operatorOfServer = country.operatorOfServer
            let template = try await country.platform.returnTemplate(set, by: operatorOfServer)
            let fields = try #require(country.platform.dataSets.set(set, on: country.platform.today)).fields
            let columns = fields.flatMap { $0.hasEstimate ? [$0.id, "estimate low", "estimate high", "estimate basis"] : [$0.id] }
            #expect(template.columns.count == columns.count + 3 && template.rows.isEmpty)
            var filled = template
            filled.rows = [["KH00200000", "Lotus", "2026-09"] + columns.map { $0 == "estimate basis" ? "bills" : "7" }]
            for (name, bytes) in [("a.csv", filled.csv), ("a.xlsx", try filled.workbook(named: set))] {
                var answers = ReturnFileAnswers()
                answers.dataSet = set
                let report = try await country.platform.importReturns(bytes, named: name, answers, isDryRun: true, by: operatorOfServer)
                #expect(report.openColumns.isEmpty && report.questions.isEmpty, "\(name) \(report.openColumns)")
                #expect(report.columns.compactMap { $0.holds?.text } == ["registration", "site", "period"] + columns)
            }
        }
    }

    @Test("Several sheets, sites and a hidden row: each row goes to its own site; hidden rows and sheets count only where somebody says so")
    func sheets() async throws {
        try await withTestCountry { country in
            let second = try await country.platform.addSite(
                SiteForm([.nameEnglish: "Dye house two", .province: "08", .isic: "1410", .employees: "150", .address: "Street 9"]),
                to: country.organisation(.factory), by: country.actor(.factory)
            ).id
            country.clock.advance(days: 60)
            let names = try await country.platform.returnList(by: country.actor(.factory)).sites
            let first = try #require(names[country.site(.factory)]?.nameEnglish)
            let text = "Site,Month,Diesel (L)\n\(first),2026-10,100\nDye house two,2026-10,200\nNobody's,2026-10,3\n,2026-10,4\n"
            let report = try await dry(country, Array(text.utf8))
            let codes = Dictionary(uniqueKeysWithValues: report.faults.map { ($0.address.description, $0.problem.phrase) })
            #expect(codes["A4"] == ReturnFilePhrase.siteUnknown.fullKey && codes["A5"] == DoubtPhrase.unlabelledRow.fullKey, "\(codes)")
            #expect(report.lines.prefix(2).map(\.site) == [country.site(.factory), second] && report.good == 2)
            let taken = try await take(country, Array(text.utf8), good: true)
            #expect(taken.returns.count == 2)
            let theirs = try await country.platform.importReturns(
                Array(text.utf8), named: "a.csv", isDryRun: true, by: country.actor(.secondFactory))
            #expect(theirs.good == 0 && theirs.lines.allSatisfy { $0.made == nil }, "Another firm's sites are unknown to it.")
        }
    }

    @Test("Of a file longer than is taken so much is read as is taken, and the answer says so; a file of another kind than its name says is refused")
    func tooLong() async throws {
        try await withTestCountry { country in
            country.clock.advance(days: 50)
            let rows = (0..<20_007).map { "2026-09,\($0)" }.joined(separator: "\n")
            let report = try await dry(country, Array("Month,Diesel (L)\n\(rows)\n".utf8))
            #expect(report.rows == 20_000 && !report.isSound)
            #expect(report.cut?.phrase == ReturnFilePhrase.tooManyRows.fullKey && report.cut?.facts["most"] == .number(20_000))
            // Taken part by part, it fills the draft once all the same.
            let taken = try await take(country, Array("Month,Diesel (L)\n\(rows)\n".utf8), good: true)
            #expect(taken.returns.count == 1 && taken.lines.count == 20_000 && taken.faults.count == 19_999)
            #expect(try await country.platform.returnModel(taken.returns[0], by: country.actor(.factory)).made.version == 2)
            let misnamed = await problems {
                _ = try await country.platform.sendReturnFile(Array("Month,Diesel (L)\n".utf8), named: "a.xlsx", by: country.actor(.factory))
            }
            #expect(misnamed.map(\.phrase) == [WorkbookPhrase.misnamed.fullKey] && misnamed.map(\.field) == ["file"])
            let large = await problems {
                _ = try await country.platform.sendReturnFile(
                    [UInt8](repeating: 65, count: 10_000_001), named: "a.csv", by: country.actor(.factory))
            }
            #expect(large.map(\.phrase) == [SentFilePhrase.tooLarge.fullKey])
        }
    }

    @Test("Whatever comes, nothing is half saved: damaged bytes and cells are refused or told about, each with a cell's address")
    func fuzzed() async throws {
        let seed: UInt64 = 20_261_122
        print("Files of returns are damaged by seed \(seed).")
        let sample = try Self.resource("monthly_garment_resaved")
        try await withTestCountry { country in
            country.clock.advance(days: 130)
            var random = SeededGenerator(seed: seed)
            let whole = Array("Month,Working days,Diesel (L),Fuelwood (t)\n2026-09,24,120,3.5\n2026-10,25,130,4.5\n2026-11,21,90,2\n".utf8)
            let cells = ["-", "1.234", "1,234", "none", "=1+1", "99999999999999999999", "-5", "2026-13", "03/04/2026", "\u{17E1}\u{17E2}", "\"", "NaN", ""]
            var taken = 0
            for round in 0..<160 {
                var file = round % 3 == 0 ? sample : whole
                let isWorkbook = round % 3 == 0
                for _ in 0...Int(random.next() % 5) {
                    let place = Int(random.next() % UInt64(file.count))
                    switch random.next() % 4 {
                    case 0: file[place] = UInt8(truncatingIfNeeded: random.next())
                    case 1 where !isWorkbook: file.insert(contentsOf: Array(cells[Int(random.next() % UInt64(cells.count))].utf8), at: place)
                    case 2: file.removeSubrange(place..<min(file.count, place + 9))
                    default: file.swapAt(place, Int(random.next() % UInt64(file.count)))
                    }
                }
                func counts() async throws -> [Int64] {
                    [try await country.number("SELECT count(*) FROM site_return"), try await country.number("SELECT count(*) FROM journal")]
                }
                let before = try await counts()
                do {
                    let report = try await take(country, file, isWorkbook ? "a.xlsx" : "a.csv", good: random.next() % 2 == 0)
                    let isSaved = !report.returns.isEmpty
                    #expect(try await counts()[1] - before[1] == (isSaved ? 1 : 0), "seed \(seed), round \(round)")
                    #expect(report.allFaults.allSatisfy { $0.address.row > 0 && $0.address.column > 0 }, "seed \(seed), round \(round)")
                    taken += report.returns.count
                } catch is any Explainable {
                    #expect(try await counts() == before, "seed \(seed), round \(round)")
                }
            }
            #expect(taken > 0)
            #expect(try await country.platform.verify().problems == [], "seed \(seed)")
        }
    }

    @Test("Quarters in Khmer and Vietnamese headings, Khmer digits, a hidden sum and a column in tons are read or asked about, never guessed")
    func languages() async throws {
        try await withTestCountry { country in
            country.clock.advance(days: 60)
            let khmer = "ខែ;ម៉ាស៊ូត (លីត្រ);អុស ton\nតុលា 2026;១២០;២\n"
            let first = try await dry(country, Array(khmer.utf8))
            #expect(first.columns.map { $0.holds?.text } == ["period", "diesel", "firewood"])
            #expect(first.openColumns.map(\.unitChoices) == [["kg", "t"]] && !first.isSound)
            var answers = ReturnFileAnswers()
            answers.units[first.columns[2].key] = "t"
            let taken = try await take(country, Array(khmer.utf8), "khmer.csv", answers)
            let made = try await country.platform.returnModel(try #require(taken.returns.first), by: country.actor(.factory)).made
            #expect(made.head.period.description == "2026-10")
            #expect(made.answers["diesel"]?.value.figure?.whole == 120_000 && made.answers["firewood"]?.value.figure?.whole == 2_000_000)
            let vietnamese = "Tháng;Dầu diesel (lít);Điện lưới (kWh)\ntháng 10;130;12.500\n"
            let asked = try await dry(country, Array(vietnamese.utf8))
            #expect(asked.faults.map(\.problem.phrase) == [DoubtPhrase.missingYear.fullKey])
            #expect(Self.cells(asked.questions, .separator) == ["C2"])
        }
    }
}

extension Platform {
    /// What a file would do once it was taken.
    fileprivate func takeAgain(_ id: DocumentID, by actor: Actor) async throws -> ReturnFileReport {
        try #require(try await returnFile(id, by: actor).report)
    }
}
