// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("The shipped lists") struct ShippedListsTests {
    private let lists = CodeLists.shipped

    @Test("the files load without a fault and hold as many rows as they have lines")
    func loads() {
        let (loaded, faults) = CodeLists.load(files: ShippedFiles.all)
        #expect(faults == [])
        #expect(loaded.wasteCodes.newest.rows.count == ShippedFiles.lines(.wasteCodes).count - 1)
        #expect(loaded.industries.newest.rows.count == ShippedFiles.lines(.industries).count - 1)
        #expect(loaded.units.newest.rows.count == ShippedFiles.lines(.units).count - 1)
        #expect(loaded.zones.newest.rows.count == ShippedFiles.lines(.zones).count - 1)
    }

    @Test("842 waste codes in 20 chapters, 408 of them hazardous, as the decision has it")
    func wasteCounts() {
        let waste = lists.wasteCodes.newest
        #expect(waste.rows.count == 842)
        #expect(waste.rows.filter(\.isHazardous).count == 408)
        #expect(waste.chapters.map(\.code) == (1...20).map { ($0 < 10 ? "0" : "") + String($0) })
        #expect(waste.chapters.reduce(0) { $0 + waste.subchapters(of: $1.code).count } == 111)
    }

    @Test("28 treatments, 63 Basel codes, 21 sections and 137 manufacturing classes, 34 zones")
    func otherCounts() {
        #expect(lists.treatments.newest.rows.map(\.code).sorted() == TreatmentCode.allCases)
        #expect(lists.baselCodes.newest.rows.count == 63)
        #expect(lists.baselCodes.newest.rows.filter { $0.kind == .characteristic }.count == 14)
        let industries = lists.industries.newest.rows
        #expect(industries.filter { $0.level == .section }.count == 21)
        #expect(industries.filter { $0.level == .class && $0.section.text == "C" }.count == 137)
        #expect(lists.zones.newest.rows.count == 34)
    }

    @Test("a waste code is shown with its star only when hazardous, and knows its mirror, industry and source")
    func wasteCode() throws {
        let fabric = try #require(lists.wasteCode(try waste("040222"), on: today))
        #expect(fabric.display == "04 02 22" && !fabric.isHazardous)
        #expect(fabric.isTypical(of: try industryCode("1410")))
        #expect(!fabric.isTypical(of: try industryCode("2394")))
        #expect(fabric.provenance.confidence == .high)
        let tailings = try #require(lists.wasteCode(try waste("010304"), on: today))
        #expect(tailings.display == "01 03 04*")
        let other = try #require(lists.wasteCode(try waste("010306"), on: today))
        #expect(other.refs.map(\.text) == ["010304", "010305"] && other.entryType.isMirror)
        let packaging = try #require(lists.wasteCodes.newest.rows.first { $0.typicalDivisions == nil })
        #expect(packaging.isTypical(of: try industryCode("2394")))
    }

    @Test("storing and sorting are no final treatment, recycling and landfill are")
    func treatments() throws {
        for (text, category, isFinal) in [
            ("R3", Treatment.Category.recycling, true), ("R13", .storage, false), ("R12", .preTreatment, false), ("D5", .landfill, true),
            ("R1", .energyRecovery, true),
        ] {
            let treatment = try #require(lists.treatment(try treatmentCode(text), on: today))
            #expect(treatment.category == category && treatment.isFinal == isFinal)
        }
    }

    @Test("an industry leads up to its section: 1410, 141, 14, C")
    func industries() throws {
        let industries = lists.industries.newest
        #expect(industries.chain(of: try industryCode("1410")).map(\.code.text) == ["C", "14", "141", "1410"])
        for industry in industries.rows {
            let chain = industries.chain(of: industry.code)
            #expect(chain.first?.code == industry.section && chain.last?.code == industry.code)
        }
        #expect(industries.children(of: try industryCode("14")).map(\.code.text) == ["141", "142", "143"])
        #expect(industries.chain(of: try industryCode("9999")).isEmpty)
    }

    @Test("every zone names a Cambodian province and lies within the bounds of the country")
    func zones() {
        for zone in lists.zones.newest.rows {
            #expect(zone.province.country == .cambodia && lists.province(zone.province, on: today) != nil)
            #expect((10.3...14.7).contains(zone.position.latitude) && (102.3...107.7).contains(zone.position.longitude), "\(zone.nameEnglish)")
        }
    }

    @Test("codes and provinces read back from their text and refuse other text")
    func identifiers() throws {
        #expect(ProvinceID(text: "VN-15")?.description == "VN-15")
        for text in ["VN15", "TH-01", "VN-1", "VN-1a", "VN-015", ""] { #expect(ProvinceID(text: text) == nil, "\(text)") }
        for text in ["", "V", "c", "1", "14101", "C1", "１４"] { #expect(IndustryCode(text: text) == nil, "\(text)") }
    }
}
