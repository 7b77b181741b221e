// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain

struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Fills an empty database with an invented country.",
        discussion: "The same seed and day give the same country. A database with somebody in it is left as it is.")

    enum Scale: String, CaseIterable, ExpressibleByArgument {
        /// A small country with stories in it, for showing and trying.
        case demo
    }

    @OptionGroup var options: GlobalOptions

    @Option(help: "Size of the country.")
    var scale = Scale.demo

    @Option(help: "Where its randomness begins.")
    var seed = SeedCommand.usualSeed

    @Option(help: ArgumentHelp("File of the key by which the journal is sealed; made when it is not there (default: beside the database).", valueName: "file"))
    var sealKey: String?

    static let usualSeed: UInt64 = 2026

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .make)
            guard try await installation.isEmpty() else { throw CLIRefusal(.notEmpty, ["path": .text(options.databasePlace.shown)]) }
            try await installation.buildDemonstration(seed: seed, sealKey: sealKey ?? Environment.text("seal-key"), terminal)
            try await installation.close()
        }
    }
}
