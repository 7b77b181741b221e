// SPDX-License-Identifier: Apache-2.0

import Domain

/// What the rules of discharge refuse beside problems of single fields.
public enum DischargeRefusal: Explainable, Hashable {
    case alreadyWithdrawn
    /// Such a step is not taken in this state of a case.
    case notNow(DischargeCaseStep, DischargeCase.State)
    case caseFull(Int)
    /// A result that exceeds nothing opens no case.
    case nothingExceeded
    /// A pipe was confirmed or declined already, or names no works.
    case pipeAnswered
    /// Such a step is not taken in this state of a month.
    case pipeNotNow(PipeStep, PipeTransfer.State)
    /// The step says nothing without words.
    case pipeWordsMissing(PipeStep)
    /// The month is not one in which the pipe carries something as both sides say, or is not over.
    case pipeMonth(Month)

    public var standing: Standing {
        switch self {
        case .alreadyWithdrawn, .notNow, .pipeAnswered, .pipeNotNow: .conflict
        case .caseFull, .nothingExceeded, .pipeWordsMissing, .pipeMonth: .invalid
        }
    }

    public var problems: [Problem] {
        switch self {
        case .alreadyWithdrawn: [DischargePhrase.alreadyWithdrawn.problem()]
        case .notNow(let step, let state): [DischargePhrase.stepNotNow.problem("", ["step": step.phrase.fact, "state": state.phrase.fact])]
        case .caseFull(let most): [DischargePhrase.caseFull.problem("", ["most": .number(Int64(most))])]
        case .nothingExceeded: [DischargePhrase.nothingExceeded.problem()]
        case .pipeAnswered: [DischargePhrase.pipeAnswered.problem()]
        case .pipeNotNow(let step, let state): [DischargePhrase.pipeNotNow.problem("", ["step": step.phrase.fact, "state": state.phrase.fact])]
        case .pipeWordsMissing(let step):
            [(step == .agree ? DischargePhrase.pipeDifferenceWords : step == .state ? .pipeCorrectionWords : .caseWordsMissing).problem("words")]
        case .pipeMonth(let month): [DischargePhrase.pipeMonth.problem("month", ["month": .text(month.description)])]
        }
    }
}
