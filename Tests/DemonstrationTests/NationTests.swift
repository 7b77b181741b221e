// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import Demonstration
import Domain
import Foundation
import Identity
import Operations
import StorageCore
import Stores
import TestSupport
import Testing

/// The country of national size, in small.
struct NationTests {
    private static let today = Country.cambodia.zone.date(of: FixedTime.now)

    private func withNation<T>(
        enterprises: Int = 600, seed: UInt64 = 2026, _ body: (Nation.Summary, Platform, TestDatabase) async throws -> T
    ) async throws -> T {
        try await withTemporaryFolder { folder in
            let scale = try NationScale(years: 1, enterprises: enterprises, until: Self.today)
            let result = Result()
            let database = try await TestDatabase.loaded(at: folder + "/nation.db") { database in
                try await Platform(database: database, country: .cambodia, secrets: Secrets(work: .least)) { FixedTime.now }
            } fill: { load, platform in
                result.summary = try await Nation.load(into: load, platform: platform, scale: scale, seed: seed, today: Self.today, now: FixedTime.now)
            }
            return try await database.closing {
                let platform = try await Platform(database: database, country: .cambodia, secrets: Secrets(work: .least)) { FixedTime.now }
                return try await body(result.summary, platform, database)
            }
        }
    }

    private final class Result {
        var summary = Nation.Summary()
    }

    @Test("A loaded country is as sound as one that was lived: everything derived again comes out the same")
    func isSound() async throws {
        try await withNation { summary, platform, database in
            let report = try await platform.verify()
            #expect(report.isSound, "\(report.problems)")
            #expect(report.entries == summary.entries && summary.entries > 10_000)
            #expect(report.notes == summary.notes && summary.notes > 20)
            #expect(try await database.integrityCheck() == [])
            #expect(try await database.read { try SettingStore($0).value(HistoryLoad.mark) } == nil)
        }
    }

    @Test("Its firms send the returns that they owe, and all that follows from these is sound")
    func returns() async throws {
        try await withNation { _, platform, database in
            let scale = try NationScale(years: 1, enterprises: 600, until: Self.today)
            let sent = try await NationReturns.file(into: database, scale: scale, seed: 2026, today: Self.today, now: FixedTime.now)
            #expect(sent > 4)
            let months = Self.today.month.adding(months: -4)...Self.today.month
            let counted = try await database.read { try ReportedStore($0).cells(.nation, key: "", months: months, figures: ["sites."]) }
            #expect(counted.contains { $0.amount > 2 }, "\(counted)")
            let report = try await platform.verify()
            #expect(report.isSound, "\(report.problems)")
            #expect(try await NationReturns.file(into: database, scale: scale, seed: 2026, today: Self.today, now: FixedTime.now) == 0, "Each once.")
        }
    }

    @Test("The same seed loads the same rows; another seed others")
    func followsItsSeed() async throws {
        func lines(_ seed: UInt64) async throws -> [[UInt8]] {
            try await withNation(enterprises: 100, seed: seed) { _, _, database in
                try await database.read { session in
                    var hashes: [[UInt8]] = []
                    try JournalStore(session).each { hashes.append($0.hash) }
                    return hashes
                }
            }
        }
        let (first, again, other) = (try await lines(7), try await lines(7), try await lines(8))
        #expect(first == again && first.count > 100)
        #expect(first != other)
    }

    @Test("What was loaded goes on by the ordinary verbs, and firms are few large and very many small")
    func goesOn() async throws {
        try await withNation { summary, platform, _ in
            let nation = try await platform.nation(
                months: Self.today.month.adding(months: -6)...Self.today.month, province: nil, by: Officer.ofIndustry(on: Self.today))
            #expect(nation.whole.treated > 0)
            let firms = summary.organisations
            #expect(firms > 600)
        }
    }

    @Test("A load that breaks off leaves its mark, by which commands refuse the database")
    func brokenOff() async throws {
        try await withTemporaryFolder { folder in
            let database = try await TestDatabase.loaded(at: folder + "/nation.db") { _ in
            } fill: { load, _ in
                try await HistoryLoad(load).begin()
            }
            try await database.closing {
                let mark = try await database.read { try SettingStore($0).value(HistoryLoad.mark) }
                #expect(mark == "1")
            }
        }
    }

    @Test("Scales that no machine could hold or no identifier could name are refused with their bounds")
    func scaleIsBounded() throws {
        #expect(throws: DemonstrationRefusal.enterprisesOutside(99)) { try NationScale(years: 1, enterprises: 99, until: Self.today) }
        let most = NationScale.yearsMost(until: Self.today)
        #expect(throws: DemonstrationRefusal.yearsOutside(most + 1, most: most)) { try NationScale(years: most + 1, enterprises: 1000, until: Self.today) }
        #expect(throws: DemonstrationRefusal.yearsOutside(0, most: most)) { try NationScale(years: 0, enterprises: 1000, until: Self.today) }
        #expect(most >= 1)
    }
}

private enum Officer {
    static func ofIndustry(on day: CalendarDate) -> Actor {
        let office = OrganisationSummary(id: OrganisationID(1), profiles: [.authority], mandate: .industry)
        let membership = Membership(person: PersonID(1), organisation: office.id, role: .officer, validFrom: day.adding(days: -400))
        return Actor(person: PersonID(1), memberships: [membership], actingFor: office, means: .password, on: day)
    }
}
