// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import WebUI

/// The program: reads its configuration, picks the database driver, runs one command.
struct Baitong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baitong", abstract: "The national platform for green industry.",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, SeedCommand.self, UserCommand.self, TokenCommand.self, AuthorityCommand.self,
            ImportCommand.self, ExportCommand.self, InviteCommand.self, DuplicatesCommand.self, EraseCommand.self, PaperCommand.self, VerifyCommand.self,
            VerifyReceiptCommand.self, CalculateCommand.self,
            SealKeyCommand.self,
            CopyCommand.self, PartitionsCommand.self,
            RoutesCommand.self, BenchCommand.self,
        ])
}

/// Exit codes: 0 done, 1 refused with a message, 2 used wrongly.
@main
enum Main {
    static func main() async {
        do {
            var command = try Baitong.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = Baitong.exitCode(for: error)
            let message = Baitong.fullMessage(for: error)
            if !message.isEmpty {
                if code == .success { print(message) } else { FileHandle.standardError.write(Data((message + "\n").utf8)) }
            }
            exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }
}

/// Every address of the pages, for the test that opens each of them.
struct RoutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "routes", abstract: "Prints every address of the pages as JSON.")

    func run() {
        let rows = BaitongSite.addresses.map { "{\"method\": \"\($0.method)\", \"pattern\": \"\($0.pattern)\"}" }
        Terminal.write("[" + rows.joined(separator: ",\n") + "]\n")
    }
}
