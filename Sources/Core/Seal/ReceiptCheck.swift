// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Wording

/// Checks a receipt by itself: no server is asked, and whoever changed one byte of it is told on.
public struct ReceiptCheck: Sendable {
    /// Everything that does not fit, in the order of the file; empty when all does.
    public private(set) var problems: [Problem] = []
    /// `nil` where the file is no receipt at all.
    public let receipt: SealReceipt?
    /// Lines proved to stand in the tree, and lines only promised.
    public private(set) var sealed = 0
    public private(set) var promised = 0
    private var keys: [String: SealKey] = [:]

    /// - Parameters:
    ///   - bytes: of the file.
    ///   - trusted: keys that the reader knows from elsewhere; when there are none, whoever holds any key could have made the file, and
    ///     the reader compares the key's id with the published ones.
    public init(_ bytes: [UInt8], trusted: [SealKey] = []) {
        receipt = SealReceipt(file: bytes)
        guard let receipt else {
            problems = [SealPhrase.receiptUnreadable.problem()]
            return
        }
        if receipt.format != SealReceipt.formatName { find(.receiptFormat, ["found": .text(String(receipt.format.prefix(40)))]) }
        // Written in one way only, so that no byte is without meaning.
        if receipt.file != bytes { find(.receiptRewritten) }
        readKeys(receipt, trusted)
        let root = checkHead(receipt)
        if receipt.lines.isEmpty { find(.receiptEmpty) }
        for (i, line) in receipt.lines.enumerated() { check(line, number: i + 1, of: receipt, root: root) }
    }

    public var isSound: Bool { problems.isEmpty }

    private mutating func readKeys(_ receipt: SealReceipt, _ trusted: [SealKey]) {
        for listed in receipt.keys {
            guard let key = SealKey(hex: listed.publicKey), key.id == listed.id else {
                find(.receiptKeyID, ["key": .text(String(listed.id.prefix(40)))])
                continue
            }
            keys[key.id] = key
            if !trusted.isEmpty, !trusted.contains(key) { find(.receiptKeyStrange, ["key": .text(key.id)]) }
        }
    }

    /// The root that the file's head stands for, if its signature is good.
    private mutating func checkHead(_ receipt: SealReceipt) -> TreeHead? {
        guard let written = receipt.head else { return nil }
        guard let root = Digest(hex: written.root), let at = Instant(exactText: written.at), let signature = [UInt8](lowerHex: written.signature) else {
            find(.receiptHeadSignature, ["key": .text(String(written.key.prefix(40)))])
            return nil
        }
        let head = TreeHead(nation: receipt.nation, size: written.size, root: root, at: at, key: written.key)
        guard let key = keys[written.key] else {
            find(.receiptKeyMissing, ["key": .text(String(written.key.prefix(40)))])
            return nil
        }
        guard SignedHead(head: head, signature: signature).isSigned(by: key) else {
            find(.receiptHeadSignature, ["key": .text(key.id)])
            return nil
        }
        return head
    }

    private mutating func check(_ line: SealReceipt.Line, number: Int, of receipt: SealReceipt, root head: TreeHead?) {
        let facts: [String: Fact] = ["number": .numeral(Int64(number)), "line": .text(line.id.description)]
        guard let recorded = Instant(exactText: line.recorded), let hash = Digest(hex: line.hash) else { return find(.receiptLine, facts) }
        let statement = LineStatement(line: line.id, kind: line.kind, recorded: recorded, document: receipt.note, hash: hash)
        if let content = line.content {
            guard let data = Data(base64Encoded: content), Digest(of: [UInt8](data)) == hash else { return find(.receiptContent, facts) }
            if !statement.isHeading([UInt8](data)) { find(.receiptContent, facts) }
        }
        if let proof = line.proof {
            let path = proof.path.compactMap { Digest(hex: $0) }
            guard let head, path.count == proof.path.count,
                InclusionProof(position: proof.position, size: head.size, path: path).root(of: statement.leaf) == head.root
            else { return find(.receiptPath, facts) }
            sealed += 1
        }
        if let promise = line.promise {
            guard let key = keys[promise.key], promise.signed(over: statement.leaf)?.isSigned(by: key, nation: receipt.nation) == true
            else { return find(.receiptPromise, facts) }
            promised += 1
        }
        if line.proof == nil, line.promise == nil { find(.receiptUnproved, facts) }
    }

    private mutating func find(_ phrase: SealPhrase, _ facts: [String: Fact] = [:]) { problems.append(phrase.problem("", facts)) }
}

extension LineStatement {
    /// Whether a line's content begins by saying the same of it: id, verb, moment and document stand in its first row.
    fileprivate func isHeading(_ content: [UInt8]) -> Bool {
        let row = String(decoding: content.prefix { $0 != 10 }, as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
        guard row.count == 11 else { return false }
        return row[0] == line.description && row[1] == kind && row[7] == String(recorded.microseconds) && row[8] == (document?.description ?? "")
    }
}
