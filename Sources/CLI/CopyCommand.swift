// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Operations
import StorageCore
import Stores

/// A whole installation moves to another database, on the same engine or the other.
struct CopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copies a whole database into an empty one: a SQLite file to PostgreSQL, or back.",
        discussion: """
            Stop the server first. A copy that was stopped goes on where it was when the same command is given again. At the end counts and
            sums of every table are compared, and both databases are verified. A source that was written meanwhile is noticed and refused.
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: "The database to copy: a SQLite file or postgres://... (default: --database).")
    var from: String?

    @Option(help: "The empty database to fill; a missing file is made.")
    var to: String

    @Flag(help: "Compares counts and sums, and leaves the verification of both databases to you.")
    var skipVerify = false

    func run() async throws {
        try await options.perform { terminal in
            let sourcePlace = from.map { DatabasePlace($0) } ?? options.databasePlace
            let targetPlace = DatabasePlace(to)
            guard sourcePlace != targetPlace else { throw CopyFault(.copySame, ["path": .text(targetPlace.shown)]) }
            var given = options
            given.database = from ?? options.database
            let source = try await Installation.open(given, .mustExist)
            try await source.platform.foldSums()
            let target = try await targetPlace.open()
            do {
                try await copy(source, target, terminal)
            } catch {
                try? await target.close()
                try? await source.close()
                throw error
            }
            try await target.close()
            try await source.close()
        }
    }

    private func copy(_ source: Installation, _ target: any Database, _ terminal: Terminal) async throws {
        try await MigrationRunner(migrations).run(on: target)
        let copy = DatabaseCopy(from: source.database, to: target, exceptions: .installation) { try SettingStore($0).value("server_key") }
        let report: DatabaseCopy.Report
        do {
            report = try await copy.run { progress in
                terminal.note(CLIPhrase.copyTable, ["table": .text(progress.table), "count": .number(Int64(progress.rows))])
            }
        } catch let refusal as CopyRefusal {
            throw CopyFault(refusal)
        }
        terminal.say(.copyDone, ["tables": .number(Int64(report.tables)), "rows": .number(report.rows), "copied": .number(Int64(report.copied))])
        guard !skipVerify else { return }
        let moved = try await Platform(database: target, country: source.platform.country, node: 1007, clock: systemClock)
        for (platform, phrase) in [(source.platform, CLIPhrase.copySourceVerified), (moved, .copyTargetVerified)] {
            let found = try await platform.verify()
            for problem in found.problems { Terminal.write(terminal.words(problem) + "\n") }
            guard found.isSound else { throw CopyFault(.copyUnsound, ["count": .number(Int64(found.problems.count))]) }
            terminal.say(phrase, ["entries": .number(Int64(found.entries)), "lines": .number(Int64(found.lines))])
        }
    }
}

/// What a copy refuses, in words.
private struct CopyFault: Explainable {
    var problems: [Problem]
    var standing: Standing { .invalid }

    init(_ phrase: CLIPhrase, _ facts: [String: Fact] = [:]) { problems = [phrase.problem("", facts)] }

    init(_ refusal: CopyRefusal) {
        switch refusal {
        case .sourceEmpty: self.init(.copySourceEmpty)
        case .targetHolds(let table): self.init(.copyTargetHolds, ["table": .text(table)])
        case .otherSource: self.init(.copyOtherSource)
        case .otherSchema(let table): self.init(.copyOtherSchema, ["table": .text(table)])
        case .notAtRest(let table): self.init(.copyNotAtRest, ["table": .text(table)])
        case .sourceChanged(let table): self.init(.copySourceChanged, ["table": .text(table)])
        case .sumsDiffer(let table, let source, let target):
            self.init(
                .copySumsDiffer,
                ["table": .text(table), "source": .text(source.joined(separator: " ")), "target": .text(target.joined(separator: " "))])
        }
    }
}
