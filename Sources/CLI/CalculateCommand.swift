// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Calculations
import Domain
import Foundation
import Notation
import Wording

struct CalculateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calculate", abstract: "Runs one method over JSON, without any server or database.",
        discussion: """
            The answer is the same, byte for byte, as POST /api/v1/calculations/METHOD gives. Exit 0 with the answer; exit 1 with a list of
            problems as JSON, each with a pointer into the input.
            """)

    @Argument(help: "The method: ghg.")
    var method: CalculationMethod

    @Argument(help: "The input as JSON; - for standard input.")
    var file: String

    @Option(help: ArgumentHelp("Language of problems: en, km or vi (default: en).", valueName: "code"))
    var language: Language?

    mutating func validate() throws { language = try language ?? Environment.value("language") }

    func run() throws {
        let words = Words(language ?? .english)
        do {
            let input = try JSONReading.value(try InputFile.bytes(file, Terminal(words: words)))
            Terminal.write(try method.answer(input).bytes)
        } catch let error as any Explainable {
            let problems = error.problems.map { problem -> JSON in
                ["pointer": .text(problem.field), "code": .text(problem.phrase), "detail": .text(words(problem))]
            }
            Terminal.write((["problems": .list(problems)] as JSON).bytes)
            throw ExitCode(1)
        }
    }
}

extension CalculationMethod: ExpressibleByArgument {}

/// A file that a command is given, or its standard input.
enum InputFile {
    /// - Throws: `ExitCode` 1 after saying why it cannot be read.
    static func bytes(_ path: String, _ terminal: Terminal) throws -> [UInt8] {
        do {
            return [UInt8](try path == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(filePath: path)))
        } catch {
            terminal.complain(CLIPhrase.fileUnreadable.problem("", ["path": .text(path), "reason": .text(error.localizedDescription)]))
            throw ExitCode(1)
        }
    }
}
