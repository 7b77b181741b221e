// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes files in: whole, or not at all.",
        subcommands: [Organisations.self, Sentences.self, Rules.self, Results.self, Return.self, Sets.self])

    struct Organisations: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "organisations", abstract: "Takes a registry extract in: one firm with its first site a row.",
            discussion: """
                Comma-separated UTF-8 with a header: registration_number, name_en, country, province, isic and profiles, and as far
                as known name_local, district, commune, address, latitude, longitude, employees, employees_women, zone, contact_name,
                contact_phone, opened_on, closed_on. Every fault is printed with line and column; with any fault nothing is saved.
                Firms that are in the registry already are left as they are.
                """)

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file, or - for standard input.")
        var file: String

        @Flag(help: "Finds every fault and saves nothing.")
        var dryRun = false

        @Flag(help: "Prints the outcome as JSON.")
        var json = false

        func run() async throws {
            try await options.perform { terminal in
                let bytes = try ImportCommand.bytes(of: file)
                let installation = try await Installation.open(options, .make)
                let platform = installation.platform
                let report = try await platform.importOrganisations(bytes, isDryRun: dryRun, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                if json { try ImportOutcome(report, terminal).print() } else { say(report, terminal) }
                if !report.faults.isEmpty { throw ExitCode(1) }
            }
        }

        private func say(_ report: Platform.ImportReport, _ terminal: Terminal) {
            for fault in report.faults {
                let facts: [String: Fact] = [
                    "line": .text(String(fault.line)), "column": .text(fault.column), "value": .text(fault.value),
                    "sentence": .text(terminal.words(fault.problem)),
                ]
                terminal.say(fault.column.isEmpty ? .faultLine : .fault, facts)
            }
            let counts: [String: Fact] = [
                "faults": .number(Int64(report.faults.count)), "lines": .number(Int64(Set(report.faults.map(\.line)).count)),
                "added": .number(Int64(report.added)), "known": .number(Int64(report.known)),
            ]
            terminal.say(!report.faults.isEmpty ? .faultsFound : dryRun ? .importDry : .importDone, counts)
        }
    }

    /// The wording of the pages; named `wording` at the command line.
    struct Sentences: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wording", abstract: "Takes corrected sentences in, as native readers send them.",
            discussion: "The file has the columns key,en,km,vi,reviewer,date, as export wording writes them.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file, or - for standard input.")
        var file: String

        func run() async throws {
            try await options.perform { terminal in
                let bytes = try ImportCommand.bytes(of: file)
                let installation = try await Installation.open(options, .make)
                let platform = installation.platform
                let done = try await platform.importWording(bytes, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                terminal.say(.wordingDone, ["changed": .number(Int64(done.changed)), "reviewed": .number(Int64(done.reviewed))])
            }
        }
    }

    /// Figures of the rules of the hand-over note.
    struct Rules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rules", abstract: "Takes legal figures of the hand-over note in, each with its source.",
            discussion: """
                The file has the columns country,waste_class,key,value,standing,source,valid_from, as export rules writes them. What
                it leaves out stays as it is. A waste class is hazardous, non_hazardous or the six digits of one waste.
                """)

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file, or - for standard input.")
        var file: String

        func run() async throws {
            try await options.perform { terminal in
                let bytes = try ImportCommand.bytes(of: file)
                let installation = try await Installation.open(options, .make)
                let platform = installation.platform
                try await platform.loadPolicies(bytes, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                terminal.say(.rulesDone, ["edition": .text(platform.policies.edition), "count": .number(Int64(platform.policies.count))])
            }
        }
    }

    static func bytes(of file: String) throws -> [UInt8] {
        if file == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
        return [UInt8](try Data(contentsOf: URL(filePath: file)))
    }
}

/// The outcome of an import for programs.
private struct ImportOutcome: Encodable {
    struct Fault: Encodable {
        var line: Int
        var column: String
        var value: String
        /// Stable name of the sentence.
        var code: String
        var message: String
    }

    var added: Int
    var known: Int
    var faults: [Fault]

    init(_ report: Platform.ImportReport, _ terminal: Terminal) {
        added = report.added
        known = report.known
        faults = report.faults.map {
            Fault(line: $0.line, column: $0.column, value: $0.value, code: $0.problem.phrase, message: terminal.words($0.problem))
        }
    }

    func print() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Terminal.write([UInt8](try encoder.encode(self)) + [10])
    }
}
