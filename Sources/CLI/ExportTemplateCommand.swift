// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations
import Stores

extension ExportCommand {
    /// An empty table of a data set, named `template` at the command line.
    struct Template: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "template", abstract: "Writes a table of a data set: a column for each figure, a row for each return that a firm owes.",
            discussion: "Filled in, it is taken in by import return, or sent at the page of returns.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The data set, such as factoryMonthly, simple or landfill.")
        var set: String

        @Option(help: "Registration number of the firm; without it the table has every figure and no rows.")
        var organisation: String?

        @Flag(help: "With what the firm's drafts say already.")
        var filled = false

        @Option(help: "The file to write, a workbook where it ends in .xlsx; CSV to standard output when absent.")
        var output: String?

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                var firm: OrganisationID?
                if let organisation { firm = try await ExportCommand.firm(organisation, installation) }
                let template = try await platform.returnTemplate(set, organisation: firm, isFilled: filled, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                let isWorkbook = output?.lowercased().hasSuffix(".xlsx") ?? false
                try ExportCommand.write(isWorkbook ? template.workbook(named: set) : template.csv, to: output)
            }
        }
    }

    /// The firm of a registration number, as typed.
    static func firm(_ number: String, _ installation: Installation) async throws -> OrganisationID {
        let normalised = RegistrationNumber.normalised(number)
        let firm = try await installation.database.read { try RegistryStore($0).organisation(registrationNumber: normalised) }
        guard let firm else { throw CLIRefusal(.organisationUnknown, ["number": .text(number)]) }
        return firm.id
    }
}
