// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences and names of the standing arrangement.
public enum ArrangementPhrase: String, PhraseKey {
    public static let area = "arrangement"
    // What the rules refuse.
    case stale, refusedProposedBefore, refusedAgreed, refusedDeclined, refusedEnded, refusedExpired, refusedAnsweredBefore, refusedNotParty
    case refusedEndOfProposal, proposerNotParty, tooManyWastes, wasteTwice, datesReversed, datesOver, datesTooLong, endReasonMissing
    // Why a note does not go under it.
    case noteUnknown, noteNotAgreed, noteOutsideDates, noteEnded, noteSender, noteReceiver, noteCarrier, noteTreatment, noteWaste
    // Names of ArrangementStanding.
    case standingProposed, standingUpcoming, standingInForce, standingDeclined, standingEnded, standingExpired
    // Names of ArrangementStep, once taken.
    case donePropose, doneAgree, doneDecline, doneEnd
}

extension ArrangementStanding {
    /// The name people see.
    public var phrase: ArrangementPhrase {
        switch self {
        case .proposed: .standingProposed
        case .upcoming: .standingUpcoming
        case .inForce: .standingInForce
        case .declined: .standingDeclined
        case .ended: .standingEnded
        case .expired: .standingExpired
        }
    }
}

extension ArrangementStep {
    /// What somebody did: `Agreed`.
    public var donePhrase: ArrangementPhrase {
        switch self {
        case .propose: .donePropose
        case .agree: .doneAgree
        case .decline: .doneDecline
        case .end: .doneEnd
        }
    }
}
