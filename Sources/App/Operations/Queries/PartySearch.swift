// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Stores

/// Somebody who may carry or take the load, as a form offers them.
public struct PartyOption: Sendable {
    public enum Fitness: Sendable {
        /// A permit in force covers every waste that was chosen.
        case covered
        /// There are permits in force and none covers what was chosen.
        case otherWaste
        /// No permit is in force: the note cannot be issued with this party.
        case withoutPermit
    }

    public var site: Site
    public var organisation: Organisation
    /// Whole kilometres in a straight line from where the load stands, at least 1; `nil` where a position is unknown.
    public var kilometres: Int?
    /// Those in force today that cover the chosen wastes; when none does, all that are in force.
    public var permits: [Permit]
    public var fitness: Fitness
    /// What the permits of a plant leave for the chosen wastes on the day asked for.
    public var headroom = Headroom()
    /// What would go there.
    public var load = Mass.zero
}

/// Finds who may carry or take a load, nearest to where it stands first.
struct PartySearch {
    let reading: Reading
    let from: Site?
    let wastes: [WasteCode]
    /// What would go there.
    let load: Mass
    let today: CalendarDate
    /// The day the load is expected.
    let day: CalendarDate

    /// Sites looked at in one go, at most in all, and options that are enough.
    private static let batch = 40, sitesMax = 400, enough = 7

    /// - Parameters:
    ///   - words: of the name looked for; with words, those whose permits do not fit are shown too.
    ///   - chosen: always among the options while they exist.
    ///   - unless: sites that are offered otherwise.
    func options(profiles: [ChainProfile], words: String, chosen: [SiteID], unless: Set<SiteID>, isPlant: Bool) throws -> [PartyOption] {
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        let places = try reading.registry.places(profiles: profiles, words: folded, limit: 5000).filter { !unless.contains($0.site) }
            .map { (place: $0, kilometres: kilometres(to: $0.position)) }
            .sorted { ($0.kilometres ?? .infinity, $0.place.site) < ($1.kilometres ?? .infinity, $1.place.site) }
            .prefix(Self.sitesMax).map(\.place)
        var found: [PartyOption] = []
        var start = 0
        while start < places.count, !folded.isEmpty || found.count < Self.enough {
            let batch = Array(places[start..<min(start + Self.batch, places.count)])
            start += Self.batch
            found += try read(batch.map(\.site), isPlant: isPlant).filter { !folded.isEmpty || $0.fitness == .covered }
        }
        // Whoever fits comes before nearer ones of like names that do not.
        let options = Array((found.filter { $0.fitness == .covered } + found.filter { $0.fitness != .covered }).prefix(Self.enough))
        let missing = chosen.filter { id in !unless.contains(id) && !options.contains { $0.site.id == id } }
        return try read(missing, isPlant: isPlant) + options
    }

    /// Sites in the order given, with their permits; those closed today are left out.
    private func read(_ ids: [SiteID], isPlant: Bool) throws -> [PartyOption] {
        let sites = try reading.registry.sites(ids)
        let owners = Set(sites.values.map(\.organisation))
        let organisations = try reading.registry.organisations(owners)
        let permits = try reading.registry.permits(of: owners)
        let plants = isPlant && !wastes.isEmpty ? sites.values.map { Party(organisation: $0.organisation, site: $0.id) } : []
        let gate = try PlantGate(reading, plants: plants, on: day)
        return ids.compactMap { id in
            guard let site = sites[id], site.isOpen(on: today), let organisation = organisations[site.organisation], organisation.isOpen(on: today) else {
                return nil
            }
            let inForce = (permits[organisation.id] ?? []).filter { permit in
                permit.validFrom <= today && (permit.validUntil.map { today <= $0 } ?? true) && (permit.site == nil || permit.site == id)
            }
            let usable = inForce.filter { isPlant ? !$0.treatments.isEmpty : $0.allowsTransport }
            func covers(_ permit: Permit, _ waste: WasteCode) -> Bool { permit.wastes.contains { $0.covers(waste.id, isHazardous: waste.isHazardous) } }
            let covering = wastes.isEmpty ? usable : usable.filter { permit in wastes.contains { covers(permit, $0) } }
            // Several permits may cover a mixed load between them.
            let isCovered = !covering.isEmpty && wastes.allSatisfy { waste in covering.contains { covers($0, waste) } }
            return PartyOption(
                site: site, organisation: organisation, kilometres: kilometres(to: site.position).map { max(1, Int($0.rounded())) },
                permits: isCovered ? covering : inForce, fitness: inForce.isEmpty ? .withoutPermit : isCovered ? .covered : .otherWaste,
                headroom: isPlant ? gate.headroom(for: wastes, at: id) : Headroom(), load: load)
        }
    }

    private func kilometres(to position: Position?) -> Double? {
        guard let position, let start = from?.position else { return nil }
        return start.kilometres(to: position)
    }
}

extension Platform {
    /// Plants that may take what the gate refuses of a load, nearest first, with the room their permits leave.
    ///
    /// - Parameters:
    ///   - words: of a name looked for; with words, plants whose permits do not fit are shown too.
    ///   - chosen: a site that is always among them.
    public func onwardPlants(for id: DocumentID, words: String = "", chosen: String = "", by actor: Actor) async throws -> [PartyOption] {
        let today = self.today
        let lists = self.lists
        return try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            let search = PartySearch(
                reading: r, from: try r.registry.site(note.receiver.site), wastes: note.lines.compactMap { lists.wasteCode($0.waste, on: today) },
                load: note.receipt?.weighed?.mass ?? note.declaredMass, today: today, day: today)
            return try search.options(
                profiles: [.collector, .treater], words: words, chosen: [SiteID(text: chosen)].compactMap { $0 },
                unless: [note.sender.site, note.receiver.site], isPlant: true)
        }
    }
}
