// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// Which organisations a list asks for.
public struct RegistryFilter: Hashable, Sendable {
    /// Folded words that the name or number must contain, all of them.
    public var words: [String]
    public var profile: ChainProfile?
    public var status: Organisation.Status?
    /// Code of the province in which one of its sites stands.
    public var province: String?

    public init(words: [String] = [], profile: ChainProfile? = nil, status: Organisation.Status? = nil, province: String? = nil) {
        self.words = words
        self.profile = profile
        self.status = status
        self.province = province
    }
}

/// Whose organisations are seen that nobody has approved yet; all others are public.
public enum PendingSight: Hashable, Sendable {
    case all
    case province(String)
    case only(OrganisationID)
    case none
}

extension RegistryStore {
    /// Organisations in order of id, as far as they may be seen; a page after an id.
    public func organisations(_ filter: RegistryFilter, pending: PendingSight, after: OrganisationID? = nil, limit: Int) throws -> [Organisation] {
        let waiting = Organisation.Status.pendingApproval.rawValue
        var conditions: [Query] = ["o.id > \(after?.value ?? 0)"]
        switch pending {
        case .all: break
        case .province(let code):
            conditions.append("(o.status <> \(waiting) OR EXISTS (SELECT 1 FROM site s WHERE s.organisation = o.id AND s.province = \(code)))")
        case .only(let id): conditions.append("(o.status <> \(waiting) OR o.id = \(id.value))")
        case .none: conditions.append("o.status <> \(waiting)")
        }
        if let status = filter.status { conditions.append("o.status = \(status.rawValue)") }
        if let profile = filter.profile {
            conditions.append("EXISTS (SELECT 1 FROM organisation_profile p WHERE p.profile = \(profile.rawValue) AND p.organisation = o.id)")
        }
        if let province = filter.province {
            conditions.append("EXISTS (SELECT 1 FROM site s WHERE s.organisation = o.id AND s.province = \(province))")
        }
        for word in filter.words { conditions.append("o.name_folded LIKE \(Self.pattern(word)) ESCAPE '!'") }
        return try session.rows("SELECT o.body FROM organisation o WHERE \(conditions.joined(separator: " AND ")) ORDER BY o.id LIMIT \(limit)")
            .map { try Body.value(Organisation.self, from: $0.blob(0)) }
    }

    /// Codes of the provinces in which organisations have sites, each once, in order of code.
    public func provinces(of organisations: some Collection<OrganisationID>) throws -> [OrganisationID: [String]] {
        guard !organisations.isEmpty else { return [:] }
        let rows = try session.rows(
            """
            SELECT DISTINCT organisation, province FROM site WHERE organisation IN (\(values: Set(organisations.map(\.value)).sorted()))
            ORDER BY organisation, province
            """)
        return Dictionary(grouping: rows, by: { OrganisationID($0.int(0)) }).mapValues { $0.map { $0.text(1) } }
    }
}
