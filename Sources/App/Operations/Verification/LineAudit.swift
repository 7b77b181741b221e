// SPDX-License-Identifier: Apache-2.0

import Domain
import Stores

/// Works out the hash of every journal line that booked entries from what the tables hold now.
///
/// Entries come in the order of their ids. Those of one operation follow each other but for operations of other servers, so
/// only a few lines are open at a time: one closes when it has as many entries as it names.
struct LineAudit {
    private struct OpenLine {
        var line: JournalLine
        /// What the hash covers, as far as entries have come.
        var bytes: [UInt8]
        var entries: Int
    }

    /// The first line, in the order of entries, that is not as it was written.
    private(set) var problem: Problem?
    private let journal: JournalStore
    private let secrets: Secrets
    private var open: [Int64: OpenLine] = [:]
    /// The line to which the last entry belonged, kept at hand: the next one mostly belongs to it too.
    private var current: OpenLine?
    private var closed = 0

    init(reading: Reading) {
        journal = reading.journal
        secrets = reading.platform.secrets
    }

    mutating func take(_ entry: VerificationStore.EntryRow) throws {
        if current?.line.id.value != entry.operation {
            if let current { open[current.line.id.value] = current }
            current = try open.removeValue(forKey: entry.operation) ?? begin(entry)
        }
        guard current != nil else { return }
        current?.bytes.append(entry)
        current?.entries += 1
        if let full = current, full.entries == full.line.entries {
            current = nil
            closed += 1
            if secrets.sha256(full.bytes) != full.line.hash { find(.lineHash, full.line.facts) }
        }
    }

    private mutating func begin(_ entry: VerificationStore.EntryRow) throws -> OpenLine? {
        guard let line = try journal.line(OperationID(entry.operation)) else {
            find(.entryWithoutLine, ["entry": .text(String(entry.id)), "line": .text(String(entry.operation))])
            return nil
        }
        return OpenLine(line: line, bytes: line.bytes([]), entries: 0)
    }

    /// Names the first line whose entries are not all there.
    mutating func finish(_ store: VerificationStore) throws {
        if let current { open[current.line.id.value] = current }
        current = nil
        if let short = open.min(by: { $0.key < $1.key })?.value {
            find(.lineEntries, short.line.facts.merging(counts(short.line.entries, short.entries), uniquingKeysWith: { a, _ in a }))
        }
        if problem == nil, try store.countLines().withEntries != closed, let id = try store.lineWithoutEntries(), let line = try journal.line(id) {
            find(.lineEntries, line.facts.merging(counts(line.entries, 0), uniquingKeysWith: { a, _ in a }))
        }
    }

    private func counts(_ expected: Int, _ found: Int) -> [String: Fact] { ["expected": .number(Int64(expected)), "found": .number(Int64(found))] }

    private mutating func find(_ phrase: VerifyPhrase, _ facts: [String: Fact]) {
        if problem == nil { problem = phrase.problem("", facts) }
    }
}

extension JournalLine {
    /// How a sentence names the line.
    var facts: [String: Fact] { ["line": .text(id.description), "kind": .text(kind), "moment": .moment(recorded)] }
}

extension [UInt8] {
    /// An entry as a line's hash covers it. Written here a second time, from stored numbers: an audit that shared the writer's
    /// code would share its mistakes, and its pace.
    fileprivate mutating func append(_ entry: VerificationStore.EntryRow) {
        let comma: UInt8 = 44
        for side in [entry.credit, entry.debit] {
            append(number: side.site, comma)
            append(number: Int64(side.compartment), comma)
            append(number: Int64(side.material), comma)
            append(number: side.lot, 59)
        }
        append(number: entry.id, comma)
        append(number: entry.grams, comma)
        append(number: Int64(entry.occurred.dayNumber), comma)
        append(number: Int64(entry.reason), comma)
        append(number: Int64(entry.phase), comma)
        append(number: entry.resolves, 10)
    }

    private mutating func append(number: Int64, _ separator: UInt8) {
        if number < 0 { append(45) }
        let start = count
        var rest = number.magnitude
        repeat {
            append(48 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
        append(separator)
    }
}
