// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Operations

extension ExportCommand {
    /// Greenhouse gases of a site.
    struct Emissions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "emissions", abstract: "Writes the greenhouse gases of a site month by month as CSV or as a workbook.",
            discussion: "Every line has its factor, version and source; what is not counted stands there with its reason. Tonnes of CO2 equivalent.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The site, by the number in the address of its pages.")
        var site: String

        @OptionGroup var list: MonthsOfList

        func validate() throws {
            guard Int(list.to.index - list.from.index) < Platform.ghgMonthsMax else { throw ValidationError("Say at most \(Platform.ghgMonthsMax) months.") }
        }

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                guard let id = SiteID(text: site) else { throw PlatformError.notFound }
                let found = try await platform.siteGHG(id, months: list.months, by: .operatorOfServer(on: platform.today))
                try await installation.close()
                try ExportCommand.write(list: found.csv, name: "emissions", to: list.output)
            }
        }
    }
}
