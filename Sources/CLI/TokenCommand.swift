// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations
import Stores

struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Tokens by which other systems act in a person's name.", subcommands: [Make.self, List.self, Revoke.self])

    struct Make: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "make", abstract: "Makes a token for a person and prints it, once.",
            discussion: "It can do what its scopes name and the person's roles allow, never more.")

        @OptionGroup var options: GlobalOptions

        @Option(help: "Registration number of the organisation in whose name the program acts (default: the person's only one).")
        var organisation: String?

        @Option(help: "What the person signs in with.")
        var signIn: String

        @Option(help: "A name for the token, such as the program that will use it.")
        var label: String

        @Option(
            help: ArgumentHelp("Scopes parted by commas, or all that the roles allow (default: all).", valueName: "scopes"), transform: TokenCommand.scopes)
        var scopes: Set<TokenScope>?

        @Option(help: "Days until it expires, 1...365 (default: 90).")
        var days: Int = 90

        func run() async throws {
            try await options.perform { terminal in
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                let firm =
                    if let organisation { try await installation.organisation(numbered: organisation) } else { try await installation.organisation(of: signIn) }
                var form = TokenForm()
                form.label = label
                form.days = String(days)
                form.scopes = if let scopes { scopes } else { try await platform.tokenScopes(ofSignInName: signIn, in: firm.id) }
                let made = try await platform.makeToken(form, forSignInName: signIn, in: firm.id, by: .operatorOfServer(on: platform.today))
                Terminal.write("\(made.token)\n")
                try await installation.close()
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Lists an organisation's tokens: id, holder, label, scopes, last day of use, standing.")

        @OptionGroup var options: GlobalOptions

        @Option(help: "Registration number of the organisation.")
        var organisation: String

        func run() async throws {
            try await options.perform { terminal in
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                let firm = try await installation.organisation(numbered: organisation)
                let now = platform.now
                for row in try await platform.tokens(of: firm.id, person: nil, by: .operatorOfServer(on: platform.today)) {
                    let until: [String: Fact] = ["date": .date(platform.zone.date(of: row.token.expiresAt))]
                    let standing =
                        if row.token.revokedAt != nil { terminal.words[CLIPhrase.tokenEnded] } else {
                            terminal.words(row.token.isGood(at: now) ? CLIPhrase.tokenGood : CLIPhrase.tokenExpired, until)
                        }
                    let scopes = row.token.scopes.sorted().map(\.rawValue).joined(separator: ",")
                    let columns = [row.id, row.holder, row.token.label, scopes, row.token.lastUsed?.description ?? "-", standing]
                    Terminal.write(columns.joined(separator: "\t") + "\n")
                }
                try await installation.close()
            }
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "revoke", abstract: "Ends a token at once.")

        @OptionGroup var options: GlobalOptions

        @Option(help: "Registration number of the organisation.")
        var organisation: String

        @Option(help: "The token's id as `token list` prints it.")
        var id: String

        func run() async throws {
            try await options.perform { terminal in
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                let firm = try await installation.organisation(numbered: organisation)
                try await platform.revokeToken(id, of: firm.id, by: .operatorOfServer(on: platform.today))
                terminal.say(.tokenRevoked)
                try await installation.close()
            }
        }
    }

    /// Reads scopes as written in one argument.
    static func scopes(_ text: String) throws -> Set<TokenScope> {
        let words = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let scopes = words.compactMap { TokenScope(rawValue: $0) }
        guard !scopes.isEmpty, scopes.count == words.count else {
            throw ValidationError("Scopes are \(TokenScope.allCases.map(\.rawValue).joined(separator: ", ")), parted by commas.")
        }
        return Set(scopes)
    }
}

extension Installation {
    /// - Throws: ``CLIRefusal`` when no organisation bears the number.
    fileprivate func organisation(numbered typed: String) async throws -> Organisation {
        let number = RegistrationNumber.normalised(typed)
        let firm = try await database.read { try RegistryStore($0).organisation(registrationNumber: number) }
        guard let firm else { throw CLIRefusal(.organisationUnknown, ["number": .text(typed)]) }
        return firm
    }

    /// The one organisation in which a person holds roles today.
    fileprivate func organisation(of signInName: String) async throws -> Organisation {
        let today = platform.today
        let found = try await database.read { session -> [Organisation] in
            let people = PeopleStore(session)
            guard let person = try people.person(signingInBy: signInName) else { return [] }
            let ids = Set(try people.memberships(of: person).filter { $0.isInForce(on: today) }.map(\.organisation))
            return Array(try RegistryStore(session).organisations(ids).values)
        }
        guard found.count == 1 else { throw CLIRefusal(.organisationUnknown, ["number": .text("")]) }
        return found[0]
    }
}
