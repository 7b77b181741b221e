// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Stores

/// Rebuilds from the journal what became of blank paper notes, which loads wait for their sender, and which outages were
/// declared, and compares it with what is kept. Memory grows with the paper notes printed, some 100 bytes each.
struct PaperReplay {
    private struct Number: Equatable {
        var batch: PaperBatchID
        var note: DocumentID?
        var voidedAt: Instant?
    }

    private var numbers: [String: Number] = [:]
    private var late: Set<DocumentID> = []
    private var outages: [OutageID: Outage] = [:]
    /// The first thing that the journal itself has wrong: a number that was used twice, or that nobody printed.
    private var fault: Problem?

    mutating func take(_ event: PaperEvent) {
        switch event {
        case .printed(let batch, let printed):
            for number in printed {
                if numbers[number] != nil { find(number) }
                numbers[number] = Number(batch: batch.id)
            }
        case .voided(let number, _, let at):
            if numbers[number] == nil || numbers[number]?.note != nil || numbers[number]?.voidedAt != nil { find(number) }
            numbers[number]?.voidedAt = at
        }
    }

    mutating func use(_ number: String?, for note: DocumentID) {
        guard let number else { return }
        if numbers[number] == nil || numbers[number]?.note != nil || numbers[number]?.voidedAt != nil { find(number) }
        numbers[number]?.note = note
    }

    mutating func take(_ outage: Outage) { outages[outage.id] = outage }

    /// A note as it stands at last.
    mutating func take(_ note: Manifest) {
        if note.trail?.isUnconfirmed == true { late.insert(note.id) }
    }

    private mutating func find(_ number: String) {
        if fault == nil { fault = VerifyPhrase.paperJournal.problem("", ["number": .text(number)]) }
    }

    /// What differs first; `nil` when all agree.
    func problem(_ reading: Reading) throws -> Problem? {
        if let fault { return fault }
        var left = numbers
        var wrong: String?
        try PaperStore(reading.session).eachNumber { number, batch, note, voidedAt in
            let expected = left.removeValue(forKey: number)
            if wrong == nil, expected != Number(batch: batch, note: note, voidedAt: voidedAt) { wrong = number }
        }
        if let number = wrong ?? left.keys.min() { return VerifyPhrase.paperNumber.problem("", ["number": .text(number)]) }
        if let note = try reading.notes.firstLateRowAstray(late) { return VerifyPhrase.lateNote.problem("", ["note": .text(note.description)]) }
        var known = outages.mapValues { Body.bytes($0) }
        var astray: OutageID?
        try OutageStore(reading.session).each { id, body in
            if known.removeValue(forKey: id) != body, astray == nil { astray = id }
        }
        return (astray ?? known.keys.min()).map { VerifyPhrase.outageBody.problem("", ["outage": .text($0.description)]) }
    }
}
