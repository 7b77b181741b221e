// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import StorageCore
import Stores

/// Writes journal lines and their entries as operations do, for histories that are loaded at one go. What is written is for
/// `baitong verify` to find sound: it derives everything again.
public struct HistoryWriter: Sendable {
    public var rows = HistoryRows()
    private let platform: Platform
    private let versions: JournalPayload.Versions
    /// Payloads of lines that say nothing but how many moves they book, by that number.
    private var booked: [Int: [UInt8]] = [:]

    /// - Parameter day: whose editions of rules and lists the lines name.
    public init(platform: Platform, on day: CalendarDate) {
        self.platform = platform
        versions = JournalPayload.Versions(policy: platform.policies.edition, waste: platform.lists.wasteCodes.edition(on: day).edition)
    }

    public mutating func write(
        _ id: OperationID, _ kind: String, by attribution: Attribution, at recorded: Instant, document: DocumentID? = nil, outcomes: [Outcome],
        entries: [StoredEntry] = []
    ) {
        write(id, kind, attribution, recorded, document, Body.bytes(JournalPayload(outcomes: outcomes, versions: versions)), entries)
    }

    /// A report of flows that no note carries, as ``Platform/book(_:kind:by:at:)`` writes it.
    public mutating func writeReport(_ id: OperationID, at recorded: Instant, entries: [StoredEntry]) {
        let payload: [UInt8]
        if let known = booked[entries.count] {
            payload = known
        } else {
            payload = Body.bytes(JournalPayload(outcomes: [.act("\(entries.count) moves")], versions: versions))
            booked[entries.count] = payload
        }
        write(id, "entries.book", Attribution(person: nil, organisation: nil, means: .system), recorded, nil, payload, entries)
    }

    private mutating func write(
        _ id: OperationID, _ kind: String, _ attribution: Attribution, _ recorded: Instant, _ document: DocumentID?, _ payload: [UInt8],
        _ entries: [StoredEntry]
    ) {
        var line = JournalLine(
            id: id, kind: kind, attribution: attribution, recorded: recorded, document: document, entries: entries.count, payload: payload, hash: [])
        var bytes = line.bytes([])
        bytes.reserveCapacity(bytes.count + entries.count * 160)
        for entry in entries { bytes.append(entry) }
        line.hash = platform.secrets.sha256(bytes)
        rows.add(line)
        for entry in entries { rows.add(entry, of: id, document: document) }
    }

    /// A note as it stands at `now`, with everything that is kept beside it.
    public mutating func add(_ note: Manifest, at now: Instant, provinces: Set<String>) {
        rows.add(note, dueAt: platform.dueAt(note, at: now), provinces: provinces)
    }

    /// How a note's masses are known, whatever the province of its sender.
    public static func evidence(of note: Manifest) -> [EvidenceCell] {
        note.evidence(in: .phnomPenh).map { EvidenceCell(month: $0.day.month, province: "", waste: $0.waste, kind: $0.kind, mass: $0.mass) }
    }
}

extension [UInt8] {
    /// An entry as a line's hash covers it.
    fileprivate mutating func append(_ entry: StoredEntry) {
        for side in [entry.credit, entry.debit] {
            append(digits: side.site, 44)
            append(digits: Int64(side.compartment), 44)
            append(digits: Int64(side.material), 44)
            append(digits: side.lot, 59)
        }
        append(digits: entry.id, 44)
        append(digits: entry.grams, 44)
        append(digits: Int64(entry.occurred.dayNumber), 44)
        append(digits: Int64(entry.reason.rawValue), 44)
        append(digits: Int64(entry.phase), 44)
        append(digits: entry.resolves ?? 0, 10)
    }

    private mutating func append(digits number: Int64, _ separator: UInt8) {
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
