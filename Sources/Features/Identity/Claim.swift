// SPDX-License-Identifier: Apache-2.0

import Domain

public enum ClaimKind {}
public typealias ClaimID = Identifier<ClaimKind>

/// Somebody who holds a firm's letter says that he acts for it, and waits for an officer of the province.
public struct Claim: Hashable, Sendable, Codable {
    public enum State: String, CaseIterable, Codable, Sendable {
        case waiting, approved, refused

        public var phrase: ClaimPhrase {
            switch self {
            case .waiting: .stateWaiting
            case .approved: .stateApproved
            case .refused: .stateRefused
            }
        }
    }

    public let id: ClaimID
    /// Changes only when the firm is merged into another.
    public private(set) var organisation: OrganisationID
    public let person: PersonID
    public let invitation: InvitationID
    public let madeAt: Instant
    public private(set) var state: State
    public private(set) var answeredAt: Instant?
    /// The officer's reason for a refusal; in the erasable table.
    public private(set) var reason: SealedText?
    public private(set) var version: Int

    public init(id: ClaimID, organisation: OrganisationID, person: PersonID, invitation: InvitationID, madeAt: Instant) {
        self.id = id
        self.organisation = organisation
        self.person = person
        self.invitation = invitation
        self.madeAt = madeAt
        state = .waiting
        version = 1
    }

    /// An officer's answer.
    ///
    /// - Parameter reason: of a refusal; an approval needs none.
    /// - Throws: ``ClaimRefusal/answered(_:)``, ``ClaimRefusal/reasonMissing``.
    public mutating func answer(approves: Bool, reason: SealedText?, at moment: Instant) throws(ClaimRefusal) {
        guard state == .waiting else { throw .answered(state) }
        guard approves || reason != nil else { throw .reasonMissing }
        state = approves ? .approved : .refused
        self.reason = approves ? nil : reason
        answeredAt = moment
        version += 1
    }

    /// The firm went into another: the claim is now to that one.
    public mutating func move(to survivor: OrganisationID) {
        organisation = survivor
        version += 1
    }
}

/// Why a claim is not answered so.
public enum ClaimRefusal: Explainable, Hashable {
    case answered(Claim.State)
    case reasonMissing
    /// The firm has an administrator by now; two people would rule without knowing of each other.
    case firmClaimed

    public var standing: Standing {
        switch self {
        case .answered, .firmClaimed: .conflict
        case .reasonMissing: .invalid
        }
    }

    public var problems: [Problem] {
        switch self {
        case .answered(let state): [ClaimPhrase.claimAnswered.problem("", ["state": state.phrase.fact])]
        case .reasonMissing: [ClaimPhrase.reasonMissing.problem("reason")]
        case .firmClaimed: [ClaimPhrase.firmClaimedMeanwhile.problem()]
        }
    }
}
