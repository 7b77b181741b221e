// SPDX-License-Identifier: Apache-2.0

import Domain

/// The thing an action would be done to, as far as permissions depend on it.
public struct Subject: Hashable, Sendable {
    /// The organisations it names: on a note all its parties, for an organisation itself.
    public var parties: Set<OrganisationID>
    /// The sites it names; a power lent for some sites reaches only what names one of them.
    public var sites: Set<SiteID>
    /// The provinces of those sites on the day it happened.
    public var provinces: Set<String>
    /// Organisations that help the firm by their trade and place.
    public var neighbours: Set<OrganisationID> = []
    public var isPublic: Bool
    /// Of a note: the load is still to be moved or was moved today.
    public var isCurrent: Bool

    public init(
        parties: Set<OrganisationID> = [], sites: Set<SiteID> = [], provinces: Set<String> = [], isPublic: Bool = false,
        isCurrent: Bool = true
    ) {
        self.parties = parties
        self.sites = sites
        self.provinces = provinces
        self.isPublic = isPublic
        self.isCurrent = isCurrent
    }
}

/// The answer of the permission table, and the row it stands on.
public enum Permission: Hashable, Sendable {
    case allowed(PermissionRow)
    case refused(PermissionRefusal)

    public var isAllowed: Bool {
        if case .allowed = self { true } else { false }
    }
}

/// May this actor do this to that? `nil` is somebody who is not signed in.
public func may(_ action: Action, actor: Actor?, subject: Subject) -> Permission {
    guard let row = row(for: action, actor: actor, subject: subject) else {
        let isSeen = row(for: action.sight, actor: actor, subject: subject) != nil
        return .refused(isSeen ? .forbidden(action) : .missing)
    }
    if row.role != nil, let status = actor?.principal?.status, action.isBarred(while: status) {
        return .refused(.organisationNotActive(action, status))
    }
    return .allowed(row)
}

extension Actor {
    /// Everything this actor may do to a thing, in the order of the actions; pages and answers offer these and no others.
    public func actions(on subject: Subject) -> [Action] {
        Action.allCases.filter { may($0, actor: self, subject: subject).isAllowed }
    }
}

private func row(for action: Action, actor: Actor?, subject: Subject) -> PermissionRow? {
    PermissionTable.rowsByAction[action]?.first { row in
        switch row.holder {
        case .anyone: break
        case .operatorOfServer: guard actor?.means == .system else { return false }
        case .role(let role): guard let actor, actor.roles.contains(role) else { return false }
        }
        // A mandate counts with an authority alone, whatever else is written beside a firm.
        if let mandate = row.mandate {
            guard let principal = actor?.principal, principal.mandate?.kind == mandate, principal.profiles.contains(.authority) else { return false }
        }
        return reaches(row.scope, actor: actor, subject: subject)
    }
}

private func reaches(_ scope: PermissionScope, actor: Actor?, subject: Subject) -> Bool {
    switch scope {
    case .own: isOwn(subject, of: actor)
    case .ownCurrent: isOwn(subject, of: actor) && subject.isCurrent
    case .neighbours: actor?.principal.map { subject.neighbours.contains($0.id) } ?? false
    case .province: actor?.principal?.mandate?.province.map(subject.provinces.contains) ?? false
    case .nation: true
    case .public: subject.isPublic
    }
}

private func isOwn(_ subject: Subject, of actor: Actor?) -> Bool {
    guard let actor, let principal = actor.principal, subject.parties.contains(principal.id) else { return false }
    guard case .sites(let sites) = actor.delegation?.scope else { return true }
    return !sites.isDisjoint(with: subject.sites)
}
