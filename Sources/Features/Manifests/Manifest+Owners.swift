// SPDX-License-Identifier: Apache-2.0

import Domain

extension Manifest {
    /// A party's site has another owner: whoever acts for it from here on. A note that is closed keeps its parties; a correction
    /// that still waits is answered by the new owner.
    mutating func passParties(at site: SiteID, from former: OrganisationID, to owner: OrganisationID) {
        func passed(_ party: Party) -> Party { party.site == site && party.organisation == former ? Party(organisation: owner, site: site) : party }
        if !state.isFinal {
            sender = passed(sender)
            receiver = passed(receiver)
            for i in legs.indices { legs[i].carrier = passed(legs[i].carrier) }
            storage = storage.map(passed)
        }
        guard var waiting = correction else { return }
        if waiting.proposedBy == former { waiting.proposedBy = owner }
        waiting.waitingFor = waiting.waitingFor.map { $0 == former ? owner : $0 }
        // Whoever proposed it does not answer it too, unless nobody else is left.
        let others = waiting.waitingFor.filter { $0 != waiting.proposedBy }
        if !others.isEmpty { waiting.waitingFor = others }
        correction = waiting
    }
}

/// What becomes of a note under way when the site it names gets another owner.
public enum TransferFate: Sendable, Hashable {
    /// The new owner takes the party's place: nobody else has acted yet, or waste stands on the site and moves with it.
    case goesAlong
    /// Somebody else counts on the party that signed: finished or cancelled first.
    case finishFirst
}

/// What becomes of a note under way when one of its parties closes.
public enum ClosingFate: String, CaseIterable, Sendable {
    /// The party's part is done; the others finish it.
    case goesOn
    /// Nothing has left yet: cancelled with the closing, and what was reserved is free again.
    case cancelled
    /// Something is still awaited of the party, or it holds waste: another firm must take its place.
    case needsSuccessor
}

extension ManifestState {
    /// What becomes of a note in this state when a site of one of its parties is sold; closed notes stay as they are.
    public var onTransfer: TransferFate {
        switch self {
        case .draft, .accepted: .goesAlong
        case .issued, .inTransit, .inStorage, .arrived, .weighed, .missing: .finishFirst
        case .refused, .treated, .passedOn, .returned, .cancelled, .lost, .sold: .goesAlong
        }
    }

    /// What becomes of a note in this state when the firm closes that stands on it in a role.
    public func onClosing(of role: PartyRole) -> ClosingFate {
        switch (self, role) {
        case (.draft, .sender), (.issued, .sender): .cancelled
        // A draft names nobody but its sender.
        case (.draft, _): .goesOn
        case (.inTransit, .sender), (.inStorage, .sender), (.arrived, .sender), (.weighed, .sender), (.accepted, .sender): .goesOn
        case (.arrived, .carrier), (.weighed, .carrier), (.accepted, .carrier): .goesOn
        // An officer decides on it, whoever is there.
        case (.missing, _): .goesOn
        case (.issued, _), (.inTransit, _), (.inStorage, _), (.arrived, .receiver), (.weighed, .receiver), (.accepted, .receiver): .needsSuccessor
        case (.refused, _), (.treated, _), (.passedOn, _), (.returned, _), (.cancelled, _), (.lost, _), (.sold, _): .goesOn
        }
    }
}

extension Manifest {
    /// What becomes of this note when a firm closes that stands on it: the gravest of its roles.
    public func onClosing(_ organisation: OrganisationID) -> ClosingFate {
        let fates = parties.filter { $0.party.organisation == organisation }.map { state.onClosing(of: $0.role) }
        if fates.contains(.needsSuccessor) { return .needsSuccessor }
        return fates.contains(.cancelled) ? .cancelled : .goesOn
    }
}
