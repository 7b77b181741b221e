// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of returns say.
enum ReturnPagePhrase: String, PhraseKey {
    static let area = "returnpages"

    case title, lead, leadArea, emptyTitle, emptyMore, kind, assumedLine, allSets, columnReturn, columnPeriod, columnDue, columnStanding, columnSite
    case columnFirm, columnSent, groupOverdue, groupToMend, groupDue, groupRunning, groupWaiting, groupApproved, countOfState, showState
    case areaEmptyTitle, areaEmptyMore, typeIn, newLead, begin, knownTitle, knownNotes, knownLast, knownNothing, saidBegun, dueBy, fillLead
    case filledIn, lastTime, lastNothing, otherAnswer, answerKind, answerFigure, answerEstimate, answerNothing, answerUnknown, comment
    case optionalFields, wasteTitle, wasteLead, wasteLeadReceived, addWaste, wasteCode, wasteCodeHint, destination, amount, save, saveAndLook
    case saidSaved, sameAsLast, saidSame, zeroHint, noFurther, reviewTitle, reviewReady, reviewMissing, reviewRuns, columnField, columnAnswer
    case columnLast, columnSource, confirm, confirmLabel, send, saidSent, backToAnswers, noAnswer, sendFollows, countTyped, nextDraft, nextSubmitted,
        otherApproves
    case nextSentBack, nextSentBackThere, nextApproved, nextReopened, facts, site, firm, period, due, dataSet, remarks, erased, history, versions
    case versionNumber, changedSince, columnBefore, noChange, typedFor, goOn, approve, sendBack, reopen, columnChanged, choose, approveChosen
    case nothingChosen, saidChosen, saidApproved, saidSentBack, saidReopened, sendBackTitle, sendBackFollows, reopenTitle, reopenFollows
    case reopenHolds, remarksLabel, remarksHint, reasonLabel, reasonHint, late, answers, wastes, columnWaste, columnDestination, yourAnswers
    case paperSheet, standingLabel, setsTitle, setsLead, noOfficial, duties, columnWho, columnSet, columnLength, columnDueDays, columnSource2
    case columnFigure, columnUnits, columnMeaning, columnRequired, yes, no, allSizes, validFrom, setVersion, sizes, typingTitle, typingLead
    case typingSearch, typingNone, typingBegin, sheetRule, sheetImprint, sheetFigure, sheetUnit, sheetNothing, sheetUnknown, sheetFilledBy
    case sheetTypedBy, sheetPeriod, bill, billBehind, billHint, billSeen, openBill
    // A waste on its way into a return.
    case intoTitle, intoLead, intoWhich, intoChoice, intoButton, intoNone, intoNoneMore
    // A form that saves itself.
    case autosaved, autosavedBut, autosaveOffline, autosaveHeld, autosaveConflict, autosaveAgain, autosaveBack
}
