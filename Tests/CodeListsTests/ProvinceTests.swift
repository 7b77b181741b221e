// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("Provinces by date") struct ProvinceTests {
    private let lists = CodeLists.shipped
    private let before = CalendarDate(dayNumber: 20_269)  // 2025-06-30
    private let after = CalendarDate(dayNumber: 20_270)  // 2025-07-01

    @Test("Cambodia has 25 provinces; Viet Nam has 63 until 30 June 2025 and 34 from 1 July")
    func counts() {
        #expect(lists.provinces(of: .cambodia, on: before).count == 25)
        #expect(lists.provinces(of: .cambodia, on: after).count == 25)
        #expect(lists.provinces(of: .vietNam, on: before).count == 63)
        #expect(lists.provinces(of: .vietNam, on: after).count == 34)
        #expect(Set(lists.provinces(of: .vietNam, on: after).map(\.id)).count == 34)
        #expect(Set(lists.provinces(of: .vietNam, on: after).map(\.nameLocal)).count == 34)
    }

    @Test("number 15 was Yên Bái and is Lào Cai, and both old provinces lead to the new Lào Cai")
    func reusedNumber() throws {
        #expect(lists.province(try provinceID("VN-15"), on: before)?.nameLocal == "Yên Bái")
        #expect(lists.province(try provinceID("VN-15"), on: after)?.nameLocal == "Lào Cai")
        #expect(lists.province(try provinceID("VN-10"), on: before)?.nameLocal == "Lào Cai")
        #expect(lists.province(try provinceID("VN-10"), on: after) == nil)
        for old in ["VN-10", "VN-15"] { #expect(lists.successor(of: try provinceID(old), on: after)?.nameEnglish == "Lao Cai") }
        #expect(lists.successor(of: try provinceID("VN-15"), on: before)?.nameLocal == "Yên Bái")
        #expect(lists.name(of: try provinceID("VN-15"), on: before, in: .vietnamese).text == "Yên Bái")
    }

    @Test("every old province has exactly one successor; a successor is its own, and unchanged provinces stand through")
    func successors() throws {
        var successors: Set<ProvinceID> = []
        for old in lists.provinces(of: .vietNam, on: before) {
            let new = try #require(lists.successor(of: old.id, on: after))
            #expect(lists.successor(of: new.id, on: after) == new)
            successors.insert(new.id)
        }
        #expect(successors.count == 34)
        let through = lists.provinces(of: .vietNam, on: after).filter { $0.validFrom == nil }.map(\.nameEnglish)
        #expect(
            Set(through) == ["Ha Noi", "Cao Bang", "Dien Bien", "Lai Chau", "Son La", "Lang Son", "Quang Ninh", "Thanh Hoa", "Nghe An", "Ha Tinh"])
        #expect(lists.successor(of: try provinceID("VN-99"), on: after) == nil)
    }

    @Test("Huế gets a Latin name though no old province had it, and no type is made up for it")
    func renamed() throws {
        let hue = try #require(lists.province(try provinceID("VN-46"), on: after))
        #expect(hue.nameLocal == "Huế" && hue.nameEnglish == "Hue" && hue.unitType == nil)
        #expect(lists.province(try provinceID("VN-79"), on: after)?.unitType == .municipality)
    }

    @Test("a province is named in its own language there, in Latin letters elsewhere, and says which")
    func names() throws {
        let phnomPenh = try #require(lists.province(try provinceID("KH-12"), on: today))
        #expect(lists.name(of: phnomPenh, in: .khmer) == NamedText(text: "ភ្នំពេញ", language: .khmer))
        #expect(lists.name(of: phnomPenh, in: .vietnamese) == NamedText(text: "Phnom Penh", language: .english))
        let bacNinh = try #require(lists.province(try provinceID("VN-24"), on: today))
        #expect(lists.name(of: bacNinh, in: .vietnamese) == NamedText(text: "Bắc Ninh", language: .vietnamese))
        #expect(lists.name(of: bacNinh, in: .khmer) == NamedText(text: "Bac Ninh", language: .english))
    }
}
