// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import StorageCore
import Stores

/// What is open at a firm that is to close, and what follows.
public struct ClosingSheet: Sendable {
    /// Waste that stands on one of its sites.
    public struct Stock: Sendable {
        public var site: Site
        public var material: Material
        public var mass: Mass
    }

    public var organisation: Organisation
    /// Notes under way that name it, and what becomes of each.
    public var notes: [(note: Manifest, fate: ClosingFate)]
    public var stock: [Stock]
    public var permits: Int
    public var arrangements: Int
    /// Whether the reader may name a firm that takes over.
    public var mayName: Bool

    /// Something is awaited of the firm, or it holds waste: it closes only with a successor.
    public var needsSuccessor: Bool { !stock.isEmpty || notes.contains { $0.fate == .needsSuccessor } }
    public var mass: Mass { stock.reduce(.zero) { $0 + $1.mass } }
}

extension Platform {
    /// What is open at a firm, for whoever may close it.
    public func closingSheet(of id: OrganisationID, by actor: Actor) async throws -> ClosingSheet {
        try await read { r in
            guard let organisation = try r.registry.organisation(id) else { throw PlatformError.notFound }
            try unseenAsMissing { try r.require(.editOrganisation, of: id, by: actor) }
            return try r.closingSheet(of: organisation, by: actor)
        }
    }
}

extension Reading {
    func closingSheet(of organisation: Organisation, by actor: Actor) throws -> ClosingSheet {
        let today = platform.today
        var stock: [ClosingSheet.Stock] = []
        for site in try registry.sites(of: organisation.id) {
            var sums: [Material: Mass] = [:]
            for row in try ledger.stock(of: site.id, limit: 1000) where row.balance.posted > 0 {
                sums[row.account.material, default: .zero] += Mass(row.balance.posted)
            }
            stock += sums.sorted { $0.key.value < $1.key.value }.map { ClosingSheet.Stock(site: site, material: $0.key, mass: $0.value) }
        }
        return ClosingSheet(
            organisation: organisation, notes: try openNotes(of: organisation.id).map { ($0, $0.onClosing(organisation.id)) }, stock: stock,
            permits: try registry.permits(of: organisation.id).count { $0.isInForce(on: today) },
            arrangements: try openArrangements(of: organisation.id).count,
            mayName: may(.transferSite, actor: actor, subject: try subject(of: organisation.id)).isAllowed)
    }
}

extension Work {
    /// Settles what is open at a firm that closes, so that nothing waits for it for ever: with a successor all goes over, without one what
    /// has not left is cancelled, and a firm of which something is awaited does not close.
    ///
    /// - Parameter successor: registration number; blank for none.
    func settle(_ organisation: Organisation, successor: String, on lastDay: CalendarDate) throws {
        let sheet = try reading.closingSheet(of: organisation, by: actor)
        guard successor.trimmedBlanks.isEmpty else {
            try require(.transferSite, of: organisation)
            let next = try newOwner(successor, insteadOf: organisation)
            for site in try registry.sites(of: organisation.id) {
                _ = try pass(site, from: organisation, to: next, on: lastDay.adding(days: 1), withPermits: false)
            }
            try faceChanged(of: next.id)
            return
        }
        guard !sheet.needsSuccessor else {
            throw OwnershipRefusal.needsSuccessor(notes: sheet.notes.count { $0.fate == .needsSuccessor }, mass: sheet.mass)
        }
        let remark = try seal(platform.wording.text(OwnershipPhrase.closingText.fullKey, platform.country == .cambodia ? .khmer : .vietnamese))
        let acting = Acting(organisation: organisation.id, person: actor.person, means: actor.means.ofSignature, at: now, today: today)
        for (note, fate) in sheet.notes where fate == .cancelled {
            let decision = try note.cancel(remark: remark, pendings: try ledger.pendingEntries(of: note.id), by: acting)
            try book(decision.moves)
            _ = try save(decision.events, on: note)
        }
        try endArrangements(of: organisation, for: organisation, reason: remark)
    }
}
