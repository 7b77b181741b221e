// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of paper notes, of loads without a note and of outages say.
enum PaperPagePhrase: String, PhraseKey {
    static let area = "paperpages"

    // Recording
    case gateTitle, gateLead, gateButton, gateFollows, enterTitle, enterLead, enterButton, enterFollows, saidRecorded, saidEntered
    case groupPaper, groupLoad, groupSent, groupWho, groupWhen, groupMore
    case origin, originNothing, originWithPaper, paperNumber, paperNumberHint, otherNumber, photo, photoHint, photoAgain, photoMore
    case ownSite, partnerHint, partnerNone, findFirm, outside, outsideHint, outsideFold, outsideName, outsidePlace, outsidePhone
    case senderCarried, weCarried, receiverCarried, ownVehicle
    case receivedOn, collectedOn, timeOfDay, timeHint, intendedHere, intendedThere
    // What a note says of it
    case trailTitle, trailLead, trailLeadSender, trailOrigin, trailStanding, trailRecorded, trailClock, trailInTime, trailDaysLate, trailOutage, trailNoPhoto
    case toldSender, toldCarrier, confirmBy, notKnown, lateChip
    // The sender's answer
    case confirmTitle, answer, answerConfirm, answerConfirmHint, answerDispute, answerDisputeHint, answerMissing, answerButton, disputeReason
    case disputeReasonHint, saidConfirmed, saidDisputed
    // The officer's decision
    case decideTitle, assignTitle, decideWhat, upheldHint, assignedHint, voidedHint, trueSender, trueSenderHint, outcomeMissing, decideButton, saidDecided
    // Lists and figures
    case filterLate, filterAllNotes, filterLateOnly, lateFigure, lateFigureLink, lateShort
}
