// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Ledger
import LedgerSupport
import Manifests
import TestSupport

/// Where the receiver of a note books what it accepts of a line.
func received(_ line: ManifestLine, of note: Manifest) -> Account {
    Account(note.receiver.site, note.kind == .returned ? .store : .held, line.material, lot: line.lot)
}

extension Stage {
    func posted(_ account: Account) -> Int64 { book.balance(account).posted }
    func inTransit(_ line: ManifestLine, of note: Manifest) -> Int64 {
        posted(Account(note.transitSite, .transit, line.material, lot: line.lot))
    }
    func difference(_ line: ManifestLine, of note: Manifest) -> Int64 {
        posted(Account(note.transitSite, .difference, line.material, lot: line.lot))
    }
    /// The gap that corrections left at the receiver, where that is another account than the weighing difference.
    func gap(_ line: ManifestLine, of note: Manifest) -> Int64 {
        -posted(Account(note.receiver.site, .difference, line.material, lot: line.lot))
    }

    /// Everything in which notes and book, or two ways of counting, say different things; empty when all agree.
    func faults() -> [String] {
        strayTransitions + book.faults() + naive.disagreements(with: book) + notes.values.flatMap { replayFaults($0) + bodyFaults($0) }
    }

    /// A note is its draft and its events, also after both went through JSON.
    private func replayFaults(_ note: Manifest) -> [String] {
        guard let history = histories[note.id] else { return ["note \(note.id) has no history"] }
        do {
            var replayed = Manifest(id: note.id, draft: try throughJSON(history.draft), at: history.at)
            for (event, at) in history.events { replayed = replayed.applying(try throughJSON(event), at: at) }
            var faults = replayed == note ? [] : ["note \(note.id) is not what its events make of it"]
            if try throughJSON(note) != note { faults.append("note \(note.id) does not survive JSON") }
            return faults
        } catch {
            return ["note \(note.id): \(error)"]
        }
    }

    /// The figures of a note's body against the accounts of its lots.
    private func bodyFaults(_ note: Manifest) -> [String] {
        var faults: [String] = []
        func expect(_ what: String, _ line: Int, book: Int64, body: Int64) {
            if book != body { faults.append("note \(note.id) (\(note.kind), \(note.state)) line \(line): \(what) \(book) in the book, \(body) in the body") }
        }
        for (i, line) in note.lines.enumerated() where line.lot != nil {
            let isMoving = note.state.isUnderWay || note.state == .missing
            expect("in transit", i, book: inTransit(line, of: note), body: isMoving ? line.declared.mass.raw : 0)
            if note.state == .lost { expect("lost", i, book: difference(line, of: note), body: line.declared.mass.raw) }
            guard note.receipt?.decidedAt != nil else { continue }

            let held = received(line, of: note)
            let isTruedUp = line.draws.isEmpty && note.kind == .ordinary && (line.declared.method.isEstimate || note.trail?.recorder == .receiver)
            let isOneAccount = note.transitSite == note.receiver.site && !isTruedUp
            let left = (line.accepted ?? .zero) - line.treated - line.movedOn
            if isOneAccount {
                expect(
                    "held and difference", i, book: posted(held) + difference(line, of: note),
                    body: line.declared.mass.raw - line.refused.raw - line.treated.raw - line.movedOn.raw)
            } else {
                expect("held less gap", i, book: posted(held) - gap(line, of: note), body: left.raw)
                if gap(line, of: note) <= 0 { expect("held", i, book: posted(held), body: line.held.raw) }
                expect(
                    "weighing difference", i, book: difference(line, of: note) + (note.transitSite == note.receiver.site ? gap(line, of: note) : 0),
                    body: isTruedUp ? 0 : line.declared.mass.raw - (line.weighed ?? .zero).raw)
            }
            let treated = TreatmentCode.allCases.reduce(Int64(0)) { $0 + posted(Account(note.receiver.site, .treated($1), line.material, lot: line.lot)) }
            expect("treated", i, book: treated, body: line.treated.raw)
            // What the sender generated: what it declared, or what the weighing made of its estimate.
            if line.draws.isEmpty, note.kind == .ordinary, let lot = line.lot {
                // Grams that had gone on before their true sender was found keep the origin under which others know them.
                let sites = Set([note.sender.site, note.receiver.site, Cast.factory.site, Cast.secondFactory.site])
                let generated = sites.flatMap { site in [Compartment.process, .supply].map { Account(site, $0, line.material) } }
                    .reduce(Int64(0)) { sum, source in sum + (book.content(source).shares.first { $0.origin == OriginID(lot.value) }?.grams ?? 0) }
                expect("generated", i, book: -generated, body: isTruedUp ? (line.weighed ?? .zero).raw : line.declared.mass.raw)
            }
        }
        for treatment in note.treatments {
            for residue in treatment.residues {
                expect(
                    "residue", treatment.line,
                    book:
                        -(book.content(Account(note.receiver.site, .process, .waste(residue.waste))).shares
                        .first { $0.origin == OriginID(residue.lot.value) }?.grams ?? 0), body: residue.mass.mass.raw)
            }
        }
        return faults
    }
}

func throughJSON<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}
