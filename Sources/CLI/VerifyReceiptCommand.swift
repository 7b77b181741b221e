// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Seal
import Wording

struct VerifyReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-receipt", abstract: "Checks the receipt of a note by itself, without any server or database.",
        discussion: """
            Exit 0 when everything in it fits, 1 when anything does not, with each fault named. Give the nation's key with --key, from the
            page of the seal; without it only the file itself is checked.
            """)

    @Argument(help: "The receipt, as it was downloaded; - for standard input.")
    var file: String

    @Option(help: ArgumentHelp("Public key of the nation, 64 hexadecimal digits; may be said again for each successor.", valueName: "key"))
    var key: [String] = []

    @Option(help: ArgumentHelp("Language of messages: en, km or vi (default: en).", valueName: "code"))
    var language: Language?

    mutating func validate() throws {
        language = try language ?? Environment.value("language")
        for text in key where SealKey(hex: text) == nil { throw ValidationError("A public key is 64 hexadecimal digits in lower case; \"\(text)\" is not.") }
    }

    func run() async throws {
        let terminal = Terminal(words: Words(language ?? .english))
        let bytes: Data
        do {
            bytes = try file == "-" ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(filePath: file))
        } catch {
            terminal.complain(CLIPhrase.fileUnreadable.problem("", ["path": .text(file), "reason": .text(error.localizedDescription)]))
            throw ExitCode(1)
        }
        let trusted = key.compactMap { SealKey(hex: $0) }
        let check = ReceiptCheck([UInt8](bytes), trusted: trusted)
        for problem in check.problems { Terminal.write(terminal.words(problem) + "\n") }
        guard check.isSound, let receipt = check.receipt else {
            Terminal.write(terminal.words(SealPhrase.receiptUnsound, ["count": .number(Int64(check.problems.count))]) + "\n")
            throw ExitCode(1)
        }
        for line in receipt.lines { Terminal.write("\(line.recorded)  \(line.kind)  \(line.id)\n") }
        let signer = receipt.head?.key ?? receipt.keys.first?.id ?? "–"
        let facts: [String: Fact] = [
            "note": .text(receipt.note.description), "nation": .text(receipt.nation), "sealed": .number(Int64(check.sealed)),
            "promised": .number(Int64(check.promised)), "size": .number(receipt.head?.size ?? 0), "at": .text(receipt.head?.at ?? "–"), "key": .text(signer),
        ]
        Terminal.write(terminal.words(SealPhrase.receiptSound, facts) + "\n")
        if trusted.isEmpty { terminal.note(SealPhrase.receiptCompareKey, ["key": .text(signer)]) }
    }
}
