// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// Loads on their way to the sites of a plant.
public struct GateModel: Sendable {
    public struct Load: Sendable {
        public var note: Manifest
        public var dueAt: Instant?
        public var isLate: Bool
    }

    /// Due first, those through the gate before those on the road.
    public var loads: [Load]
    /// Collection rounds under way to here, each one load; their notes are not among the others.
    public var rounds: [Round]
    public var hasMore: Bool
    public var names: NoteNames
}

extension Platform {
    /// What is on the way to the acting organisation's sites, and what stands at its gate.
    public func gate(limit: Int = 40, by actor: Actor) async throws -> GateModel {
        let now = self.now
        return try await read { r in
            if case .refused(let refusal) = may(.recordArrival, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard let own = actor.principal?.id else { throw PermissionRefusal.missing }
            let rounds = try r.rounds.rounds(to: own, in: [.weighed, .arrived, .underWay], limit: limit)
                .filter { may(.recordArrival, actor: actor, subject: Subject(of: $0)).isAllowed }
            let byID = Dictionary(uniqueKeysWithValues: rounds.map { ($0.id, $0) })
            let stops = rounds.reduce(0) { $0 + $1.stops.count }
            func isInRound(_ note: Manifest) -> Bool { note.round.flatMap { byID[$0] }?.holds(note) ?? false }
            var found: [(note: Manifest, dueAt: Instant?)] = []
            for states in [[ManifestState.weighed, .arrived], [.inTransit, .inStorage]] {
                found += try r.notes.open(own, role: .receiver, states: states, limit: limit + 1 + stops)
            }
            let readable = found.filter { !isInRound($0.note) && may(.readNote, actor: actor, subject: r.ownSubject(of: $0.note)).isAllowed }
            let shown = readable.prefix(limit)
            var names = NoteNames()
            names.organisations = try r.registry.organisations(
                Set(shown.flatMap { $0.note.parties.map(\.party.organisation) } + rounds.flatMap(\.plan.organisations)))
            names.sites = try r.registry.sites(Set(shown.map(\.note.receiver.site)))
            for plate in Set(shown.compactMap { $0.note.currentLeg.plate } + rounds.map(\.plan.plate)) { names.texts[plate] = try r.journal.open(plate) }
            return GateModel(
                loads: shown.map { GateModel.Load(note: $0.note, dueAt: $0.dueAt, isLate: $0.dueAt.map { $0 < now } ?? false) },
                rounds: rounds.sorted { ($1.state.rawValue, $0.id) < ($0.state.rawValue, $1.id) }, hasMore: readable.count > limit, names: names)
        }
    }
}
