// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Stores

/// Works out the hash of every journal line that booked entries from what the tables hold now.
///
/// Entries come in the order of their ids. Those of one operation follow each other but for operations of other servers, so
/// only a few lines are open at a time: one closes when it has as many entries as it names.
struct LineAudit {
    private struct OpenLine {
        var line: JournalLine
        var entries: [Entry]
    }

    /// The first line, in the order of entries, that is not as it was written.
    private(set) var problem: Problem?
    private let journal: JournalStore
    private let secrets: Secrets
    private var open: [OperationID: OpenLine] = [:]
    private var closed = 0

    init(reading: Reading) {
        journal = reading.journal
        secrets = reading.platform.secrets
    }

    mutating func take(_ entry: Entry) throws {
        if open[entry.operation] == nil {
            guard let line = try journal.line(entry.operation) else {
                find(.entryWithoutLine, ["entry": .text(entry.id.description), "line": .text(entry.operation.description)])
                return
            }
            open[entry.operation] = OpenLine(line: line, entries: [])
        }
        open[entry.operation]?.entries.append(entry)
        if let full = open[entry.operation], full.entries.count == full.line.entries {
            open[entry.operation] = nil
            closed += 1
            if secrets.sha256(full.line.bytes(full.entries)) != full.line.hash { find(.lineHash, full.line.facts) }
        }
    }

    /// Names the first line whose entries are not all there.
    mutating func finish(_ store: VerificationStore) throws {
        if let short = open.min(by: { $0.key < $1.key })?.value {
            find(.lineEntries, short.line.facts.merging(counts(short.line.entries, short.entries.count), uniquingKeysWith: { a, _ in a }))
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
