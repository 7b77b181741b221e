// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the audit.
public enum VerifyPhrase: String, PhraseKey {
    public static let area = "verify"
    case stepBalances, stepOrigins, stepEntries, stepJournal, stepSeal, stepTexts, sound, unsound
    case unknownNumber, accountBalance, materialSum, lotContent, originSum, fateSum, fateCell, siteCell, upperCell, lateEntries
    case entryWithoutLine, lineHash, lineEntries, lineUnreadable
    case noteBody, noteBeyond, noteMissing, noteAhead, noteUnjournalled, noteListed, treatmentLine, treatmentCount, plantIntake, massEvidence
    case arrangementUse, arrangementListed, arrangementNotes
    case roundBody, roundBeyond, roundCount, roundShares
    case returnBody, returnBeyond, returnCount, returnBooking, returnEntries, returnBookings, returnChecks, stockTaken
    case registryBody, registryUnjournalled, registryMissing, sealedText, attachment, fileDamaged
    case paperJournal, paperNumber, lateNote, outageBody
    case erasureUnjournalled, erasureUnlisted, erasureUndone
    case dischargeBody, dischargeOutlet, dischargeResult, dischargeDischargeCase, dischargeVolume, dischargePermitLimit,
        dischargePipe, dischargeTransfer, pipeEntries, pipeFacts
    case reportedSum
    // Names of RegisteredKind.
    case thingOrganisation, thingSite, thingPermit, thingPerson, thingDelegation, thingArrangement, thingMembership, thingInvitation, thingClaim,
        thingDistinctPair, thingBehalfAct, thingClassification, thingWasteInquiry, thingReturnReminder, thingSentFile, thingFileMapping, thingListFile,
        originClass
}
