// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import StorageCore

/// Organisations, sites and permits, inside one transaction.
public struct RegistryStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    // MARK: Organisations

    public func organisation(_ id: OrganisationID) throws -> Organisation? {
        try session.first("SELECT body FROM organisation WHERE id = \(id.value)").map { try Body.organisation($0.blob(0)) }
    }

    public func organisation(registrationNumber: String) throws -> Organisation? {
        try session.first("SELECT body FROM organisation WHERE registration_number = \(registrationNumber)").map {
            try Body.organisation($0.blob(0))
        }
    }

    public func organisations(_ ids: some Collection<OrganisationID>) throws -> [OrganisationID: Organisation] {
        guard !ids.isEmpty else { return [:] }
        let rows = try session.rows("SELECT body FROM organisation WHERE id IN (\(values: Set(ids.map(\.value)).sorted()))")
        let found = try rows.map { try Body.organisation($0.blob(0)) }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    public func insert(_ organisation: Organisation) throws {
        try session.execute(
            """
            INSERT INTO organisation (id, registration_number, name_folded, status, version, body)
            VALUES (\(organisation.id.value), \(organisation.registrationNumber), \(Self.folded(organisation)), \(organisation.status.rawValue),
            \(organisation.version), \(Body.bytes(organisation)))
            """)
        try saveProfiles(organisation)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ organisation: Organisation, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE organisation SET registration_number = \(organisation.registrationNumber), name_folded = \(Self.folded(organisation)),
            status = \(organisation.status.rawValue), version = \(organisation.version), merged_into = \(organisation.merger?.into.value),
            body = \(Body.bytes(organisation)) WHERE id = \(organisation.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
        try session.execute("DELETE FROM organisation_profile WHERE organisation = \(organisation.id.value)")
        try saveProfiles(organisation)
    }

    /// Firms that had been entered twice and went into this one.
    public func merged(into survivor: OrganisationID) throws -> [Organisation] {
        try session.rows("SELECT body FROM organisation WHERE merged_into = \(survivor.value) ORDER BY id").map {
            try Body.organisation($0.blob(0))
        }
    }

    /// All that went into an organisation, also by way of others: the nearest first.
    public func predecessors(of survivor: OrganisationID) throws -> [Organisation] {
        var found: [Organisation] = []
        var next = [survivor]
        // A firm goes into another once, so that no way leads in a circle.
        while !next.isEmpty {
            let further = try next.flatMap { try merged(into: $0) }
            found += further
            next = further.map(\.id)
        }
        return found
    }

    /// Organisations in order of id, filtered; a page after an id.
    ///
    /// - Parameter words: folded words that the name or number must contain, all of them.
    public func organisations(
        words: [String] = [], profile: ChainProfile? = nil, status: Organisation.Status? = nil, province: String? = nil,
        after: OrganisationID? = nil, limit: Int
    ) throws -> [Organisation] {
        var conditions: [Query] = ["o.id > \(after?.value ?? 0)"]
        if let status { conditions.append("o.status = \(status.rawValue)") }
        if let profile { conditions.append("EXISTS (SELECT 1 FROM organisation_profile p WHERE p.profile = \(profile.rawValue) AND p.organisation = o.id)") }
        if let province { conditions.append("EXISTS (SELECT 1 FROM site s WHERE s.organisation = o.id AND s.province = \(province))") }
        for word in words { conditions.append("o.name_folded LIKE \(Self.pattern(word)) ESCAPE '!'") }
        return try session.rows("SELECT o.body FROM organisation o WHERE \(conditions.joined(separator: " AND ")) ORDER BY o.id LIMIT \(limit)")
            .map { try Body.organisation($0.blob(0)) }
    }

    public func count(status: Organisation.Status) throws -> Int {
        Int(try session.first("SELECT count(*) FROM organisation WHERE status = \(status.rawValue)")?.int(0) ?? 0)
    }

    // MARK: Sites

    public func site(_ id: SiteID) throws -> Site? {
        try session.first("SELECT body FROM site WHERE id = \(id.value)").map { try Body.site($0.blob(0)) }
    }

    public func version(of site: SiteID) throws -> Int? {
        try session.first("SELECT version FROM site WHERE id = \(site.value)").map { Int($0.int(0)) }
    }

    public func sites(_ ids: some Collection<SiteID>) throws -> [SiteID: Site] {
        guard !ids.isEmpty else { return [:] }
        let rows = try session.rows("SELECT body FROM site WHERE id IN (\(values: Set(ids.map(\.value)).sorted()))")
        let found = try rows.map { try Body.site($0.blob(0)) }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    }

    public func sites(of organisation: OrganisationID) throws -> [Site] {
        try session.rows("SELECT body FROM site WHERE organisation = \(organisation.value) ORDER BY id").map {
            try Body.site($0.blob(0))
        }
    }

    /// All sites in order of id, a page after one.
    public func sites(after: SiteID?, limit: Int) throws -> [Site] {
        try session.rows("SELECT body FROM site WHERE id > \(after?.value ?? 0) ORDER BY id LIMIT \(limit)").map { try Body.site($0.blob(0)) }
    }

    /// Sites of active organisations in some classes of industry.
    public func sites(isic: some Collection<String>, limit: Int) throws -> [Site] {
        guard !isic.isEmpty else { return [] }
        return try session.rows(
            """
            SELECT s.body FROM site s JOIN organisation o ON o.id = s.organisation WHERE s.isic IN (\(values: isic.sorted())) AND o.status = 'active'
            ORDER BY s.id LIMIT \(limit)
            """
        ).map { try Body.site($0.blob(0)) }
    }

    /// Sites of active organisations with a profile: those to choose a carrier or a plant from.
    public func sites(profiles: [ChainProfile], limit: Int) throws -> [Site] {
        try session.rows(
            """
            SELECT s.body FROM site s JOIN organisation o ON o.id = s.organisation WHERE o.status = 'active'
            AND EXISTS (SELECT 1 FROM organisation_profile p WHERE p.organisation = o.id AND p.profile IN (\(values: profiles.map(\.rawValue))))
            ORDER BY s.id LIMIT \(limit)
            """
        ).map { try Body.site($0.blob(0)) }
    }

    public func insert(_ site: Site, on today: CalendarDate) throws {
        let now = site.attributes(on: today)
        try session.execute(
            """
            INSERT INTO site (id, organisation, province, isic, zone, latitude, longitude, version, body)
            VALUES (\(site.id.value), \(site.organisation.value), \(now.province), \(now.isic), \(now.zone ?? ""), \(site.position?.latitude),
            \(site.position?.longitude), \(site.version), \(Body.bytes(site)))
            """)
    }

    public func update(_ site: Site, from version: Int, on today: CalendarDate) throws {
        let now = site.attributes(on: today)
        let changed = try session.execute(
            """
            UPDATE site SET organisation = \(site.organisation.value), province = \(now.province), isic = \(now.isic), zone = \(now.zone ?? ""),
            latitude = \(site.position?.latitude), longitude = \(site.position?.longitude), version = \(site.version), body = \(Body.bytes(site))
            WHERE id = \(site.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    // MARK: Permits

    public func permit(_ id: PermitID) throws -> Permit? {
        try session.first("SELECT body FROM permit WHERE id = \(id.value)").map { try Body.value(Permit.self, from: $0.blob(0)) }
    }

    public func permits(of organisation: OrganisationID) throws -> [Permit] {
        try session.rows("SELECT body FROM permit WHERE organisation = \(organisation.value) ORDER BY id").map {
            try Body.value(Permit.self, from: $0.blob(0))
        }
    }

    /// Permits in force on a day, in order of id; a page after an id.
    public func permits(inForceOn day: CalendarDate, after: PermitID? = nil, limit: Int) throws -> [Permit] {
        let number = Int64(day.dayNumber)
        return try session.rows(
            """
            SELECT body FROM permit WHERE valid_from <= \(number) AND (valid_until IS NULL OR valid_until >= \(number))
            AND id > \(after?.value ?? 0) ORDER BY id LIMIT \(limit)
            """
        ).map { try Body.value(Permit.self, from: $0.blob(0)) }
    }

    public func insert(_ permit: Permit) throws {
        try session.execute(
            """
            INSERT INTO permit (id, organisation, number, valid_from, valid_until, version, body)
            VALUES (\(permit.id.value), \(permit.organisation.value), \(permit.number), \(Int64(permit.validFrom.dayNumber)),
            \(permit.validUntil.map { Int64($0.dayNumber) }), \(permit.version), \(Body.bytes(permit)))
            """)
    }

    public func update(_ permit: Permit, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE permit SET organisation = \(permit.organisation.value), number = \(permit.number), valid_from = \(Int64(permit.validFrom.dayNumber)),
            valid_until = \(permit.validUntil.map { Int64($0.dayNumber) }), version = \(permit.version), body = \(Body.bytes(permit))
            WHERE id = \(permit.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    // MARK: Rows

    private func saveProfiles(_ organisation: Organisation) throws {
        let profiles = organisation.profiles.sorted()
        try session.executeMany(
            "INSERT INTO organisation_profile (profile, organisation) VALUES ($1, $2)", count: profiles.count
        ) { i, row in row += [.text(profiles[i].rawValue), .int(organisation.id.value)] }
    }

    static func folded(_ organisation: Organisation) -> String {
        TextFolding.fold(organisation.nameEnglish + " " + organisation.nameLocal + " " + organisation.registrationNumber)
    }

    static func pattern(_ word: String) -> String {
        var pattern = "%"
        for character in word {
            if "%_!".contains(character) { pattern.append("!") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
