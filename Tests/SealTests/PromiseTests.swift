// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing

@testable import Seal

struct PromiseTests {
    private static let statement = LineStatement(
        line: OperationID(110), kind: "note.issue", recorded: FixedTime.now, document: DocumentID(77), hash: Digest(of: [1, 2, 3]))

    /// A receipt of the note whose last line is the promised one, sealed under a head of a moment; not sealed without.
    private static func receipt(
        _ statement: LineStatement = statement, by secret: SealSecret, head moment: Instant? = FixedTime.now.adding(seconds: 1)
    ) throws -> SealReceipt {
        var kept = KeptNodes()
        for i in 1...4 { kept.append(.leaf([UInt8(i)])) }
        kept.append(statement.leaf)
        var line = SealReceipt.Line(statement, content: nil)
        guard let moment else {
            line.promise = SealReceipt.Promise(SignedPromise(statement, nation: "KH", by: secret))
            return SealReceipt(nation: "KH", note: DocumentID(77), head: nil, keys: [SealReceipt.Key(secret.key)], lines: [line])
        }
        let head = TreeHead(nation: "KH", size: 5, root: kept.growth.root, at: moment, key: secret.key.id).signed(by: secret)
        line.proof = SealReceipt.Proof(position: 4, path: try kept.tree.inclusionProof(of: 4, in: 5))
        return SealReceipt(nation: "KH", note: DocumentID(77), head: SealReceipt.Head(head), keys: [SealReceipt.Key(secret.key)], lines: [line])
    }

    @Test("What is promised is text of six lines: nation, leaf, when it was recorded, when it is sealed at the latest, key")
    func bytes() throws {
        let secret = try testSecret(1)
        let promise = SignedPromise(Self.statement, nation: "KH", by: secret)
        #expect(
            String(decoding: promise.bytes(nation: "KH"), as: UTF8.self)
                == "baitong seal promise 2\nKH\n\(Self.statement.leaf)\n1789351200000000\n1789437600000000\n\(secret.key.id)\n")
        #expect(promise.isSigned(by: secret.key, nation: "KH") && !promise.isSigned(by: secret.key, nation: "VN"))
        #expect(!promise.isSigned(by: try testSecret(2).key, nation: "KH"))
    }

    @Test("A promise proves itself, with the key that the reader knows or without one; asked for again it is the same bytes")
    func sound() throws {
        let secret = try testSecret(1)
        let file = SealPromise(Self.statement, nation: "KH", by: secret).file
        #expect(file == SealPromise(Self.statement, nation: "KH", by: secret).file)
        for trusted in [[], [secret.key]] { #expect(PromiseCheck(file, trusted: trusted).problems == []) }
        #expect(PromiseCheck(file, trusted: [try testSecret(2).key]).problems.map(\.phrase) == [SealPhrase.promiseKeyStrange.fullKey])
        #expect(PromiseCheck(Array("{}".utf8)).problems.map(\.phrase) == [SealPhrase.receiptUnreadable.fullKey])
        // One is never taken for the other.
        let receipt = try Self.receipt(by: secret).file
        #expect(ReceiptCheck(file).receipt == nil && PromiseCheck(receipt).promise == nil)
    }

    @Test("Whatever byte of a promise is changed, it is refused")
    func everyByte() throws {
        let file = SealPromise(Self.statement, nation: "KH", by: try testSecret(1)).file
        var dice = SeededGenerator(seed: 6962)
        for i in file.indices {
            var changed = file
            changed[i] ^= UInt8(1 << dice.integer(0...6))
            #expect(!PromiseCheck(changed).isSound, "byte \(i) of \(file.count), seed \(dice.seed)")
        }
    }

    @Test("What does not fit is named: line, moments, signature, key")
    func named() throws {
        let good = SealPromise(Self.statement, nation: "KH", by: try testSecret(1))
        func problems(_ change: (inout SealPromise) -> Void) -> [String] {
            var changed = good
            change(&changed)
            return PromiseCheck(changed.file).problems.map(\.phrase)
        }
        for phrases in [
            problems { $0.line.id = OperationID(111) }, problems { $0.line.kind = "note.weigh" }, problems { $0.line.document = DocumentID(78) },
            problems { $0.line.recorded = FixedTime.now.adding(days: 1).exactText }, problems { $0.leaf = Digest.empty.description },
        ] { #expect(phrases == [SealPhrase.promiseLeaf.fullKey]) }
        for phrases in [
            problems { $0.promise.at = FixedTime.now.adding(days: 1).exactText }, problems { $0.promise.sealBy = FixedTime.now.adding(days: 9).exactText },
            problems { $0.promise.sealBy = nil }, problems { $0.nation = "VN" },
        ] { #expect(phrases == [SealPhrase.promiseSignature.fullKey]) }
        let other = try testSecret(2).key
        #expect(problems { $0.key = SealReceipt.Key(other) } == [SealPhrase.promiseSignature.fullKey])
        #expect(problems { $0.key.id = other.id } == [SealPhrase.receiptKeyID.fullKey])
        #expect(problems { $0.format = "baitong-promise-2" } == [SealPhrase.promiseFormat.fullKey])
        #expect(PromiseCheck(good.file + [10]).problems.map(\.phrase) == [SealPhrase.receiptRewritten.fullKey])
    }

    @Test("A receipt tells whether the promise was kept: in time, late as far as it shows, not yet, broken, or not told")
    func outcomes() throws {
        let secret = try testSecret(1)
        let promise = SealPromise(Self.statement, nation: "KH", by: secret)
        let last = FixedTime.now.adding(hours: 24)
        for (head, isInTime) in [(FixedTime.now, true), (last, true), (last.adding(seconds: 1), false)] {
            let receipt = try Self.receipt(by: secret, head: head)
            #expect(ReceiptCheck(receipt.file, trusted: [secret.key]).problems == [])
            #expect(promise.outcome(in: receipt) == .sealed(position: 4, head: head, isInTime: isInTime))
        }
        let waiting = try Self.receipt(by: secret, head: nil)
        #expect(ReceiptCheck(waiting.file).isSound && promise.outcome(in: waiting) == .waiting)
        // Sound by itself, and yet not what was promised under this line's id.
        var other = Self.statement
        other.hash = Digest(of: [9])
        let broken = try Self.receipt(other, by: secret)
        #expect(ReceiptCheck(broken.file).isSound && promise.outcome(in: broken) == .broken)
        var elsewhere = Self.statement
        elsewhere.line = OperationID(109)
        #expect(promise.outcome(in: try Self.receipt(elsewhere, by: secret)) == .absent)
        var foreign = try Self.receipt(by: secret)
        foreign.note = DocumentID(78)
        #expect(promise.outcome(in: foreign) == .absent)
    }
}
