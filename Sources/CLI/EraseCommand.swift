// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Identity
import Operations

extension ErasureReason: ExpressibleByArgument {}

/// Personal content, erased on request; what was erased is erased again after a restore.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erases what names or reaches somebody; sums, states and signatures stay.",
        discussion: "Each erasure leaves one line in the journal, with its reason and without the content.",
        subcommands: [Person.self, Note.self, Page.self, Contact.self, List.self, Again.self])

    /// What every erasure asks.
    struct Choices: ParsableArguments {
        @Option(help: "asked, ordered, outlived or mistaken.")
        var reason: ErasureReason = .asked

        @Flag(help: "Shows what would go, and erases nothing.")
        var dryRun = false
    }

    /// Which of the texts and photos that were found.
    struct Hashes: ParsableArguments {
        @Option(help: "Only the text or photo of this hash; may be said several times.")
        var hash: [String] = []

        func chosen(of found: [ErasableContent]) -> [ErasableContent] {
            let wanted = Set(
                hash.map { hash in
                    ErasureSubject(hash) ?? (ErasureSubject.isPhotoHash(hash) ? .photo(hash) : .text(SealedText(hash: hash)))
                })
            return wanted.isEmpty ? found : found.filter { wanted.contains($0.subject) }
        }
    }

    struct Person: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "person", abstract: "Erases a person who signs in: names, telephone, password, sessions; ends their roles.",
            discussion: "Where the same name stands as whom to call at one of the person's firms, it goes too.")

        @OptionGroup var options: GlobalOptions
        @OptionGroup var choices: Choices

        @Argument(help: "Telephone number or name by which the person signs in.")
        var signIn: String

        func run() async throws {
            try await EraseCommand.erase(options, choices) { platform, actor in
                try await platform.erasable(personSigningInBy: signIn, by: actor)
            }
        }
    }

    /// Names, plates, remarks and photos on a note; named `note` at the command line.
    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "note", abstract: "Erases names, plates, remarks and photos on a note: all of them, or those named.",
            discussion: "A dry run prints each with its hash.")

        @OptionGroup var options: GlobalOptions
        @OptionGroup var choices: Choices
        @OptionGroup var hashes: Hashes

        @Argument(help: "Number of the note, such as BT-26-7KQ4-M2X.")
        var number: String

        func run() async throws {
            try await EraseCommand.erase(options, choices) { platform, actor in
                hashes.chosen(of: try await platform.erasable(onNote: number, by: actor))
            }
        }
    }

    /// Texts and photos on whatever else people write; named `page` at the command line.
    struct Page: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "page",
            abstract: "Erases texts and photos on a return, a question about a waste, or an outlet, result or case of discharge control.",
            discussion: "A dry run prints each with its hash.")

        @OptionGroup var options: GlobalOptions
        @OptionGroup var choices: Choices
        @OptionGroup var hashes: Hashes

        @Argument(help: "Address of its page, such as /returns/1234567890123456.")
        var address: String

        func run() async throws {
            try await EraseCommand.erase(options, choices) { platform, actor in
                hashes.chosen(of: try await platform.erasable(atAddress: address, by: actor))
            }
        }
    }

    struct Contact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "contact", abstract: "Erases whom to call at a firm.")

        @OptionGroup var options: GlobalOptions
        @OptionGroup var choices: Choices

        @Argument(help: "Registration number of the firm.")
        var number: String

        func run() async throws {
            try await EraseCommand.erase(options, choices) { platform, actor in
                try await platform.erasable(number, by: actor).filter { if case .contact = $0.subject { true } else { false } }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Writes what was erased, as CSV without any content. Keep it beside the backups.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "The file to write; standard output when absent.")
        var file: String?

        func run() async throws {
            try await options.perform { _ in
                let installation = try await Installation.open(options, .mustExist)
                let bytes = try await installation.platform.erasureList(by: .operatorOfServer(on: installation.platform.today))
                try await installation.close()
                if let file { try Data(bytes).write(to: URL(filePath: file)) } else { Terminal.write(bytes) }
            }
        }
    }

    struct Again: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "again", abstract: "Erases again what was erased before and came back with a backup.",
            discussion: "Without a file it follows this database; with one, a list that “erase list” wrote from the newer database.")

        @OptionGroup var options: GlobalOptions

        @Argument(help: "A list of erasures, or - for standard input.")
        var file: String?

        func run() async throws {
            try await options.perform { terminal in
                let bytes = try file.map { try ImportCommand.bytes(of: $0) }
                let installation = try await Installation.open(options, .mustExist)
                let platform = installation.platform
                var count = try await platform.repeatErasures(by: .operatorOfServer(on: platform.today))
                if let bytes { count += try await platform.erase(list: bytes, by: .operatorOfServer(on: platform.today)) }
                try await installation.close()
                Terminal.write(terminal.words(ErasurePhrase.erasedAgain, ["count": .number(Int64(count))]) + "\n")
            }
        }
    }

    /// Finds what is to go; says it, or erases it.
    private static func erase(
        _ options: GlobalOptions, _ choices: Choices, _ find: @escaping (Platform, Actor) async throws -> [ErasableContent]
    ) async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .mustExist)
            let platform = installation.platform
            let actor = Actor.operatorOfServer(on: platform.today)
            let found = try await find(platform, actor)
            guard !found.isEmpty else { throw ErasureError.nothingThere }
            if choices.dryRun {
                for content in found {
                    let facts: [String: Fact] = [
                        "kind": .phrase(content.kind.fullKey), "content": .text(content.content), "subject": .text(content.subject.description),
                    ]
                    Terminal.write(terminal.words(ErasurePhrase.wouldErase, facts) + "\n")
                }
            } else {
                for content in found { try await platform.erase(content.subject, because: choices.reason, by: actor) }
            }
            try await installation.close()
            let count: [String: Fact] = ["count": .number(Int64(found.count))]
            Terminal.write(terminal.words(choices.dryRun ? ErasurePhrase.wouldEraseCount : .erasedCount, count) + "\n")
        }
    }
}
