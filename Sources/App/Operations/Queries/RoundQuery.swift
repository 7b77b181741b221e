// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// A haulier's rounds, newest first.
public struct RoundList: Sendable {
    public var rounds: [Round]
    public var names: NoteNames
    /// Where the next page begins.
    public var next: RoundID?
    public var mayPlan: Bool
}

/// Everything that the page of a round shows.
public struct RoundModel: Sendable {
    public var round: Round
    /// Notes of the stops made, in their order.
    public var notes: [Manifest]
    public var names: NoteNames
    /// What opens the round on the driver's phone; `nil` for whoever may not make its stops, and once it is over.
    public var code: (text: String, spoken: String, expiresAt: Instant)?
    /// May record arrival, weight and decision.
    public var mayReceive: Bool
    public var mayCancel: Bool
    /// May give it another code.
    public var mayRenewCode: Bool
    /// Where the refused parts could go on.
    public var plants: [PlaceChoice]

    /// Notes that make the one load: those on the vehicle before it is weighed, those weighed together from then on.
    public var load: [Manifest] {
        guard let weighing = round.weighing else { return notes.filter(\.isOnRoundsVehicle) }
        return notes.filter { note in weighing.shares.contains { $0.note == note.id } }
    }
    public var declared: Mass { load.reduce(.zero) { $0 + $1.declaredMass } }
}

extension Platform {
    public static let roundsShown = 20

    /// Rounds of the acting firm.
    public func roundList(before: RoundID? = nil, limit: Int = roundsShown, by actor: Actor) async throws -> RoundList {
        try await read { r in
            if case .refused(let refusal) = may(.readRound, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard let own = actor.principal?.id else { throw PermissionRefusal.missing }
            let found = try r.rounds.rounds(of: own, before: before, limit: limit + 1)
            let rounds = found.prefix(limit).filter { may(.readRound, actor: actor, subject: Subject(of: $0)).isAllowed }
            return RoundList(
                rounds: rounds, names: try r.names(of: rounds), next: found.count > limit ? found[limit - 1].id : nil,
                mayPlan: actor.mayPlanRounds)
        }
    }

    /// The page of a round, for its haulier, its plant and whoever watches over them.
    ///
    /// - Parameter onwardWords: words of a plant looked for, to which refused parts could go on.
    public func roundModel(_ id: RoundID, onwardWords: String = "", by actor: Actor) async throws -> RoundModel {
        let model = try await read { r in
            let round = try r.round(id, by: actor)
            let notes = try round.stops.compactMap { try r.notes.note($0.note) }
            var names = try r.names(of: [round])
            for (key, organisation) in try r.registry.organisations(Set(notes.map(\.sender.organisation) + round.plan.stops.map(\.organisation))) {
                names.organisations[key] = organisation
            }
            names.sites = try r.registry.sites(Set(notes.map(\.sender.site) + round.plan.stops.map(\.site) + [round.plan.receiver.site]))
            names.people = try r.people.names(Set(round.signatures.compactMap(\.person)))
            let subject = Subject(of: round)
            let mayReceive = actor.principal?.id == round.plan.receiver.organisation && may(.weighLoad, actor: actor, subject: subject).isAllowed
            let isOwn = actor.principal?.id == round.plan.carrier.organisation
            let isEmpty = !notes.contains(where: \.isOnRoundsVehicle)
            var mayCancel = false
            if case .leads = round.state.transition(on: .cancel), isOwn, isEmpty { mayCancel = may(.planRound, actor: actor, subject: subject).isAllowed }
            var mayRenewCode = false
            if case .leads = round.state.transition(on: .renewCode), isOwn {
                mayRenewCode = may(.renewRoundCode, actor: actor, subject: subject).isAllowed
            }
            let asksPlants = mayReceive && round.state == .weighed
            return RoundModel(
                round: round, notes: notes, names: names, mayReceive: mayReceive, mayCancel: mayCancel, mayRenewCode: mayRenewCode,
                plants: asksPlants
                    ? try r.choices(
                        [.collector, .treater], words: onwardWords, ours: [], from: names.sites[round.plan.receiver.site]?.position, chosen: "",
                        role: .receiver
                    ).filter { $0.site.id != round.plan.receiver.site } : [])
        }
        var answer = model
        if let shown = roundCode(of: model.round, by: actor) { answer.code = (shown.code.text, shown.code.description, shown.expiresAt) }
        return answer
    }
}

/// What the form of a new round offers.
public struct RoundChoices: Sendable {
    /// As given; blanks filled where there is one answer.
    public var form: RoundForm
    /// Own sites that are open today.
    public var carriers: [Site]
    public var receivers: [PlaceChoice]
    public var senders: [StopChoice]
    /// What was collected lately.
    public var wastes: [WasteCodeID]
}

extension Platform {
    /// - Parameters:
    ///   - receiverWords, senderWords: words of the names looked for.
    public func roundChoices(_ form: RoundForm, receiverWords: String = "", senderWords: String = "", by actor: Actor) async throws -> RoundChoices {
        let today = self.today
        return try await read { r in
            if case .refused(let refusal) = may(.planRound, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard actor.mayPlanRounds, let own = actor.principal?.id else { throw PermissionRefusal.forbidden(.planRound) }
            let sites = try r.registry.sites(of: own).filter { $0.isOpen(on: today) }
            var form = form
            if !sites.contains(where: { $0.id.description == form.carrier }) { form.carrier = sites.first?.id.description ?? "" }
            let known = try r.knownSenders(of: own)
            var senders = try r.stopChoices(known.map(\.sender), known)
            let found = senderWords.isEmpty ? [] : try r.findSenders(senderWords)
            let chosen = try r.registry.sites(form.stops.compactMap { SiteID(text: $0) }).values.map { Party(organisation: $0.organisation, site: $0.id) }
            let others = (chosen.sorted { $0.site < $1.site } + found).filter { party in !senders.contains { $0.party == party } }
            senders = try r.stopChoices(others, known) + senders
            let mine = try r.organisationProfiles(own)
            return RoundChoices(
                form: form, carriers: sites,
                receivers: try r.choices(
                    [.collector, .treater], words: receiverWords, ours: mine.isDisjoint(with: [.collector, .treater]) ? [] : sites,
                    from: sites.first?.position, chosen: form.receiver, role: .receiver),
                senders: senders,
                wastes: known.compactMap { $0.lines.first?.waste }.reduce(into: []) { known, one in if !known.contains(one) { known.append(one) } })
        }
    }
}

extension Actor {
    /// Rounds are a haulier's; others who may sign are not offered what the rules would refuse.
    public var mayPlanRounds: Bool {
        (principal?.profiles.contains(.haulier) ?? false) && may(.planRound, actor: self, subject: wholeReach).isAllowed
    }
}

extension Reading {
    /// Firms and texts that a line about a round says.
    func names(of rounds: [Round]) throws -> NoteNames {
        var names = NoteNames()
        names.organisations = try registry.organisations(Set(rounds.flatMap(\.plan.organisations)))
        for text in Set(rounds.flatMap { [$0.plan.plate, $0.plan.driver] }) { names.texts[text] = try journal.open(text) }
        return names
    }

    fileprivate func organisationProfiles(_ id: OrganisationID) throws -> Set<ChainProfile> { Set(try registry.organisation(id)?.profiles ?? []) }
}
