// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores

/// The tokens that somebody may see and end, and what they may make.
public struct TokenModel: Sendable {
    public struct Row: Sendable {
        public var id: String
        public var token: APIToken
        /// Whose it is.
        public var holder: String
    }

    /// Latest first; for an administrator, those of everybody in the organisation.
    public var rows: [Row]
    /// In the order of scopes; empty for those who may make none.
    public var scopes: [TokenScope]
    public var now: Instant
}

extension Platform {
    /// The page of one's tokens.
    ///
    /// - Throws: ``PermissionRefusal`` for those who may neither make nor see any.
    public func tokenModel(of visitor: Visitor) async throws -> TokenModel {
        let actor = visitor.actor
        guard let organisation = actor.actingFor?.id, actor.delegation == nil else { throw PlatformError.invalid([TokenPhrase.underDelegation.problem()]) }
        let isAdministrator = may(.manageTokens, actor: actor, subject: actor.wholeReach).isAllowed
        let rows = try await tokens(of: organisation, person: isAdministrator ? nil : visitor.person, by: actor)
        let mayMake = may(.makeToken, actor: actor, subject: actor.wholeReach).isAllowed
        return TokenModel(
            rows: rows.map { TokenModel.Row(id: $0.id, token: $0.token, holder: $0.holder) }, scopes: mayMake ? actor.tokenScopes.sorted() : [], now: now)
    }
}
