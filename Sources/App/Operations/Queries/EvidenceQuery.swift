// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// How the masses behind national figures are known.
public struct NationEvidence: Sendable {
    public var months: ClosedRange<Month>
    public var province: String?
    /// The one way of knowing that is listed; `nil` for all.
    public var kind: EvidenceKind?
    /// Over all ways.
    public var sums: [EvidenceKind: Mass]
    /// The largest of them.
    public var cells: [EvidenceCell]
    /// How many there are in all.
    public var count: Int
    /// Received in the period, recorded late and confirmed by no sender.
    public var late: LateSum
    public var learned = LearnedSpan.all
    /// Whether the reader may open the notes behind the sums of all provinces told.
    public var maySeeSites: Bool
}

extension [EvidenceKind: Mass] {
    /// All loads that left where they were generated.
    public var whole: Mass { values.reduce(.zero, +) }
    /// Share that rests on an estimate, 0...1; `nil` when nothing left.
    public var estimatedShare: Double? { whole > .zero ? Double((self[.estimated] ?? .zero).raw) / Double(whole.raw) : nil }
}

extension Platform {
    /// How well masses of a period are known, and the sums behind it, the largest first.
    public func nationEvidence(
        months: ClosedRange<Month>, province asked: String?, kind: EvidenceKind?, learned: LearnedSpan = .all, limit: Int, by actor: Actor
    ) async throws -> NationEvidence {
        try requireEnded(learned.month)
        let province = try actor.nationReach() ?? asked
        return try await readPublished { r in
            let store = EvidenceStore(r.session)
            if let month = learned.month, let from = try store.learnedFrom(), month < from { throw KnownRefusal.notKept(month, from: from) }
            let (cells, count) = try store.cells(months, province: province, kind: kind, learned: learned, limit: limit)
            return NationEvidence(
                months: months, province: province, kind: kind, sums: try store.sums(months, province: province, learned: learned), cells: cells, count: count,
                late: try r.notes.lateSum(months, province: province), learned: learned, maySeeSites: actor.maySeeSites(of: province))
        }
    }
}
