// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import StorageCore
import Stores

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Makes the database, or brings it forward to this program's version.",
        discussion: "serve, seed and import do the same by themselves. Steps only go forward; running it twice changes nothing.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .make)
            let newest = migrations.last.map { "\($0.number) (\($0.name))" } ?? "0"
            terminal.say(
                .migrated, ["migration": .text(newest), "country": .text(installation.platform.country.rawValue), "path": .text(options.databasePlace.shown)])
            try await installation.close()
        }
    }
}
