// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Identity
import Tabular
import Testing
import Wording

struct OrganisationFileTests {
    private let header = "registration_number,name_en,country,province,isic,profiles,opened_on\n"

    private func read(_ text: String) -> OrganisationFile {
        OrganisationFile.read(Array(text.utf8), lookups: Registrations.lookups)
    }

    @Test("The sample registry of 2,000 rows gives exactly the faults planted in it, and every other row")
    func sample() throws {
        let file = OrganisationFile.read(try resource("organisations.csv"), lookups: Registrations.lookups)
        let planted = CSVTable(bytes: try resource("organisations.faults.csv"), required: ["line", "column", "value", "why"])
        #expect(planted.faults.isEmpty && planted.rows.count == 37)
        let expected = planted.rows.map { "\($0["line"]) \($0["column"]) \($0["value"])" }
        #expect(file.faults.map { "\($0.line) \($0.column) \($0.value)" } == expected)
        #expect(file.rows.count == 2000 - 37)
    }

    @Test("Each kind of planted fault is told by its own sentence")
    func sampleSentences() throws {
        let file = OrganisationFile.read(try resource("organisations.csv"), lookups: Registrations.lookups)
        let phrases: [String: String] = [
            "unknown ISIC class": "registrationISIC", "unknown country": "registrationCountry", "closed before opened": "registrationClosedBeforeOpened",
            "unknown province": "registrationProvince", "impossible date": "registrationDateForm", "more women than employees": "registrationWomen",
            "out of range": "registrationLatitude", "not a number": "registrationCountUnreadable", "negative": "registrationCountNegative",
            "duplicate": "registrationDuplicate", "unknown profile": "registrationProfile",
        ]
        let planted = CSVTable(bytes: try resource("organisations.faults.csv"), required: ["line", "column", "value", "why"]).rows
        for (fault, row) in zip(file.faults, planted) {
            let wanted = phrases[row["why"]] ?? (row["column"] == "name_en" ? "registrationNameMissing" : "registrationNumberMissing")
            #expect(fault.problem.phrase == "identity." + wanted, "line \(fault.line)")
        }
    }

    @Test("A registration number is found twice in any case and spacing, also when its first row has another fault")
    func duplicates() throws {
        let file = read(
            header + """
                KH 1,First,KH,Atlantis,1061,producer,
                kh  1,Second,KH,08,1061,producer,
                KH2,Third,KH,08,1061,producer,
                KH ២,Fourth,KH,08,1061,producer,

                KH2,Fifth,KH,08,1061,producer,
                """)
        #expect(file.rows.map(\.line) == [4, 5])
        #expect(file.faults.map { "\($0.line) \($0.column)" } == ["2 province", "3 registration_number", "7 registration_number"])
        #expect(file.faults[1].problem.facts["line"] == .numeral(2))
        #expect(file.faults[2].problem.facts["line"] == .numeral(4))
    }

    @Test(
        "A line beyond the thousandth is named as an editor numbers it, without a separator, in every language",
        arguments: [(Language.english, "line 1008"), (.khmer, "១០០៨"), (.vietnamese, "dòng 1008")])
    func lineNumbers(language: Language, place: String) throws {
        let rows = (2...1007).map { "KH\($0),Firm,KH,08,1061,producer," } + ["KH9999,First,KH,08,1061,producer,", "KH9999,Second,KH,08,1061,producer,"]
        let fault = try #require(read(header + rows.joined(separator: "\n") + "\n").faults.first)
        #expect(fault.line == 1009)
        let sentence = Words(language, usesKhmerDigits: true)(fault.problem)
        #expect(sentence.contains(place), "\(sentence)")
        let shape = try #require(read(header + rows.dropLast().joined(separator: "\n") + "\nKH1,short\n").faults.first)
        #expect(shape.line == 1009 && Words(.english)(shape.problem).contains("1009"))
    }

    @Test("A row with several faults has them all, and faults of the file's shape stand among them by line")
    func severalFaults() {
        let file = read(
            header + """
                KH1,,KH,Atlantis,1061,producer,2002-10-10
                KH2,Short,KH
                KH3,Good,KH,08,1061,producer,
                KH4,Quote,KH,08,1061,"pro"ducer,
                """)
        #expect(file.rows.map(\.line) == [4])
        #expect(
            file.faults.map { "\($0.line) \($0.problem.phrase)" } == [
                "2 identity.registrationNameMissing", "2 identity.registrationProvince", "3 files.tooFewFields", "5 files.textAfterQuote",
            ])
    }

    @Test("A file without its columns, or empty, is told which are missing and gives no rows")
    func missingColumns() {
        let file = read("registration_number,name_en,colour\nKH1,First,red\n")
        #expect(file.rows.isEmpty)
        #expect(
            file.faults.map { "\($0.problem.phrase) \($0.column)" } == [
                "files.unknownColumn colour", "files.missingColumn country", "files.missingColumn province", "files.missingColumn isic",
                "files.missingColumn profiles",
            ])
        #expect(read("").faults.map(\.problem.phrase) == ["files.missingHeader"])
    }

    private func resource(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Resources")
        return Array(try Data(contentsOf: folder.appending(path: name)))
    }
}
