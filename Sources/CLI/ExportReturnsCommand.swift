// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations
import Workbooks

extension ExportCommand {
    /// Figures of a firm's returns, named `returns` at the command line.
    struct Returns: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "returns", abstract: "Writes every answer of a firm's returns, one a row: what was sent and counts, else the draft.",
            discussion: "Each figure stands as it was given and in the whole unit in which it is kept: grams, millilitres, watt-hours.")

        @OptionGroup var options: GlobalOptions

        @Option(help: "Registration number of the firm.")
        var organisation: String

        @Option(help: "First month, such as 2026-01.")
        var from: Month

        @Option(help: "Last month.")
        var to: Month

        @Option(help: "The file to write, a workbook where it ends in .xlsx; CSV to standard output when absent.")
        var output: String?

        func validate() throws {
            if to < from { throw ValidationError("The last month, \(to), lies before the first, \(from).") }
        }

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let firm = try await ExportCommand.firm(organisation, installation)
                let platform = installation.platform
                let csv = try await platform.returnFigures(of: firm, months: from...to, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                let isWorkbook = output?.lowercased().hasSuffix(".xlsx") ?? false
                try ExportCommand.write(isWorkbook ? ListFile.workbook(csv: csv, name: "returns") : csv, to: output)
            }
        }
    }
}
