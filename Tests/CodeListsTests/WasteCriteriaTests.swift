// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("What to do with a waste") struct WasteCriteriaTests {
    private let lists = CodeLists.shipped

    private func criteria(_ code: String, _ country: Country = .cambodia) throws -> WasteCriteria {
        let id = try #require(WasteCodeID(text: code))
        return try #require(lists.criteria(of: id, in: country, on: today))
    }

    @Test("every code of the list says something of every topic in three languages, with a source; hazardous ones name a danger")
    func complete() throws {
        for code in lists.wasteCodes.edition(on: today).rows {
            for country in Country.allCases {
                let criteria = try #require(lists.criteria(of: code.id, in: country, on: today))
                for topic in WasteCriterion.Topic.allCases where topic != .hazardClass {
                    #expect(!criteria[topic].isEmpty, "\(code.display) says nothing of \(topic)")
                    for row in criteria[topic] {
                        #expect(Set(row.texts.keys) == Set(Language.allCases) && !row.provenance.source.isEmpty, "\(code.display) \(topic)")
                    }
                }
                #expect(criteria.classes.isEmpty != code.isHazardous, "\(code.display)")
                #expect(criteria[.time].count == 1 && (criteria.time?.days ?? 0) > 0, "\(code.display)")
            }
        }
    }

    @Test("statements are inherited from subchapter, chapter, danger and kind; the narrowest time counts, and what is only for hazardous waste stays there")
    func inheritance() throws {
        let lead = try criteria("160601")
        #expect(lead.classes.map(\.code.code) == ["H8", "H11"])
        #expect(lead[.keep].contains { $0.scope == .hazardClass("H8") } && lead[.keep].contains { $0.scope == .hazardous })
        #expect(lead[.keep].first?.scope == .digits("160601", onlyHazardous: false))
        #expect(lead.time?.days == 90 && lead.pair.isEmpty)
        let food = try criteria("020202")
        #expect(food.time?.days == 2 && food.classes.isEmpty && !food[.forbidden].contains { $0.scope == .hazardous })
        let oil = try criteria("130205")
        #expect(oil[.forbidden].contains { $0.scope == .digits("13", onlyHazardous: false) })
        // Ordinary tyres stand in a subchapter of which only the hazardous are dangerous.
        #expect(try criteria("160103").classes.isEmpty)
        #expect(try criteria("160107").classes.map(\.code.code) == ["H12"])
        // Another country has other times and signs.
        #expect(try criteria("160601", .vietNam).time?.days == 365)
        #expect(try criteria("160601", .vietNam)[.label].contains { $0.country == .vietNam })
        #expect(!lead[.label].contains { $0.country == .vietNam })
    }

    @Test("of a pair each code names the other, and both name the test that decides")
    func pairs() throws {
        let rags = try criteria("150202")
        #expect(rags.pair.map(\.id.text) == ["150203"] && rags[.test].contains { $0.scope == .mirror })
        #expect(try criteria("150203").pair.map(\.id.text) == ["150202"])
    }

    @Test("what is assumed is marked so, and nobody's law is claimed with high confidence that was only recalled")
    func standing() {
        let rows = lists.wasteCriteria.newest.rows
        #expect(rows.contains { $0.standing == .assumed } && rows.contains { $0.standing == .published })
        for row in rows where row.provenance.source.contains("recalled") || row.provenance.source.contains("no law") {
            #expect(row.provenance.confidence != .high)
        }
        for row in rows where row.provenance.source.contains("no law") { #expect(row.standing == .assumed) }
    }

    @Test("no national list is loaded; an official one loaded later stands beside our codes from its day on, and its faults are named")
    func national() throws {
        let code = try #require(WasteCodeID(text: "160601"))
        let start = today.adding(days: 10)
        #expect(!lists.hasNationalWastes(of: .cambodia, on: today) && lists.nationalWastes(of: code, in: .cambodia, on: today).isEmpty)
        let head = "country,code,name_local,name_english,hazardous,waste,source,confidence,note\n"
        let publisher = Provenance(source: "Prakas 1", confidence: .high)
        let file = Array((head + "KH,A 31,អាគុយសំណ,Lead batteries,1,160601,Prakas 1,high,\nKH,B 1,ផ្សេងៗ,,0,,Prakas 1,high,\n").utf8)
        let newer = try lists.adding("Prakas 1", of: .nationalWastes, validFrom: start, provenance: publisher, file: file)
        #expect(newer.nationalWastes(of: code, in: .cambodia, on: start).map(\.code) == ["A 31"])
        #expect(newer.nationalWastes(of: code, in: .vietNam, on: start).isEmpty && !newer.hasNationalWastes(of: .cambodia, on: today))
        #expect(String(decoding: newer.nationalCrosswalk(on: start).bytes, as: UTF8.self).contains("KH,A 31,អាគុយសំណ,Lead batteries,1,160601,Prakas 1,high,"))
        #expect(throws: ListFaults.self) {
            _ = try lists.adding(
                "Prakas 2", of: .nationalWastes, validFrom: start, provenance: publisher,
                file: Array((head + "KH,A 31,អាគុយសំណ,,1,999901,Prakas 1,high,\n").utf8))
        }
    }
}
