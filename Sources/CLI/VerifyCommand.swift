// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Operations

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Derives everything again from the journal and the book, and compares.",
        discussion: """
            Sums, balances, cells, origins, journal lines, notes, registry and sealed texts; and the file itself. Names the first wrong
            row of each check with the figure kept and the figure counted. Reads one snapshot; run it on a copy where the server is busy.
            """)

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Leaves out what is being checked.")
    var quiet = false

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .mustExist)
            let quiet = self.quiet
            let (database, platform) = (installation.database, installation.platform)
            // The file and what stands in it are looked through side by side.
            async let checked = platform.verify { step in
                if !quiet { terminal.note(step.phrase) }
            }
            let damages = try await database.integrityCheck()
            for damage in damages { Terminal.write(terminal.words(VerifyPhrase.fileDamaged, ["reason": .text(damage)]) + "\n") }
            if !damages.isEmpty { throw ExitCode(1) }
            let report = try await checked
            try await installation.close()
            for problem in report.problems { Terminal.write(terminal.words(problem) + "\n") }
            let counts: [String: Fact] = [
                "lines": .number(Int64(report.lines)), "entries": .number(Int64(report.entries)), "notes": .number(Int64(report.notes)),
                "count": .number(Int64(report.problems.count)),
            ]
            Terminal.write(terminal.words(report.isSound ? VerifyPhrase.sound : .unsound, counts) + "\n")
            if !report.isSound { throw ExitCode(1) }
        }
    }
}
