// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of returns say.
enum ReturnPagePhrase: String, PhraseKey {
    static let area = "returnpages"

    case title, lead, leadArea, emptyTitle, emptyMore, kind, assumedLine, allSets, columnReturn, columnPeriod, columnDue, columnStanding, columnSite
    case columnFirm, columnSent, columnVersion, groupOverdue, groupToMend, groupDue, groupRunning, groupWaiting, groupApproved, countOfState
    case showState, areaEmptyTitle, areaEmptyMore, typeIn, newLead, begin, knownTitle, knownNotes, knownLast, knownNothing, saidBegun, dueBy
    case fillLead, filledIn, lastTime, lastNothing, otherAnswer, answerKind, answerFigure, answerEstimate, answerNothing, answerUnknown, comment
    case optionalFields, wasteTitle, wasteLead, wasteLeadReceived, addWaste, wasteCode, wasteCodeHint, destination, amount, save, saveAndLook
    case saidSaved, sameAsLast, saidSame, zeroHint, noFurther, reviewTitle, reviewReady, reviewMissing, reviewRuns, columnField, columnAnswer
    case columnLast, columnSource, confirm, confirmLabel, send, saidSent, backToAnswers, noAnswer, sendFollows, countTyped, nextDraft, nextSubmitted
    case nextSentBack, nextApproved, nextReopened, facts, site, firm, period, due, dataSet, remarks, erased, history, versions, versionNumber
    case changedSince, columnBefore, noChange, typedFor, goOn, approve, sendBack, reopen, columnChanged, choose, approveChosen, nothingChosen
    case saidChosen, saidApproved, saidSentBack, saidReopened, sendBackTitle, sendBackFollows, reopenTitle, reopenFollows, reopenHolds, remarksLabel
    case remarksHint, reasonLabel, reasonHint, late, answers, wastes, columnWaste, columnDestination, yourAnswers, paperSheet, standingLabel
    case setsTitle, setsLead, noOfficial, duties, columnWho, columnSet, columnLength, columnDueDays, columnSource2, columnFigure, columnUnits
    case columnMeaning, columnRequired, yes, no, allSizes, validFrom, setVersion, sizes, typingTitle, typingLead, typingSearch, typingNone
    case typingBegin, sheetRule, sheetImprint, sheetFigure, sheetUnit, sheetNothing, sheetUnknown, sheetFilledBy, sheetTypedBy, sheetPeriod, bill
    case billHint, billSeen, openBill
}
