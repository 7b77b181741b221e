// SPDX-License-Identifier: Apache-2.0

import CodeLists
import DatabaseSupport
import Domain
import Foundation
import Identity
import Manifests
import Operations
import StorageCore
import Stores
import TestSupport

// AppSupport: a little country in a database of its own, made by the platform's ordinary verbs, for tests that go all the
// way down.
//
//   TestClock          the hour of the test
//   TestCountry        database, platform, firms and people
//   TestCountry+Notes  a note's steps, as the people of the country would take them

/// The firms and authorities of the country.
public enum TestFirm: String, CaseIterable, Sendable {
    case factory, secondFactory, haulier, plant, secondPlant, collector, ministry, department

    var facts: (name: String, profiles: String, isic: String, province: String) {
        switch self {
        case .factory: ("Lotus Garment Factory", "producer", "1410", "12")
        case .secondFactory: ("Kirirom Footwear", "producer", "1520", "08")
        case .haulier: ("Tonle Transport", "haulier", "3811", "12")
        case .plant: ("Kampong Recycling", "treater", "3830", "08")
        case .secondPlant: ("Bassac Treatment", "treater", "3821", "12")
        case .collector: ("Phsar Collectors", "collector;haulier", "3811", "12")
        case .ministry: ("Ministry of Industry", "authority", "8411", "12")
        case .department: ("Department of Kandal", "authority", "8411", "08")
        }
    }

    var mandate: Mandate? {
        switch self {
        case .ministry: .industry
        case .department: .provincial("08")
        default: nil
        }
    }

    /// Sign-in name of its first person.
    public var signInName: String { rawValue.lowercased() + ".office" }
    /// Password of its first person.
    public var password: String { "lotus-pond-\(rawValue)-27" }
}

/// A country with eight organisations, each with one site and one person who holds every role a founder does.
public final class TestCountry: Sendable {
    public let database: TestDatabase
    public let platform: Platform
    public let clock: TestClock
    /// The file behind `database`, on SQLite.
    public let path: String
    private let members: [TestFirm: (organisation: OrganisationID, site: SiteID, person: PersonID)]

    private init(
        database: TestDatabase, path: String, platform: Platform, clock: TestClock,
        members: [TestFirm: (organisation: OrganisationID, site: SiteID, person: PersonID)]
    ) {
        self.database = database
        self.platform = platform
        self.clock = clock
        self.members = members
        self.path = path
    }

    /// - Parameter steps: migrations that the database has taken; all of them unless said.
    public static func make(at path: String, policies: ManifestPolicies = .shipped, migrations steps: [Migration]? = nil) async throws -> TestCountry {
        let database = try await TestDatabase.make(at: path, migrated: steps == nil)
        if let steps { try await MigrationRunner(steps).run(on: database) }
        let clock = TestClock()
        let platform = try await Platform(database: database, country: .cambodia, secrets: Secrets(work: .least), policies: policies) { clock.now() }
        var members: [TestFirm: (organisation: OrganisationID, site: SiteID, person: PersonID)] = [:]
        for (i, firm) in TestFirm.allCases.enumerated() { members[firm] = try await add(firm, number: i, to: platform) }
        let country = TestCountry(database: database, path: path, platform: platform, clock: clock, members: members)
        for firm in [TestFirm.haulier, .plant, .secondPlant, .collector] { try await country.recordPermit(of: firm) }
        return country
    }

    private static func add(_ firm: TestFirm, number: Int, to platform: Platform) async throws
        -> (organisation: OrganisationID, site: SiteID, person: PersonID)
    {
        let facts = firm.facts
        let registration = OrganisationRegistration([
            .registrationNumber: "KH0020000\(number)", .nameEnglish: facts.name, .country: "KH", .province: facts.province, .isic: facts.isic,
            .profiles: facts.profiles, .employees: "240", .address: "Street \(number)", .openedOn: "2015-03-02", .latitude: "11.5\(number)",
            .longitude: "104.9",
        ])
        let valid = try registration.validated(with: platform.registrationLookups)
        let made = try await platform.addOrganisation(
            valid, mandate: firm.mandate, founder: PersonProfile(displayName: "Office of \(facts.name)", signInName: firm.signInName, language: .english),
            password: firm.password, by: .operatorOfServer(on: platform.today))
        guard let person = made.person else { preconditionFailure("A founder was named.") }
        return (made.organisation, made.site, person)
    }

    private func recordPermit(of firm: TestFirm) async throws {
        var form = PermitForm()
        form.organisation = organisation(firm).description
        form.number = "P-\(firm.rawValue)"
        form.issuedBy = "Ministry of Environment"
        form.wastes = "non-hazardous; 150202; 080111"
        form.treatments = firm == .haulier ? "" : "R3; R5; D1; D10; R12; R13"
        form.allowsTransport = firm == .haulier || firm == .collector
        form.validFrom = "2020-01-01"
        form.source = "test"
        _ = try await platform.recordPermit(form, by: .operatorOfServer(on: platform.today))
    }

    public func organisation(_ firm: TestFirm) -> OrganisationID { member(firm).organisation }
    public func site(_ firm: TestFirm) -> SiteID { member(firm).site }
    public func person(_ firm: TestFirm) -> PersonID { member(firm).person }

    /// The firm's person as if signed in, with these roles or with all that a founder has.
    public func actor(_ firm: TestFirm, _ roles: Set<Role>? = nil) -> Actor {
        let member = member(firm)
        let profiles = Set(firm.facts.profiles.split(separator: ";").compactMap { ChainProfile(word: $0) })
        let today = platform.today
        let memberships = (roles ?? Role.founding(for: profiles)).map {
            Membership(person: member.person, organisation: member.organisation, role: $0, validFrom: today.adding(days: -1))
        }
        return Actor(
            person: member.person, memberships: memberships,
            actingFor: OrganisationSummary(id: member.organisation, profiles: profiles, mandate: firm.mandate), means: .password, on: today)
    }

    /// Whoever operates the server.
    public var operatorOfServer: Actor { .operatorOfServer(on: platform.today) }

    private func member(_ firm: TestFirm) -> (organisation: OrganisationID, site: SiteID, person: PersonID) {
        guard let member = members[firm] else { preconditionFailure("Every firm was added.") }
        return member
    }
}

/// Runs a test in a country of its own, and takes the country away afterwards.
public func withTestCountry<T>(policies: ManifestPolicies = .shipped, _ body: (TestCountry) async throws -> T) async throws -> T {
    try await withTemporaryFolder { folder in
        let country = try await TestCountry.make(at: folder + "/country.db", policies: policies)
        return try await country.database.closing { try await body(country) }
    }
}

/// A folder for database files that is gone after the closure.
public func withTestFolder<T>(_ body: (String) async throws -> T) async throws -> T { try await withTemporaryFolder(body) }
