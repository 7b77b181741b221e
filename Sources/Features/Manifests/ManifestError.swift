// SPDX-License-Identifier: Apache-2.0

import Domain

/// What the rules of the hand-over note refuse.
public enum ManifestError: Explainable, Hashable {
    /// The life-cycle does not allow this event in this state.
    case notNow(ManifestPhrase, ManifestState)
    /// The step belongs to another party.
    case notYourStep
    /// Somebody changed the note since it was shown.
    case stale(seen: Int, now: Int)
    /// The input does not fit; all problems with their fields.
    case invalid([Problem])

    public var problems: [Problem] {
        switch self {
        case .notNow(let phrase, let state): [phrase.problem("", ["state": state.phrase.fact])]
        case .notYourStep: [ManifestPhrase.notYourStep.problem()]
        case .stale(let seen, let now): [ManifestPhrase.stale.problem("", ["seen": .number(Int64(seen)), "now": .number(Int64(now))])]
        case .invalid(let problems): problems
        }
    }

    public var standing: Standing {
        switch self {
        case .notNow, .stale: .conflict
        case .notYourStep: .forbidden
        case .invalid: .invalid
        }
    }
}
