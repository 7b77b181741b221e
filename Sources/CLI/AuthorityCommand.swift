// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Identity
import Operations

extension Mandate: ExpressibleByArgument {
    public init?(argument: String) { self.init(text: argument) }
}

/// Ministries and departments: what an officer may do follows from the mandate of their authority, and no file of firms
/// can give one.
struct AuthorityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "authority", abstract: "Ministries and departments that oversee firms.", subcommands: [Add.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Adds an authority with its mandate, and prints its id.",
            discussion: "People are added to it by: baitong user add --organisation NUMBER --roles administrator,officer")

        @OptionGroup var options: GlobalOptions

        @Option(help: "Registration number, the authority's own or a chosen one such as MISTI-1.")
        var number: String

        @Option(help: "Name in English.")
        var name: String

        @Option(help: "Name in the country's own script.")
        var nameLocal = ""

        @Option(help: "industry, environment, finance, or provincial:CODE with the code of a province.")
        var mandate: Mandate

        @Option(help: "Province of its seat: code or name.")
        var province: String

        func run() async throws {
            try await options.perform { terminal in
                let installation = try await Installation.open(options, .make)
                let platform = installation.platform
                if let code = mandate.province, !platform.lists.provinces(of: platform.country, on: platform.today).contains(where: { $0.id.code == code }) {
                    throw Problems([
                        IdentityPhrase.registrationProvince.problem("mandate", ["value": .text(code), "country": .text(platform.country.rawValue)])
                    ])
                }
                let registration = OrganisationRegistration([
                    .registrationNumber: number, .nameEnglish: name, .nameLocal: nameLocal, .country: platform.country.rawValue, .province: province,
                    .isic: Self.administration, .profiles: ChainProfile.authority.rawValue,
                ])
                let added = try await platform.addOrganisation(
                    try registration.validated(with: platform.registrationLookups), mandate: mandate, by: .operatorOfServer(on: platform.today))
                Terminal.write("\(added.organisation)\n")
                try await installation.close()
            }
        }

        /// ISIC Rev. 4: general public administration activities.
        private static let administration = "8411"
    }
}
