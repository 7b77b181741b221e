// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Seal
import StorageCore
import Stores
import Testing

/// Whatever is changed in the seal, or in a line that was sealed, the audit names it.
struct SealAuditTests {
    struct Damage: Sendable, CustomTestStringConvertible {
        var name: String
        var unlocked: StaticString
        var statements: [Query]
        /// Each problem that must be said, with one fact and its value.
        var said: [(phrase: SealPhrase, fact: String, value: Fact)]
        var testDescription: String { name }
    }

    static let damages: [Damage] = [
        Damage(
            name: "a line with its hash", unlocked: "journal",
            statements: [
                "UPDATE journal SET kind = 'note.cancel', hash = (SELECT leaf FROM seal_line WHERE position = 3) WHERE id = (SELECT line FROM seal_line WHERE position = 37)"
            ],
            said: [(.auditLeaf, "position", .numeral(37))]),
        Damage(
            name: "a line taken away", unlocked: "journal",
            statements: ["DELETE FROM journal WHERE id = (SELECT line FROM seal_line WHERE position = 11)"], said: [(.auditLine, "position", .numeral(11))]),
        Damage(
            name: "two positions exchanged", unlocked: "seal_line",
            statements: [
                "UPDATE seal_line SET position = -1 WHERE position = 20", "UPDATE seal_line SET position = 20 WHERE position = 21",
                "UPDATE seal_line SET position = 21 WHERE position = -1",
            ],
            said: [(.auditHeadRoot, "size", .numeral(40))]),
        Damage(
            name: "a position's line", unlocked: "seal_line",
            statements: ["UPDATE seal_line SET line = line + 1 WHERE position = 5"], said: [(.auditLine, "position", .numeral(5))]),
        Damage(
            name: "a gap", unlocked: "seal_line", statements: ["DELETE FROM seal_line WHERE position = 30"],
            said: [(.auditPosition, "expected", .numeral(30))]),
        Damage(
            name: "a leaf", unlocked: "seal_line",
            statements: ["UPDATE seal_line SET leaf = (SELECT leaf FROM seal_line WHERE position = 2) WHERE position = 9"],
            said: [(.auditLeaf, "position", .numeral(9))]),
        Damage(
            name: "a node", unlocked: "seal_node",
            statements: ["UPDATE seal_node SET hash = (SELECT hash FROM seal_node WHERE level = 4 AND place = 0) WHERE level = 4 AND place = 2"],
            said: [(.auditNode, "from", .numeral(32))]),
        Damage(
            name: "a node taken away", unlocked: "seal_node", statements: ["DELETE FROM seal_node WHERE level = 4 AND place = 1"],
            said: [(.auditNode, "from", .numeral(16))]),
        Damage(
            name: "a node too many", unlocked: "seal_node",
            statements: ["INSERT INTO seal_node (level, place, hash) SELECT 8, 0, hash FROM seal_node WHERE level = 4 AND place = 0"],
            said: [(.auditNodeCount, "found", .number(4))]),
        Damage(
            name: "a head's root", unlocked: "seal_head",
            statements: ["UPDATE seal_head SET root = (SELECT root FROM seal_head WHERE size = 20) WHERE size = 60"],
            said: [(.auditHeadRoot, "size", .numeral(60))]),
        Damage(
            name: "a head's moment", unlocked: "seal_head", statements: ["UPDATE seal_head SET at = at - 1 WHERE size = 20"],
            said: [(.auditHeadSignature, "size", .numeral(20))]),
        Damage(
            name: "a head's signature", unlocked: "seal_head",
            statements: ["UPDATE seal_head SET signature = (SELECT signature FROM seal_head WHERE size = 20) WHERE size = 40"],
            said: [(.auditHeadSignature, "size", .numeral(40))]),
        Damage(
            name: "the last head taken away", unlocked: "seal_head",
            statements: ["DELETE FROM seal_head WHERE size = (SELECT max(size) FROM seal_head)"], said: [(.auditHeadSize, "size", .numeral(60))]),
        Damage(
            name: "a key's day", unlocked: "seal_key", statements: ["UPDATE seal_key SET valid_from = valid_from - 1"],
            said: [(.auditKey, "key", .text("34750f98bd59fcfc"))]),
    ]

    @Test("Whatever is changed is named: a line, a position, a leaf, a node, a head, a key", arguments: damages)
    func named(damage: Damage) async throws {
        try await withSealedCountry { country, _ in
            try await country.database.unlock(damage.unlocked)
            for statement in damage.statements { try await country.run(statement) }
            let problems = try await country.platform.verify().problems
            for (phrase, fact, value) in damage.said {
                let problem = problems.first { $0.phrase == phrase.fullKey }
                #expect(problem != nil, "\(problems.map(\.phrase))")
                #expect(problem?.facts[fact] == value, "\(String(describing: problem?.facts))")
            }
        }
    }

    @Test("A line that neither stands in the tree nor waits is named, and one that waits although it stands there")
    func waiting() async throws {
        try await withSealedCountry { country, _ in
            _ = try await country.issue(country.form("10"))
            let lost = try await country.number("SELECT min(line) FROM seal_wait")
            try await country.run("DELETE FROM seal_wait WHERE line = \(lost)")
            let unsealed = try await country.platform.verify().problems
            #expect(unsealed == [SealPhrase.auditUnsealed.problem("", ["line": .text(String(lost))])])
            let again = try await country.number("SELECT min(line) FROM seal_line")
            try await country.run("INSERT INTO seal_wait (line) VALUES (\(again))")
            #expect(try await country.platform.verify().problems == [SealPhrase.auditTwice.problem("", ["line": .text(String(again))])])
        }
    }
}
