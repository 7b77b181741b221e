// SPDX-License-Identifier: Apache-2.0

import Domain

/// Why the table says no.
public enum PermissionRefusal: Explainable, Hashable {
    /// There is no such thing, or the actor may not see it: the two look the same.
    case missing
    /// The actor sees it and may not do this to it.
    case forbidden(Action)
    /// The role would allow it; the organisation awaits approval or has closed.
    case organisationNotActive(Action, Organisation.Status)

    public var standing: Standing { self == .missing ? .missing : .forbidden }

    public var problems: [Problem] {
        switch self {
        case .missing: return [IdentityPhrase.refusedMissing.problem()]
        case .forbidden(let action):
            guard let role = PermissionTable.firstRole(for: action) else { return [IdentityPhrase.refusedMissing.problem()] }
            return [IdentityPhrase.refusedForbidden.problem("", ["action": action.phrase.fact, "role": role.phrase.fact])]
        case .organisationNotActive(let action, .closed):
            return [IdentityPhrase.refusedOrganisationClosed.problem("", ["action": action.phrase.fact])]
        case .organisationNotActive(let action, .pendingApproval), .organisationNotActive(let action, .active):
            return [IdentityPhrase.refusedOrganisationPending.problem("", ["action": action.phrase.fact])]
        }
    }
}
