// SPDX-License-Identifier: Apache-2.0

/// Words that are written as their place in a list. The list may only grow at its end: what was packed before must still read.
public struct PackedNames: Sendable {
    let words: [String]
    /// A table of places by hash, -1 where there is none; two to four times as many as words. Every key of every value that is packed is looked up here.
    private let slots: [Int32]
    private let longest: Int

    /// - Precondition: no word stands twice.
    public init(_ words: [String]) {
        self.words = words
        longest = words.map(\.utf8.count).max() ?? 0
        var slots = [Int32](repeating: -1, count: 1 << (words.count.bitWidth - words.count.leadingZeroBitCount + 1))
        for (place, word) in words.enumerated() {
            var slot = Self.hash(word) & (slots.count - 1)
            while slots[slot] >= 0 {
                precondition(words[Int(slots[slot])] != word, "A packed name stands twice in its table.")
                slot = (slot + 1) & (slots.count - 1)
            }
            slots[slot] = Int32(place)
        }
        self.slots = slots
    }

    func place(of word: String) -> Int? {
        guard word.utf8.count <= longest else { return nil }
        var slot = Self.hash(word) & (slots.count - 1)
        while slots[slot] >= 0 {
            let place = Int(slots[slot])
            if words[place] == word { return place }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// FNV-1a, 64 bits: over a dozen bytes a fraction of what the standard hash takes, and nobody chooses the words.
    ///
    /// Source: Fowler, Noll, Vo; RFC 9923.
    private static func hash(_ word: String) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 32)
    }
}
