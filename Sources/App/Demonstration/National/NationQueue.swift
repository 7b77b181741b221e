// SPDX-License-Identifier: Apache-2.0

import Operations
import StorageCore

/// Writes rows in the order in which they come, while further ones are made: months differ so much in size that one month ahead
/// would leave either side waiting.
struct NationQueue {
    /// Bytes that may wait; beyond it, whoever makes more waits. One month is always taken.
    private static let most = 1 << 30

    private let load: HistoryLoad
    private var waiting: [(bytes: Int, written: Task<Void, any Error>)] = []

    init(_ load: HistoryLoad) { self.load = load }

    mutating func add(_ batches: [RowBatch]) async throws {
        let bytes = batches.reduce(0) { $0 + $1.bytes.count }
        while !waiting.isEmpty, waiting.reduce(bytes, { $0 + $1.bytes }) > Self.most { try await waiting.removeFirst().written.value }
        let before = waiting.last?.written
        let load = self.load
        waiting.append(
            (
                bytes,
                Task {
                    try await before?.value
                    try await load.insert(batches)
                }
            ))
    }

    /// Returns once everything is written.
    mutating func finish() async throws {
        while !waiting.isEmpty { try await waiting.removeFirst().written.value }
    }
}
