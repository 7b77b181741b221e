// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore

/// What stands beside a note's body.
extension NoteStore {
    /// When the next step of a note is due; `nil` when nothing more is awaited.
    public func dueAt(_ id: DocumentID) throws -> Instant? {
        try session.first("SELECT due_at FROM note WHERE id = \(id.value)")?.optionalInt(0).map { Instant(microseconds: $0) }
    }
}
