// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Ledger
import Returns
import Testing
import Wording

struct BookRulesTests {
    private let rules = BookRules.shipped

    @Test("Every figure with an account in the book has one rule, goods are kept in the measure of their figures, and all have names in three languages")
    func rulesFitTheFields() {
        let measures: [QuantityKind: MaterialMeasure] = [.mass: .mass, .volume: .volume, .gasVolume: .gasVolume, .energy: .energy]
        for field in DataSets.shipped.sets.flatMap(\.fields) {
            let row = rules.rows[field.id]
            if field.meaning != nil { #expect(row != nil, "\(field.id) has an account and no rule") }
            if let material = row?.material { #expect(measures[field.kind] == material.measure, "\(field.id)") }
            if row != nil, row?.material == nil { #expect(field.kind == .mass, "\(field.id)") }
        }
        for material in Array(rules.names.keys) + [.uncodedWaste] {
            for language in Language.allCases {
                let key = rules.nameKey(of: material)
                let text = Words(language)(Problem(phrase: key))
                #expect(!text.isEmpty && text != key && key != BookingPhrase.materialOther.fullKey, "\(material.value)")
            }
        }
        #expect(rules.names[.wastewater] == "wastewater" && rules.names[.leachate] == "leachate")
        #expect(Set(rules.ways.keys) == Set(WasteDestination.chosen))
    }

    @Test("A file of rules is refused with every fault by line and column")
    func faults() {
        let (_, faults) = BookRules.load(
            materials: Array("number,name\n2000001,cloth\n9000001,stone\n".utf8),
            rules: Array("field,rule,material,codes\nfabricIn,flow,wool,\nsludge,residue,,\ncoal,burn,,\n".utf8),
            ways: Array("destination,to,reason\ntown,moon,\nnote,unknown,\n".utf8))
        let places = Set(faults.map { "\($0.file) \($0.line) \($0.column)" })
        for place in [
            "book_materials 3 number", "book_rules 2 material", "book_rules 3 codes", "book_rules 4 rule", "book_ways 2 to", "book_ways 3 destination",
        ] {
            #expect(places.contains(place), "\(place) in \(places.sorted())")
        }
    }
}
