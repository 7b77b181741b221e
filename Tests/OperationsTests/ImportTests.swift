// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Foundation
import Identity
import Operations
import Tabular
import Testing

/// A registry extract read in.
struct ImportTests {
    private func sample(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "IdentityTests/Resources")
        return [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    @Test("The sample extract is refused whole, with its 37 planted faults by line, column and value")
    func sampleIsRefused() async throws {
        try await withTestCountry { country in
            let before = try await country.number("SELECT count(*) FROM organisation")
            for isDryRun in [true, false] {
                let report = try await country.platform.importOrganisations(try sample("organisations.csv"), isDryRun: isDryRun, by: country.operatorOfServer)
                let planted = CSVTable(bytes: try sample("organisations.faults.csv"), required: ["line", "column", "value", "why"]).rows
                #expect(report.faults.map { "\($0.line) \($0.column) \($0.value)" } == planted.map { "\($0["line"]) \($0["column"]) \($0["value"])" })
                #expect(report.faults.count == 37 && report.added == 0)
            }
            #expect(try await country.number("SELECT count(*) FROM organisation") == before)
        }
    }

    @Test("Without its faulty lines the extract is taken in one operation, and a second time adds nothing")
    func mendedSample() async throws {
        try await withTestCountry { country in
            let faulty = Set(CSVTable(bytes: try sample("organisations.faults.csv"), required: ["line", "column", "value", "why"]).rows.map { $0["line"] })
            let lines = String(decoding: try sample("organisations.csv"), as: UTF8.self).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let mended = lines.enumerated().filter { !faulty.contains(String($0.offset + 1)) }.map(\.element).joined(separator: "\n")
            let journal = try await country.number("SELECT count(*) FROM journal")
            let first = try await country.platform.importOrganisations(Array(mended.utf8), isDryRun: false, by: country.operatorOfServer)
            #expect(first.faults.isEmpty && first.added == 1963)
            let contacts = CSVTable(bytes: Array(mended.utf8), required: ["contact_name", "contact_phone"]).rows.count {
                !$0["contact_name"].isEmpty || !$0["contact_phone"].isEmpty
            }
            let kept = try await country.number("SELECT count(*) FROM organisation_contact")
            #expect(contacts > 1000 && kept == Int64(contacts))
            #expect(try await country.number("SELECT count(*) FROM journal") == journal + 1)
            let second = try await country.platform.importOrganisations(Array(mended.utf8), isDryRun: false, by: country.operatorOfServer)
            #expect(second.added == 0 && second.known == 1963)
            #expect(try await country.platform.verify().problems == [])
        }
    }
}
