// SPDX-License-Identifier: Apache-2.0

import Seal
import Synchronization

/// The line that was saved last while one request is answered.
///
/// A door runs the verb inside ``Platform/notingSavedLine(_:)`` and then asks for the promise, so that no verb has to hand its line through.
final class SavedLine: Sendable {
    @TaskLocal static var current: SavedLine?

    private let kept = Mutex<LineStatement?>(nil)

    var statement: LineStatement? { kept.withLock { $0 } }
    func keep(_ statement: LineStatement) { kept.withLock { $0 = statement } }
}

extension Platform {
    /// Runs one verb so that ``promiseOfSavedLine()`` knows afterwards which line it left.
    public func notingSavedLine<T: Sendable>(_ body: @Sendable () async throws -> T) async rethrows -> T {
        try await SavedLine.$current.withValue(SavedLine()) { try await body() }
    }

    /// What the nation promises about the line that was saved last in this request; `nil` where nothing was, where the line is about no document,
    /// and where this process does not hold the key that signs now.
    public func promiseOfSavedLine() -> SealPromise? {
        guard let statement = SavedLine.current?.statement, statement.document != nil, let secret = sealKeeping.promiser else { return nil }
        return SealPromise(statement, nation: country.rawValue, by: secret)
    }
}
