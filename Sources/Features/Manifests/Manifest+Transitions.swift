// SPDX-License-Identifier: Apache-2.0

import Domain

/// What the life-cycle says to an event in a state.
public enum Transition: Hashable, Sendable {
    /// The states to which the event may lead; which one follows from the event's own content.
    case leads([ManifestState])
    /// Refused, and the sentence that says why.
    case refused(ManifestPhrase)
}

extension ManifestState {
    /// The answer for every pair of state and event. The table below lists what is allowed; every other pair is refused
    /// with the sentence of its state, or of its event where that says more.
    public func transition(on event: ManifestEventKind) -> Transition {
        if let row = transitionTable.first(where: { $0.event == event && $0.from.contains(self) }) {
            return .leads(row.to ?? [self])
        }
        return .refused(refusal(of: event))
    }

    /// Events that the state allows, in table order.
    public var possibleEvents: [ManifestEventKind] {
        transitionTable.filter { $0.from.contains(self) }.map(\.event)
    }

    private func refusal(of event: ManifestEventKind) -> ManifestPhrase {
        switch event {
        case .cancel where isUnderWay || self == .missing: .refusedCancelUnderWay
        case .changeCarrier where isUnderWay: .refusedCollected
        case .approveCorrection where self == .weighed: .refusedDeclaredAfterReceipt
        case .approveCorrection where self == .issued, .refuseCorrection where self == .issued, .expireCorrection where self == .issued:
            .refusedNoCorrection
        case .edit where self != .draft: .refusedEditAfterIssue
        case .treat, .moveLots: isFinal ? .refusedFinal : .refusedNotReceived
        case .sell where self != .draft: .refusedEditAfterIssue
        case .collect where self != .draft && self != .missing: isFinal ? .refusedFinal : .refusedCollected
        case .decideLoss: .refusedNoLoss
        case .record where self != .draft: .refusedEditAfterIssue
        case .confirm, .dispute: isFinal ? .refusedFinal : .refusedNothingToConfirm
        case .decideDispute, .assignSender: isFinal ? .refusedFinal : .refusedNothingDisputed
        case .proposeCorrection where self == .draft || self == .issued: .refusedCorrectionTooEarly
        default:
            switch self {
            case .draft: .refusedDraft
            case .issued: .refusedNotCollected
            case .inTransit: .refusedInTransit
            case .inStorage: .refusedInStorage
            case .arrived: .refusedArrived
            case .weighed: .refusedWeighed
            case .accepted: .refusedAccepted
            case .missing: .refusedMissing
            case .refused, .treated, .passedOn, .returned, .cancelled, .lost, .sold: .refusedFinal
            }
        }
    }
}

/// One row of the life-cycle.
public struct TransitionRow: Sendable {
    public var event: ManifestEventKind
    public var from: [ManifestState]
    /// `nil`: the state stays.
    public var to: [ManifestState]?
}

private let beforeWeighing: [ManifestState] = [.inTransit, .inStorage, .arrived]
private let takenIn: [ManifestState] = [.accepted, .treated, .passedOn]
private let correctable: [ManifestState] = beforeWeighing + takenIn + [.returned]
/// A proposal may still wait when the load is weighed, refused, missed or given up; it can then only end.
private let awaiting: [ManifestState] = correctable + [.weighed, .refused, .missing, .lost]

/// The whole life-cycle. `docs/manifest-states.md` is written from it.
public let transitionTable: [TransitionRow] = [
    TransitionRow(event: .edit, from: [.draft], to: nil),
    TransitionRow(event: .issue, from: [.draft], to: [.issued]),
    TransitionRow(event: .changeCarrier, from: [.issued], to: nil),
    TransitionRow(event: .collect, from: [.issued], to: [.inTransit]),
    TransitionRow(event: .handOver, from: [.inTransit], to: nil),
    TransitionRow(event: .store, from: [.inTransit], to: [.inStorage]),
    TransitionRow(event: .leaveStorage, from: [.inStorage], to: [.inTransit]),
    TransitionRow(event: .arrive, from: [.inTransit], to: [.arrived]),
    TransitionRow(event: .weigh, from: [.arrived], to: [.weighed]),
    TransitionRow(event: .decide, from: [.weighed], to: [.accepted, .refused, .returned]),
    TransitionRow(event: .treat, from: [.accepted], to: [.accepted, .treated, .passedOn]),
    TransitionRow(event: .moveLots, from: [.accepted], to: [.accepted, .passedOn]),
    TransitionRow(event: .sell, from: [.draft], to: [.sold]),
    TransitionRow(event: .cancel, from: [.draft, .issued, .sold], to: [.cancelled]),
    TransitionRow(event: .reportLoss, from: [.inTransit, .inStorage, .arrived], to: [.missing]),
    TransitionRow(event: .decideLoss, from: [.missing], to: [.lost, .inTransit, .inStorage, .arrived]),
    TransitionRow(event: .proposeCorrection, from: correctable, to: nil),
    TransitionRow(event: .approveCorrection, from: beforeWeighing + [.returned], to: nil),
    TransitionRow(event: .approveCorrection, from: takenIn, to: takenIn),
    TransitionRow(event: .refuseCorrection, from: awaiting, to: nil),
    TransitionRow(event: .expireCorrection, from: awaiting, to: nil),
    TransitionRow(event: .record, from: [.draft], to: [.accepted, .inTransit]),
    TransitionRow(event: .confirm, from: takenIn, to: nil),
    TransitionRow(event: .dispute, from: takenIn, to: nil),
    TransitionRow(event: .decideDispute, from: takenIn, to: takenIn + [.cancelled]),
    TransitionRow(event: .assignSender, from: takenIn, to: nil),
]
