// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing

@Suite("Basel references of waste codes") struct BaselReferenceTests {
    private let lists = CodeLists.shipped

    @Test("every row points at a code or subchapter of the waste list and at a code of the Convention, once, and says how sure it is")
    func pointsSomewhere() {
        let wastes = lists.wasteCodes.newest
        let known = Set(wastes.rows.map(\.id.text)).union(wastes.rows.map(\.id.subchapter))
        let basel = Set(lists.baselCodes.newest.rows.map(\.code))
        for row in lists.wasteBasel.newest.rows {
            #expect(known.contains(row.waste), "\(row.waste)")
            #expect(basel.contains(row.basel), "\(row.basel)")
            #expect(!row.provenance.source.isEmpty && row.provenance.confidence != .high, "\(row.waste): our own reading is never certain")
        }
        #expect(lists.wasteBasel.newest.rows.count > 60)
    }

    @Test("a code has the references of its subchapter and its own; a code without any has none")
    func references() throws {
        #expect(lists.baselReferences(of: try waste("130205"), on: today).map(\.code.code) == ["Y8"])
        #expect(lists.baselReferences(of: try waste("130101"), on: today).map(\.code.code) == ["Y8", "Y10"])
        #expect(lists.baselReferences(of: try waste("040222"), on: today).isEmpty)
        #expect(lists.wasteCodes(underBasel: "Y31", on: today).map(\.text) == ["160601"])
        #expect(lists.wasteCodes(underBasel: "Y99", on: today).isEmpty)
    }
}
