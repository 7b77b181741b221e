// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Operations
import Wording

/// In which years' partitions a server's database keeps its history.
struct PartitionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partitions", abstract: "Makes the partitions of coming years and lists all of them (PostgreSQL).",
        discussion: "A running server does this by itself each hour; this command does it at once, and shows what stands where.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .mustExist)
            try await installation.platform.keepPartitions()
            let partitions = try await installation.platform.partitions()
            try await installation.close()
            if partitions.isEmpty { Terminal.write(terminal.words(PartitionPhrase.oneFile) + "\n") }
            for partition in partitions {
                let facts: [String: Fact] = [
                    "name": .text(partition.name), "from": .numeral(Int64(partition.from)), "until": .numeral(Int64((partition.until ?? 1) - 1)),
                    "rows": .number(partition.rows), "size": .number(partition.size / 1_000_000),
                ]
                Terminal.write(terminal.words(partition.until == nil ? PartitionPhrase.open : .closed, facts) + "\n")
            }
        }
    }
}

/// Sentences about partitions.
enum PartitionPhrase: String, PhraseKey {
    static let area = "partitions"
    case oneFile, closed, open
}
