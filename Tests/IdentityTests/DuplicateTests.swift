// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Identity
import TestSupport
import Testing

/// What makes two entries look like one firm, and what does not.
struct DuplicateTests {
    struct Entry {
        var name: String
        var local = ""
        var number: String
        var province = "08"
        var district: String? = "Ta Khmau"
        var commune: String? = nil
        var position: Position? = nil
    }

    private func face(_ entry: Entry, _ id: Int64) -> FirmFace {
        let organisation = Organisation(
            id: OrganisationID(id), registrationNumber: entry.number, nameEnglish: entry.name, nameLocal: entry.local, country: .cambodia,
            profiles: [.producer])
        let row = SiteAttributes(
            validFrom: FixedTime.today, learnedAt: FixedTime.now, province: entry.province, district: entry.district, commune: entry.commune, isic: "1410")
        let site = Site(
            id: SiteID(id), organisation: organisation.id, nameEnglish: entry.name, nameLocal: "", position: entry.position, address: "", attributes: [row])
        return FirmFace(organisation, sites: [site], today: FixedTime.today)
    }

    private func likeness(_ a: Entry, _ b: Entry) -> Likeness? { Likeness.between(face(a, 1), face(b, 2)) }

    @Test(
        "Entries of one firm are recognised across case, accents, legal forms, word order, slips, spaces in Khmer and digits of either script",
        arguments: [
            (Entry(name: "Samaki Garment Co., Ltd", number: "A1"), Entry(name: "GARMENT SAMAKI (Cambodia)", number: "A2")),
            (Entry(name: "Samaki Garment", number: "A1"), Entry(name: "Samakki Garmnet", number: "A2")),
            (
                Entry(name: "X", local: "ក្រុមហ៊ុន កាត់ដេរ សាមគ្គី", number: "A1"), Entry(name: "Y", local: "កាត់ដេរ\u{200B}សាមគ្គី អិលធីឌី", number: "A2")
            ),
            (Entry(name: "X", number: "KH 00-0123"), Entry(name: "Y", number: "kh១២៣", province: "12", district: nil)),
            (Entry(name: "Công ty TNHH Dệt may Phước Long", number: "1", province: "79"), Entry(name: "Det May Phuoc Long", number: "2", province: "79")),
            (
                Entry(name: "Lotus Dye", number: "1", district: nil, position: Position(latitude: 11.5501, longitude: 104.92)),
                Entry(name: "Lotus Dyes", number: "2", district: nil, position: Position(latitude: 11.5510, longitude: 104.9205))
            ),
        ])
    func same(_ a: Entry, _ b: Entry) {
        #expect(likeness(a, b) != nil, "\(a.name) and \(b.name)")
        #expect(likeness(a, b) == likeness(b, a))
        #expect(!face(a, 1).keys.isDisjoint(with: face(b, 2).keys), "the two would meet")
    }

    @Test(
        "Firms that merely sound alike, stand elsewhere or share words of their trade are two",
        arguments: [
            (Entry(name: "Samaki Garment", number: "A1"), Entry(name: "Samaki Garment", number: "A2", province: "12", district: "Chamkar Mon")),
            (Entry(name: "Samaki Garment", number: "A1"), Entry(name: "Samaki Footwear", number: "A2")),
            (Entry(name: "Samaki Garment", number: "A1"), Entry(name: "Samakki Garment", number: "A2", district: "Kien Svay")),
            (
                Entry(name: "Bopha Sewing", local: "ជាងកាត់ដេរ មេគង្គ", number: "A1"),
                Entry(name: "Dara Garments", local: "ជាងកាត់ដេរ មេគង្គ", number: "A2", district: "Kien Svay")
            ),
            (Entry(name: "Garment Workshop 3", number: "A1"), Entry(name: "Garment Workshop 13", number: "A2")),
            (Entry(name: "Lim", number: "A1"), Entry(name: "Lin", number: "A2")),
            (Entry(name: "Co., Ltd", number: "A1"), Entry(name: "Company", number: "A2")),
        ])
    func different(_ a: Entry, _ b: Entry) { #expect(likeness(a, b) == nil, "\(a.name) and \(b.name)") }

    @Test("The reasons say what counts, and the sum is theirs")
    func reasons() {
        let found = likeness(
            Entry(name: "Samaki Garment", number: "A1", commune: "Prek Ho"), Entry(name: "samaki garment ltd", number: "A2", commune: "ព្រែកហូ"))
        #expect(found?.reasons == [.sameName, .sameDistrict, .sameProvince] && found?.score == 57)
    }

    @Test("Single letters are counted as people slip: put in, left out, exchanged, swapped")
    func edits() {
        #expect(NameCore.edits("garment", "garment", limit: 0) == 0)
        #expect(NameCore.edits("garment", "garmnet", limit: 1) == 1)
        #expect(NameCore.edits("garment", "garments", limit: 1) == 1)
        #expect(NameCore.edits("garment", "germint", limit: 2) == 2)
        #expect(NameCore.edits("garment", "germint", limit: 1) == nil)
        #expect(NameCore.edits("", "abc", limit: 3) == 3)
    }

    @Test("Two numbers answered for, two administrators, or permits on both sides speak against one firm")
    func contradictions() {
        func side(_ number: String, administrator: Bool = false, permits: Int = 0) -> MergeSide {
            MergeSide(
                Organisation(id: OrganisationID(1), registrationNumber: number, nameEnglish: "X", nameLocal: "", country: .cambodia, profiles: [.producer]),
                hasAdministrator: administrator, permits: permits)
        }
        #expect(MergeSide.contradictions(side("A1"), side("A2")) == [])
        #expect(MergeSide.contradictions(side("A1", administrator: true), side("A2")) == [])
        #expect(MergeSide.contradictions(side("A1", administrator: true), side("A2", permits: 1)) == [.numbers])
        #expect(MergeSide.contradictions(side("A-1", administrator: true), side("A1", administrator: true)) == [.administrators])
        #expect(MergeSide.contradictions(side("A1", permits: 1), side("A2", permits: 2)) == [.numbers, .permits])
    }
}
