// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests

/// What a demonstration holds once it is made. The same seed, scale and moment give the same summary.
public struct DemonstrationSummary: Hashable, Sendable {
    /// Things that happened and are worth showing.
    public enum Story: String, CaseIterable, Sendable {
        /// Under way for far longer than the policy allows.
        case late
        /// Refused in full, come back, and sent elsewhere from stock.
        case refused
        /// Weights differ beyond the tolerance, with a reason.
        case difference
        /// Lots of eight small senders, grouped and sent on.
        case grouped
        case correctionWaiting, correctionApproved, correctionRefused
        /// Reported missing and not decided.
        case missing
        /// Given up by an officer's decision.
        case lost
        /// Reported missing and found.
        case found
        /// Signed with the code that a haulier gave a driver without telephone.
        case driverCode
        /// Prepared by the support centre under a lent power.
        case delegation
        /// Weighed at the gate today and not decided.
        case weighed
        /// On the way today.
        case onTheWay
        /// Recorded at a gate without a digital note.
        case unannounced
    }

    /// Notes in a state and what their senders declared.
    public struct Tally: Hashable, Sendable {
        public var notes = 0
        public var declared = Mass.zero

        public init() {}
    }

    public var organisations = 0
    public var people = 0
    public var operations = 0
    public var states: [ManifestState: Tally] = [:]
    /// Numbers of the notes of each story.
    public var stories: [Story: [String]] = [:]
    /// The garment factory that hides waste.
    public var hiding = ""
    /// The code of one driver of Samaki Haulage, for trying out.
    public var driverCode = ""

    public init() {}

    public var notes: Int { states.values.reduce(0) { $0 + $1.notes } }

    /// States in which no note is, of those a demonstration must show: all there are.
    public var missingStates: [ManifestState] { ManifestState.allCases.filter { states[$0] == nil } }
}
