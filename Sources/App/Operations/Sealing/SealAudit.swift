// SPDX-License-Identifier: Apache-2.0

import Domain
import Seal
import Stores

/// Counts the tree again from the journal's lines as they are now, and compares positions, leaves, kept nodes and signed heads.
struct SealAudit {
    /// Of each of these the first thing wrong is named.
    private enum Area: CaseIterable { case key, line, node, head, waiting }

    private let reading: Reading
    private let store: SealStore
    private let nation: String
    private var found: [Area: Problem] = [:]
    private var keys: [String: SealKey] = [:]
    private var growth = TreeGrowth()
    private var nodes: Int64 = 0
    private var nextHead: SealStore.HeadRow?
    private var lastAt: Instant?
    private var isBroken = false

    init(reading: Reading) {
        self.reading = reading
        store = SealStore(reading.session)
        nation = reading.platform.country.rawValue
    }

    var problems: [Problem] { Area.allCases.compactMap { found[$0] } }

    mutating func run() throws {
        try checkKeys()
        nextHead = try store.head(after: 0)
        try store.eachSealed { try take($0) }
        try finish()
    }

    /// Each key stands as the journal published it, and was vouched for by the one before where that says so.
    private mutating func checkKeys() throws {
        var previous: SealKey?
        for row in try store.keys() {
            let published = row.published
            let facts: [String: Fact] = ["key": .text(published.key.id)]
            keys[published.key.id] = published.key
            let payload = try reading.journal.line(row.line).flatMap { try? Body.value(JournalPayload.self, from: $0.payload) }
            if payload?.outcomes != [.sealKey(SealKeyAct(published))] || published.previous != previous?.id { find(.key, .auditKey, facts) }
            if let signature = published.endorsement, previous?.verifies(signature, over: published.statement(nation: nation)) != true {
                find(.key, .auditKeySignature, facts)
            }
            previous = published.key
        }
    }

    private mutating func take(_ row: SealStore.SealedRow) throws {
        guard !isBroken else { return }
        guard row.position == growth.size else {
            // Nothing after a gap can be counted.
            isBroken = true
            find(.line, .auditPosition, ["found": .numeral(row.position), "expected": .numeral(growth.size), "line": .text(row.line.description)])
            return
        }
        let facts: [String: Fact] = ["position": .numeral(row.position), "line": .text(row.line.description)]
        let leaf = row.statement?.leaf
        if leaf == nil { find(.line, .auditLine, facts) }
        if let leaf, leaf.bytes != row.leaf {
            find(.line, .auditLeaf, facts.merging(["kind": .text(row.statement?.kind ?? "–")], uniquingKeysWith: { a, _ in a }))
        }
        // What was sealed leads on, so that nodes and heads are named for their own faults only.
        guard let kept = Digest(row.leaf) ?? leaf else {
            isBroken = true
            return
        }
        for node in growth.append(kept) {
            nodes += 1
            guard try store.nodeBytes(level: node.level, place: node.place) != node.hash.bytes else { continue }
            let first = node.place << Int64(node.level)
            find(.node, .auditNode, ["level": .numeral(Int64(node.level)), "from": .numeral(first), "to": .numeral(first + 1 << Int64(node.level) - 1)])
        }
        if let head = nextHead, head.size == growth.size {
            check(head)
            nextHead = try store.head(after: head.size)
        }
    }

    private mutating func check(_ head: SealStore.HeadRow) {
        let facts: [String: Fact] = ["size": .numeral(head.size), "moment": .moment(head.at), "key": .text(head.key)]
        if head.root != growth.root.bytes { find(.head, .auditHeadRoot, facts) }
        guard let key = keys[head.key], let signed = head.signed(nation: nation), signed.isSigned(by: key) else {
            return find(.head, .auditHeadSignature, facts)
        }
        if let lastAt, head.at < lastAt { find(.head, .auditHeadTime, facts) }
        lastAt = head.at
    }

    private mutating func finish() throws {
        if !isBroken {
            let last = try store.latestHead()?.size ?? 0
            if nextHead != nil || last != growth.size { find(.head, .auditHeadSize, ["size": .numeral(last), "count": .numeral(growth.size)]) }
            let kept = try store.countNodes()
            if kept != nodes { find(.node, .auditNodeCount, ["found": .number(kept), "expected": .number(nodes)]) }
        }
        if let line = try store.lineWaitingTwice() { find(.waiting, .auditTwice, ["line": .text(line.description)]) }
        if let line = try store.waitingForNothing() { find(.waiting, .auditWaiting, ["line": .text(line.description)]) }
        if let line = try store.unsealedLine() { find(.waiting, .auditUnsealed, ["line": .text(line.description)]) }
    }

    private mutating func find(_ area: Area, _ phrase: SealPhrase, _ facts: [String: Fact]) {
        if found[area] == nil { found[area] = phrase.problem("", facts) }
    }
}
