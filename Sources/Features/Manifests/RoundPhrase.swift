// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences and names of the collection round.
public enum RoundPhrase: String, PhraseKey {
    public static let area = "round"
    // What the rules refuse.
    case stale, notYourStep, refusedNoStops, refusedUnderWay, refusedArrived, refusedNotWeighed, refusedWeighed, refusedDecided, refusedCancelled
    case refusedStopDone, refusedNothingOnLoad, refusedHasLoad, refusedTogether
    case dayPast, dayTooFar, dayNotYet, tooManyWastes, wasteTwice, wasteNotOnRound, tooManyStops, stopMadeMeanwhile, overVehicle, shareBelowGram
    case plateMissing, driverMissing, signerMissing, senderUnknown, skipReasonMissing, codeOver
    case codeRenewed, senderNotApproved, likelyKnown, containerTwice
    // Names of RoundState.
    case statePlanned, stateUnderWay, stateArrived, stateWeighed, stateDecided, stateCancelled
    // Names of SkipReason.
    case skipNothingThere, skipClosed, skipNotReady, skipNoAccess, skipVehicleFull, skipWrongWaste
}

extension RoundState {
    /// The name people see.
    public var phrase: RoundPhrase {
        switch self {
        case .planned: .statePlanned
        case .underWay: .stateUnderWay
        case .arrived: .stateArrived
        case .weighed: .stateWeighed
        case .decided: .stateDecided
        case .cancelled: .stateCancelled
        }
    }
}

extension SkipReason {
    /// The name people see.
    public var phrase: RoundPhrase {
        switch self {
        case .nothingThere: .skipNothingThere
        case .closed: .skipClosed
        case .notReady: .skipNotReady
        case .noAccess: .skipNoAccess
        case .vehicleFull: .skipVehicleFull
        case .wrongWaste: .skipWrongWaste
        }
    }
}
