// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// Who could stand on a proposed arrangement, part by part.
public struct ArrangementChoices: Sendable {
    /// One's own sites first, then what was looked for by name, nearest first.
    public var parties: [PartyRole: [PlaceChoice]]
    public var recentWastes: [WasteCodeID]
    /// As given; blanks filled where one's own firm has the part.
    public var form: ArrangementForm
}

extension Platform {
    /// What the form of a new arrangement offers.
    ///
    /// - Parameter words: words of the names looked for, by part.
    public func arrangementChoices(_ form: ArrangementForm, words: [PartyRole: String] = [:], by actor: Actor) async throws -> ArrangementChoices {
        let today = self.today
        return try await read { r in
            if case .refused(let refusal) = may(.proposeArrangement, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard actor.mayPropose else { throw PermissionRefusal.forbidden(.proposeArrangement) }
            guard let own = try actor.principal.flatMap({ try r.registry.organisation($0.id) }) else { throw PlatformError.notFound }
            let ownSites = try r.registry.sites(of: own.id).filter { $0.isOpen(on: today) }
            var form = form
            let first = ownSites.first?.id.description ?? ""
            if form.sender.isEmpty, form.carrier.isEmpty, form.receiver.isEmpty {
                if own.profiles.contains(.producer) {
                    form.sender = first
                } else if !own.profiles.isDisjoint(with: [.collector, .treater]) {
                    form.receiver = first
                } else if own.profiles.contains(.haulier) {
                    form.carrier = first
                }
            }
            var parties: [PartyRole: [PlaceChoice]] = [:]
            for (role, profiles, chosen) in [
                (PartyRole.sender, [ChainProfile.producer, .collector, .treater], form.sender), (.carrier, [.haulier], form.carrier),
                (.receiver, [.collector, .treater], form.receiver),
            ] {
                let isOurs = role == .carrier || !own.profiles.isDisjoint(with: profiles)
                parties[role] = try r.choices(
                    profiles, words: words[role] ?? "", ours: isOurs ? ownSites : [], from: ownSites.first?.position, chosen: chosen, role: role)
            }
            return ArrangementChoices(parties: parties, recentWastes: try r.notes.recentWastes(of: own.id, limit: 8), form: form)
        }
    }
}

extension Reading {
    private static let choicesShown = 8

    func choices(
        _ profiles: [ChainProfile], words: String, ours: [Site], from start: Position?, chosen: String, role: PartyRole
    ) throws -> [PlaceChoice] {
        let today = platform.today
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        func distance(_ position: Position?) -> Double? { position.flatMap { place in start.map { $0.kilometres(to: place) } } }
        // Whoever has waste is named: there are thousands of them, and the nearest says nothing.
        let found =
            role == .sender && folded.isEmpty
            ? []
            : try registry.places(profiles: profiles, words: folded, limit: 5000)
                .sorted { (distance($0.position) ?? .infinity, $0.site) < (distance($1.position) ?? .infinity, $1.site) }.prefix(3 * Self.choicesShown).map(
                    \.site)
        var ids = [SiteID(text: chosen)].compactMap { $0 } + ours.prefix(4).map(\.id) + found
        var seen: Set<SiteID> = []
        ids = ids.filter { seen.insert($0).inserted }
        let sites = try registry.sites(ids)
        let organisations = try registry.organisations(Set(sites.values.map(\.organisation)))
        let permits = try registry.permits(of: Array(organisations.keys))
        let own = Set(ours.map(\.organisation))
        return Array(
            ids.compactMap { id -> PlaceChoice? in
                guard let site = sites[id], site.isOpen(on: today), let owner = organisations[site.organisation], owner.isOpen(on: today) else { return nil }
                let hasPermit =
                    role == .sender
                    || (permits[owner.id] ?? []).contains { permit in
                        permit.isInForce(on: today) && (permit.site == nil || permit.site == id)
                            && (role == .receiver ? !permit.treatments.isEmpty : permit.allowsTransport)
                    }
                return PlaceChoice(
                    site: site, organisation: owner, kilometres: distance(site.position).map { max(1, Int($0.rounded())) }, hasPermit: hasPermit,
                    carriesOwn: role == .carrier && own.contains(owner.id))
            }.filter { $0.hasPermit || $0.carriesOwn || !folded.isEmpty || $0.site.id.description == chosen }.prefix(Self.choicesShown))
    }
}
