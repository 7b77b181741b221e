// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Stores
import Wording

/// A sender at which a round can stop.
public struct StopChoice: Sendable {
    public var party: Party
    public var site: Site
    public var organisation: Organisation
    /// What this haulier picked up there last, on a round or otherwise.
    public var last: Manifest?

    /// Whether a stop can be made there: open, or waiting from a stop.
    func isOpen(on day: CalendarDate) -> Bool { site.isOpen(on: day) && (organisation.isOpen(on: day) || organisation.waitsFromStop) }
}

/// What the form of a stop at a firm of no register needs.
public struct NewFirmForm: Sendable {
    public var round: Round
    /// Where the firm most likely stands; empty when that is not known.
    public var province: String
    /// Whether any of the round's wastes is taken from such firms.
    public var isPossible: Bool
}

/// What the driver's phone shows of a round.
public struct DriverRound: Sendable {
    public var round: Round
    public var carrier: Organisation?
    public var receiver: Organisation?
    /// Planned and still to come, in order.
    public var ahead: [StopChoice]
    /// Served on earlier rounds or notes and not planned, latest first.
    public var known: [StopChoice]
    /// Made, in order, with their notes.
    public var made: [(stop: StopChoice, note: Manifest)]
    public var skipped: [(stop: StopChoice, reason: SkipReason)]
    /// What is on the vehicle.
    public var loaded: Mass
    /// By which firms of no register say later whether their notes are right; those that have not said so yet.
    public var confirmations: [DocumentID: SpokenCode]
}

extension Platform {
    /// What the holder of a round's code sees.
    ///
    /// - Parameter address: of the caller; wrong codes are counted against it.
    public func driverRound(code: String, address: String) async throws -> DriverRound {
        let opened = try await openRound(code: code, address: address)
        let today = self.today
        return try await read { r in
            guard let round = try r.rounds.round(opened.round) else { throw PlatformError.notFound }
            let known = try r.knownSenders(of: round.plan.carrier.organisation)
            let notes = try round.stops.compactMap { try r.notes.note($0.note) }
            let parties = round.plan.stops + round.stops.map(\.sender)
            // Whoever handed over stays in sight, whatever became of the firm.
            let served = Set(round.stops.map(\.sender.site))
            let choices = Dictionary(
                try r.stopChoices(parties + known.map(\.sender), known, alsoClosed: served).map { ($0.party.site, $0) }, uniquingKeysWith: { a, _ in a })
            let others = known.map(\.sender).filter { other in !parties.contains { $0.site == other.site } }
            return DriverRound(
                round: round, carrier: try r.registry.organisation(round.plan.carrier.organisation),
                receiver: try r.registry.organisation(round.plan.receiver.organisation),
                ahead: round.ahead.compactMap { choices[$0.site] }.filter { $0.isOpen(on: today) },
                known: others.compactMap { choices[$0.site] }.filter { $0.isOpen(on: today) },
                made: notes.compactMap { note in choices[note.sender.site].map { ($0, note) } },
                skipped: round.skipped.compactMap { skipped in choices[skipped.sender.site].map { ($0, skipped.reason) } },
                loaded: notes.filter(\.isOnRoundsVehicle).reduce(.zero) { $0 + $1.declaredMass }, confirmations: try r.confirmations(of: notes))
        }
    }

    /// One sender as the form of a stop shows it.
    public func stopChoice(_ sender: String, code: String, address: String) async throws -> (round: Round, stop: StopChoice) {
        let opened = try await openRound(code: code, address: address)
        return try await read { r in
            guard let round = try r.rounds.round(opened.round), let id = SiteID(text: sender), let site = try r.registry.site(id) else {
                throw PlatformError.notFound
            }
            let known = try r.knownSenders(of: round.plan.carrier.organisation)
            let party = Party(organisation: site.organisation, site: id)
            guard let choice = try r.stopChoices([party], known).first else { throw PlatformError.notFound }
            return (round, choice)
        }
    }

    /// Registered senders by name, number or province, for a stop that nobody planned.
    public func findSenders(_ words: String, code: String, address: String) async throws -> [StopChoice] {
        _ = try await openRound(code: code, address: address)
        return try await read { r in try r.stopChoices(try r.findSenders(words), []) }
    }

    /// What the form of a stop at a firm of no register needs.
    public func newFirmForm(code: String, address: String) async throws -> NewFirmForm {
        let opened = try await openRound(code: code, address: address)
        let today = self.today
        return try await read { r in
            guard let round = try r.rounds.round(opened.round) else { throw PlatformError.notFound }
            // Most stops of a round stand in one province.
            let near = round.stops.last?.sender.site ?? round.plan.stops.first?.site ?? round.plan.receiver.site
            return NewFirmForm(
                round: round, province: try r.registry.site(near)?.attributes(on: today).province ?? "",
                isPossible: round.plan.wastes.contains { r.platform.policy(isHazardous: $0.isHazardous, on: today).isOn(.pendingSenderOnRound) })
        }
    }
}

extension Reading {
    private static let notesLookedAt = 150, sendersFound = 12

    /// The last note from each sender that a haulier picked up, latest first.
    func knownSenders(of haulier: OrganisationID) throws -> [Manifest] {
        var seen: Set<SiteID> = []
        return try notes.notes(of: haulier, NoteFilter(role: .carrier), limit: Self.notesLookedAt)
            .filter { $0.kind == .ordinary && $0.buyer == nil && $0.state != .cancelled && seen.insert($0.sender.site).inserted }
    }

    /// The codes of acts that the haulier did in its senders' names.
    fileprivate func confirmations(of notes: [Manifest]) throws -> [DocumentID: SpokenCode] {
        var codes: [DocumentID: SpokenCode] = [:]
        for note in notes {
            guard let by = note.legs.first?.carrier.organisation else { continue }
            let act = try behalf.acts(on: note.id).last { $0.by == by && $0.state == .unconfirmed }
            codes[note.id] = act.map { platform.behalfCode($0.id) }
        }
        return codes
    }

    /// Senders with their names, in the order given; those that are closed are left out, those that wait from a stop are not.
    ///
    /// - Parameter alsoClosed: sites that are told in any case.
    func stopChoices(_ parties: [Party], _ known: [Manifest], alsoClosed: Set<SiteID> = []) throws -> [StopChoice] {
        let today = platform.today
        let sites = try registry.sites(Set(parties.map(\.site)))
        // A site may have another owner than at the time.
        let organisations = try registry.organisations(Set(sites.values.map(\.organisation)))
        return parties.compactMap { party in
            guard let site = sites[party.site], let organisation = organisations[site.organisation] else { return nil }
            let choice = StopChoice(
                party: Party(organisation: organisation.id, site: site.id), site: site, organisation: organisation,
                last: known.first { $0.sender.site == party.site })
            return choice.isOpen(on: today) || alsoClosed.contains(site.id) ? choice : nil
        }
    }

    /// Registered senders whose name or number holds all the words, or that stand in the province that some of them name.
    func findSenders(_ words: String) throws -> [Party] {
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        // One letter would list the registry.
        guard folded.contains(where: { $0.count > 1 }) else { return [] }
        let profiles: [ChainProfile] = [.producer, .collector, .treater]
        var found = try registry.places(profiles: profiles, words: folded, limit: Self.sendersFound)
        let (provinces, rest) = provinces(in: folded)
        if found.isEmpty, !provinces.isEmpty {
            let today = platform.today
            let near = try registry.places(profiles: profiles, words: rest, limit: 500)
            let sites = try registry.sites(near.map(\.site))
            found = near.filter { row in sites[row.site].map { provinces.contains($0.attributes(on: today).province) } ?? false }
        }
        return found.prefix(Self.sendersFound).map { Party(organisation: $0.organisation, site: $0.site) }
    }

    /// Provinces that words name in any of the languages, and the words that are left.
    private func provinces(in words: [String]) -> (codes: Set<String>, rest: [String]) {
        let today = platform.today
        var codes: Set<String> = []
        var rest = words
        for province in platform.lists.provinces(of: platform.country, on: today) {
            let names = Language.allCases.map { TextFolding.fold(platform.lists.name(of: province.id, on: today, in: $0).text) }
            let said = words.filter { word in word.count > 2 && names.contains { $0.split(separator: " ").contains { $0.hasPrefix(word) } } }
            guard !said.isEmpty else { continue }
            codes.insert(province.id.code)
            rest.removeAll { said.contains($0) }
        }
        return (codes, rest)
    }
}
