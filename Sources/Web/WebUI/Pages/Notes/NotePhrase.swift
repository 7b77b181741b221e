// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the page of a note and its sub-pages say.
enum NotePhrase: String, PhraseKey {
    static let area = "notes"

    // Summary
    case loadOfOne, loadOfSeveral, whatNext, load, facts, evidence, history, policy, ledger
    // What happens next, by state
    case nextDraft, nextIssued, nextIssuedUnsigned, nextInTransit, nextHandOver, nextInStorage, nextArrived, nextWeighed, nextAccepted, nextRefused, nextTreated
    case nextPassedOn, nextReturned, nextCancelled, nextMissing, nextLost, nextSold, buyer, buyerPlace, buyerPhone, dueBy, dueOver
    // Acts
    case signAndIssue, showCode, receive, answerCorrection, seeCorrection, copy, backToNote, allLines, allEntries, allHistory
    // Who signed
    case signedBy, signedOnDevice, onBehalf
    // What happened
    case doneEdit, doneIssue, doneSell, doneChangeCarrier, doneCollect, doneHandOver, doneStore, doneLeaveStorage, doneArrive, doneWeigh, doneDecide
    case doneTreat, doneMoveLots, doneCancel, doneReportLoss, doneDecideLoss, doneProposeCorrection, doneApproveCorrection, doneRefuseCorrection
    case doneExpireCorrection, doneRecord, doneConfirm, doneDispute, doneDecideDispute, doneAssignSender
    // The load and its figures
    case waste, declared, method, containers, weighed, accepted, treated, movedOn, stillHeld, refused, total, fromStock, noFigure, receipt
    case difference, differenceOf, outsideTolerance, discrepancyReason, refusalReason, treatments, datedBack, residue, fate, fateOfLot, linkedNotes, cameFrom
    // Places in the book
    case entryPosted, entryPending, entryVoided, entrySettled, entryFrom, entryTo, ledgerEmpty, entriesExplained
    // Facts, evidence, history
    case plate, storedAt, intended, arrangement, openArrangement, plannedPickup, remark, version, state, photo, erased, assumed, assumedExplained, columnWhen,
        columnWhat
    case columnWho, columnEntries, columnFingerprint, columnOccurred, columnAmount, columnState, historyEmpty
    // Corrections
    case corrections, correctionOf, correctionTitle, correctionWaits, waitsFor, proposedBy, agreedBy, refusedBy, replacesVersion, correctExplained
    case whichFigure, figureNow, rightFigure, reason, reasonHint, proposeButton, declaredFollows, acceptedFollows, takeBack
    // Cancel, carrier, journey
    case cancelTitle, cancelDraftGone, cancelReleased, cancelNumberUsed, cancelTold, cancelWhy, newCarrier, carrierExplained, carrierButton
    case ownVehicle, findFirm, nobodyFound, takeOverExplained, takeOverButton, leftExplained, leftButton, storeWhere, storeExplained, storeButton, leaveWith,
        leaveExplained
    case leaveButton
    // The driver's code
    case codeTitle, codeScan, codeSay, codeUntil, withoutPhone, withoutPhoneMore, driverCode, driverSigns
    // Loss
    case lossKind, lossKindMissing, lossPlace, lossPlaceHint, lossPosition, lossPositionHint, lossPositionUnreadable, photoHint, photoErased, lossExplained
    case lossButton, lossReportedBy, lossDecision, lossFound, lossGivenUp, decideWhat, foundFollows, givenUpFollows, decideSigned, decisionMissing
    case decideButton
    // Paper and numbers
    case paperTitle, paperScan, paperRegistered, paperArrangement, kingdomOfCambodia, mottoOfCambodia, republicOfVietNam, mottoOfVietNam, imprint, numberWrong
    case numberWrongMore
    // Said after a step
    case saidIssued, saidCancelled, saidCarrier, saidTakenOver, saidDriverSigned, saidStored, saidLeftStorage, saidLoss, saidLossDecided
    case saidProposed, saidApproved, saidRefusedCorrection
}
