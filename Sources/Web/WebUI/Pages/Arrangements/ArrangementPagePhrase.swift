// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of standing arrangements say.
enum ArrangementPagePhrase: String, PhraseKey {
    static let area = "arrangements"

    // The list
    case title, lead, newButton, shelfMine, shelfOthers, shelfAgreed, shelfOver, shelfAll, emptyTitle, emptyMore, showAll
    case columnWaste, columnWay, columnLeft, columnUntil, columnStanding
    // One
    case kind, facts, wastes, treatment, yearlyAmount, validity, validBetween, document, openDocument
    case leftThisYear, takenOf, years, columnYear, columnUsed, columnReserved, columnYearLeft, notes, notesEmpty, notesEmptyMore, allNotes, newLoad
    case signatures, waitsFor, reasonGiven, erased, nextMine, nextOthers, nextUpcoming, nextInForce, nextOver
    // Answers
    case agree, decline, end, takeBack, declineTitle, declineFollows, declineNewOne, endTitle, endFollows, endNotesGoOn, takeBackTitle, takeBackFollows
    case reason, reasonHint, backToArrangement
    case saidProposed, saidAgreed, saidDeclined, saidEnded
    // The form
    case newTitle, newLead, groupWho, groupWhat, groupTime, senderHint, carrierHint, receiverHint, find, nobodyFound, nobodyYet
    case amount, amountHint, anotherWaste, validFrom, validFromHint, validUntil, documentHint, propose, proposeExplained
}
