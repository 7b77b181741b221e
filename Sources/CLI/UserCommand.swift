// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Glibc
import Identity
import Operations
import Stores
import Wording

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "user", abstract: "People who sign in.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds a person who can sign in at once, and prints the person's id.",
            discussion: "The password is read from --password-file, or from standard input, without its last line break.")

        @OptionGroup var options: GlobalOptions

        @Option(help: "Registration number of the organisation.")
        var organisation: String

        @Option(help: "The person's name as others see it.")
        var name: String

        @Option(help: "Telephone number or chosen name for signing in.")
        var signIn: String

        @Option(help: ArgumentHelp("Roles parted by commas, such as administrator,officer.", valueName: "roles"), transform: UserCommand.roles)
        var roles: Set<Role>

        @Option(help: "File that holds the password; standard input when absent.")
        var passwordFile: String?

        @Option(help: "Language of the person's pages: km, vi or en (default: the country's).")
        var speaks: Language?

        func run() async throws {
            try await options.perform { terminal in
                let installation = try await Installation.open(options, .mustExist)
                let number = RegistrationNumber.normalised(organisation)
                let firm = try await installation.database.read { try RegistryStore($0).organisation(registrationNumber: number) }
                guard let firm else { throw CLIRefusal(.organisationUnknown, ["number": .text(organisation)]) }
                let password = try UserCommand.password(from: passwordFile)
                if password.isEmpty { throw CLIRefusal(.passwordMissing) }
                let faults = PasswordRule.problems(password, names: [name, signIn])
                guard faults.isEmpty else { throw Problems(faults.map { $0.problem() }) }
                let platform = installation.platform
                let person = try await platform.addPerson(
                    displayName: name, signInName: signIn, password: password, language: speaks ?? (platform.country == .cambodia ? .khmer : .vietnamese),
                    roles: roles, to: firm.id, by: .operatorOfServer(on: platform.today))
                Terminal.write("\(person)\n")
                try await installation.close()
            }
        }
    }

    /// Reads roles as written in one argument.
    static func roles(_ text: String) throws -> Set<Role> {
        let words = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let roles = words.compactMap { Role(rawValue: $0) }
        guard !roles.isEmpty, roles.count == words.count else {
            throw ValidationError("Roles are \(Role.allCases.map(\.rawValue).joined(separator: ", ")), parted by commas.")
        }
        return Set(roles)
    }

    /// The password as it stands in a file or comes on standard input; at a keyboard it is asked for and not shown.
    private static func password(from file: String?) throws -> String {
        if let file {
            return withoutLineBreak(String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self))
        }
        if isatty(STDIN_FILENO) == 1 { return getpass("Password: ").map { String(cString: $0) } ?? "" }
        return withoutLineBreak(String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self))
    }

    private static func withoutLineBreak(_ text: String) -> String {
        var text = text
        if text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
