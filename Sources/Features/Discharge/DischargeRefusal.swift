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

    public var standing: Standing {
        switch self {
        case .alreadyWithdrawn, .notNow: .conflict
        case .caseFull, .nothingExceeded: .invalid
        }
    }

    public var problems: [Problem] {
        switch self {
        case .alreadyWithdrawn: [DischargePhrase.alreadyWithdrawn.problem()]
        case .notNow(let step, let state): [DischargePhrase.stepNotNow.problem("", ["step": step.phrase.fact, "state": state.phrase.fact])]
        case .caseFull(let most): [DischargePhrase.caseFull.problem("", ["most": .number(Int64(most))])]
        case .nothingExceeded: [DischargePhrase.nothingExceeded.problem()]
        }
    }
}
