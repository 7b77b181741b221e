// SPDX-License-Identifier: Apache-2.0

import Demonstration
import Domain
import Seal
import Stores

extension Installation {
    /// Says that the firms of the database are invented.
    private static let demonstrationKey = "demonstration"

    /// Whether the database shows the invented country; builds it first where nobody is registered yet.
    func isDemonstration(sealKey: String?, _ terminal: Terminal) async throws -> Bool {
        if try await isEmpty() {
            try await buildDemonstration(seed: SeedCommand.usualSeed, sealKey: sealKey, terminal)
            return true
        }
        let isMarked = try await setting(Self.demonstrationKey) != nil
        if !isMarked { terminal.note(CLIPhrase.notADemonstration, ["path": .text(place.shown)]) }
        return isMarked
    }

    /// Loads an invented country of national size. The installation is closed by then, for nobody else may be at its database.
    func loadNation(years: Int, enterprises: Int, seed: UInt64, _ terminal: Terminal) async throws {
        let today = platform.today
        guard platform.country == .cambodia else { throw DemonstrationRefusal.otherCountry(platform.country) }
        let scale = try NationScale(years: years, enterprises: enterprises, until: today)
        try await close()
        let database = try await place.openForLoading()
        let nine = platform.zone.start(of: today).adding(hours: 9)
        try await Nation.load(
            into: database, platform: platform, scale: scale, seed: seed, today: today, now: min(nine, platform.now), language: terminal.words.language
        ) { Terminal.complain($0) }
        try await database.close()
        // Returns follow by the ordinary verbs, on the database as servers open it.
        let opened = try await place.open()
        do {
            try await NationReturns.file(
                into: opened, scale: scale, seed: seed, today: today, now: min(nine, platform.now), language: terminal.words.language
            ) { Terminal.complain($0) }
            try await opened.close()
        } catch {
            try? await opened.close()
            throw error
        }
    }

    /// Builds the invented country, all of it or nothing. The mark comes first: firms without it would be taken for real ones.
    func buildDemonstration(seed: UInt64, sealKey: String?, _ terminal: Terminal) async throws {
        try await database.write { try SettingStore($0).set(Self.demonstrationKey, to: String(seed)) }
        terminal.note(CLIPhrase.demonstrationBuilds)
        let nine = platform.zone.start(of: platform.today).adding(hours: 9)
        let file = sealKeyFile(sealKey)
        let isNew = !file.isThere
        let secret = try file.readOrMake()
        if isNew { terminal.note(SealPhrase.keyMade, ["path": .text(file.path), "key": .text(secret.key.id)]) }
        _ = try await Demonstration.build(
            database: database, country: platform.country, seed: seed, today: platform.today, now: min(nine, platform.now),
            sealedBy: secret, language: terminal.words.language
        ) { Terminal.complain($0) }
        try await sealAll(sealKey, terminal)
    }
}
