// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Operations
import Returns
import Testing
import Wording

/// Officers load newer data sets: the returns of periods from then on ask by them, and what was begun or sent before stays as it was.
struct DataSetLoadTests {
    /// The factory's month with one figure more, for October and later.
    private func files(_ country: TestCountry) -> [String: [UInt8]] {
        func rows(_ place: Int) -> [String] {
            String(decoding: country.platform.dataSets.csv(DataSets.files[place]), as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        }
        let own = rows(1).filter { $0.hasPrefix("factoryMonthly,1,") }.map { $0.replacing("factoryMonthly,1,", with: "factoryMonthly,2,", maxReplacements: 1) }
        let fields = [rows(1)[0]] + own + ["factoryMonthly,2,compostMade,waste,mass,kg;t,,1,,typed,weighed,9000,Compost made,ជីកំប៉ុស្តិ៍,Phân ủ"]
        let sets = [rows(0)[0], "factoryMonthly,2,2026-10-01,,month,factory,sent,0,assumed,A test,low,,,"]
        return [DataSets.files[0]: sets, DataSets.files[1]: fields].mapValues { Array(($0.joined(separator: "\n") + "\n").utf8) }
    }

    @Test("A newer version is asked from its month on, at every server; the month before is read, sent and booked by the one it was begun with")
    func newerVersion() async throws {
        try await withTestCountry { country in
            let (platform, ministry, factory) = (country.platform, country.actor(.ministry), country.actor(.factory))
            let september = try await country.beginReturn()
            let other = try await Platform(database: country.database, country: .cambodia, node: 9) { country.clock.now() }
            let files = files(country)
            await #expect(throws: PermissionRefusal.self) { _ = try await platform.loadDataSets(files, by: factory) }
            let dry = try await platform.loadDataSets(files, isDryRun: true, by: ministry)
            #expect(dry.change.versions.first?.added.map(\.id) == ["compostMade"] && dry.firms.isEmpty)
            #expect(dry.lines(Words(.vietnamese)).contains { $0.contains("Phân ủ") }, "\(dry.lines(Words(.vietnamese)))")
            #expect(platform.dataSets == .shipped, "A dry run changes nothing.")
            _ = try await platform.loadDataSets(files, by: ministry)
            let again = await problems { _ = try await platform.loadDataSets(files, by: ministry) }
            #expect(again.count == 1)
            #expect(try await other.refreshVocabulary())
            #expect(other.dataSets == platform.dataSets && other.dataSets != .shipped)
            #expect(other.wording.text("datasets.fieldCompostMade", .khmer) == "ជីកំប៉ុស្តិ៍")
            let load = try #require(try await platform.loads(of: DataSets.files).first)
            #expect(load.organisation?.id == country.organisation(.ministry) && load.person != nil)

            country.clock.advance(days: 20)
            let sent = try await country.filled(september, by: factory)
            #expect(sent.head.dataSetVersion == 1 && sent.answers["compostMade"] == nil)
            let filed = try await platform.submitReturn(sent.id, version: sent.version, confirms: true, by: factory)
            #expect(try await platform.returnModel(filed.id, by: ministry).dataSet.version == 1)
            let october = try await country.beginReturn("2026-10")
            #expect(october.head.dataSetVersion == 2)
            #expect(try await platform.returnModel(october.id, by: factory).fields.contains { $0.id == "compostMade" })
            var form = ReturnForm()
            form.answers["compostMade"] = ReturnForm.Answer()
            form.answers["compostMade"]?.number = "250"
            let saved = try await platform.saveReturn(october.id, version: october.version, form, by: factory)
            #expect(saved.answers["compostMade"]?.value.figure?.whole == 250_000)
            #expect(try await platform.verify().problems == [])
            let third = try await Platform(database: country.database, country: .cambodia, node: 8) { country.clock.now() }
            #expect(third.dataSets == platform.dataSets, "A server that starts later knows it too.")
        }
    }

    @Test("A dry run counts the firms that owe a set newly, and those that owe it no more")
    func firms() async throws {
        try await withTestCountry { country in
            let head = "id,data_set,country,profile,treatments,sectors,sizes,period,due_days,bill,valid_from,valid_to,standing,source,confidence"
            let ends =
                "kh-producer-month,factoryMonthly,KH,producer,,-3700,medium;large,month,15,0,2026-07-01,2026-12-31,assumed,"
                + "Assumed; no official threshold or deadline was found,low"
            let more = "kh-producer-quarter-2027,simple,KH,producer,,-3700,medium;large,quarter,30,1,2027-01-01,,assumed,A test,low"
            let file = [DataSets.files[2]: Array("\(head)\n\(ends)\n\(more)\n".utf8)]
            let load = try await country.platform.loadDataSets(file, isDryRun: true, by: country.actor(.ministry))
            #expect(load.day.description == "2027-01-01")
            let month = try #require(load.firms.first { $0.dataSet == "factoryMonthly" })
            let simple = try #require(load.firms.first { $0.dataSet == "simple" })
            #expect(month.noMore > 0 && month.newly == 0 && simple.newly > 0 && simple.noMore == 0, "\(load.firms)")
        }
    }

    @Test("Faults of every file are told together with their lines, in the reader's language, and nothing is loaded")
    func faults() async throws {
        try await withTestCountry { country in
            var files = files(country)
            files[DataSets.files[2]] = Array("id,data_set\nx,y\n".utf8)
            files[DataSets.files[0]] = Array((String(decoding: files[DataSets.files[0]] ?? [], as: UTF8.self).replacing("2026-10-01", with: "1 October")).utf8)
            let found = await problems { _ = try await country.platform.loadDataSets(files, by: country.actor(.ministry)) }
            #expect(Set(found.map(\.field)).isSuperset(of: [DataSets.files[0], DataSets.files[2]]), "\(found)")
            for problem in found { for language in Language.allCases { #expect(!Words(language)(problem).contains("{"), "\(problem)") } }
            #expect(country.platform.dataSets == .shipped)
            let loads = try await country.platform.loads(of: DataSets.files)
            #expect(loads.isEmpty)
        }
    }

    @Test("A file that was changed in the database, or taken out of it, is named by verify")
    func audit() async throws {
        try await withTestCountry { country in
            _ = try await country.platform.loadDataSets(files(country), by: country.actor(.ministry))
            #expect(try await country.platform.verify().problems == [])
            try await country.database.write { session in
                try session.execute("UPDATE code_list_edition SET source = 'x', content = \([UInt8]("id\n".utf8)) WHERE list = \(DataSets.files[0])")
            }
            #expect(try await country.platform.verify().problems.map(\.phrase) == ["verify.registryBody"])
            try await country.database.write { session in try session.execute("DELETE FROM code_list_edition WHERE list = \(DataSets.files[0])") }
            #expect(try await country.platform.verify().problems.map(\.phrase) == ["verify.registryMissing"])
        }
    }
}
