// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Hummingbird
import Identity
import Ledger
import Operations
import StorageCore
import StoragePostgres
import StorageSQLite
import Stores

/// The measured parts of the benchmark; `scripts/benchmark` runs them in turns with the yardsticks.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "The parts that `make bench` measures; each prints one line of JSON.",
        subcommands: [Entries.self, Notes.self, BareRoute.self, BenchWorkbook.self, BenchReturns.self])

    static func platform(_ place: String) async throws -> (Platform, any Database) {
        let database = try await DatabasePlace(place).open()
        try await MigrationRunner(migrations).run(on: database)
        let platform = try await Platform(database: database, country: .cambodia, node: 7, secrets: Secrets(work: .least)) {
            Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        }
        return (platform, database)
    }

    /// Bytes that a database takes when nothing waits to be written back.
    static func size(of database: any Database) async throws -> Int64 {
        if let server = database as? PostgresDatabase { return try await server.size }
        guard let file = database as? SQLiteDatabase else { return 0 }
        try await file.checkpoint()
        return try file.fileSize
    }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    static func report(_ values: [(String, Double)]) {
        print("{" + values.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
    }

    /// Posts balanced entries in batches, balances, cells and journal included.
    struct Entries: AsyncParsableCommand {
        @Option var database: String
        @Option var count = 100_000
        @Option var batch = 1000
        @Option var sites = 2000
        @Option var seed: UInt64 = 1

        func run() async throws {
            let (platform, store) = try await BenchCommand.platform(database)
            let known = try await store.read { try RegistryStore($0).sites(profiles: [.producer], limit: 100_000).map(\.id) }
            let sites = known.isEmpty ? try await BenchCountry.make(on: platform, factories: self.sites).factories : known
            let today = platform.today
            let actor = Actor.operatorOfServer(on: today)
            var random = BenchRandom(state: seed)
            let pairs: [(Compartment, Compartment)] = [(.supply, .process), (.process, .product), (.process, .store), (.process, .water), (.process, .air)]
            let wastes = ["040222", "150101", "150102", "200301", "120101", "130205", "191212", "020304"].compactMap { WasteCodeID(text: $0) }
            var seconds = 0.0
            var done = 0
            var foldedAt = 0
            // Monthly returns of ten entries each, site after site, month after month, as they come in at a month's end.
            var first = random.next(below: sites.count)
            while done < count {
                let size = min(batch, count - done)
                let moves = (0..<size).map { i -> Move in
                    let site = sites[(first + i / 10) % sites.count]
                    let material = Material.waste(wastes[random.next(below: wastes.count)])
                    let (from, to) = pairs[random.next(below: pairs.count)]
                    return Move(
                        Mass(Int64(1000 + random.next(below: 5_000_000))), from: Account(site, from, material), to: Account(site, to, material),
                        on: today.adding(days: -30 * ((done / 10 / sites.count) % 18) - random.next(below: 28)), because: .openingStock)
                }
                first += size / 10
                let started = ContinuousClock.now
                try await platform.book(moves, kind: "entries.book", by: actor)
                // As a server does, about each second; on SQLite there is nothing to fold.
                if Int(seconds) != foldedAt || done + size == count {
                    foldedAt = Int(seconds)
                    try await platform.foldSums()
                }
                seconds += BenchCommand.seconds(ContinuousClock.now - started)
                done += size
            }
            let bytes = try await BenchCommand.size(of: store)
            BenchCommand.report([("entries", Double(done)), ("seconds", seconds), ("perSecond", Double(done) / seconds), ("bytes", Double(bytes))])
        }
    }

    /// Issues notes and writes their sign codes, one a line; or carries them to their end.
    struct Notes: AsyncParsableCommand {
        @Option var database: String
        @Option var count = 1000
        @Option var codes: String?
        @Flag(help: "Carry each note to its treatment.") var complete = false

        func run() async throws {
            let (platform, store) = try await BenchCommand.platform(database)
            let country = try await BenchCountry.make(on: platform, factories: 20)
            let before = try await BenchCommand.size(of: store)
            let started = ContinuousClock.now
            let complete = self.complete
            var lines: [String] = []
            lines.reserveCapacity(count)
            let width = 64
            for chunk in stride(from: 0, to: count, by: width) {
                try await withThrowingTaskGroup(of: String.self) { group in
                    for i in chunk..<min(chunk + width, count) {
                        // One sender in two is the same, so that its list grows long.
                        let site = country.factories[i % 2 == 0 ? 0 : i % country.factories.count]
                        group.addTask {
                            let (note, code) = try await country.issue(i, from: site)
                            if complete { try await country.complete(note, code: code) }
                            return code.text
                        }
                    }
                    for try await code in group { lines.append(code) }
                }
            }
            let seconds = BenchCommand.seconds(ContinuousClock.now - started)
            try await platform.foldSums()
            if let codes { try (lines.joined(separator: "\n") + "\n").write(toFile: codes, atomically: true, encoding: .utf8) }
            let bytes = try await BenchCommand.size(of: store)
            BenchCommand.report([
                ("notes", Double(count)), ("seconds", seconds), ("perSecond", Double(count) / seconds), ("bytesBefore", Double(before)),
                ("bytes", Double(bytes)),
            ])
        }
    }

    /// The yardstick of HTTP measures: Hummingbird with one route and nothing else.
    struct BareRoute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "route")
        @Option var port = 8090

        func run() async throws {
            let router = Router()
            router.get("/") { _, _ in "{\"status\":\"ok\"}" }
            let application = Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
            try await application.runService()
        }
    }
}
