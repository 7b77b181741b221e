// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the rules of returns say.
public enum ReturnPhrase: String, PhraseKey {
    public static let area = "returns"
    /// Facts: `seen`, `now`.
    case stale
    /// Facts: `step`, `state`.
    case notNow
    /// Facts: `date`.
    case periodRuns
    /// Facts: `count`.
    case unconfirmed
    case reasonMissing, sameHand, notOwed
    /// Facts: `most`.
    case tooManyAtOnce
    /// A reminder of what is in time or was sent; a second one on a day.
    case notLate, remindedToday
    /// Facts: `field`.
    case answerMissing
    /// Facts: `most`, `length`.
    case commentTooLong
    /// Facts: `number`.
    case notWhole
    /// Facts: `unit`, `units`.
    case unitNotHere
    /// Facts: `code`.
    case wasteUnknown, wasteTwice, wasteStands
    case destinationMissing
    /// Facts: `field`.
    case billInstead
    /// Facts: `most`.
    case tooManyWastes
    case estimateWater, estimateProduct, estimateShares, estimateRange
    case estimateEndMissing, estimateWithoutFigure, estimateNotHere, estimateMetered, estimateBasis
    /// Facts: `low`, `figure`, `high`, in cubic metres.
    case estimateOrder
    // Names of ReturnState.
    case stateDraft, stateSubmitted, stateSentBack, stateApproved, stateReopened
    // Names of ReturnStep.
    case stepBegin, stepSave, stepSubmit, stepSendBack, stepApprove, stepReopen
    // The same, once done.
    case doneBegin, doneSubmit, doneSendBack, doneApprove, doneReopen, doneSave
    // Names of AnswerSource.
    case sourceTyped, sourceNotes, sourceLast, sourceSums
}

extension ReturnState {
    public var phrase: ReturnPhrase {
        switch self {
        case .draft: .stateDraft
        case .submitted: .stateSubmitted
        case .sentBack: .stateSentBack
        case .approved: .stateApproved
        case .reopened: .stateReopened
        }
    }
}

extension ReturnStep {
    /// The verb, as part of a sentence.
    public var phrase: ReturnPhrase {
        switch self {
        case .begin: .stepBegin
        case .save: .stepSave
        case .submit: .stepSubmit
        case .sendBack: .stepSendBack
        case .approve: .stepApprove
        case .reopen: .stepReopen
        }
    }

    /// What somebody did.
    public var donePhrase: ReturnPhrase {
        switch self {
        case .begin: .doneBegin
        case .save: .doneSave
        case .submit: .doneSubmit
        case .sendBack: .doneSendBack
        case .approve: .doneApprove
        case .reopen: .doneReopen
        }
    }
}

extension AnswerSource {
    public var phrase: ReturnPhrase {
        switch self {
        case .typed: .sourceTyped
        case .notes: .sourceNotes
        case .last: .sourceLast
        case .sums: .sourceSums
        }
    }
}
