// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Operations
import Wording

/// Compares all firms that wait for it; a server does the same in small steps.
struct DuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates", abstract: "Compares firms that were imported and keeps pairs that look like one.",
        discussion: "A running server does this by itself after an import; this command does it at one go and tells how many pairs wait for officers.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .mustExist)
            let clock = ContinuousClock()
            let start = clock.now
            let cache = FaceCache()
            var compared = 0
            var step = 0
            repeat {
                step = try await installation.platform.compareFirms(limit: 1000, cache: cache)
                compared += step
            } while step == 1000
            let pairs = try await installation.platform.countDuplicates(by: .operatorOfServer(on: installation.platform.today))
            let seconds = (clock.now - start).components.seconds
            try await installation.close()
            Terminal.write(
                terminal.words(
                    InvitePhrase.compared, ["firms": .number(Int64(compared)), "pairs": .number(Int64(pairs)), "seconds": .number(seconds)]) + "\n")
        }
    }
}
