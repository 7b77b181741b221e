// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Testing

@Suite("Identifiers") struct IdentifierTests {
    private let start = Instant(seconds: 1_790_000_000)

    @Test("ids of one mint ascend strictly, also while the clock stands still, runs out of counters, or goes back a day")
    func ascends() throws {
        var mint = IdentifierMint(node: 1023)
        var last = mint.mint(SiteKind.self, at: start)
        let clocks =
            Array(repeating: start, count: 10_000) + [start.adding(seconds: 1)]
            + Array(repeating: start.adding(days: -1), count: 5000) + [Instant(microseconds: 0), start.adding(seconds: 2), start.adding(hours: 1)]
        for clock in clocks {
            let next = mint.mint(SiteKind.self, at: clock)
            try #require(next > last)
            last = next
        }
    }

    @Test("an id holds 41 bits of milliseconds since 2024, 10 bits of node and 12 bits of counter")
    func layout() {
        var mint = IdentifierMint(node: 5)
        let moment = Instant(microseconds: IdentifierMint.epoch.microseconds + 1_234_999)
        #expect(mint.mint(SiteKind.self, at: moment).value == 1234 << 22 | 5 << 12)
        #expect(mint.mint(SiteKind.self, at: moment).value == 1234 << 22 | 5 << 12 | 1)
    }

    @Test("two nodes never make the same id at the same moment")
    func nodes() {
        var a = IdentifierMint(node: 0)
        var b = IdentifierMint(node: 1)
        let first = Set((0..<5000).map { _ in a.mint(LotKind.self, at: start).value })
        let second = Set((0..<5000).map { _ in b.mint(LotKind.self, at: start).value })
        #expect(first.count == 5000)
        #expect(first.isDisjoint(with: second))
    }

    @Test("ids are read only as plain decimal digits and travel as strings in JSON, also above 2^53")
    func text() throws {
        #expect(SiteID(text: "9223372036854775807")?.value == .max)
        for text in ["", "+1", "-1", " 1", "1 ", "9223372036854775808", "00000000000000000001", "1e3", "១២"] {
            #expect(SiteID(text: text) == nil, "\(text)")
        }
        let json = try JSONEncoder().encode([SiteID(.max)])
        #expect(String(decoding: json, as: UTF8.self) == #"["9223372036854775807"]"#)
        #expect(try JSONDecoder().decode([SiteID].self, from: json) == [SiteID(.max)])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([SiteID].self, from: Data(#"["+7"]"#.utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([SiteID].self, from: Data("[7]".utf8)) }
    }
}
