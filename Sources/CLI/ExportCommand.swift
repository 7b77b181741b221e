// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations
import Stores
import Workbooks

extension RegisterKind: ExpressibleByArgument {}
extension Month: ExpressibleByArgument {
    public init?(argument: String) { self.init(iso: argument) }
}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes files: to standard output, or where told.",
        subcommands: [Sentences.self, RegisterFile.self, Rules.self, Template.self, Returns.self, Emissions.self, Sets.self])

    /// The wording of the pages; named `wording` at the command line.
    struct Sentences: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wording", abstract: "Writes every sentence in every language, for native readers to correct.",
            discussion: "The columns are key,en,km,vi,reviewer,date. A reader corrects a line, writes name and date, and sends the file back.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file to write; standard output when absent.")
        var file: String?

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let bytes = try installation.platform.exportWording(by: .operatorOfServer(on: installation.platform.today))
                try await installation.close()
                try ExportCommand.write(bytes, to: file)
            }
        }
    }

    /// Figures of the rules of the hand-over note.
    struct Rules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rules", abstract: "Writes every figure of the rules of the hand-over note with its standing, source and first day.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file to write; standard output when absent.")
        var file: String?

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let bytes = installation.platform.policies.csv
                try await installation.close()
                try ExportCommand.write(bytes, to: file)
            }
        }
    }

    struct RegisterFile: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register", abstract: "Writes a register of a firm as CSV or as a workbook: outgoing, transported, incoming or treated.",
            discussion: "Say --month, or --from and --to. Weights are in kilograms.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "outgoing, transported, incoming or treated.")
        var kind: RegisterKind

        @Option(help: "Registration number of the firm.")
        var organisation: String

        @Option(help: "A month, such as 2026-09.")
        var month: Month?

        @Option(help: "First month.")
        var from: Month?

        @Option(help: "Last month.")
        var to: Month?

        @Option(help: "The file to write, a workbook where it ends in .xlsx; CSV to standard output when absent.")
        var output: String?

        func validate() throws { _ = try months() }

        private func months() throws -> ClosedRange<Month> {
            switch (month, from, to) {
            case (let month?, nil, nil): return month...month
            case (nil, let from?, let to?) where from <= to: return from...to
            case (nil, let from?, let to?): throw ValidationError("The last month, \(to), lies before the first, \(from).")
            default: throw ValidationError("Say --month, or both --from and --to.")
            }
        }

        func run() async throws {
            let months = try months()
            try await options.perform { terminal in
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                let firm = try await ExportCommand.firm(organisation, installation)
                let register = try await platform.register(kind, of: firm, months: months, by: .operatorOfServer(on: platform.today))
                guard !register.isCut else { throw CLIRefusal(.registerCut, ["most": .number(Int64(Platform.registerLimit))]) }
                try await installation.close()
                try ExportCommand.write(list: register.csv(platform.lists), name: kind.rawValue, to: output)
            }
        }
    }

    /// From which month to which a list is, and where it goes.
    struct MonthsOfList: ParsableArguments {
        @Option(help: "First month, such as 2026-01.")
        var from: Month

        @Option(help: "Last month.")
        var to: Month

        @Option(help: "The file to write, a workbook where it ends in .xlsx; CSV to standard output when absent.")
        var output: String?

        var months: ClosedRange<Month> { from...to }

        func validate() throws {
            if to < from { throw ValidationError("The last month, \(to), lies before the first, \(from).") }
        }
    }

    /// A list as CSV, or as a workbook where the file's name asks for one.
    static func write(list csv: [UInt8], name: String, to file: String?) throws {
        let isWorkbook = file?.lowercased().hasSuffix(".xlsx") ?? false
        try write(isWorkbook ? ListFile.workbook(csv: csv, name: name) : csv, to: file)
    }

    static func write(_ bytes: [UInt8], to file: String?) throws {
        guard let file else { return Terminal.write(bytes) }
        try Data(bytes).write(to: URL(filePath: file), options: .atomic)
    }
}
