// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Tabular
import Testing
import Wording

@Suite("Faults in list files") struct LoadingTests {
    private func faults(_ files: [String: [UInt8]]) -> [ListFault] { CodeLists.load(files: files).faults }

    /// One column of one shipped line, replaced.
    private func replacing(_ file: ListFile, line: Int, column: String, with value: String) throws -> [String: [UInt8]] {
        let table = CSVTable(bytes: ShippedFiles.all[file.rawValue] ?? [], required: [column], optional: nil)
        let position = try #require(table.columns.firstIndex(of: column))
        var writer = CSVWriter(columns: table.columns)
        for row in table.rows {
            var fields = row.fields
            if row.line == line { fields[position] = value }
            writer.append(fields)
        }
        var files = ShippedFiles.all
        files[file.rawValue] = writer.bytes
        return files
    }

    @Test(
        "a damaged value is reported with file, line, column, value and reason, and nothing else is",
        arguments: [
            (ListFile.wasteCodes, 5, "confidence", "sure", ListFault.Reason.badWord), (.wasteCodes, 6, "refs", "999999", .unknownReference),
            (.wasteCodes, 6, "refs", "01 03", .badCode), (.wasteCodes, 3, "short_name", "", .blank), (.wasteCodes, 3, "hazardous", "yes", .badWord),
            (.wasteCodes, 3, "typical_isic_divisions", "05 04", .unknownReference), (.wasteCodes, 3, "typical_isic_divisions", "C", .badCode),
            (.wasteCodes, 3, "chapter", "02", .inconsistent), (.wasteCodes, 4, "code_display", "01 03 04", .inconsistent),
            (.wasteCodes, 3, "source", "", .blank),
            (.treatments, 2, "final_operation", "2", .badWord), (.treatments, 2, "group", "recovery", .inconsistent),
            (.treatments, 3, "category", "burning", .badWord),
            (.baselCodes, 4, "kind", "characteristic", .inconsistent), (.industries, 24, "short_name", "", .blank),
            (.industries, 24, "parent", "B", .inconsistent),
            (.units, 2, "factor_to_si", "one", .badNumber), (.units, 2, "factor_to_si", "-1", .badNumber), (.units, 2, "factor_to_si", "", .blank),
            (.units, 3, "si_unit", "g", .inconsistent), (.units, 3, "dimension", "weight", .badWord), (.provinces, 3, "lat", "91", .badNumber),
            (.provinces, 3, "lon", "E104", .badNumber), (.provinces, 30, "successor_2025_code", "99", .unknownReference),
            (.provinces, 3, "country", "TH", .badWord),
            (.zones, 3, "province", "Atlantis", .unknownReference), (.zones, 3, "year", "MMVIII", .badNumber),
            (.zones, 3, "area_ha", "big", .badNumber),
            (.zones, 3, "status", "closed", .badWord), (.wasteNames, 3, "code", "990101", .unknownReference),
            (.wasteNames, 3, "language", "fr", .badWord),
            (.wasteNames, 3, "name", "", .blank), (.wasteNames, 3, "reviewed_on", "12/09/2026", .badDate),
            (.codeNames, 3, "list", "things", .badWord),
            (.codeNames, 3, "code", "D16", .unknownReference), (.editions, 3, "valid_from", "soon", .badDate),
        ] as [(ListFile, Int, String, String, ListFault.Reason)])
    func damagedValue(file: ListFile, line: Int, column: String, value: String, reason: ListFault.Reason) throws {
        let found = faults(try replacing(file, line: line, column: column, with: value))
        let fault = try #require(found.first)
        #expect(fault.file == file.rawValue && fault.line == line && fault.column == column && fault.reason == reason)
        #expect(fault.value == value || value.hasSuffix(" " + fault.value))
        #expect(found.count == 1, "\(found)")
    }

    @Test("a bad key is one fault of its own line, and those of the rows that point at it")
    func badKey() throws {
        let found = faults(try replacing(.treatments, line: 2, column: "code", with: "D16"))
        #expect(
            found.first
                == ListFault(file: "treatment_codes.csv", line: 2, column: "code", value: "D16", reason: .badCode, expected: "D1...D15, R1...R13"))
        #expect(
            found.dropFirst().allSatisfy { $0.file == "code_names.csv" && $0.column == "code" && $0.value == "D1" && $0.reason == .unknownReference })
        #expect(found.count == 4)
    }

    @Test("the same key twice is a fault of the second line, in every list")
    func duplicates() {
        for (file, column) in [
            (ListFile.wasteCodes, "code"), (.treatments, "code"), (.baselCodes, "code"), (.industries, "code"), (.provinces, "code"),
            (.units, "symbol"),
            (.zones, "name"), (.wasteNames, "code"), (.codeNames, "code"),
        ] {
            let lines = ShippedFiles.lines(file)
            let found = faults(ShippedFiles.with(file, lines + [lines[1]]))
            #expect(found.map(\.reason) == [.duplicateKey], "\(file.rawValue) \(found)")
            #expect(found.map(\.line) == [lines.count + 1] && found.map(\.column) == [column], "\(file.rawValue)")
        }
    }

    @Test("one row with four faults gives four, and rows elsewhere give theirs, in order of file and line")
    func everyFault() throws {
        var files = try replacing(.wasteCodes, line: 10, column: "hazardous", with: "maybe")
        var lines = String(decoding: files["waste_codes.csv"] ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
        lines[1] = "010101,01 01 02,01,,0101,mineral extraction,x,0,odd,,05 06 07 08 09,s,huge,"
        files["waste_codes.csv"] = Array(lines.joined(separator: "\n").utf8)
        files["units.csv"] = ShippedFiles.changing(.units, line: 9) { $0.replacingOccurrences(of: ",high", with: ",tall") }["units.csv"]
        #expect(
            faults(files).map { "\($0.file) \($0.line) \($0.column)" } == [
                "units.csv 9 confidence", "waste_codes.csv 2 chapter_name", "waste_codes.csv 2 entry_type", "waste_codes.csv 2 code_display",
                "waste_codes.csv 2 confidence", "waste_codes.csv 10 hazardous",
            ])
    }

    @Test("faults of the file's shape come with line and column, a missing file once and alone")
    func shape() throws {
        let short = faults(ShippedFiles.changing(.units, line: 4) { _ in "mg,milligram" })
        #expect(short.first == ListFault(file: "units.csv", line: 4, value: "2 of 11", reason: .table(.tooFewFields)))
        let unknown = faults(ShippedFiles.changing(.editions, line: 1) { $0 + ",colour" })
        #expect(unknown.first == ListFault(file: "editions.csv", line: 1, column: "colour", reason: .table(.unknownColumn)))
        for file in ListFile.allCases {
            var files = ShippedFiles.all
            files[file.rawValue] = nil
            let found = faults(files)
            #expect(found.first == ListFault(file: file.rawValue, line: 0, reason: .missingFile))
            #expect(found.count == 1 || file == .provinces, "\(file.rawValue)")
        }
        #expect(faults([:]).map(\.file) == ListFile.allCases.map(\.rawValue))
    }

    @Test("an edition without its row in the table of editions is a fault")
    func missingEdition() {
        let lines = ShippedFiles.lines(.editions).filter { !$0.hasPrefix("units.csv") }
        #expect(
            faults(ShippedFiles.with(.editions, lines)) == [
                ListFault(file: "editions.csv", line: 0, column: "file", value: "units.csv", reason: .blank)
            ])
    }

    @Test("two rows of one merged province must agree on its name")
    func mergedNames() throws {
        // Line 30 is Hà Giang, which went to Tuyên Quang.
        let found = faults(try replacing(.provinces, line: 28, column: "successor_2025_name_local", with: "Tuyên Hà"))
        #expect(
            found == [
                ListFault(
                    file: "provinces.csv", line: 28, column: "successor_2025_name_local", value: "Tuyên Hà", reason: .inconsistent,
                    expected: "Tuyên Quang")
            ])
    }

    @Test("each fault is a sentence in every language with its line")
    func sentences() throws {
        let reasons: [ListFault.Reason] = [
            .missingFile, .blank, .badCode, .badNumber, .badDate, .badWord, .duplicateKey, .unknownReference, .inconsistent, .stillReferenced,
            .editionNotNewer, .fixed, .table(.tooFewFields),
        ]
        for language in Language.allCases {
            for reason in reasons {
                let fault = ListFault(file: "units.csv", line: 7, column: "exact", value: "x", reason: reason, expected: "0, 1")
                let sentence = Words(language)(fault.problem)
                #expect(sentence != fault.problem.phrase && !sentence.contains("{"), "\(language) \(reason)")
                #expect(fault.problem.field == "units.csv")
            }
        }
    }
}
