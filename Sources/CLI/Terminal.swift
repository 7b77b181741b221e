// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Wording

/// The standard streams: results go to one, complaints and progress to the other.
struct Terminal: Sendable {
    let words: Words

    /// Says a sentence as the command's result.
    func say(_ phrase: CLIPhrase, _ facts: [String: Fact] = [:]) { Self.write(words(phrase, facts) + "\n") }

    /// Says what is wrong, without mixing it into the result.
    func complain(_ problem: Problem) { Self.complain(words(problem)) }

    /// Says what is going on while somebody waits.
    func note(_ phrase: some PhraseKey, _ facts: [String: Fact] = [:]) { Self.complain(words(phrase, facts)) }

    static func write(_ text: String) { write(Array(text.utf8)) }

    /// At once, also where the stream is a pipe: whoever started a server waits for its line.
    static func write(_ bytes: [UInt8]) { try? FileHandle.standardOutput.write(contentsOf: Data(bytes)) }

    static func complain(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8)) }
}
