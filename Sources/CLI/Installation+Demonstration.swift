// SPDX-License-Identifier: Apache-2.0

import Demonstration
import Domain
import Stores

extension Installation {
    /// Says whether invented data is being built in the database, or is complete.
    private static let demonstrationKey = "demonstration"

    /// Whether the database shows the invented country; builds it first where nobody is registered yet.
    func isDemonstration(_ terminal: Terminal) async throws -> Bool {
        switch try await setting(Self.demonstrationKey) {
        case "ready": return true
        case "building": throw CLIRefusal(.demonstrationBroken, ["path": .text(database.path)])
        default:
            guard try await isEmpty() else {
                terminal.note(CLIPhrase.notADemonstration, ["path": .text(database.path)])
                return false
            }
            try await buildDemonstration(seed: 1, terminal)
            return true
        }
    }

    /// Builds the invented country; marked in the database before the first row, so that half of it is never shown as whole.
    func buildDemonstration(seed: UInt64, _ terminal: Terminal) async throws {
        try await mark("building")
        terminal.note(CLIPhrase.demonstrationBuilds)
        try await Demonstration.build(database: database, country: platform.country, seed: seed, today: platform.today) { Terminal.complain($0) }
        try await mark("ready")
        terminal.note(CLIPhrase.demonstrationReady)
    }

    private func mark(_ value: String) async throws {
        try await database.write { try SettingStore($0).set(Self.demonstrationKey, to: value) }
    }
}
