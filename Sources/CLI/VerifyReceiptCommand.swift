// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Seal
import Wording

struct VerifyReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-receipt", abstract: "Checks the receipt of a note, or the promise about one step, by itself: without any server or database.",
        discussion: """
            A receipt proves that a note's lines stand in the sealed journal. A promise proves that the platform said it would seal a line, and by when;
            with a receipt of the same note as second file it is told whether the promise was kept.

            Exit 0 when everything fits, 1 when anything does not, with each fault named. Give the nation's key with --key, from the
            page of the seal; without it only the files themselves are checked.
            """)

    @Argument(help: "The receipt or promise, as it was downloaded; - for standard input.")
    var file: String

    @Argument(help: "Beside a promise: the receipt of the same note, downloaded later.")
    var receipt: String?

    @Option(help: ArgumentHelp("Public key of the nation, 64 hexadecimal digits; may be said again for each successor.", valueName: "key"))
    var key: [String] = []

    @Option(help: ArgumentHelp("Language of messages: en, km or vi (default: en).", valueName: "code"))
    var language: Language?

    mutating func validate() throws {
        language = try language ?? Environment.value("language")
        for text in key where SealKey(hex: text) == nil { throw ValidationError("A public key is 64 hexadecimal digits in lower case; \"\(text)\" is not.") }
        if receipt == "-" { throw ValidationError("Only the first file may come from standard input.") }
    }

    func run() async throws {
        let terminal = Terminal(words: Words(language ?? .english))
        let trusted = key.compactMap { SealKey(hex: $0) }
        let bytes = try InputFile.bytes(file, terminal)
        guard SealPromise(file: bytes) != nil else {
            // Told of one file only, and it is no promise.
            if let receipt { throw ValidationError("The first of two files is a promise; \"\(receipt)\" is its receipt.") }
            return tell(try sound(ReceiptCheck(bytes, trusted: trusted), terminal), isTrusted: !trusted.isEmpty, terminal)
        }
        let check = PromiseCheck(bytes, trusted: trusted)
        try refuse(check.problems, terminal)
        guard let promise = check.promise else { return }
        let facts: [String: Fact] = [
            "nation": .text(promise.nation), "line": .text(promise.line.id.description), "kind": .text(promise.line.kind), "at": .text(promise.promise.at),
            "by": .text(promise.promise.sealBy ?? "–"), "key": .text(promise.key.id), "note": .text(promise.line.document?.description ?? "–"),
        ]
        Terminal.write(terminal.words(SealPhrase.promiseSound, facts) + "\n")
        if let receipt {
            let later = try sound(ReceiptCheck(try InputFile.bytes(receipt, terminal), trusted: trusted), terminal)
            // Both by one nation's keys, or the receipt proves nothing about the promise.
            if let key = later.receipt?.head?.key, trusted.isEmpty, key != promise.key.id {
                terminal.note(SealPhrase.receiptCompareKey, ["key": .text(key)])
            }
            if let receipt = later.receipt { try tell(promise.outcome(in: receipt), facts, terminal) }
        }
        if trusted.isEmpty { terminal.note(SealPhrase.receiptCompareKey, ["key": .text(promise.key.id)]) }
    }

    /// Ends the command when anything does not fit.
    private func refuse(_ problems: [Problem], _ terminal: Terminal) throws {
        for problem in problems { Terminal.write(terminal.words(problem) + "\n") }
        guard !problems.isEmpty else { return }
        Terminal.write(terminal.words(SealPhrase.receiptUnsound, ["count": .number(Int64(problems.count))]) + "\n")
        throw ExitCode(1)
    }

    private func sound(_ check: ReceiptCheck, _ terminal: Terminal) throws -> ReceiptCheck {
        try refuse(check.problems, terminal)
        return check
    }

    private func tell(_ check: ReceiptCheck, isTrusted: Bool, _ terminal: Terminal) {
        guard let receipt = check.receipt else { return }
        for line in receipt.lines { Terminal.write("\(line.recorded)  \(line.kind)  \(line.id)\n") }
        let signer = receipt.head?.key ?? receipt.keys.first?.id ?? "–"
        let facts: [String: Fact] = [
            "note": .text(receipt.note.description), "nation": .text(receipt.nation), "sealed": .number(Int64(check.sealed)),
            "promised": .number(Int64(check.promised)), "size": .number(receipt.head?.size ?? 0), "at": .text(receipt.head?.at ?? "–"), "key": .text(signer),
        ]
        Terminal.write(terminal.words(SealPhrase.receiptSound, facts) + "\n")
        if !isTrusted { terminal.note(SealPhrase.receiptCompareKey, ["key": .text(signer)]) }
    }

    /// - Throws: `ExitCode` 1 where the receipt does not show that the promise was kept, or will be.
    private func tell(_ outcome: SealPromise.Outcome, _ facts: [String: Fact], _ terminal: Terminal) throws {
        var facts = facts
        let phrase: SealPhrase
        switch outcome {
        case .sealed(let position, let head, let isInTime):
            facts["position"] = .numeral(position)
            facts["head"] = .text(head.exactText)
            phrase = isInTime ? .promiseKept : .promiseKeptLate
        case .waiting: phrase = .promiseWaits
        case .broken: phrase = .promiseBroken
        case .absent: phrase = .promiseAbsent
        }
        Terminal.write(terminal.words(phrase, facts) + "\n")
        if outcome == .broken || outcome == .absent { throw ExitCode(1) }
    }
}
