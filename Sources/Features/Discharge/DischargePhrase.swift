// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the rules of discharge say.
public enum DischargePhrase: String, PhraseKey {
    public static let area = "discharge"

    // Media and receiving waters
    case mediumWater, mediumAir
    case receivingRiver, receivingCanal, receivingLake, receivingSea, receivingGround, receivingSewer, receivingAir, receivingUnknown
    // Columns of standards
    case columnProtected, columnPublicSewer, columnA, columnB
    // Findings and why
    case findingWithin, findingExceeded, findingWarned, findingUndecidable, findingNone
    case reasonLowConfidence, reasonSuperseded, reasonCoefficients, reasonDetectionLimit, reasonCountLimit
    case reasonColumnUnknown, reasonNoLimit, reasonNoAirLimits, reasonNoPermitLimit
    // Problems of results
    case parameterMissing, parameterUnknown, signUnknown, unitMissing, unitUnknown, valueMissing, valueTooLong, valueOutOfRange, valueZero
    case detectionZero, belowDetection, sampledMissing, sampledInFuture, sampledTooEarly, reportedBeforeSampled, outletNotYet, outletClosed
    case laboratoryMissing, textTooLong, sampleKnown, sampleTwice, alreadyWithdrawn
    // Problems of outlets
    case outletCodeMissing, outletCodeKnown, outletClosedBeforeOpened, outletColumnUnknown, outletReceivingMismatch, outletHasLater, standingTooEarly
    // Problems of permit limits and volumes
    case boundMissing, permitMissing, volumeMissing, volumeTooLarge, volumeMonth
    // Cases
    case stateOpen, stateAnswered, stateClosed
    case stepPlan, stepComment, stepEvidence, stepAskHelp, stepWithdrawHelp, stepDone, stepSendBack, stepClose, stepReopen
    case stepNotNow, caseFull, nothingExceeded, caseWordsMissing, caseDueMissing, caseDuePast, caseOwnerMissing, caseActionMissing, caseFileMissing
    // Columns of laboratories' files
    case fieldRegistration, fieldOutlet, fieldSampledOn, fieldReportedOn, fieldLaboratory, fieldParameter, fieldSign, fieldValue, fieldUnit, fieldMethod
    case fieldDetection, fieldSample
    // Volumes
    case volumeMetered, volumeBalance, volumeEstimated
    // Pipes to works, and what went through them in a month
    case pipeUnknown, pipeNamed, pipeConfirmed, pipeDeclined, sideSender, sideWorks, transferOpen, transferDisputed, transferAgreed
    case pipeStepState, pipeStepAgree, pipeStepDispute, pipeStepDecide, basisWithin, basisExplained, basisDecided
    case pipeAnswered, pipeNotNow, pipeDifferenceWords, pipeCorrectionWords, pipeMonth, pipeNoSewer, pipeNoWorks, pipeOwnSite, pipeTooEarly, pipeEndsEarly
    case pipeMonthsAgreed, pipeReadingMissing, pipeBackwards

    /// The phrase of one case of an enum of this room.
    static func named(_ kind: String, _ rawValue: String) -> DischargePhrase {
        guard let phrase = DischargePhrase(rawValue: kind + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) else {
            preconditionFailure("There is no phrase for \(kind) \(rawValue).")
        }
        return phrase
    }

    /// What a column of a standard is called; `nil` for columns that officers loaded.
    public static func column(_ code: String) -> DischargePhrase? {
        switch code {
        case "protected": .columnProtected
        case "public_sewer": .columnPublicSewer
        case "A": .columnA
        case "B": .columnB
        default: nil
        }
    }
}

extension DischargeMedium {
    public var phrase: DischargePhrase { self == .water ? .mediumWater : .mediumAir }
}
