// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of loads without a digital note, of paper notes and of outages.
public enum PaperPhrase: String, PhraseKey {
    public static let area = "paper"
    // What the rules refuse.
    case timeMissing, timeUnreadable, receivedInFuture, receivedTooLongAgo, collectedAfterReceived, photoMissing, senderMissing, carrierMissing
    case tooManyPhotos, paperOnlyOnPaper, disputeReasonMissing, sameSender
    // Names of ManifestOrigin.
    case originDigital, originPaper, originUnannounced
    // Names of TrailStanding.
    case standingOwn, standingWaiting, standingConfirmed, standingDisputed, standingUpheld, standingUnknownSender, standingVoided
    // Names of TrailOutcome.
    case outcomeUpheld, outcomeAssigned, outcomeVoided
    // Blank paper notes.
    case numberMissing, numberUnknown, numberUsed, numberVoided, numberNotBlank, numberWrong, countOutOfRange, holderMissing, holderTwice, voidReasonMissing
    case stateBlank, stateUsed, stateVoided
    // Outages.
    case outageUnreadable, outageBackwards, outageTooLong, outageTooOld, outageReasonMissing, outageEndNotLater, outageOver, outageProvince, outageElsewhere
}
