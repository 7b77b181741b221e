// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Checks a promise by itself, and against a receipt that came later.
public struct PromiseCheck: Sendable {
    /// Everything that does not fit, in the order of the file; empty when all does.
    public private(set) var problems: [Problem] = []
    /// `nil` where the file is no promise at all.
    public let promise: SealPromise?

    /// - Parameters:
    ///   - bytes: of the file.
    ///   - trusted: keys that the reader knows from elsewhere, as ``ReceiptCheck`` takes them.
    public init(_ bytes: [UInt8], trusted: [SealKey] = []) {
        promise = SealPromise(file: bytes)
        guard let promise else {
            problems = [SealPhrase.receiptUnreadable.problem()]
            return
        }
        check(promise, bytes, trusted)
    }

    public var isSound: Bool { problems.isEmpty }

    private mutating func check(_ promise: SealPromise, _ bytes: [UInt8], _ trusted: [SealKey]) {
        if promise.format != SealPromise.formatName { find(.promiseFormat, ["found": .text(String(promise.format.prefix(40)))]) }
        // Written in one way only, so that no byte is without meaning.
        if promise.file != bytes { find(.receiptRewritten) }
        let named: [String: Fact] = ["key": .text(String(promise.key.id.prefix(40)))]
        let key = SealKey(hex: promise.key.publicKey)
        if key?.id != promise.key.id { find(.receiptKeyID, named) }
        if let key, !trusted.isEmpty, !trusted.contains(key) { find(.promiseKeyStrange, named) }
        guard let statement = promise.line.statement, statement.leaf.description == promise.leaf else {
            return find(.promiseLeaf, ["line": .text(promise.line.id.description)])
        }
        guard let key, let given = promise.promise.signed(over: statement.leaf), given.at == statement.recorded, given.sealBy != nil,
            given.isSigned(by: key, nation: promise.nation)
        else { return find(.promiseSignature, named) }
    }

    private mutating func find(_ phrase: SealPhrase, _ facts: [String: Fact] = [:]) { problems.append(phrase.problem("", facts)) }
}

extension SealPromise {
    /// What became of a promise, as a receipt of the same note shows it.
    public enum Outcome: Hashable, Sendable {
        /// The very leaf stands in the tree under a head of this moment.
        case sealed(position: Int64, head: Instant, isInTime: Bool)
        /// The receipt was made before the line was sealed.
        case waiting
        /// The line that stands there is not the one that was promised.
        case broken
        /// The receipt is of another note, or does not hold the line.
        case absent
    }

    /// - Parameter receipt: sound by itself; see ``ReceiptCheck``.
    public func outcome(in receipt: SealReceipt) -> Outcome {
        guard receipt.nation == nation, receipt.note == line.document, let found = receipt.lines.first(where: { $0.id == line.id }) else { return .absent }
        guard let recorded = Instant(exactText: found.recorded), let hash = Digest(hex: found.hash),
            LineStatement(line: found.id, kind: found.kind, recorded: recorded, document: receipt.note, hash: hash).leaf.description == leaf
        else { return .broken }
        guard let proof = found.proof, let head = receipt.head.flatMap({ Instant(exactText: $0.at) }) else { return .waiting }
        return .sealed(position: proof.position, head: head, isInTime: sealBy.map { head <= $0 } ?? false)
    }
}
