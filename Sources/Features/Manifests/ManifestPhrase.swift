// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Sentences and names of the hand-over note.
public enum ManifestPhrase: String, PhraseKey {
    public static let area = "manifests"
    // What the rules refuse.
    case notYourStep, stale, refusedCancelUnderWay, refusedEditAfterIssue, refusedNotReceived, refusedCollected, refusedNoLoss
    case refusedCorrectionTooEarly, refusedDraft, refusedNotCollected, refusedInTransit, refusedInStorage, refusedArrived
    case refusedWeighed, refusedAccepted, refusedMissing, refusedFinal, refusedNoNextCarrier, refusedCorrectionPending
    case refusedNothingToConfirm, refusedNothingDisputed
    case refusedNoCorrection, refusedCorrectionExpired, refusedDeclaredAfterReceipt, unknownParty, partyClosed, partyNotYetOpen
    case partyCannotSend, partyCannotReceive, partyCannotCarry, partyWithoutPermit, sameSite, carrierMissing, treatmentMissing
    case pickupInPast, pickupTooFar, pickupUnreadable, lineMissing, wasteUnknown, massNotPositive, massTooLarge, overVehicle
    case drawsDiffer, drawNotInStock, tooManyLines, containersNotPositive, plateMissing, acceptedAboveWeighed, refusalReasonMissing, discrepancyReasonMissing,
        returnNotRefusable
    case treatedAboveHeld, residueAboveTreated, dateInFuture, dateBeforeReceipt, dateTooFarBack, dateUnreadable, correctionChangesNothing
    case groupMaterialsDiffer, groupTooFew
    // What permits say against a load.
    case gateWaste, gateTreatment, gateDates, gateDay, gateYear, gateStore, gateArrangement, gateArranged, gateReasonMissing
    case gateReasonLabel, gateReasonHint, gateTold, gateGiven
    // Loads that go to somebody without licence.
    case saleHazardous, saleNotAllowed
    case buyerScrapDealer, buyerKiln, buyerFarm, buyerPagoda, buyerHousehold, buyerOther
    // Names of GateStep.
    case stepIssue, stepAcceptance, stepOnward
    // Names of GateAnswer.
    case answerPass, answerWarn, answerReason, answerRefuse
    // Names of ManifestState.
    case stateDraft, stateIssued, stateInTransit, stateInStorage, stateArrived, stateWeighed, stateAccepted, stateRefused
    case stateTreated, statePassedOn, stateReturned, stateCancelled, stateMissing, stateLost, stateSold
    // Names of ManifestEventKind.
    case eventEdit, eventIssue, eventSell, eventChangeCarrier, eventCollect, eventHandOver, eventStore, eventLeaveStorage, eventArrive
    case eventWeigh, eventDecide, eventTreat, eventMoveLots, eventCancel, eventReportLoss, eventDecideLoss, eventProposeCorrection
    case eventApproveCorrection, eventRefuseCorrection, eventExpireCorrection
    case eventRecord, eventConfirm, eventDispute, eventDecideDispute, eventAssignSender
    // Names of RefusalReason.
    case refusalWrongWaste, refusalContaminated, refusalPackaging, refusalTooMuch, refusalNotPermitted, refusalNoCapacity
    case refusalDocuments
    // Names of DiscrepancyReason.
    case discrepancyEstimateAtSender, discrepancyMoisture, discrepancyScaleDifference, discrepancyPartlyUnloaded
    case discrepancySpilled, discrepancyOther
    // Names of LossKind.
    case lossLost, lossSpilled, lossStolen, lossNeverArrived
    // Names of MeasurementMethod, and of what EvidenceKind knows beside.
    case methodWeighed, methodMetered, methodCounted, methodInvoiced, methodEstimated, methodShared
    // Names of TransportMode.
    case modeRoad, modeWater, modeRail, modeCart, modeOther
    // Names of SignatureMeans.
    case meansPassword, meansSignCode, meansDriverCode, meansRound, meansToken, meansSystem
    // Names of PartyRole.
    case roleSender, roleCarrier, roleReceiver
    // Names of ManifestKind.
    case kindOrdinary, kindReturned, kindOnward
    // Names of CorrectionOutcome.
    case outcomeApplied, outcomeRefused, outcomeExpired
    // Names of PolicyKey.
    case policyWeightTolerance, policyCollectWithinDays, policyReceiveWithinDays, policyTreatWithinDays
    case policyCorrectionWithinDays, policySignCodeHours, policyDriverCodeDays, policyPlateRequired, policyDriverSignatureRequired, policyBackdateDays
    case policyVehicleMassMax
    case policyPermitCoverAtIssue, policyPermitCapacityAtIssue, policyPermitCoverAtAcceptance
    case policyPermitCapacityAtAcceptance, policyUnlicensedBuyer, policyArrangementRequired
    case policyArrangementAmount, policyConfirmWithinDays, policyPaperWithinDays, policyOutageEntryDays, policyPendingSenderOnRound
}

extension ManifestState {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .draft: .stateDraft
        case .issued: .stateIssued
        case .inTransit: .stateInTransit
        case .inStorage: .stateInStorage
        case .arrived: .stateArrived
        case .weighed: .stateWeighed
        case .accepted: .stateAccepted
        case .refused: .stateRefused
        case .treated: .stateTreated
        case .passedOn: .statePassedOn
        case .returned: .stateReturned
        case .cancelled: .stateCancelled
        case .missing: .stateMissing
        case .lost: .stateLost
        case .sold: .stateSold
        }
    }
}

extension ManifestEventKind {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .edit: .eventEdit
        case .issue: .eventIssue
        case .sell: .eventSell
        case .changeCarrier: .eventChangeCarrier
        case .collect: .eventCollect
        case .handOver: .eventHandOver
        case .store: .eventStore
        case .leaveStorage: .eventLeaveStorage
        case .arrive: .eventArrive
        case .weigh: .eventWeigh
        case .decide: .eventDecide
        case .treat: .eventTreat
        case .moveLots: .eventMoveLots
        case .cancel: .eventCancel
        case .reportLoss: .eventReportLoss
        case .decideLoss: .eventDecideLoss
        case .proposeCorrection: .eventProposeCorrection
        case .approveCorrection: .eventApproveCorrection
        case .refuseCorrection: .eventRefuseCorrection
        case .expireCorrection: .eventExpireCorrection
        case .record: .eventRecord
        case .confirm: .eventConfirm
        case .dispute: .eventDispute
        case .decideDispute: .eventDecideDispute
        case .assignSender: .eventAssignSender
        }
    }
}

extension RefusalReason {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .wrongWaste: .refusalWrongWaste
        case .contaminated: .refusalContaminated
        case .packaging: .refusalPackaging
        case .tooMuch: .refusalTooMuch
        case .notPermitted: .refusalNotPermitted
        case .noCapacity: .refusalNoCapacity
        case .documents: .refusalDocuments
        }
    }
}

extension DiscrepancyReason {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .estimateAtSender: .discrepancyEstimateAtSender
        case .moisture: .discrepancyMoisture
        case .scaleDifference: .discrepancyScaleDifference
        case .partlyUnloaded: .discrepancyPartlyUnloaded
        case .spilled: .discrepancySpilled
        case .other: .discrepancyOther
        }
    }
}

extension LossKind {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .lost: .lossLost
        case .spilled: .lossSpilled
        case .stolen: .lossStolen
        case .neverArrived: .lossNeverArrived
        }
    }
}

extension MeasurementMethod {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .weighed: .methodWeighed
        case .metered: .methodMetered
        case .counted: .methodCounted
        case .invoiced: .methodInvoiced
        case .estimated: .methodEstimated
        }
    }
}

extension TransportMode {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .road: .modeRoad
        case .water: .modeWater
        case .rail: .modeRail
        case .cart: .modeCart
        case .other: .modeOther
        }
    }
}

extension SignatureMeans {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .password: .meansPassword
        case .signCode: .meansSignCode
        case .driverCode: .meansDriverCode
        case .round: .meansRound
        case .token: .meansToken
        case .system: .meansSystem
        }
    }
}

extension PartyRole {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .sender: .roleSender
        case .carrier: .roleCarrier
        case .receiver: .roleReceiver
        }
    }
}

extension ManifestKind {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .ordinary: .kindOrdinary
        case .returned: .kindReturned
        case .onward: .kindOnward
        }
    }
}

extension CorrectionOutcome {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .applied: .outcomeApplied
        case .refused: .outcomeRefused
        case .expired: .outcomeExpired
        }
    }
}

extension PolicyKey {
    /// The name people see.
    public var phrase: ManifestPhrase {
        switch self {
        case .weightTolerance: .policyWeightTolerance
        case .collectWithinDays: .policyCollectWithinDays
        case .receiveWithinDays: .policyReceiveWithinDays
        case .treatWithinDays: .policyTreatWithinDays
        case .correctionWithinDays: .policyCorrectionWithinDays
        case .signCodeHours: .policySignCodeHours
        case .driverCodeDays: .policyDriverCodeDays
        case .plateRequired: .policyPlateRequired
        case .driverSignatureRequired: .policyDriverSignatureRequired
        case .backdateDays: .policyBackdateDays
        case .vehicleMassMax: .policyVehicleMassMax
        case .permitCoverAtIssue: .policyPermitCoverAtIssue
        case .permitCapacityAtIssue: .policyPermitCapacityAtIssue
        case .permitCoverAtAcceptance: .policyPermitCoverAtAcceptance
        case .permitCapacityAtAcceptance: .policyPermitCapacityAtAcceptance
        case .unlicensedBuyer: .policyUnlicensedBuyer
        case .arrangementRequired: .policyArrangementRequired
        case .arrangementAmount: .policyArrangementAmount
        case .confirmWithinDays: .policyConfirmWithinDays
        case .paperWithinDays: .policyPaperWithinDays
        case .outageEntryDays: .policyOutageEntryDays
        case .pendingSenderOnRound: .policyPendingSenderOnRound
        }
    }
}
