// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Stores

/// Rebuilds collection rounds from their events and compares them with what is stored; adds up what their notes have of each
/// weight. A round is forgotten as soon as it has come to the version that is stored.
struct RoundReplay {
    private let store: RoundStore
    private var underWay: [RoundID: (round: Round, version: Int)] = [:]
    private var begun = 0
    /// Weight of each round less what its notes have of it; those at nothing are left out.
    private var unshared: [RoundID: (weight: Mass, rest: Mass)] = [:]
    private(set) var problem: Problem?

    init(_ reading: Reading) { store = reading.rounds }

    mutating func take(_ event: RoundEvent, on id: RoundID, of line: JournalLine) throws {
        let round: Round
        switch (event, underWay[id]?.round) {
        case (.planned(let plan, let signature), nil):
            round = Round(id: id, plan: plan, signature: signature)
            begun += 1
        case (.planned, _), (_, nil): return find(.roundBeyond, id, ["line": .text(line.id.description)])
        case (_, let known?): round = known.applying(event)
        }
        if case .weighed(let weighing, _) = event { add(weighing.weight.mass, to: id, weight: weighing.weight.mass) }
        guard let stored = try store.row(id) else { return find(.roundBeyond, id, ["line": .text(line.id.description)]) }
        guard round.version == stored.version else {
            underWay[id] = (round, stored.version)
            return
        }
        underWay[id] = nil
        if Body.bytes(round) != stored.body || Int64(round.state.rawValue) != stored.state {
            find(.roundBody, id, ["version": .numeral(Int64(round.version))])
        }
    }

    /// A note was weighed; what it has of a round's weight is taken off that.
    mutating func take(_ event: ManifestEvent) {
        guard case .weighed(let part, _, _, let round?, _) = event else { return }
        add(-part.mass, to: round, weight: nil)
    }

    mutating func finish() throws {
        if let (id, kept) = underWay.min(by: { $0.key < $1.key }) { find(.roundBody, id, ["version": .numeral(Int64(kept.round.version))]) }
        let stored = try store.count()
        if stored != begun, problem == nil {
            problem = VerifyPhrase.roundCount.problem("", ["found": .number(Int64(stored)), "expected": .number(Int64(begun))])
        }
        if let (id, kept) = unshared.min(by: { $0.key < $1.key }) {
            find(.roundShares, id, ["expected": .mass(kept.weight), "found": .mass(kept.weight - kept.rest)])
        }
    }

    private mutating func add(_ mass: Mass, to id: RoundID, weight: Mass?) {
        var kept = unshared[id] ?? (.zero, .zero)
        kept.rest += mass
        if let weight { kept.weight = weight }
        unshared[id] = kept.rest == .zero ? nil : kept
    }

    private mutating func find(_ phrase: VerifyPhrase, _ id: RoundID, _ facts: [String: Fact]) {
        guard problem == nil else { return }
        problem = phrase.problem("", facts.merging(["round": .text(id.description)]) { a, _ in a })
    }
}
