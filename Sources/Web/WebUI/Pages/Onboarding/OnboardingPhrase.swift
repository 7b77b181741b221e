// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages say by which firms are brought in: letters, claims, and those who answer them.
enum OnboardingPhrase: String, PhraseKey {
    static let area = "onboarding"

    // Typing a letter's code
    case codeTitle, codeLead, code, codeHint, codeOpen, codeProblem
    // Claiming
    case claimTitle, claimLead, firm, place, groupSignIn, groupSignInMore, asAccount
    case displayName, phone, phoneHint, signInName, signInNameHint, password, again, position, positionHint, mayAct, mayActChoice, claimButton
    case doneSignIn, closedTitle, closedMore
    case stateWaitingTitle, stateWaitingMore, stateApprovedTitle, stateApprovedMore, stateRefusedTitle, stateRefusedMore
    // What the claimant sees on his page of the day
    case ownWaiting, ownRefused
    // Claims that wait
    case claimsTitle, claimsLead, claimsEmpty, claimsEmptyMore, columnClaimant, claimantPosition, columnSince, columnAge, ageToday, ageDay, ageDays, erased
    case answerTitle, answerLead, approve, approveFollows, refuseTitle, refuseReason, refuseReasonHint, refuseButton, approved, refused
    // Letters
    case lettersTitle, lettersLead, lettersEmpty, lettersEmptyMore, noLetter, letterGood, letterOver, chosen, makeLetters, lettersHint
    case lettersMade, lettersLeft, lettersPrintNow, waitingLink, lettersLink
    // The letter itself
    case letterTitle, letterTo, letterWhy, letterStepOpen, letterStepFill, letterStepWait, letterSteps, letterGoodUntil, letterKeep, letterHelp
    case letterScan, letterRegistered, letterImprint
}
