// SPDX-License-Identifier: Apache-2.0

import Domain

/// One row of a round's life-cycle.
public struct RoundTransitionRow: Sendable {
    public var event: RoundEventKind
    public var from: [RoundState]
    /// `nil`: the state stays.
    public var to: RoundState?
}

/// The whole life-cycle of a round.
public let roundTransitionTable: [RoundTransitionRow] = [
    RoundTransitionRow(event: .makeStop, from: [.planned, .underWay], to: .underWay),
    RoundTransitionRow(event: .skipStop, from: [.planned, .underWay], to: nil),
    RoundTransitionRow(event: .renewCode, from: [.planned, .underWay], to: nil),
    RoundTransitionRow(event: .arrive, from: [.underWay], to: .arrived),
    RoundTransitionRow(event: .weigh, from: [.arrived], to: .weighed),
    RoundTransitionRow(event: .decide, from: [.weighed], to: .decided),
    // Under way and at the gate only when nothing is left on the vehicle: see ``Round/cancel(load:by:)``.
    RoundTransitionRow(event: .cancel, from: [.planned, .underWay, .arrived], to: .cancelled),
]

/// What the life-cycle of a round says to an event in a state.
public enum RoundTransition: Hashable, Sendable {
    case leads(RoundState)
    /// Refused, and the sentence that says why.
    case refused(RoundPhrase)
}

extension RoundState {
    /// The answer for every pair of state and event.
    public func transition(on event: RoundEventKind) -> RoundTransition {
        if let row = roundTransitionTable.first(where: { $0.event == event && $0.from.contains(self) }) { return .leads(row.to ?? self) }
        switch self {
        case .planned: return .refused(.refusedNoStops)
        case .underWay: return .refused(event == .decide ? .refusedNotWeighed : .refusedUnderWay)
        case .arrived: return .refused(event == .decide ? .refusedNotWeighed : .refusedArrived)
        case .weighed: return .refused(.refusedWeighed)
        case .decided: return .refused(.refusedDecided)
        case .cancelled: return .refused(.refusedCancelled)
        }
    }
}
