// SPDX-License-Identifier: Apache-2.0

import Wording

/// What is said about letters to firms and about those who claim them.
public enum ClaimPhrase: String, PhraseKey {
    public static let area = "claims"

    case stateWaiting, stateApproved, stateRefused
    case letterUsed, letterReplaced, letterExpired
    case firmClaimed, firmWaiting, firmNotOpen, firmAuthority, firmHasLetter
    case claimAnswered, reasonMissing, firmClaimedMeanwhile, tooManyLetters, noFirmChosen, phoneTaken, nameTaken
    case nameMissing, textTooLong, phoneMissing, phoneUnreadable, signInNameOtherPhone, passwordsDiffer, positionMissing, mayActMissing
}
