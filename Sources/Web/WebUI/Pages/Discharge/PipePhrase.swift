// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences about pipes to works and their months.
enum PipePhrase: String, PhraseKey {
    static let area = "pipepage"
    case title, lead, emptyTitle, emptyMore, outlet, sender, works, from, until, state, latest, noMonth, receivedBy, notNamed, unknownWorks
    case nameWorks, nameLead, worksHint, unknownChoice, fromHint, save, saidNamed, before
    case pipeKind, leadNamed, leadConfirmed, leadUnknown, leadDeclined, monthsTitle, noMonths, month, senderRead, worksRead, difference, booked
    case confirm, decline, declineReason, saidConfirmed, saidDeclined, endTitle, endHint, end, saidEnded
    case monthKind, leadStateOwn, leadWaitsOther, leadAgree, leadOtherAgrees, leadDisputed, leadAgreed, leadCorrection, readingsTitle, side, opening, closing
    case volume, agrees, notStated, yes, no, tolerance, source, beyond, within, bookedTitle, basis, tonnes, density, densityOf
    case stateTitle, stateLead, openingHint, closingHint, volumeHint, correctionWords, prefillOutletVolume, prefillSiteReturn, prefillMonthBefore
    case agreeLead, differenceWords, differenceHint, disputeWords, decideVolume, decideWords, saidStated, saidAgreed, saidDisputed, saidDecided
    case historyTitle, entriesTitle, entriesLead, officer
}
