// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// Where a site of somebody who carries or takes waste stands: enough to sort many by distance without reading them.
public struct PlaceRow: Hashable, Sendable {
    public var site: SiteID
    public var organisation: OrganisationID
    public var position: Position?
}

extension RegistryStore {
    /// Sites of active organisations with one of these profiles, in order of id.
    ///
    /// - Parameter words: folded words that the organisation's name or number must contain, all of them.
    public func places(profiles: [ChainProfile], words: [String] = [], limit: Int) throws -> [PlaceRow] {
        var conditions: [Query] = [
            "o.status = \(Organisation.Status.active.rawValue)",
            "EXISTS (SELECT 1 FROM organisation_profile p WHERE p.organisation = o.id AND p.profile IN (\(values: profiles.map(\.rawValue))))",
        ]
        for word in words { conditions.append("o.name_folded LIKE \(Self.pattern(word)) ESCAPE '!'") }
        return try session.rows(
            """
            SELECT s.id, s.organisation, s.latitude, s.longitude FROM organisation o JOIN site s ON s.organisation = o.id
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY s.id LIMIT \(limit)
            """
        ).map { row in
            PlaceRow(
                site: SiteID(row.int(0)), organisation: OrganisationID(row.int(1)),
                position: row.optionalReal(2).flatMap { latitude in row.optionalReal(3).flatMap { Position(latitude: latitude, longitude: $0) } })
        }
    }

    /// Permits of several organisations, in order of id.
    public func permits(of organisations: some Collection<OrganisationID>) throws -> [OrganisationID: [Permit]] {
        guard !organisations.isEmpty else { return [:] }
        let rows = try session.rows("SELECT body FROM permit WHERE organisation IN (\(values: Set(organisations.map(\.value)).sorted())) ORDER BY id")
        return Dictionary(grouping: try rows.map { try Body.value(Permit.self, from: $0.blob(0)) }, by: \.organisation)
    }
}
