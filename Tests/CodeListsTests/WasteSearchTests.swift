// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Testing
import Wording

@Suite("Finding waste codes") struct WasteSearchTests {
    private let lists = CodeLists.shipped
    private var search: WasteSearch { lists.wasteSearch(on: today) }

    private func codes(_ query: String, recent: [WasteCodeID] = [], limit: Int = 20) -> [String] {
        search.matches(query, recent: recent, limit: limit).map(\.code.text)
    }

    @Test(
        "fabric offcuts are found in three languages, however they are typed",
        arguments: [
            "fabric", "Fabric OFFCUTS", "offcuts fabric", "textile scraps", "vải vụn", "vai vun", "VAI VUN", "vụn vải", "va\u{309}i", "ក្រណាត់",
            "កម្ទេចក្រណាត់", "កម្ទេច\u{200B}ក្រណាត់",
            "ក្រណាត់ កម្ទេច", "04 02 22", "040222", "04.02.22", "04 02 22*", "០៤ ០២ ២២", "0402 vai",
        ])
    func findsFabric(query: String) {
        #expect(codes(query).contains("040222"))
    }

    @Test("a whole code comes first and alone with its mentions; the beginning of one brings its subchapter in order")
    func byCode() throws {
        let matches = search.matches("01 03 04*")
        #expect(try matches.first?.code == waste("010304") && matches.first?.quality == .exactCode)
        // 01 03 06 says "not 01 03 04".
        #expect(matches.map(\.code.text).contains("010306"))
        let subchapter = codes("0402", limit: 100)
        let expected = lists.wasteCodes.newest.rows.filter { $0.id.subchapter == "0402" }.map(\.id.text)
        #expect(Array(subchapter.prefix(expected.count)) == expected)
    }

    @Test("every word must match; words of two languages may be mixed; nonsense finds nothing")
    func allWords() {
        #expect(codes("fabric vai").contains("040222"))
        #expect(codes("fabric mercury").isEmpty)
        #expect(codes("qqqq").isEmpty)
        #expect(codes("1234567").isEmpty)
        #expect(codes("***") == codes(""))
    }

    @Test("a name that begins with the word ranks above one that holds it, and order is the same each time")
    func ranking() {
        for query in ["oil", "sludge", "giấy", "dầu", "ក្រដាស", "ប្រេង"] {
            let matches = search.matches(query, limit: 1000)
            #expect(!matches.isEmpty, "\(query)")
            #expect(matches.map { $0.quality?.rawValue ?? 0 } == matches.map { $0.quality?.rawValue ?? 0 }.sorted(), "\(query)")
            #expect(matches == search.matches(query, limit: 1000))
            for (a, b) in zip(matches, matches.dropFirst()) where a.quality == b.quality { #expect(a.code < b.code, "\(query)") }
        }
    }

    @Test("recent codes come first among names, in their order, and never before the code that was typed")
    func recentFirst() throws {
        let all = search.matches("sludge", limit: 1000).map(\.code)
        let recent = [try #require(all.last), try #require(all.dropLast().last), try waste("040222")]
        #expect(search.matches("sludge", recent: recent, limit: 1000).map(\.code).prefix(2) == recent.prefix(2))
        #expect(Set(search.matches("sludge", recent: recent, limit: 1000).map(\.code)) == Set(all))
        #expect(codes("010304", recent: [try waste("010306")]).first == "010304")
        #expect(codes("", recent: recent, limit: 4) == recent.map(\.text) + ["010101"])
    }

    @Test("a blank query lists the codes in order, up to the limit")
    func blank() {
        #expect(codes("", limit: 2) == ["010101", "010102"])
        #expect(codes("", limit: 0).isEmpty)
        #expect(search.matches(" ", limit: 5000).count == 842)
    }

    @Test("search finds exactly what a plain look through all names finds, for words taken at random from the names")
    func agreesWithPlainSearch() throws {
        let rows = lists.wasteCodes.newest.rows
        let names: [WasteCodeID: [String]] = Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let everyday = Language.allCases.compactMap { lists.everydayName(of: row.id, in: $0) }.flatMap { [$0.text] + $0.synonyms }
                return (row.id, (everyday + [row.nameEnglish]).map(TextFolding.fold))
            })
        for seed in UInt64(1)...60 {
            var random = SeededRandom(seed: seed)
            let texts = names[rows[Int.random(in: 0..<rows.count, using: &random)].id] ?? []
            let words = texts[Int.random(in: 0..<texts.count, using: &random)].split(separator: " ").filter {
                !$0.utf8.allSatisfy { (48...57).contains($0) }
            }
            guard let word = words.randomElement(using: &random) else { continue }
            let expected = rows.filter { names[$0.id]?.contains { $0.contains(word) } ?? false }.map(\.id)
            #expect(Set(search.matches(String(word), limit: 5000).map(\.code)) == Set(expected), "seed \(seed) \(word)")
        }
    }
}
