// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore

extension JournalStore {
    /// Writes the answer of a command that was remembered under its key before the answer was known.
    public func complete(_ key: String, answer: String) throws {
        try session.execute("UPDATE done_command SET answer = \(answer) WHERE key = \(key)")
    }

    /// Whether any key was remembered before a moment.
    public func hasKeys(before moment: Instant) throws -> Bool {
        try session.first("SELECT 1 FROM done_command WHERE at < \(moment.microseconds) LIMIT 1") != nil
    }

    /// Forgets keys that were remembered before a moment, with their answers, the oldest first.
    ///
    /// - Returns: how many, `0...limit`.
    public func forgetKeys(before moment: Instant, limit: Int) throws -> Int {
        try session.execute(
            """
            DELETE FROM done_command WHERE key IN (
              SELECT key FROM done_command WHERE at < \(moment.microseconds) ORDER BY at LIMIT \(limit))
            """)
    }
}
