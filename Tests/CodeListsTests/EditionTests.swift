// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("Newer editions") struct EditionTests {
    private let lists = CodeLists.shipped
    private let start = CalendarDate(dayNumber: 21_915)  // 2030-01-01
    private let publisher = Provenance(source: "Ministry of Environment, Prakas 1/2029", confidence: .high)

    private func bytes(_ lines: [String]) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }

    @Test("a newer waste list holds from its first day; before it the old one, with names and search of each")
    func picksByDate() throws {
        let row = #"990101,99 01 01*,99,New wastes,9901,solar,spent perovskite modules,1,absolute_hazardous,,all,Prakas,high,"#
        let lines = ShippedFiles.lines(.wasteCodes).filter { !$0.hasPrefix("200399") } + [row]
        let newer = try lists.adding("2030", of: .wasteCodes, validFrom: start, provenance: publisher, file: bytes(lines))
        let added = try waste("990101")
        let dropped = try waste("200399")
        #expect(newer.wasteCode(added, on: start.adding(days: -1)) == nil && newer.wasteCode(added, on: start) != nil)
        #expect(newer.wasteCode(dropped, on: start.adding(days: -1)) != nil && newer.wasteCode(dropped, on: start) == nil)
        #expect(newer.wasteCodes.edition(on: start).edition == "2030")
        #expect(newer.wasteCodes.edition(on: start.adding(days: -1)).validThrough == start.adding(days: -1))
        #expect(newer.wasteSearch(on: start).matches("perovskite").map(\.code) == [added])
        #expect(newer.wasteSearch(on: today).matches("perovskite").isEmpty)
        #expect(newer.name(of: dropped, in: .english).text == lists.name(of: dropped, in: .english).text)
        #expect(lists.wasteCode(added, on: start) == nil, "the lists there were are unchanged")
    }

    @Test("a day before the oldest edition is judged by the oldest")
    func beforeTheOldest() {
        #expect(lists.wasteCodes.edition(on: CalendarDate(dayNumber: 0)).edition == "2014/955/EU")
    }

    @Test("conversions keep the edition whose factor they used")
    func conversionEdition() throws {
        let newer = try lists.adding("2030 units", of: .units, validFrom: start, provenance: publisher, file: bytes(ShippedFiles.lines(.units)))
        let one = ExactDecimal(digits: 1, scale: 0)
        #expect(try newer.convert(one, unit: "t", method: .weighed, on: start).given.conversion == "2030 units")
        #expect(try newer.convert(one, unit: "t", method: .weighed, on: today).given.conversion == "SI Brochure 9")
    }

    @Test("a product that rounds up to 2^64 is refused, whatever factor an officer's list brings")
    func edgeOfSixtyFourBits() throws {
        // 31 g times 595,056,260,442,243,600.5 is 2^64 - 0.5 grams.
        let lines = ShippedFiles.lines(.units) + ["pebble,pebble,mass,kg,0.031,0,,1,,made up,low"]
        let newer = try lists.adding("2030 units", of: .units, validFrom: start, provenance: publisher, file: bytes(lines))
        let number = try decimal("595056260442243600.5")
        #expect(throws: QuantityError.doesNotFit(number, unit: "pebble")) {
            try newer.convert(number, unit: "pebble", method: .weighed, on: start)
        }
    }

    @Test("an edition with the same name, or that does not begin later, is refused")
    func notNewer() throws {
        let file = bytes(ShippedFiles.lines(.units))
        for (name, date) in [
            ("SI Brochure 9", start), ("older", CalendarDate(dayNumber: 0)), ("same day", lists.units.newest.validFrom), ("", start),
        ] {
            let faults = try #require(throws: ListFaults.self) {
                try lists.adding(name, of: .units, validFrom: date, provenance: publisher, file: file)
            }
            #expect(faults.faults.map(\.reason) == [.editionNotNewer])
        }
    }

    @Test("a new edition that drops codes other lists point at, or points at missing ones, is refused with each of them")
    func references() throws {
        let lines = ShippedFiles.lines(.industries).filter { !$0.hasPrefix("05,") }
        let missing = try #require(throws: ListFaults.self) {
            try lists.adding("Rev.5", of: .industries, validFrom: start, provenance: publisher, file: bytes(lines))
        }
        #expect(missing.faults.contains { $0.reason == .stillReferenced && $0.value == "05" })
        #expect(missing.faults.filter { $0.reason == .stillReferenced }.count == 1)
        let zone = try #require(throws: ListFaults.self) {
            try lists.adding(
                "2030", of: .zones, validFrom: start, provenance: publisher,
                file: bytes(ShippedFiles.lines(.zones).map { $0.replacingOccurrences(of: ",Kampot,", with: ",Kampott,") }))
        }
        #expect(zone.faults.allSatisfy { $0.reason == .unknownReference && $0.value == "Kampott" && $0.line > 1 && $0.column == "province" })
        #expect(!zone.problems.isEmpty && zone.standing == .invalid)
    }

    @Test("each list that has editions takes a newer one of its own shape")
    func everyList() throws {
        var newer = lists
        for file in ListFile.allCases where file.hasEditions {
            newer = try newer.adding("next", of: file, validFrom: start, provenance: publisher, file: ShippedFiles.all[file.rawValue] ?? [])
        }
        #expect(newer.provinces(of: .vietNam, on: start).count == 34)
        #expect(newer.baselCodes.edition(on: start).edition == "next" && newer.treatments.all.count == 2)
    }
}
