// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("Names of codes") struct NameTests {
    private let lists = CodeLists.shipped

    @Test("every waste code, treatment, industry, Basel code and unit has a name in each language, at least in English")
    func everythingHasAName() {
        for language in Language.allCases {
            for row in lists.wasteCodes.newest.rows { check(lists.name(of: row.id, in: language), language, row.display) }
            for row in lists.treatments.newest.rows { check(lists.name(of: row.code, in: language), language, row.code.description) }
            for row in lists.industries.newest.rows { check(lists.name(of: row.code, in: language), language, row.code.text) }
            for row in lists.baselCodes.newest.rows { check(lists.name(of: row, in: language), language, row.code) }
            for row in lists.units.newest.rows { check(lists.name(of: row, in: language), language, row.symbol, mayBeCode: true) }
            for row in lists.zones.newest.rows { check(lists.name(of: row, in: language), language, row.nameEnglish, mayBeCode: true) }
            for row in lists.wasteCodes.newest.chapters { check(lists.name(of: row, in: language), language, row.code) }
        }
    }

    private func check(_ name: NamedText, _ asked: Language, _ code: String, mayBeCode: Bool = false) {
        #expect(!name.text.isEmpty && (mayBeCode || name.text != code), "\(code)")
        #expect(name.language == asked || name.language == .english, "\(code)")
        // A text said to be Khmer holds Khmer letters, and one said to be English holds none.
        let isKhmer = name.text.unicodeScalars.contains { (0x1780...0x17FF).contains($0.value) }
        #expect(isKhmer == (name.language == .khmer), "\(code): \(name.text)")
    }

    @Test("the everyday name is preferred and says its language; where there is none, English stands in and says so")
    func everyday() throws {
        let fabric = try waste("040222")
        for language in Language.allCases {
            let everyday = try #require(lists.everydayName(of: fabric, in: language))
            #expect(lists.name(of: fabric, in: language) == NamedText(text: everyday.text, language: language))
            #expect(!everyday.synonyms.isEmpty && everyday.status == .unofficial && !everyday.isReviewed)
        }
        let bare = try #require(lists.wasteCodes.newest.rows.first { lists.everydayName(of: $0.id, in: .khmer) == nil })
        #expect(lists.name(of: bare.id, in: .khmer).language == .english)
    }

    @Test("an unknown code is shown as itself")
    func unknown() throws {
        #expect(lists.name(of: try waste("999999"), in: .khmer) == NamedText(text: "99 99 99", language: .english))
        #expect(lists.name(of: try provinceID("KH-99"), on: today, in: .khmer).text == "KH-99")
    }
}
