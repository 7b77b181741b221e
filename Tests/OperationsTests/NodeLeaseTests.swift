// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import StorageCore
import Stores
import TestSupport
import Testing

@testable import Operations

/// Numbers under which servers mint identifiers: never two living holders, never one identifier twice.
struct NodeLeaseTests {
    private let start = Instant(seconds: 1_790_000_000)

    private func withDatabase(_ body: (TestDatabase) async throws -> Void) async throws {
        try await withEmptyDatabase { database in
            try await MigrationRunner([nodeLeaseAlone]).run(on: database)
            try await body(database)
        }
    }

    /// The table as the program's own migration makes it.
    private var nodeLeaseAlone: Migration {
        guard let migration = migrations.first(where: { $0.name == "node lease" }) else { preconditionFailure("The migration is named so.") }
        return migration
    }

    /// One server of the simulation, with a clock of its own.
    private struct Server {
        var source: IdentifierSource
        /// By how much its clock is off, seconds.
        var offset: Int64
        var isAlive = true
    }

    @Test("Of servers that come, go, crash, hang and renew with clocks ten minutes apart that jump, no two ever make the same identifier", arguments: 1...4)
    func neverTwice(_ seed: Int) async throws {
        try await withDatabase { database in
            var random = SeededGenerator(seed: UInt64(seed))
            var moment = start
            var servers: [Server] = []
            var made: Set<Int64> = []
            var count = 0
            for step in 0..<160 {
                moment = moment.adding(seconds: Int64.random(in: 0...40, using: &random))
                if servers.count(where: \.isAlive) < 5 || Int.random(in: 0..<8, using: &random) == 0 {
                    let offset = Int64.random(in: -300...300, using: &random)
                    let clock = moment.adding(seconds: offset)
                    servers.append(Server(source: try await IdentifierSource(leasedBy: "server \(step)", in: database, at: clock), offset: offset))
                }
                let index = Int.random(in: servers.indices, using: &random)
                // A clock is set, also back.
                if Int.random(in: 0..<10, using: &random) == 0 { servers[index].offset = Int64.random(in: -300...300, using: &random) }
                let clock = moment.adding(seconds: servers[index].offset)
                switch Int.random(in: 0..<12, using: &random) {
                case 0:
                    servers[index].isAlive = false
                    try await servers[index].source.release(in: database)
                case 1: servers[index].isAlive = false
                case 2: try await servers[index].source.renew(in: database, at: clock)
                default:
                    let source = servers[index].source
                    // One that was taken for dead may wake up in the middle of its work: what it minted is saved only if it still may.
                    if servers[index].isAlive { try await source.hold(in: database, at: clock) }
                    let ids = (0..<3).map { _ in source.mint(NoteKindOfTest.self, at: clock).value }
                    guard (try? source.checkHeld()) != nil else { continue }
                    count += ids.count
                    made.formUnion(ids)
                }
            }
            #expect(count > 150 && made.count == count, "seed \(seed): \(count - made.count) made twice of \(count)")
        }
    }

    @Test("Forty servers that start at one moment get forty numbers")
    func allAtOnce() async throws {
        try await withDatabase { database in
            let moment = start
            let numbers = try await withThrowingTaskGroup(of: Int64?.self) { group in
                for server in 0..<40 {
                    group.addTask { try await IdentifierSource(leasedBy: "server \(server)", in: database, at: moment).lease?.node }
                }
                return try await group.reduce(into: Set<Int64>()) { if let node = $1 { $0.insert(node) } }
            }
            #expect(numbers.count == 40)
        }
    }

    @Test("A number that was given back is used again, from where its last holder ended; one whose holder is silent only long after its end")
    func again() async throws {
        try await withDatabase { database in
            let first = try await IdentifierSource(leasedBy: "first", in: database, at: start)
            let last = first.mint(NoteKindOfTest.self, at: start.adding(seconds: 30))
            try await first.release(in: database)
            let second = try await IdentifierSource(leasedBy: "second", in: database, at: start.adding(seconds: 31))
            #expect(second.lease?.node == first.lease?.node && second.lease?.fence == 2)
            // Its clock is behind: it goes on from there all the same.
            #expect(second.mint(NoteKindOfTest.self, at: start).value > last.value)
            // All other numbers are held, so the next one must wait for a silent one.
            let others = Array(NodeLeaseStore.numbers.dropFirst())
            let far = IdentifierMint.milliseconds(start.adding(days: 1))
            try await database.write { session in
                try session.executeMany("INSERT INTO node_lease (node, fence, ceiling, holder) VALUES ($1, 1, $2, 'other')", count: others.count) {
                    $1.append(.int(others[$0]))
                    $1.append(.int(far))
                }
            }
            let end = start.adding(seconds: 31 + 60)
            await #expect(throws: StorageError.self) { _ = try await IdentifierSource(leasedBy: "third", in: database, at: end.adding(seconds: 59)) }
            let third = try await IdentifierSource(leasedBy: "third", in: database, at: end.adding(seconds: 61))
            #expect(third.lease?.node == first.lease?.node && third.lease?.fence == 3)
            // Who held it before learns of it when it renews, and there is no other number for it.
            await #expect(throws: StorageError.self) { try await second.renew(in: database, at: end.adding(seconds: 62)) }
        }
    }

    @Test("A server that lost its number goes on under another; one that cannot ask the database writes nothing from the end of its time on")
    func lost() async throws {
        try await withTestFolder { folder in
            let database = try await TestDatabase.make(at: folder + "/lease.db")
            try await database.closing {
                let clock = TestClock()
                let platform = try await Platform(database: database, country: .cambodia, holder: "test", secrets: Secrets(work: .least)) { clock.now() }
                func enter(_ number: Int) async throws {
                    var form = leaseFirm
                    form[.registrationNumber] = "KH \(number)"
                    let valid = try OrganisationRegistration(form).validated(with: platform.registrationLookups)
                    _ = try await platform.addOrganisation(valid, by: .operatorOfServer(on: platform.today))
                }
                try await enter(1)
                let number = try #require(platform.identifiers.lease?.node)
                // Somebody whose clock is far ahead took it for dead.
                try await database.run("UPDATE node_lease SET fence = fence + 1, holder = 'other' WHERE node = \(number)")
                clock.advance(hours: 1)
                try await enter(2)
                #expect(platform.identifiers.lease?.node != number)
                clock.advance(hours: 1)
                database.failWrites(.unavailable("gone"))
                await #expect(throws: StorageError.unavailable("gone")) { try await platform.renewNode() }
                database.failWrites(nil)
                try await enter(3)
                try await platform.releaseNode()
                #expect(throws: StorageError.self) { try platform.identifiers.checkHeld() }
                #expect(try await database.value("SELECT count(*) FROM organisation") == .int(3))
                #expect(try await database.value("SELECT count(*) FROM node_lease WHERE holder = 'test'") == .int(0))
            }
        }
    }
}

private enum NoteKindOfTest {}

private let leaseFirm: [OrganisationRegistration.Field: String] = [
    .nameEnglish: "Lease Weaving", .country: "KH", .province: "08", .isic: "1410", .profiles: "producer", .employees: "9", .address: "Street 1",
    .district: "Ta Khmau", .commune: "Prek Ho",
]
