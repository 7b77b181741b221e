// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Identity
import Operations

extension ExportCommand {
    /// Figures of a firm's returns, named `returns` at the command line.
    struct Returns: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "returns", abstract: "Writes every answer of a firm's returns, one a row: what was sent and counts, else the draft.",
            discussion: "Each figure stands as it was given and in the whole unit in which it is kept: grams, millilitres, watt-hours.")

        @OptionGroup var options: GlobalOptions

        @Option(help: "Registration number of the firm.")
        var organisation: String

        @OptionGroup var list: MonthsOfList

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let firm = try await ExportCommand.firm(organisation, installation)
                let platform = installation.platform
                let csv = try await platform.returnFigures(of: firm, months: list.months, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                try ExportCommand.write(list: csv, name: "returns", to: list.output)
            }
        }
    }
}
