// SPDX-License-Identifier: Apache-2.0

import Markup

/// What a state means for the reader. It picks the shape and the colour; the word says it.
enum Tone: String, CaseIterable, Sendable {
    /// A fact without judgement: draft, archived.
    case neutral
    /// On its way: in transit, in assessment.
    case moving
    /// Somebody must still act.
    case waiting
    /// Done and in order.
    case good
    /// Look at it soon: near a limit, near a date.
    case warning
    /// Refused, over a limit, past a date.
    case danger

    var icon: Icon {
        switch self {
        case .neutral: .circle
        case .moving: .arrowRight
        case .waiting: .clock
        case .good: .check
        case .warning: .warning
        case .danger: .stop
        }
    }
}
