// SPDX-License-Identifier: Apache-2.0

/// Words that are written as their place in a list. The list may only grow at its end: what was packed before must still read.
public struct PackedNames: Sendable {
    let words: [String]
    private let places: [String: Int]

    /// - Precondition: no word stands twice.
    public init(_ words: [String]) {
        self.words = words
        places = Dictionary(words.enumerated().map { ($1, $0) }) { _, _ in preconditionFailure("A packed name stands twice in its table.") }
    }

    func place(of word: String) -> Int? { places[word] }
}
