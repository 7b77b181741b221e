// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// A site that could take the next part in a note.
public struct PlaceChoice: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// Whole kilometres in a straight line, at least 1; `nil` where a position is unknown.
    public var kilometres: Int?
    /// Whether a permit is in force today.
    public var hasPermit: Bool
    /// A party of the note that would carry with a vehicle of its own, for which it needs no permit.
    public var carriesOwn: Bool
}

extension Platform {
    /// Sites from which the next part in a note is chosen.
    public enum PlaceRole: Sendable {
        /// Who carries: hauliers, and the parties themselves with their own vehicles.
        case carrier
        /// Where the present carrier could set the load down: the carrier's own sites.
        case storage
    }

    /// Choices for one part in a note, nearest first; with words, those whose name holds them.
    ///
    /// - Parameter chosen: a site that is always among them.
    public func placeChoices(_ role: PlaceRole, for id: DocumentID, words: String = "", chosen: String = "", limit: Int = 12, by actor: Actor) async throws
        -> [PlaceChoice]
    {
        let today = self.today
        return try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
            let start = try r.registry.site(note.storage?.site ?? note.sender.site)?.position
            func distance(_ position: Position?) -> Double? { position.flatMap { place in start.map { $0.kilometres(to: place) } } }
            var ids: [SiteID]
            switch role {
            case .storage:
                ids = try r.registry.sites(of: note.currentLeg.carrier.organisation).map(\.id)
            case .carrier:
                let nearest = try r.registry.places(profiles: [.haulier], words: folded, limit: 5000)
                    .sorted { (distance($0.position) ?? .infinity, $0.site) < (distance($1.position) ?? .infinity, $1.site) }
                ids = nearest.prefix(limit * 3).map(\.site)
                if folded.isEmpty {
                    ids = note.legs.map(\.carrier.site) + [note.storage?.site ?? note.sender.site, note.receiver.site] + ids
                }
            }
            if let chosen = SiteID(text: chosen) { ids.insert(chosen, at: 0) }
            var seen: Set<SiteID> = []
            ids = ids.filter { seen.insert($0).inserted }
            let sites = try r.registry.sites(ids)
            let organisations = try r.registry.organisations(Set(sites.values.map(\.organisation)))
            let permits = try r.registry.permits(of: Array(organisations.keys))
            let parties: Set<OrganisationID> = [note.sender.organisation, note.receiver.organisation]
            let found = ids.compactMap { id -> PlaceChoice? in
                guard let site = sites[id], site.isOpen(on: today), let owner = organisations[site.organisation], owner.isOpen(on: today) else { return nil }
                let hasPermit = (permits[owner.id] ?? []).contains { permit in
                    permit.validFrom <= today && (permit.validUntil.map { today <= $0 } ?? true) && (permit.site == nil || permit.site == id)
                        && permit.allowsTransport
                }
                return PlaceChoice(
                    site: site, organisation: owner, kilometres: distance(site.position).map { max(1, Int($0.rounded())) }, hasPermit: hasPermit,
                    carriesOwn: role == .carrier && parties.contains(owner.id))
            }
            // Those without a permit are shown only to whoever looks for them by name, or has chosen them.
            return Array(
                found.filter { role == .storage || $0.hasPermit || $0.carriesOwn || !folded.isEmpty || $0.site.id.description == chosen }.prefix(limit))
        }
    }
}
