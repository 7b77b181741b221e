// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Operations
import Returns

/// One of the three files of data sets.
enum DataSetFile: String, CaseIterable, ExpressibleByArgument {
    case sets, fields, duties

    /// Its name, as the lists know it.
    var name: String { DataSets.files[Self.allCases.firstIndex(of: self) ?? 0] }
}

extension ExportCommand {
    /// What returns ask and who owes them; named `datasets` at the command line.
    struct Sets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "datasets", abstract: "Writes the data sets of returns with their versions, their fields, or who owes them, each with its source.",
            discussion: "The columns are those that import datasets takes.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "sets, fields or duties.")
        var file: DataSetFile

        @Option(help: "The file to write, a workbook where it ends in .xlsx; CSV to standard output when absent.")
        var output: String?

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let bytes = installation.platform.dataSets.csv(file.name)
                try await installation.close()
                try ExportCommand.write(list: bytes, name: file.rawValue, to: output)
            }
        }
    }
}

extension ImportCommand {
    /// Newer versions of what returns ask; named `datasets` at the command line.
    struct Sets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "datasets", abstract: "Takes newer versions of data sets in, their fields, and who owes them: all of the files, or nothing.",
            discussion: """
                The files have the columns that export datasets writes. What stands is never changed, only ended: a new version has a higher number and a later
                first day, a new threshold is a row of its own beside one that ends. Every fault is printed with its file, line and column.
                """)

        @OptionGroup var options: GlobalOptions

        @Option(help: "The file of sets and their versions, or - for standard input.")
        var sets: String?

        @Option(help: "The file of their fields.")
        var fields: String?

        @Option(help: "The file of who owes what.")
        var duties: String?

        @Flag(help: "Says what would change and saves nothing.")
        var dryRun = false

        func validate() throws {
            if sets == nil, fields == nil, duties == nil { throw ValidationError("Name at least one of --sets, --fields and --duties.") }
        }

        func run() async throws {
            try await options.perform { terminal in
                var files: [String: [UInt8]] = [:]
                for (kind, path) in zip(DataSetFile.allCases, [sets, fields, duties]) { files[kind.name] = try path.map(ImportCommand.bytes) ?? [] }
                let installation = try await Installation.open(options, .make)
                let platform = installation.platform
                let load = try await platform.loadDataSets(files, isDryRun: dryRun, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                for line in load.lines(terminal.words) { Terminal.write(line + "\n") }
                terminal.say(dryRun ? .datasetsDry : .datasetsDone)
            }
        }
    }
}
