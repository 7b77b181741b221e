// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations
import Returns
import StorageCore
import Stores
import Synchronization

/// How long it takes to validate and post one return at the server: a month of a factory with its notes, sent one after another, durable each.
struct BenchReturns: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "returns")
    @Option var database: String
    @Option(help: "Factories, each of which sends one month.") var count = 60
    @Option(help: "Notes of each in that month.") var notes = 12
    @Flag(help: "All are filled in first and then sent at once.") var atOnce = false

    func run() async throws {
        let database = try await DatabasePlace(database).open()
        try await MigrationRunner(migrations).run(on: database)
        // The country begins some weeks ago, so that a month of it is over.
        let behind = Mutex<Int64>(45 * 86_400)
        let platform = try await Platform(database: database, country: .cambodia, node: 7, secrets: Secrets(work: .least)) {
            Instant(microseconds: (Int64(Date().timeIntervalSince1970) - behind.withLock { $0 }) * 1_000_000)
        }
        let country = try await BenchCountry.make(on: platform, factories: count)
        let period = Period.month(platform.today.month)
        for site in country.factories {
            for i in 0..<notes {
                let (_, code) = try await country.issue(i, from: site)
                _ = try await platform.sign(code: code.text, plate: "", driverName: "", address: "bench")
            }
        }
        behind.withLock { $0 = 0 }
        if atOnce { return try await sendAtOnce(on: platform, country, period) }
        var seconds: [Double] = []
        for site in country.factories {
            let actor = country.actor(of: site, [.preparer, .signer])
            guard let made = try await filled(on: platform, site: site, period: period, by: actor) else { continue }
            let started = ContinuousClock.now
            _ = try await platform.submitReturn(made.id, version: made.version, confirms: true, by: actor)
            seconds.append(BenchCommand.seconds(ContinuousClock.now - started))
        }
        seconds.sort()
        guard !seconds.isEmpty else { throw ExitCode.failure }
        BenchCommand.report([
            ("returns", Double(seconds.count)), ("notesEach", Double(notes)), ("medianMilliseconds", seconds[seconds.count / 2] * 1000),
            ("p95Milliseconds", seconds[seconds.count * 95 / 100] * 1000), ("mostMilliseconds", (seconds.last ?? 0) * 1000),
        ])
    }

    /// Months of all factories, sent as an operator sends a file of them.
    private func sendAtOnce(on platform: Platform, _ country: BenchCountry, _ period: Period) async throws {
        var picks: [ReturnPick] = []
        for site in country.factories {
            if let made = try await filled(on: platform, site: site, period: period, by: country.actor(of: site, [.preparer, .signer])) {
                picks.append(ReturnPick(id: made.id, version: made.version))
            }
        }
        let before = try await entries(of: platform)
        var refused = 0
        let started = ContinuousClock.now
        for first in stride(from: 0, to: picks.count, by: ReturnPick.most) {
            let part = Array(picks[first..<min(first + ReturnPick.most, picks.count)])
            refused += try await platform.sendReturns(part, confirms: true, by: .operatorOfServer(on: platform.today)).count
        }
        let seconds = BenchCommand.seconds(ContinuousClock.now - started)
        let entries = try await entries(of: platform) - before
        BenchCommand.report([
            ("returns", Double(picks.count - refused)), ("refused", Double(refused)), ("notesEach", Double(notes)), ("seconds", seconds),
            ("returnsPerSecond", Double(picks.count - refused) / seconds), ("entries", Double(entries)), ("entriesPerSecond", Double(entries) / seconds),
        ])
    }

    private func entries(of platform: Platform) async throws -> Int {
        try await platform.database.read { try VerificationStore($0).countEntries() }
    }

    /// A month with every figure and three lines of waste without a note.
    private func filled(on platform: Platform, site: SiteID, period: Period, by actor: Actor) async throws -> SiteReturn? {
        guard let made = try? await platform.beginReturn(site: site, dataSet: "factoryMonthly", period: period.description, by: actor) else { return nil }
        let model = try await platform.returnModel(made.id, by: actor)
        var form = ReturnForm()
        for (i, field) in model.fields.enumerated() where model.shown[field.id] == nil {
            var answer = ReturnForm.Answer()
            // Materials outweigh the waste of the notes, or the month would have to be explained.
            answer.number = field.id == "workingDays" ? "24" : String((field.units.first == "kg" ? 10_000 : 100) + i)
            answer.unit = field.units.first ?? ""
            form.answers[field.id] = answer
        }
        let typed = model.shown.wastes.map { line in
            var waste = ReturnForm.Waste()
            waste.waste = line.waste.text
            waste.destination = line.destination.rawValue
            waste.site = line.site?.description ?? ""
            waste.number = line.figure.typedNumber
            return waste
        }
        form.wastes =
            typed
            + [("200301", WasteDestination.town), ("150101", .buyer), ("150102", .burnedForHeat)].map { code, way in
                var waste = ReturnForm.Waste()
                waste.waste = code
                waste.destination = way.rawValue
                waste.number = "35"
                return waste
            }
        return try await platform.saveReturn(made.id, version: made.version, form, by: actor)
    }
}
