// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Stores

/// What moves from group to group when more is known of a site: sums only. No entry, balance or cell of the site itself changes.
struct ClassificationMoves: Sendable {
    /// Grams of one compartment that leave one group for another of the same kind.
    struct Flow: Hashable, Sendable {
        var scope: Scope
        var from: String
        var to: String
        var compartment: Compartment
    }

    private(set) var uppers: [UpperCell: Int64] = [:]
    private(set) var flows: [Flow: Int64] = [:]
    var fates: [FateCell: Int64] = [:]
    /// Origins by the class that they take.
    var origins: [OriginClass: [OriginID]] = [:]
    /// Origins whose way through the book was not found; they keep the class in which they were first booked.
    var originsLeft = 0
    var evidence: [LearnedEvidence] = []

    struct OriginClass: Hashable, Sendable {
        var province: String
        var sector: String
    }

    /// Moves a site's grams from one classification to another, from a month of recording on.
    mutating func move(
        _ grams: Int64, of material: Material, _ compartment: Compartment, occurred: Month, learned: Month, from old: Classification, to new: Classification
    ) {
        for scope in Scope.allCases where scope.key(in: old) != scope.key(in: new) {
            let (from, to) = (scope.key(in: old), scope.key(in: new))
            flows[Flow(scope: scope, from: from, to: to, compartment: compartment), default: 0] += grams
            for (key, sign) in [(from, Int64(-1)), (to, 1)] where !key.isEmpty {
                let cell = UpperCell(scope: scope, key: key, material: material, compartment: compartment, occurred: occurred, learned: learned)
                uppers[cell, default: 0] += sign * grams
            }
        }
    }
}

extension Reading {
    /// Works out what moves when a site is known as `after` in place of `before`, learned in a month.
    func classificationMoves(from before: Site, to after: Site, learned now: Month) throws -> ClassificationMoves {
        var moves = ClassificationMoves()
        let store = ClassificationStore(session)
        let zone = platform.zone
        for month in try store.months(of: before.id) {
            let days = Period.month(month)
            let pairs = Set(
                (days.first.dayNumber...days.last.dayNumber).map { number in
                    let day = CalendarDate(dayNumber: number)
                    return [before.classification(on: day), after.classification(on: day)]
                })
            // A month in which the site was of one kind moves by its cells, another day by day.
            if pairs.count == 1, let pair = pairs.first {
                guard pair[0] != pair[1] else { continue }
                for cell in try store.cells(of: before.id, in: month) {
                    moves.move(
                        cell.grams, of: cell.material, cell.compartment, occurred: month, learned: max(cell.learned, now), from: pair[0], to: pair[1])
                }
            } else {
                try store.eachPosted(at: before.id, in: month) { material, compartment, day, recorded, grams in
                    moves.move(
                        grams, of: material, compartment, occurred: month, learned: max(zone.date(of: recorded).month, now),
                        from: before.classification(on: day), to: after.classification(on: day))
                }
            }
        }
        try addFates(to: &moves, from: before, to: after, learned: now)
        try addEvidence(to: &moves, from: before, to: after, learned: now)
        return moves
    }

    /// Entries read to follow the grams of a site; where its loads are mixed with more, their flows by industry stay as first booked.
    private static let entriesFollowed = 300_000

    private func addFates(to moves: inout ClassificationMoves, from before: Site, to after: Site, learned now: Month) throws {
        let store = ClassificationStore(session)
        var wanted: [OriginID: (origin: Origin, to: Classification)] = [:]
        for origin in try store.origins(of: before.id) {
            let (old, new) = (before.classification(on: origin.occurred), after.classification(on: origin.occurred))
            if (old.province, old.sector) != (new.province, new.sector) { wanted[origin.id] = (origin, new) }
        }
        guard !wanted.isEmpty else { return }
        let ids = Set(wanted.keys)
        guard let trace = try traced(ids, most: Self.entriesFollowed, unless: now) else {
            moves.originsLeft = ids.count
            return
        }
        let (ends, places) = (trace.places, try store.places(of: ids))
        for (id, found) in wanted.sorted(by: { $0.key < $1.key }) {
            // Only a way that ends where the book says is the way it went.
            guard ends[id] ?? [:] == places[id] ?? [:] else {
                moves.originsLeft += 1
                continue
            }
            moves.origins[ClassificationMoves.OriginClass(province: found.to.province, sector: found.to.sector), default: []].append(id)
            for (step, grams) in trace.steps[id] ?? [:] {
                for (province, sector, sign) in [(found.origin.province, found.origin.sector, Int64(-1)), (found.to.province, found.to.sector, 1)] {
                    let cell = FateCell(
                        province: province, sector: sector, material: found.origin.material, compartment: step.account.compartment, occurred: step.occurred,
                        learned: max(step.learned, now))
                    moves.fates[cell, default: 0] += sign * grams
                }
            }
        }
    }

    private func addEvidence(to moves: inout ClassificationMoves, from before: Site, to after: Site, learned now: Month) throws {
        let (old, new) = (before.attributes.map(\.province), after.attributes.map(\.province))
        guard Set(old + new).count > 1 else { return }
        for owner in Set([before.organisation] + before.formerOwners.map(\.organisation)) {
            try ClassificationStore(session).eachNote(sentBy: owner) { note in
                guard note.sender.site == before.id else { return }
                for part in note.evidence(in: .phnomPenh) {
                    let (from, to) = (part.cell(of: before), part.cell(of: after))
                    if from != to { moves.evidence += [LearnedEvidence(from, learned: now).negated, LearnedEvidence(to, learned: now)] }
                }
            }
        }
    }
}

extension Work {
    /// Saves what moves, and says in the journal which origins took another class.
    func save(_ moves: ClassificationMoves) throws {
        let store = ClassificationStore(session)
        try store.add(moves.uppers, moves.fates)
        for (place, ids) in moves.origins.sorted(by: { ($0.key.province, $0.key.sector) < ($1.key.province, $1.key.sector) }) {
            try store.classify(ids, province: place.province, sector: place.sector)
            record(.originsClassified(ids, province: place.province, sector: place.sector))
        }
        try EvidenceStore(session).add(moves.evidence)
    }

    /// Where more was learned of a site in a later month than an operation is recorded in, which waited, its cells follow at once.
    func moveCells(of entries: [Entry], learned: Month) throws {
        let zone = platform.zone
        var moves = ClassificationMoves()
        for entry in entries where entry.isPosted {
            for (account, sign) in [(entry.credit, Int64(-1)), (entry.debit, 1)] {
                guard let site = try site(account.site), site.isLearned(after: learned, zone) else { continue }
                let steps = site.classifications(on: entry.occurred, from: learned, zone)
                for (earlier, later) in zip(steps, steps.dropFirst()) {
                    moves.move(
                        sign * entry.mass.raw, of: account.material, account.compartment, occurred: entry.occurred.month, learned: later.learned,
                        from: earlier.place, to: later.place)
                }
            }
        }
        try ClassificationStore(session).add(moves.uppers, [:])
    }
}
