// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Operations
import Seal
import StorageCore
import Stores
import Testing

/// A key that is the same in every run, published; and a country with an ordinary week sealed by it.
func withSealedCountry<T>(_ body: (TestCountry, Sealer) async throws -> T) async throws -> T {
    try await withTestCountry { country in
        try await country.everyday()
        for kilograms in 1...30 { _ = try await country.issue(country.form(String(kilograms))) }
        let sealer = Sealer(country.platform, secret: try await country.publishKey(1), name: "first")
        _ = try await sealer.sealAll(limit: 20)
        return try await body(country, sealer)
    }
}

extension TestCountry {
    func publishKey(_ number: UInt8, former: SealSecret? = nil) async throws -> SealSecret {
        let secret = try testSecret(number)
        _ = try await platform.publishSealKey(secret, former: former, by: operatorOfServer)
        return secret
    }

    func head() async throws -> TreeHead { try #require(try await platform.seal().latest).head }

    /// Lines of the journal, those with a position, and those that wait.
    func sealCounts() async throws -> [Int64] {
        [
            try await number("SELECT count(*) FROM journal"), try await number("SELECT count(*) FROM seal_line"),
            try await number("SELECT count(*) FROM seal_wait"),
        ]
    }
}

func testSecret(_ number: UInt8) throws -> SealSecret { try #require(SealSecret(seed: [UInt8](repeating: number, count: SealSecret.seedLength))) }

struct SealingTests {
    @Test("Lines are sealed in batches, in the order in which they were saved; each later head proves the earlier ones, and the audit agrees")
    func batches() async throws {
        try await withSealedCountry { country, sealer in
            let counts = try await country.sealCounts()
            #expect(counts[0] > 60 && counts[1] == counts[0] && counts[2] == 0)
            #expect(try await country.platform.verify().problems == [])
            let sizes = try await country.database.read { try $0.rows("SELECT size FROM seal_head ORDER BY size").map { $0.int(0) } }
            #expect(sizes.count > 3 && sizes.last == counts[1] && sizes.dropLast().allSatisfy { $0 % 20 == 0 })
            let key = try testSecret(1).key
            for size in sizes {
                let (proof, earlier, later) = try await country.platform.sealConsistency(from: size, to: counts[1])
                #expect(earlier.isSigned(by: key) && later.isSigned(by: key) && proof.holds(from: earlier.head.root, to: later.head.root))
            }
            let inOrder = try await country.database.read { try $0.rows("SELECT line FROM seal_line ORDER BY position").map { $0.int(0) } }
            #expect(inOrder == inOrder.sorted())
            // Sealing is no verb: it writes no line, so it comes to an end.
            #expect(try await sealer.look() == 0)
        }
    }

    @Test("Several sealers at once, while people go on signing, give contiguous positions, each line one, and heads that never go back in time")
    func severalAtOnce() async throws {
        try await withTestCountry { country in
            let secret = try await country.publishKey(1)
            // Each server has a clock of its own, hours from the others.
            let sealers = try await withSealers(4, of: country, secret) { sealers in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (i, sealer) in sealers.enumerated() {
                        group.addTask {
                            for turn in 0..<12 {
                                // Now and then one takes the lease from whoever has it, as after a long silence.
                                do {
                                    _ = (turn + i) % 4 == 0 ? try await sealer.sealAll(limit: 3) : try await sealer.look(limit: 7)
                                } catch is SealRefusal {}
                            }
                        }
                    }
                    group.addTask {
                        for kilograms in 1...6 { _ = try await country.issue(country.form(String(kilograms * 10))) }
                    }
                    try await group.waitForAll()
                }
                return sealers
            }
            _ = try await sealers[0].sealAll()
            let counts = try await country.sealCounts()
            #expect(counts[1] == counts[0] && counts[2] == 0)
            let (count, most) = (try await country.number("SELECT count(*) FROM seal_line"), try await country.number("SELECT max(position) FROM seal_line"))
            #expect(most == count - 1)
            let times = try await country.database.read { try $0.rows("SELECT at FROM seal_head ORDER BY size").map { $0.int(0) } }
            #expect(times == times.sorted() && times.count > 1)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    /// Platforms of servers beside the country's own, on its database, each some hours off.
    private func withSealers<T>(_ count: Int, of country: TestCountry, _ secret: SealSecret, _ body: ([Sealer]) async throws -> T) async throws -> T {
        var sealers: [Sealer] = []
        for i in 0..<count {
            let clock = country.clock
            let platform = try await Platform(database: country.database, country: .cambodia, node: Int64(i + 10), secrets: Secrets(work: .least)) {
                clock.now().adding(hours: Int64(i * 5 - 7))
            }
            sealers.append(Sealer(platform, secret: secret, name: "server \(i)"))
        }
        return try await body(sealers)
    }

    @Test("One sealer holds the lease; another takes over after it was silent long enough, and what the first still tries is refused")
    func takingOver() async throws {
        try await withTestCountry { country in
            let secret = try await country.publishKey(1)
            let (first, second) = (Sealer(country.platform, secret: secret, name: "first"), Sealer(country.platform, secret: secret, name: "second"))
            #expect(try await first.look() > 0 && first.holdsLease)
            _ = try await country.issue(country.form("10"))
            // As long as the first shows itself, the second waits.
            for _ in 0..<30 {
                #expect(try await second.look() == 0)
                _ = try await first.look()
            }
            #expect(!second.holdsLease)
            let fence = try await country.database.read { try SealStore($0).lease().fence }
            _ = try await country.issue(country.form("20"))
            // Now the first is silent.
            var looks = 0
            while !second.holdsLease, looks < 40 {
                _ = try await second.look()
                looks += 1
            }
            #expect((10...12).contains(looks))
            _ = try await country.issue(country.form("30"))
            await #expect(throws: SealRefusal.fenced) { try await first.seal(under: fence, limit: 10) }
            #expect(try await first.look() == 0 && !first.holdsLease)
            #expect(try await second.look() > 0)
            // Given back, it is free at once.
            try await second.release()
            _ = try await country.issue(country.form("40"))
            #expect(try await first.look() > 0)
            let counts = try await country.sealCounts()
            #expect(counts[1] == counts[0] && counts[2] == 0)
        }
    }

    @Test("A sealer that dies after any of its statements leaves nothing half sealed, and the next one goes on")
    func killedBetweenSteps() async throws {
        try await withSealedCountry { country, _ in
            _ = try await country.received(country.form("100"))
            let before = try await country.sealCounts()
            #expect(before[2] > 0)
            let failing = FailingDatabase(country.database)
            let clock = country.clock
            let platform = try await Platform(database: failing, country: .cambodia, node: 9, secrets: Secrets(work: .least)) { clock.now() }
            let sealer = Sealer(platform, secret: try testSecret(1), name: "dying")
            var deaths = 0
            while deaths < 60 {
                failing.failAfter(deaths)
                do {
                    _ = try await sealer.sealAll()
                    break
                } catch is FailingDatabase.Death {
                    deaths += 1
                    // All or nothing; also where it dies after all is sealed, before it gives the lease back.
                    let now = try await country.sealCounts()
                    #expect(now == before || (now[1] == now[0] && now[2] == 0))
                    #expect(try await country.platform.verify().problems == [])
                }
            }
            #expect((6..<60).contains(deaths))
            let counts = try await country.sealCounts()
            #expect(counts[1] == counts[0] && counts[2] == 0)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A successor signs from its day on, vouched for by the key before; the key before then seals nothing, and old heads still verify")
    func successor() async throws {
        try await withSealedCountry { country, sealer in
            let first = try testSecret(1)
            let old = try await country.head()
            let second = try await country.publishKey(2, former: first)
            await #expect(throws: SealRefusal.keySuperseded) { try await sealer.look() }
            _ = try await Sealer(country.platform, secret: second, name: "successor").sealAll()
            let model = try await country.platform.seal()
            let head = try #require(model.latest)
            #expect(old.key == first.key.id && head.isSigned(by: second.key) && head.head.size > old.size)
            #expect(model.keys.map(\.key) == [second.key, first.key])
            let published = try #require(model.keys.first)
            #expect(published.previous == first.key.id && first.key.verifies(published.endorsement ?? [], over: published.statement(nation: "KH")))
            #expect(try await country.platform.verify().problems == [])
            await #expect(throws: PlatformError.self) { try await country.publishKey(1) }
            // Servers that start at one time all bring a key; only the first of them is taken.
            await #expect(throws: PlatformError.stale) {
                try await country.platform.publishSealKey(try testSecret(4), isFirst: true, by: country.operatorOfServer)
            }
            // Whoever may not set the country up publishes no key.
            await #expect(throws: PermissionRefusal.self) {
                try await country.platform.publishSealKey(try testSecret(3), by: country.actor(.factory))
            }
        }
    }

    @Test("Servers that start at one time on one key publish it once, and each other is told that there is a first key")
    func startTogether() async throws {
        try await withTestCountry { country in
            let secret = try testSecret(5)
            let (platform, starter) = (country.platform, country.operatorOfServer)
            let outcomes = await withTaskGroup(of: PlatformError?.self) { group in
                for _ in 1...12 {
                    group.addTask {
                        do {
                            _ = try await platform.publishSealKey(secret, isFirst: true, by: starter)
                            return nil
                        } catch { return error as? PlatformError ?? .notFound }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1 && outcomes.count { $0 == .stale } == 11)
            #expect(try await platform.sealKeys().map(\.key) == [secret.key])
        }
    }

    @Test("A tree that was changed is not signed over")
    func refusesToGoOn() async throws {
        try await withSealedCountry { country, sealer in
            try await country.database.unlock("seal_node")
            try await country.run("UPDATE seal_node SET hash = (SELECT hash FROM seal_node WHERE place = 1 AND level = 4) WHERE level = 4 AND place = 0")
            _ = try await country.issue(country.form("10"))
            let size = try await country.head().size
            await #expect(throws: SealRefusal.treeAstray(size: size)) { try await sealer.look() }
        }
    }
}
