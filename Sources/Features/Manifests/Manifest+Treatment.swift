// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// What a plant did with a line, in whole or in part.
public struct TreatmentCommand: Hashable, Sendable, Codable {
    public var line: Int
    public var code: TreatmentCode
    public var mass: Mass
    public var occurred: CalendarDate
    public var residues: [Residue]

    public init(line: Int, code: TreatmentCode, mass: Mass, occurred: CalendarDate, residues: [Residue]) {
        self.line = line
        self.code = code
        self.mass = mass
        self.occurred = occurred
        self.residues = residues
    }
}

extension Manifest {
    /// Treats held waste under an R or D code; what is left of it becomes lots of the plant's own.
    public func treat(_ command: TreatmentCommand, policy: ManifestPolicy, receivedOn: CalendarDate, by acting: Acting) throws(ManifestError)
        -> ManifestDecision
    {
        try require(.treat)
        try requireParty(acting, receiver.organisation)
        guard lines.indices.contains(command.line) else { throw .invalid([ManifestPhrase.lineMissing.problem("line")]) }
        let line = lines[command.line]
        var problems: [Problem] = []
        if command.mass <= .zero {
            problems.append(ManifestPhrase.massNotPositive.problem("mass", ["mass": .mass(command.mass)]))
        } else if command.mass > line.held {
            problems.append(ManifestPhrase.treatedAboveHeld.problem("mass", ["mass": .mass(command.mass), "held": .mass(line.held)]))
        }
        if command.occurred > acting.today {
            problems.append(ManifestPhrase.dateInFuture.problem("date", ["date": .date(command.occurred)]))
        } else if command.occurred < receivedOn {
            problems.append(ManifestPhrase.dateBeforeReceipt.problem("date", ["date": .date(command.occurred), "received": .date(receivedOn)]))
        } else if command.occurred < policy.earliestDate(recordedOn: acting.today), !policy.isAssumed(.backdateDays) {
            // Our own assumption refuses nobody: the note marks what is dated further back than it.
            problems.append(
                ManifestPhrase.dateTooFarBack.problem(
                    "date",
                    [
                        "date": .date(command.occurred), "limit": .number(Int64(policy.days(.backdateDays))),
                        "earliest": .date(policy.earliestDate(recordedOn: acting.today)),
                    ]))
        }
        let residues = command.residues.map(\.mass.mass)
        if let mass = residues.first(where: { $0 <= .zero }) {
            problems.append(ManifestPhrase.massNotPositive.problem("residue", ["mass": .mass(mass)]))
        } else {
            // One that is too heavy alone is named alone: a sum of absurd figures might not fit.
            let residue = residues.first { $0 > command.mass } ?? residues.reduce(.zero, +)
            if command.mass > .zero, residue > command.mass {
                problems.append(ManifestPhrase.residueAboveTreated.problem("residue", ["residue": .mass(residue), "mass": .mass(command.mass)]))
            }
        }
        guard problems.isEmpty else { throw .invalid(problems) }

        var moves = [
            Move(
                command.mass, from: received(line), to: Account(receiver.site, .treated(command.code), line.material, lot: line.lot),
                on: command.occurred, because: .treated, document: id)
        ]
        for residue in command.residues {
            let material = Material.waste(residue.waste)
            moves.append(
                Move(
                    residue.mass.mass, from: Account(receiver.site, .process, material),
                    to: Account(receiver.site, .store, material, lot: residue.lot), on: command.occurred, because: .residue, document: id))
        }
        let treatment = Treatment(
            line: command.line, code: command.code, mass: command.mass, occurred: command.occurred, residues: command.residues, at: acting.at)
        return ManifestDecision([.treated(treatment, signature: acting.signature(.treat))], moves: moves)
    }
}
