// SPDX-License-Identifier: Apache-2.0

import Domain
import TestSupport
import Testing

@testable import Seal

struct ReceiptTests {
    /// Nine lines of a note among a hundred of others, the last one promised only.
    private static func made(by secret: SealSecret) throws -> SealReceipt {
        let note = DocumentID(77)
        var kept = KeptNodes()
        let all = (1...110).map { i -> (LineStatement, [UInt8]) in
            let recorded = FixedTime.now.adding(seconds: Int64(i))
            let content = Array("\(i)|note.weigh|1|2|password|||\(recorded.microseconds)|77|1|3\nabc\nentry".utf8)
            return (LineStatement(line: OperationID(Int64(i)), kind: "note.weigh", recorded: recorded, document: note, hash: Digest(of: content)), content)
        }
        for (statement, _) in all.prefix(100) { kept.append(statement.leaf) }
        let head = TreeHead(nation: "KH", size: 100, root: kept.growth.root, at: FixedTime.now, key: secret.key.id).signed(by: secret)
        let lines = try [3, 4, 20, 47, 64, 80, 99, 109].map { i -> SealReceipt.Line in
            let (statement, content) = all[i]
            guard i < 100 else {
                let promise = SignedPromise(statement, nation: "KH", by: secret)
                return SealReceipt.Line(statement, content: content, promise: SealReceipt.Promise(promise))
            }
            let path = try kept.tree.inclusionProof(of: Int64(i), in: 100)
            return SealReceipt.Line(statement, content: i == 20 ? nil : content, proof: SealReceipt.Proof(position: Int64(i), path: path))
        }
        return SealReceipt(nation: "KH", note: note, head: SealReceipt.Head(head), keys: [SealReceipt.Key(secret.key)], lines: lines)
    }

    @Test("A receipt proves its lines by itself, with the key that the reader knows or without one")
    func sound() throws {
        let secret = try testSecret(1)
        let file = try Self.made(by: secret).file
        for trusted in [[], [secret.key]] {
            let check = ReceiptCheck(file, trusted: trusted)
            #expect(check.problems == [] && check.sealed == 7 && check.promised == 1)
        }
        #expect(ReceiptCheck(file, trusted: [try testSecret(2).key]).problems.map(\.phrase) == [SealPhrase.receiptKeyStrange.fullKey])
    }

    @Test("Whatever byte of a receipt is changed, it is refused")
    func everyByte() throws {
        let file = try Self.made(by: try testSecret(1)).file
        var dice = SeededGenerator(seed: 1914)
        for i in file.indices {
            var changed = file
            changed[i] ^= UInt8(1 << dice.integer(0...6))
            #expect(!ReceiptCheck(changed).isSound, "byte \(i) of \(file.count), seed \(dice.seed)")
        }
        for i in stride(from: 0, to: file.count, by: 97) {
            var (shorter, longer) = (file, file)
            shorter.remove(at: i)
            longer.insert(file[i], at: i)
            #expect(!ReceiptCheck(shorter).isSound && !ReceiptCheck(longer).isSound, "byte \(i) of \(file.count)")
        }
    }

    @Test("What does not fit is named: content, path, head, key, promise, each with its line")
    func named() throws {
        let receipt = try Self.made(by: try testSecret(1))
        func problems(_ change: (inout SealReceipt) -> Void) -> [String] {
            var changed = receipt
            change(&changed)
            return ReceiptCheck(changed.file).problems.map(\.phrase)
        }
        #expect(problems { $0.lines[0].content = "YWJj" } == [SealPhrase.receiptContent.fullKey])
        #expect(problems { $0.lines[1].proof?.path.swapAt(0, 1) } == [SealPhrase.receiptPath.fullKey])
        #expect(problems { $0.lines[2].kind = "note.issue" } == [SealPhrase.receiptPath.fullKey])
        #expect(problems { $0.lines[2].recorded = FixedTime.now.exactText } == [SealPhrase.receiptPath.fullKey])
        #expect(problems { $0.lines[7].promise?.at = FixedTime.now.adding(days: 1).exactText } == [SealPhrase.receiptPromise.fullKey])
        #expect(problems { $0.lines[7].promise?.sealBy = FixedTime.now.exactText } == [SealPhrase.receiptPromise.fullKey])
        #expect(problems { $0.lines[7].promise?.sealBy = nil } == [SealPhrase.receiptPromise.fullKey])
        #expect(problems { $0.lines[7].promise = nil } == [SealPhrase.receiptUnproved.fullKey])
        #expect(problems { $0.keys = [] }.first == SealPhrase.receiptKeyMissing.fullKey)
        #expect(problems { $0.head?.size = 101 }.first == SealPhrase.receiptHeadSignature.fullKey)
        #expect(problems { $0.nation = "VN" }.first == SealPhrase.receiptHeadSignature.fullKey)
        #expect(problems { $0.lines = [] } == [SealPhrase.receiptEmpty.fullKey])
        #expect(problems { $0.format = "baitong-receipt-2" } == [SealPhrase.receiptFormat.fullKey])
        #expect(ReceiptCheck(Array("{}".utf8)).problems.map(\.phrase) == [SealPhrase.receiptUnreadable.fullKey])
        // The same said with other spaces is not the file that was given out.
        #expect(ReceiptCheck(receipt.file + [10]).problems.map(\.phrase) == [SealPhrase.receiptRewritten.fullKey])
        // A lie about whose note it was shows in every line.
        #expect(problems { $0.note = DocumentID(78) }.count == 15)
    }

    @Test("A promise of the first kind, which named no last moment, stays readable")
    func firstKind() throws {
        let secret = try testSecret(1)
        var receipt = try Self.made(by: secret)
        let line = receipt.lines[7]
        let hash = try #require(Digest(hex: line.hash))
        let statement = LineStatement(
            line: line.id, kind: line.kind, recorded: try #require(Instant(exactText: line.recorded)), document: receipt.note, hash: hash)
        var promise = SignedPromise(leaf: statement.leaf, at: FixedTime.now, sealBy: nil, key: secret.key.id, signature: [])
        #expect(
            String(decoding: promise.bytes(nation: "KH"), as: UTF8.self)
                == "baitong seal promise 1\nKH\n\(statement.leaf)\n1789351200000000\n\(secret.key.id)\n")
        promise.signature = secret.sign(promise.bytes(nation: "KH"))
        receipt.lines[7].promise = SealReceipt.Promise(promise)
        #expect(ReceiptCheck(receipt.file, trusted: [secret.key]).problems == [])
    }
}
