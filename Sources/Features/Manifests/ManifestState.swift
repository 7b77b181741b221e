// SPDX-License-Identifier: Apache-2.0

/// Where a note stands. The number is stored; never change one.
public enum ManifestState: Int16, CaseIterable, Codable, Sendable {
    /// Being filled in; nobody else sees it.
    case draft = 1
    /// Signed by the sender; its mass is reserved.
    case issued
    /// A carrier has it.
    case inTransit
    /// Set down on the way, at a named site.
    case inStorage
    /// Through the plant's gate, not yet weighed.
    case arrived
    /// Weighed, not yet decided.
    case weighed
    /// Taken in, in full or in part; some of it waits for treatment.
    case accepted
    /// Refused in full; goes on under its linked note.
    case refused
    /// All that was accepted has been treated here.
    case treated
    /// All that was accepted has left in other lots.
    case passedOn
    /// A refused part that is back with its sender.
    case returned
    case cancelled
    /// Reported lost, spilled, stolen or never arrived; an officer decides.
    case missing
    /// Given up by an officer's decision.
    case lost
    /// Left with somebody without licence; what became of it is unknown.
    case sold

    public var isFinal: Bool {
        switch self {
        case .refused, .treated, .passedOn, .returned, .cancelled, .lost, .sold: true
        default: false
        }
    }

    /// The load is on the way, in a carrier's care.
    public var isUnderWay: Bool {
        switch self {
        case .inTransit, .inStorage, .arrived, .weighed: true
        default: false
        }
    }
}

/// Kinds of event a note can meet.
public enum ManifestEventKind: String, CaseIterable, Codable, Sendable {
    case edit, issue, changeCarrier, collect, handOver, store, leaveStorage, arrive, weigh, decide, treat, moveLots
    case sell, cancel, reportLoss, decideLoss, proposeCorrection, approveCorrection, refuseCorrection, expireCorrection
    /// Of loads that had no digital note.
    case record, confirm, dispute, decideDispute, assignSender
}
