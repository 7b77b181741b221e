// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Returns
import TestSupport
import Testing
import Wording

/// Newer versions of data sets as files: what stands is only ended, and every fault is told at once.
struct DataSetFileTests {
    private let shipped = DataSets.shipped
    private let units = CodeLists.shipped.units.all.flatMap(\.rows)

    private func lines(_ file: Int) -> [String] {
        String(decoding: shipped.csv(DataSets.files[file]), as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    }

    private func header(_ file: Int) -> String { lines(file)[0].drop { !$0.isLetter }.description }

    private func bytes(_ rows: [String]) -> [UInt8] { Array((rows.joined(separator: "\n") + "\n").utf8) }

    /// Files of version 2 of the factory's month with one figure more, from a day on.
    private func second(from day: String = "2026-11-01", extra: String = "compostMade,waste,mass,kg;t,,1,,typed,weighed,9000,Compost made,ជីកំប៉ុស្តិ៍,Phân ủ")
        -> [String: [UInt8]]
    {
        let set = "factoryMonthly,2,\(day),,month,factory,sent,0,assumed,A test,low,,,"
        let own = lines(1).filter { $0.hasPrefix("factoryMonthly,1,") }.map { $0.replacing("factoryMonthly,1,", with: "factoryMonthly,2,", maxReplacements: 1) }
        return [
            DataSets.files[0]: bytes([header(0), set]), DataSets.files[1]: bytes([header(1)] + own + ["factoryMonthly,2," + extra]),
        ]
    }

    @Test("What ships, taken away as files and sent back, changes nothing")
    func roundTrip() {
        let files = Dictionary(uniqueKeysWithValues: DataSets.files.map { ($0, shipped.csv($0)) })
        let (sets, faults) = shipped.adding(files, units: units)
        #expect(faults.isEmpty, "\(faults)")
        #expect(sets == shipped)
        let (again, others) = DataSets.none.adding(files, units: units)
        #expect(others.isEmpty && again == shipped)
    }

    @Test("A newer version holds for periods from its first day on; the one before ends the day before, and is there for whoever began with it")
    func newer() throws {
        let (sets, faults) = shipped.adding(second(), units: units)
        #expect(faults.isEmpty, "\(faults)")
        func version(_ day: String) throws -> Int? { sets.set("factoryMonthly", on: try #require(CalendarDate(iso: day)))?.version }
        #expect(try version("2026-10-01") == 1 && version("2026-11-01") == 2)
        let (first, later) = (try #require(sets.set("factoryMonthly", version: 1)), try #require(sets.set("factoryMonthly", version: 2)))
        #expect(first.validUntil?.description == "2026-10-31" && first.fields == shipped.set("factoryMonthly", version: 1)?.fields)
        #expect(later.fields.last?.id == "compostMade" && later.fields.count == first.fields.count + 1)
        let change = DataSetsChange(from: shipped, to: sets)
        #expect(change.versions.map(\.added).map { $0.map(\.id) } == [["compostMade"]] && change.versions[0].removed.isEmpty && change.ended.isEmpty)
        #expect(change.day(from: FixedTime.today).description == "2026-11-01")
        // Named in three languages, by the file.
        let words = Words(.khmer, table: WordingTable.shipped.adding(sets.names))
        #expect(words[try #require(later.fields.last).phrase] == "ជីកំប៉ុស្តិ៍")
        // Sent again it changes nothing, also where it still says that the first version has no end.
        let (again, none) = sets.adding(second(), units: units)
        #expect(none.isEmpty && again == sets)
        let (old, nothing) = sets.adding([DataSets.files[0]: shipped.csv(DataSets.files[0])], units: units)
        #expect(nothing.isEmpty && old == sets)
        // And the whole of it goes out and comes in again.
        let all = Dictionary(uniqueKeysWithValues: DataSets.files.map { ($0, sets.csv($0)) })
        #expect(DataSets.none.adding(all, units: units).sets == sets)
    }

    @Test("A threshold is a new row beside one that ends; the firms between owe the other set from that day on")
    func threshold() throws {
        let month = try #require(lines(2).first { $0.hasPrefix("kh-producer-month,") })
        let file = bytes([
            header(2), month.replacing("2026-07-01,,", with: "2026-07-01,2026-12-31,"),
            month.replacing("kh-producer-month", with: "kh-producer-month-2027").replacing("large;medium", with: "large").replacing(
                "2026-07-01", with: "2027-01-01"),
        ])
        let (sets, faults) = shipped.adding([DataSets.files[2]: file], units: units)
        #expect(faults.isEmpty, "\(faults)")
        func owes(_ size: String, _ day: String) throws -> Bool {
            let facts = SiteFacts(
                country: .cambodia, profiles: ["producer"], treatments: [], isic: "1410", size: size, start: CalendarDate(dayNumber: 0))
            return sets.asked(of: facts, on: try #require(CalendarDate(iso: day))).contains("factoryMonthly")
        }
        #expect(try owes("medium", "2026-12-31") && owes("large", "2026-12-31") && !owes("medium", "2027-01-01") && owes("large", "2027-01-01"))
        let change = DataSetsChange(from: shipped, to: sets)
        #expect(change.dutiesAdded.map(\.id) == ["kh-producer-month-2027"] && change.dutiesEnded.map(\.id) == ["kh-producer-month"])
    }

    @Test("What stands is not changed; a version must be newer; a name, a kind, an account must fit: all of it is told at once")
    func faults() {
        let month = lines(2).first { $0.hasPrefix("kh-producer-month,") } ?? ""
        let diesel = lines(1).first { $0.hasPrefix("factoryMonthly,1,diesel,") } ?? ""
        let files = [
            DataSets.files[0]: bytes([
                header(0), "factoryMonthly,1,2025-01-01,,month;year,factory,sent,0,assumed,A test,low,,,",
                "factoryYearly,2,2024-01-01,,year,factory,none,0,assumed,A test,low,,,",
                "simple,3,2027-01-01,,quarter;year,smallFirm,none,1,assumed,A test,low,,,",
                "slaughterhouse,1,2027-01-01,,month,factory,none,0,assumed,A test,low,Slaughterhouse,,Lò mổ",
            ]),
            DataSets.files[1]: bytes([
                header(1), diesel.replacing(",invoiced,", with: ",metered,"), "factoryYearly,2,diesel,energy,mass,kg,,1,,typed,invoiced,10,,,",
                "factoryYearly,2,newThing,energy,mass,kg,supply>process,1,,typed,invoiced,20,New,ថ្មី,Mới",
                "nowhere,1,diesel,energy,volume,L,,1,,typed,invoiced,10,,,",
            ]),
            DataSets.files[2]: bytes([header(2), month.replacing(",15,0,", with: ",20,0,")]),
        ]
        let found = shipped.adding(files, units: units).faults
        let said = Set(found.map { "\($0.file) \($0.line) \($0.column)" })
        #expect(
            said.isSuperset(of: [
                "data_sets.csv 2 periods", "data_sets.csv 2 source", "data_sets.csv 3 valid_from", "data_sets.csv 4 id", "data_sets.csv 5 name_km",
                "data_fields.csv 2 method", "data_fields.csv 3 kind", "data_fields.csv 4 account", "data_fields.csv 5 data_set", "return_duties.csv 2 due_days",
            ]), "\(said.sorted())")
        #expect(found.contains { $0.column == "due_days" && $0.reason == .fixed })
    }
}
