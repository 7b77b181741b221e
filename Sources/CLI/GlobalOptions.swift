// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import StorageCore
import Wording

extension Language: ExpressibleByArgument {}
extension Country: ExpressibleByArgument {}

/// Options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("SQLite file of the installation, or postgres://... (default: ./data/baitong.db).", valueName: "place"))
    var database: String?

    @Option(help: ArgumentHelp("Language of messages: en, km or vi (default: en).", valueName: "code"))
    var language: Language?

    @Option(help: ArgumentHelp("Country, KH or VN; said once, when a database is made (default: KH).", valueName: "code"))
    var country: Country?

    /// Where the database stands, as given.
    var databasePlace: DatabasePlace { DatabasePlace(database ?? Environment.text("database") ?? "./data/baitong.db") }

    mutating func validate() throws {
        language = try language ?? Environment.value("language")
        country = try country ?? Environment.value("country")
    }

    /// Runs a command's work; refusals are said in the chosen language and end it with exit code 1.
    func perform(_ body: (Terminal) async throws -> Void) async throws {
        let terminal = Terminal(words: Words(language ?? .english, zone: (country ?? .cambodia).zone))
        do {
            try await body(terminal)
        } catch let error as any Explainable {
            for problem in error.problems { terminal.complain(problem) }
            throw ExitCode(1)
        } catch let error as MigrationError {
            Terminal.complain(error.description)
            throw ExitCode(1)
        } catch let error as StorageError {
            Terminal.complain(error.description)
            throw ExitCode(1)
        } catch let error as CocoaError {
            terminal.complain(CLIPhrase.fileUnreadable.problem("", ["path": .text(error.filePath ?? ""), "reason": .text(error.localizedDescription)]))
            throw ExitCode(1)
        }
    }
}

/// Options from the environment: the name of the option in capitals, with `BAITONG_` before it.
enum Environment {
    static func name(_ option: String) -> String { "BAITONG_" + option.uppercased().map { $0 == "-" ? "_" : $0 } }

    /// `nil` when it is not set, or set to nothing.
    static func text(_ option: String) -> String? {
        ProcessInfo.processInfo.environment[name(option)].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Throws: `ValidationError` when it is set to what the option cannot hold.
    static func value<Value: ExpressibleByArgument>(_ option: String, as type: Value.Type = Value.self) throws -> Value? {
        guard let text = text(option) else { return nil }
        guard let value = Value(argument: text) else { throw ValidationError("\(name(option)) cannot be \"\(text)\".") }
        return value
    }

    /// Whether a flag is set: to `1`, `true` or `yes`.
    static func flag(_ option: String) -> Bool { ["1", "true", "yes"].contains((text(option) ?? "").lowercased()) }
}
