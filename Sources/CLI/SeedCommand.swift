// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain

struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Fills an empty database with an invented country.",
        discussion: """
            The same seed and day give the same country. A database with somebody in it is left as it is. A national country of a hundred
            firms takes a second, one of 89,000 firms and two years some ten million entries; nobody else may use the database meanwhile.
            """)

    enum Scale: String, CaseIterable, ExpressibleByArgument {
        /// A small country with stories in it, for showing and trying.
        case demo
        /// A country of the size of a real one, for measuring; loaded at one go.
        case national
    }

    @OptionGroup var options: GlobalOptions

    @Option(help: "Size of the country.")
    var scale = Scale.demo

    @Option(help: "Years of history of a national country; at most since January 2024 (default: 1).")
    var years: Int?

    @Option(help: "Firms of a national country, 100 to 1,500,000 (default: 10,000).")
    var enterprises: Int?

    @Option(help: "Where its randomness begins.")
    var seed = SeedCommand.usualSeed

    @Option(help: ArgumentHelp("File of the key by which the journal is sealed; made when it is not there (default: beside the database).", valueName: "file"))
    var sealKey: String?

    static let usualSeed: UInt64 = 2026

    mutating func validate() throws {
        if scale != .national, years != nil || enterprises != nil { throw ValidationError("--years and --enterprises go with --scale national.") }
    }

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .make)
            guard try await installation.isEmpty() else { throw CLIRefusal(.notEmpty, ["path": .text(options.databasePlace.shown)]) }
            switch scale {
            case .demo:
                try await installation.buildDemonstration(seed: seed, sealKey: sealKey ?? Environment.text("seal-key"), terminal)
                try await installation.close()
            case .national: try await installation.loadNation(years: years ?? 1, enterprises: enterprises ?? 10_000, seed: seed, terminal)
            }
        }
    }
}
