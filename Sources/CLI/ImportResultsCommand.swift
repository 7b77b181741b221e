// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Discharge
import Domain
import Foundation
import Operations

extension ImportCommand {
    /// Results of laboratories, for any firm of the registry.
    struct Results: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "results", abstract: "Takes a laboratory's results in: a workbook or delimited text, one result a row.",
            discussion: """
                Columns are known by their headings: registration_number, outlet, sampled_on, reported_on, laboratory, parameter, operator, value, unit, method,
                detection_limit, sample, or their like in Khmer and Vietnamese. What reads in two ways is asked about and answered by options; nothing is guessed.
                Every fault is printed with its cell; with any fault nothing is saved unless --good-rows is given. Sent twice, a file adds nothing.
                """)

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @Flag(help: "Finds every fault and saves nothing.")
        var dryRun = false

        @Flag(help: "Takes the rows without fault and leaves the others.")
        var goodRows = false

        @Option(help: "What the separator of 135,794 does: decimals or groups.")
        var separator: String?

        @Option(help: "What stands first in 04/02/2026: day or month.")
        var first: String?

        @Flag(help: "Adds outlets that a firm with one site does not have yet.")
        var addOutlets = false

        func validate() throws {
            if let separator, LabFileAnswers.separator(named: separator) == nil { throw ValidationError("--separator is decimals or groups.") }
            if let first, !["day", "month"].contains(first) { throw ValidationError("--first is day or month.") }
        }

        func run() async throws {
            try await options.perform { terminal in
                let bytes = try ImportCommand.bytes(of: file)
                var answers = LabFileAnswers()
                answers.separator = separator.flatMap { LabFileAnswers.separator(named: $0) }
                answers.isDayFirst = first.map { $0 == "day" }
                answers.makesOutlets = addOutlets
                let installation = try await Installation.open(options, .make)
                let platform = installation.platform
                let name = file == "-" ? "results.csv" : URL(filePath: file).lastPathComponent
                let report = try await platform.importResults(
                    bytes, named: name, answers, isDryRun: dryRun, goodOnly: goodRows, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                say(report, terminal)
                if !report.isSound, dryRun || !goodRows { throw ExitCode(1) }
            }
        }

        private func say(_ report: LabFileReport, _ terminal: Terminal) {
            for question in report.questions {
                terminal.say(
                    .resultsFault,
                    ["sentence": .text(terminal.words(question.example.problem)), "cell": .text("\(question.example.address) +\(question.count - 1)")])
            }
            for fault in report.faults {
                terminal.say(.resultsFault, ["cell": .text(fault.address.description), "sentence": .text(terminal.words(fault.problem))])
            }
            if let cut = report.cut { terminal.say(.resultsFault, ["cell": .text(file), "sentence": .text(terminal.words(cut))]) }
            if !report.missing.isEmpty {
                terminal.say(.resultsColumns, ["columns": .text(report.missing.map { terminal.words[$0.phrase] }.joined(separator: ", "))])
            }
            let saved = report.results.isEmpty ? 0 : report.results.count
            terminal.say(
                dryRun || saved == 0 ? .resultsDry : .resultsDone,
                [
                    "rows": .number(Int64(report.rows)), "good": .number(Int64(report.good)), "known": .number(Int64(report.known)),
                    "saved": .number(Int64(saved)),
                    "cases": .number(Int64(report.cases.count)),
                ])
        }
    }
}
