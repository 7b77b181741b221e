// SPDX-License-Identifier: Apache-2.0

import Domain

public enum DelegationKind {}
public typealias DelegationID = Identifier<DelegationKind>

/// An organisation lends one role to another organisation or to a person, for some or all of its sites and always for a
/// limited time. Every act done under it carries its number, so that nobody needs another's credentials.
public struct Delegation: Hashable, Sendable, Codable {
    public enum Delegate: Hashable, Sendable {
        /// Those of its people who hold the same role there, or one whose trade is acting for others.
        case organisation(OrganisationID)
        case person(PersonID)
    }

    public enum Scope: Hashable, Sendable {
        case allSites
        /// Only what concerns one of these sites; nothing that concerns the organisation as a whole.
        case sites(Set<SiteID>)
    }

    public let id: DelegationID
    public let grantor: OrganisationID
    public let delegate: Delegate
    public let role: Role
    public let scope: Scope
    public let validFrom: CalendarDate
    /// Its last day; ended early by making this earlier.
    public var validUntil: CalendarDate
    public var version: Int

    public init(
        id: DelegationID, grantor: OrganisationID, delegate: Delegate, role: Role, scope: Scope, validFrom: CalendarDate,
        validUntil: CalendarDate, version: Int = 1
    ) {
        self.id = id
        self.grantor = grantor
        self.delegate = delegate
        self.role = role
        self.scope = scope
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.version = version
    }

    public func isInForce(on day: CalendarDate) -> Bool { validFrom <= day && day <= validUntil }

    /// Longest time a power is lent for at once, days; then it is granted anew or ends.
    public static let daysMax = 731

    /// What is wrong with granting it; empty when nothing is.
    public var problems: [Problem] {
        var problems: [Problem] = []
        if !role.isDelegable { problems.append(IdentityPhrase.delegationRole.problem("role", ["role": role.phrase.fact])) }
        if validUntil < validFrom {
            problems.append(
                IdentityPhrase.delegationEndsBeforeStart.problem("valid_until", ["from": .date(validFrom), "until": .date(validUntil)]))
        } else if validUntil.days(since: validFrom) >= Self.daysMax {
            problems.append(
                IdentityPhrase.delegationTooLong.problem(
                    "valid_until",
                    ["limit": .number(Int64(Self.daysMax)), "latest": .date(validFrom.adding(days: Self.daysMax - 1))]))
        }
        if delegate == .organisation(grantor) { problems.append(IdentityPhrase.delegationToSelf.problem("delegate")) }
        if scope == .sites([]) { problems.append(IdentityPhrase.delegationWithoutSite.problem("sites")) }
        return problems
    }
}

/// Written as `{"organisation":"12"}` or `{"person":"12"}`.
extension Delegation.Delegate: Codable {
    private enum CodingKeys: String, CodingKey { case organisation, person }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let organisation = try container.decodeIfPresent(OrganisationID.self, forKey: .organisation) {
            self = .organisation(organisation)
        } else {
            self = .person(try container.decode(PersonID.self, forKey: .person))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .organisation(let id): try container.encode(id, forKey: .organisation)
        case .person(let id): try container.encode(id, forKey: .person)
        }
    }
}

/// Written as `{}` for all sites or `{"sites":["3","7"]}`, ascending.
extension Delegation.Scope: Codable {
    private enum CodingKeys: String, CodingKey { case sites }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self = try container.decodeIfPresent([SiteID].self, forKey: .sites).map { .sites(Set($0)) } ?? .allSites
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if case .sites(let sites) = self { try container.encode(sites.sorted(), forKey: .sites) }
    }
}
