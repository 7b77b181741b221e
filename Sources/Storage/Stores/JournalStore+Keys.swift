// SPDX-License-Identifier: Apache-2.0

import StorageCore

extension JournalStore {
    /// Writes the answer of a command that was remembered under its key before the answer was known.
    public func complete(_ key: String, answer: String) throws {
        try session.execute("UPDATE done_command SET answer = \(answer) WHERE key = \(key)")
    }
}
