// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Discharge
import Domain
import Foundation
import Operations
import StorageCore
import TestSupport
import Testing
import Wording
import Workbooks

/// Files of laboratories: read, asked about, taken in once.
struct LabFileTests {
    private static let header = "outlet;sampled_on;reported_on;laboratory;parameter;operator;value;unit;method\n"

    private func bytes(_ rows: [String]) -> [UInt8] { Array((Self.header + rows.joined(separator: "\n") + "\n").utf8) }

    private func answers(_ change: (inout LabFileAnswers) -> Void = { _ in }) -> LabFileAnswers {
        var answers = LabFileAnswers()
        answers.separator = .decimals
        answers.isDayFirst = true
        change(&answers)
        return answers
    }

    private func import_(_ country: TestCountry, _ bytes: [UInt8], _ answers: LabFileAnswers = LabFileAnswers(), dry: Bool = false, good: Bool = false)
        async throws
        -> LabFileReport
    {
        try await country.platform.importResults(bytes, named: "lab.csv", answers, isDryRun: dry, goodOnly: good, by: country.actor(.factory))
    }

    @Test("What reads in two ways is asked once for all cells, never guessed; answered, the file is taken, and sent again it adds nothing")
    func asked() async throws {
        try await withTestCountry { country in
            _ = try await country.outlet()
            let file = bytes([
                "OUT-1;15/01/2026;02/02/2026;Lab A;pH;=;7,658;;APHA", "OUT-1;15/01/2026;04/02/2026;Lab A;COD;=;247,416;mg/L;APHA",
                "OUT-1;15/01/2026;24/01/2026;Lab A;Total chromium;<;0.01;mg/L;APHA", "OUT-1;15/01/2026;24/01/2026;Lab A;Zn;;<0,005;mg/L;APHA",
            ])
            let asked = try await import_(country, file)
            #expect(asked.questions.map(\.kind) == [.separator, .dayOrder] && asked.questions.map(\.count) == [2, 1], "\(asked)")
            #expect(asked.good == 2 && asked.faults.isEmpty && asked.results.isEmpty)
            #expect(try await country.number("SELECT count(*) FROM lab_result") == 0)
            let taken = try await import_(country, file, answers())
            #expect(taken.isSound && taken.results.count == 4 && taken.cases.count == 1, "\(taken)")
            let page = try await country.platform.resultList(before: nil, limit: 9, by: country.actor(.factory))
            #expect(
                Set(page.results.map { "\($0.result.parameter) \($0.result.reading.text)" }) == [
                    "ph 7.658", "cod 247.416 mg/L", "chromium < 0.01 mg/L", "zinc < 0.005 mg/L",
                ])
            let again = try await import_(country, file, answers())
            #expect(again.known == 4 && again.good == 0 && again.results.isEmpty)
            // The same rows in another file are known by what they say.
            let other = try await import_(country, file + Array("OUT-1;16/01/2026;;Lab A;pH;=;7,1;;APHA\n".utf8), answers())
            #expect(other.known == 4 && other.results.count == 1)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Every fault is told with its cell, all at once; nothing is saved, or the good rows alone where that was asked for")
    func faults() async throws {
        try await withTestCountry { country in
            _ = try await country.outlet()
            let file = bytes([
                "OUT-1;15/01/2026;24/01/2026;Lab A;COD;=;40.5;mg/L;APHA", "OUT-9;15/01/2026;24/01/2026;Lab A;COD;=;40.5;mg/L;APHA",
                "OUT-1;15/01/2026;24/01/2026;Lab A;Kryptonite;=;40.5;mg/L;APHA", "OUT-1;15/01/2026;24/01/2026;;BOD5;=;40.5;litre;APHA",
                "OUT-1;15/01/2026;14/01/2026;Lab A;TSS;=;0;mg/L;APHA", "OUT-1;15/01/2026;24/01/2026;Lab A;COD;=;41.5;mg/L;APHA",
            ])
            let report = try await import_(country, file)
            let cells = Set(report.faults.map(\.address.description))
            #expect(cells == ["A3", "E4", "D5", "H5", "G6", "C6", "G7"], "\(report.faults)")
            #expect(report.good == 1 && report.newOutlets == ["OUT-9"] && report.results.isEmpty)
            #expect(try await country.number("SELECT count(*) FROM lab_result") == 0)
            let good = try await import_(country, file, answers(), good: true)
            #expect(good.results.count == 1)
            let made = try await import_(country, bytes(["OUT-9;15/01/2026;;Lab A;COD;=;300.5;mg/L;APHA"]), answers { $0.makesOutlets = true })
            #expect(made.results.count == 1 && made.cases.isEmpty)
            #expect(try await country.number("SELECT count(*) FROM outlet") == 2)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A file waits for its answers, which next month's file takes over; the marked workbook comes back; only its sender sees it")
    func staged() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            _ = try await country.outlet()
            let first = bytes(["OUT-1;04/02/2026;;Lab A;COD;=;40,125;mg/L;APHA", "OUT-1;04/02/2026;;Lab A;pH;=;acid;;APHA"])
            let file = try await platform.sendLabFile(first, named: "lab.csv", by: country.actor(.factory))
            let asked = try #require(try await platform.labFile(file.id, by: country.actor(.factory)).report)
            #expect(asked.questions.count == 2)
            await #expect(throws: PlatformError.notFound) { _ = try await platform.labFile(file.id, by: country.actor(.plant)) }
            let marked = try await platform.markedLabFile(file.id, words: Words(.english), by: country.actor(.factory))
            #expect(marked.name == "lab-marked.xlsx" && marked.bytes.starts(with: [0x50, 0x4B]))
            let answered = try await platform.answerLabFile(file.id, answers { $0.cells = ["G3": "6.8"] }, version: 1, by: country.actor(.factory))
            await #expect(throws: PlatformError.stale) {
                _ = try await platform.answerLabFile(file.id, LabFileAnswers(), version: 1, by: country.actor(.factory))
            }
            #expect(answered.version == 2)
            let taken = try await platform.takeLabFile(file.id, goodOnly: false, by: country.actor(.factory))
            #expect(taken.results.count == 2)
            let next = try await platform.sendLabFile(
                bytes(["OUT-1;05/03/2026;;Lab A;COD;=;41,250;mg/L;APHA"]), named: "march.csv", by: country.actor(.factory))
            #expect(try await platform.labFile(next.id, by: country.actor(.factory)).report?.isSound == true)
            #expect(try await platform.labFile(file.id, by: country.actor(.factory)).file.taken == 2)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("The audit names a waiting file whose answers somebody changed in the database, and remembered columns that nobody said")
    func audited() async throws {
        try await withTestCountry { country in
            _ = try await country.outlet()
            let file = try await country.platform.sendLabFile(
                bytes(["OUT-1;04/02/2026;;Lab A;COD;=;40,125;mg/L;APHA"]), named: "lab.csv", by: country.actor(.factory))
            _ = try await country.platform.answerLabFile(file.id, answers(), version: 1, by: country.actor(.factory))
            #expect(try await country.platform.verify().problems == [])
            for (table, statement): (String, Query) in [
                ("sent_file", "UPDATE sent_file SET body = (SELECT body FROM file_mapping)"), ("file_mapping", "DELETE FROM file_mapping"),
            ] {
                try await country.database.write { _ = try $0.execute(statement) }
                #expect(try await country.platform.verify().problems.count == 1, "\(table)")
            }
        }
    }

    /// As the laboratory sent it, and as LibreOffice saves it where every column is text, and where its days are days.
    @Test(
        "The sample of a laboratory: 59 firms, days first, commas and points as decimals; all 300 results come in, and sent again none",
        arguments: ["laboratory_results.csv", "laboratory_results_texts.xlsx", "laboratory_results_days.xlsx"])
    func sample(_ name: String) async throws {
        let url = try #require(Bundle.module.url(forResource: "Resources/\(name)", withExtension: nil))
        let file = [UInt8](try Data(contentsOf: url))
        let sent = try #require(Bundle.module.url(forResource: "laboratory_results", withExtension: "csv", subdirectory: "Resources"))
        let lines = String(decoding: try Data(contentsOf: sent), as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
        try await withTestCountry { country in
            let numbers = Set(lines.compactMap { $0.split(separator: ";").first.map(String.init) })
            #expect(numbers.count == 59)
            for number in numbers.sorted() { _ = try await country.importFirm("Mill \(number)", number: number) }
            country.clock.advance(days: 60)
            let platform = country.platform
            func run(_ answers: LabFileAnswers, dry: Bool) async throws -> LabFileReport {
                try await platform.importResults(file, named: name, answers, isDryRun: dry, by: country.operatorOfServer)
            }
            let asked = try await run(LabFileAnswers(), dry: true)
            #expect(asked.rows == 300 && asked.questions.map(\.kind) == (name.contains("days") ? [.separator] : [.separator, .dayOrder]) && !asked.isSound)
            #expect(try await country.number("SELECT count(*) FROM lab_result") == 0)
            let dry = try await run(answers { $0.makesOutlets = true }, dry: true)
            #expect(dry.isSound && dry.good == 300, "\(dry.faults.prefix(3))")
            let taken = try await run(answers { $0.makesOutlets = true }, dry: false)
            #expect(taken.results.count == 300 && taken.known == 0)
            #expect(try await country.number("SELECT count(*) FROM outlet") == 59)
            // Every thirtieth or so lies below what the method finds.
            let detected = try await platform.resultList(before: nil, limit: 300, by: country.operatorOfServer).results
            #expect(detected.count { $0.result.reading.sign == .below } == 37 && detected.count == 300)
            let again = try await run(answers { $0.makesOutlets = true }, dry: false)
            #expect(again.known == 300 && again.good == 0 && again.results.isEmpty)
            #expect(try await platform.verify().problems == [])
        }
    }

    @Test("A long file is recorded part by part, each result once; sent again it adds nothing, and what was missing of it alone")
    func long() async throws {
        try await withTestCountry { country in
            _ = try await country.outlet()
            let sent = (0..<10_020).map { "OUT-1;2026-01-\($0 % 28 + 1 < 10 ? "0" : "")\($0 % 28 + 1);Lab A;COD;4\($0 % 10);mg/L;S\($0)" }
            func file(_ rows: [String]) -> [UInt8] { Array(("outlet;sampled_on;laboratory;parameter;value;unit;sample\n" + rows.joined(separator: "\n")).utf8) }
            let begun = try await import_(country, file(Array(sent.prefix(5100))))
            #expect(begun.results.count == 5100 && begun.rows == 5100 && begun.good == 5100)
            let whole = try await import_(country, file(sent))
            #expect(whole.isSound && whole.results.count == 4920 && whole.known == 5100 && whole.rows == 10_020)
            #expect(Set(begun.results + whole.results).count == 10_020)
            let again = try await import_(country, file(sent))
            #expect(again.known == 10_020 && again.results.isEmpty)
            #expect(try await country.number("SELECT count(*) FROM journal WHERE kind = 'results.import'") == 3)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Damaged and foreign files are refused or told about, and whatever comes, nothing is half saved")
    func fuzzed() async throws {
        let seed: UInt64 = 20_260_415
        try await withTestCountry { country in
            _ = try await country.outlet()
            let whole = bytes((1...9).map { "OUT-1;0\($0)/01/2026;2\($0)/01/2026;Lab A;COD;=;4\($0).5;mg/L;APHA" })
            var random = SeededGenerator(seed: seed)
            var saved = 0
            for round in 0..<150 {
                var file = whole
                for _ in 0...Int(random.next() % 6) {
                    let place = Int(random.next() % UInt64(file.count))
                    switch random.next() % 4 {
                    case 0: file[place] = UInt8(truncatingIfNeeded: random.next())
                    case 1: file.remove(at: place)
                    case 2: file.insert(contentsOf: [34, 59, 10].shuffled(using: &random), at: place)
                    default: file.removeSubrange(place..<min(file.count, place + 20))
                    }
                }
                let before = try await country.number("SELECT count(*) FROM lab_result")
                do {
                    let report = try await import_(country, file, answers())
                    #expect(report.results.isEmpty || report.isSound, "seed \(seed), round \(round)")
                    let after = try await country.number("SELECT count(*) FROM lab_result")
                    #expect(after - before == Int64(report.results.count), "seed \(seed), round \(round)")
                    saved += report.results.count
                } catch is any Explainable {
                    #expect(try await country.number("SELECT count(*) FROM lab_result") == before, "seed \(seed), round \(round)")
                }
            }
            #expect(saved > 0)
            #expect(try await country.platform.verify().problems == [], "seed \(seed)")
        }
    }
}
