// SPDX-License-Identifier: Apache-2.0

import AppSupport
import CodeLists
import Domain
import Foundation
import Identity
import Tabular
import TestSupport
import Testing
import Wording

@testable import Operations

/// Sentences and lists that people of the country correct themselves.
struct EditingTests {
    static func file(_ rows: [[String]]) -> [UInt8] {
        var writer = CSVWriter(columns: WordingTable.columns)
        for row in rows { writer.append(row) }
        return writer.bytes
    }

    @Test("The file that was downloaded comes back unchanged as nothing new; one corrected sentence is in force at once and after a restart")
    func wordingRoundTrip() async throws {
        try await withTestCountry { country in
            let server = country.operatorOfServer
            let bytes = try country.platform.exportWording(by: server)
            let same = await #expect(throws: PlatformError.self) { try await country.platform.importWording(bytes, by: server) }
            #expect(same?.problems.map(\.phrase) == [EditingPhrase.nothingNew.fullKey])

            let row = ["operations.staleRecord", "Somebody was quicker.", "មានអ្នកបានធ្វើមុន។", "Có người nhanh hơn.", "Sok Dara", "2026-09-12"]
            let done = try await country.platform.importWording(Self.file([row]), by: server)
            #expect(done == WordingImport(changed: 1, reviewed: 1))
            #expect(Words(.english, table: country.platform.wording).say(row[0]) == "Somebody was quicker.")
            let again = try await Platform(database: country.database, country: .cambodia, secrets: Secrets(work: .least)) { FixedTime.now }
            #expect(Words(.khmer, table: again.wording).say(row[0]) == "មានអ្នកបានធ្វើមុន។")
        }
    }

    @Test("A sentence and a list changed at one server are in force at another of the same database at its next look, and only then are they read")
    func otherServer() async throws {
        try await withTestCountry { country in
            let officer = country.operatorOfServer
            let other = try await Platform(database: country.database, country: .cambodia, node: 2, secrets: Secrets(work: .least)) { FixedTime.now }
            #expect(try await other.refreshVocabulary() == false)

            let row = ["operations.staleRecord", "Somebody was quicker.", "មានអ្នកបានធ្វើមុន។", "Có người nhanh hơn.", "", ""]
            _ = try await country.platform.importWording(Self.file([row]), by: officer)
            #expect(try await other.refreshVocabulary())
            #expect(Words(.english, table: other.wording).say(row[0]) == "Somebody was quicker.")

            var form = ListForm()
            form.list = ListFile.units.rawValue
            form.edition = "Units 2027"
            form.validFrom = "2027-01-01"
            form.source = "test"
            form.confidence = Confidence.medium.rawValue
            form.file = try Self.unitsFile()
            try await country.platform.loadList(form, by: country.actor(.ministry))
            #expect(other.lists.units.newest.edition != "Units 2027")
            #expect(try await other.refreshVocabulary())
            #expect(other.lists.units.newest.edition == "Units 2027")
            #expect(try await other.refreshVocabulary() == false)
            #expect(Words(.english, table: other.wording).say(row[0]) == "Somebody was quicker.")
        }
    }

    @Test("Unknown keys, missing placeholders, blank sentences and half a review are refused with their lines, and nothing is saved")
    func wordingFaults() async throws {
        try await withTestCountry { country in
            let rows = [
                ["nobody.saysThis", "A", "ក", "B", "", ""],
                ["operations.unreadableNumber", "Not a number.", "មិនមែនជាលេខ “{text}”", "“{text}” không phải số", "", ""],
                ["operations.staleRecord", "Somebody was quicker.", "", "Có người nhanh hơn.", "Sok Dara", ""],
            ]
            let error = await #expect(throws: PlatformError.self) {
                try await country.platform.importWording(Self.file(rows), by: country.operatorOfServer)
            }
            let problems = try #require(error?.problems)
            #expect(
                problems.map(\.phrase)
                    == [EditingPhrase.unknownKey, .placeholdersDiffer, .blankSentence, .reviewerIncomplete].map(\.fullKey))
            #expect(problems.map { $0.facts["line"] } == [.numeral(2), .numeral(3), .numeral(4), .numeral(4)])
            #expect(country.platform.wording.text("operations.staleRecord", .english) == WordingTable.shipped.text("operations.staleRecord", .english))
        }
    }

    @Test("Only editors touch sentences, and only officers with the charge load lists")
    func permissions() async throws {
        try await withTestCountry { country in
            #expect(throws: PermissionRefusal.self) { try country.platform.exportWording(by: country.actor(.factory)) }
            await #expect(throws: PermissionRefusal.self) {
                try await country.platform.loadList(ListForm(), by: country.actor(.department))
            }
        }
    }

    @Test("Corrected names of wastes are found by searching at once and after a restart; a name of no code is refused with line and column")
    func names() async throws {
        try await withTestCountry { country in
            let officer = country.actor(.ministry)
            var form = ListForm()
            form.list = ListFile.wasteNames.rawValue
            form.source = "Ministry of Industry"
            form.file = Array("code,language,name,synonyms,status,reviewer,reviewed_on\n040222,en,Zebra offcuts,,official,Sok Dara,2026-09-12\n".utf8)
            try await country.platform.loadList(form, by: officer)
            let code = try #require(WasteCodeID(text: "040222"))
            #expect(country.platform.lists.name(of: code, in: .english).text == "Zebra offcuts")
            #expect(country.platform.lists.wasteSearch(on: FixedTime.today).matches("zebra").map(\.code) == [code])
            let again = try await Platform(database: country.database, country: .cambodia, secrets: Secrets(work: .least)) { FixedTime.now }
            #expect(again.lists.name(of: code, in: .english).text == "Zebra offcuts")

            form.file = Array("code,language,name,synonyms,status,reviewer,reviewed_on\n999999,en,Nothing,,official,,\n".utf8)
            let error = await #expect(throws: ListFaults.self) { try await country.platform.loadList(form, by: officer) }
            #expect(error?.faults.map(\.line) == [2] && error?.faults.map(\.column) == ["code"])
        }
    }

    @Test("A newer edition of a list is in force from its day on, survives a restart, and a second of the same name is refused")
    func editions() async throws {
        try await withTestCountry { country in
            var form = ListForm()
            form.list = ListFile.units.rawValue
            form.edition = "Units 2027"
            form.validFrom = "2027-01-01"
            form.source = "test"
            form.confidence = Confidence.medium.rawValue
            let rows = country.platform.lists.units.newest.rows
            form.file = try Self.unitsFile()
            let officer = country.actor(.ministry)
            try await country.platform.loadList(form, by: officer)
            let again = try await Platform(database: country.database, country: .cambodia, secrets: Secrets(work: .least)) { FixedTime.now }
            for lists in [country.platform.lists, again.lists] {
                #expect(lists.units.newest.edition == "Units 2027" && lists.units.newest.rows.count == rows.count)
                #expect(lists.units.edition(on: FixedTime.today).edition != "Units 2027")
            }
            await #expect(throws: ListFaults.self) { try await country.platform.loadList(form, by: officer) }
            form.edition = ""
            form.validFrom = "soon"
            let error = await #expect(throws: PlatformError.self) { try await country.platform.loadList(form, by: officer) }
            #expect(error?.problems.map(\.field) == ["edition", "valid_from"])
        }
    }

    @Test("An edition that an officer at another server loaded a moment ago is known when the next one is checked, so that no server is kept from starting")
    func editionsAtTwoServers() async throws {
        try await withTestCountry { country in
            let other = try await Platform(database: country.database, country: .cambodia, node: 1, secrets: Secrets(work: .least)) { FixedTime.now }
            var form = ListForm()
            form.list = ListFile.units.rawValue
            form.source = "test"
            form.confidence = Confidence.medium.rawValue
            form.file = try Self.unitsFile()
            func load(_ edition: String, _ day: String, at platform: Platform) async throws {
                var form = form
                form.edition = edition
                form.validFrom = day
                try await platform.loadList(form, by: country.actor(.ministry))
            }
            try await load("Units 2028", "2028-01-01", at: country.platform)
            await #expect(throws: ListFaults.self, "the same edition again") { try await load("Units 2028", "2028-01-01", at: other) }
            await #expect(throws: ListFaults.self, "one that begins before the newest") { try await load("Units 2027", "2027-01-01", at: other) }
            let third = try await Platform(database: country.database, country: .cambodia, node: 2, secrets: Secrets(work: .least)) { FixedTime.now }
            for platform in [country.platform, other, third] { #expect(platform.lists.units.newest.edition == "Units 2028") }
        }
    }

    /// The units that the program ships with, as their file.
    static func unitsFile() throws -> [UInt8] {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let data = try Data(contentsOf: URL(filePath: "/" + root + "/Sources/Core/CodeLists/Resources/units.csv"))
        return [UInt8](data)
    }
}
