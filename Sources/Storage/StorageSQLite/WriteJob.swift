// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// One closure that waits to be run, and its answer.
protocol PendingWrite: AnyObject, Sendable {
    /// Runs the closure; may be called again after its changes were lost.
    func attempt(on connection: SQLiteConnection)
    func fail(_ error: StorageError)
    var succeeded: Bool { get }
    /// Whether it may wait for others of its kind.
    var isPatient: Bool { get }
    /// Tells the caller. Once, after the commit.
    func answer()
}

/// Unchecked, because the writer's queue runs it and the committer answers afterwards: never both at once.
final class WriteJob<T: Sendable>: PendingWrite, @unchecked Sendable {
    let isPatient: Bool
    private let body: @Sendable (any Session) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private var outcome: Result<T, any Error> = .failure(StorageError.closed)

    init(_ body: @escaping @Sendable (any Session) throws -> T, _ continuation: CheckedContinuation<T, any Error>, isPatient: Bool) {
        self.isPatient = isPatient
        self.body = body
        self.continuation = continuation
    }

    func attempt(on connection: SQLiteConnection) {
        let session = SQLiteSession(connection)
        defer { session.end() }
        outcome = Result {
            let result = try body(session)
            try session.confirm()
            if connection.hasUnresolvedForeignKeys {
                // Found here rather than at the commit, where it would take the neighbours along.
                throw StorageError.constraint(kind: .foreignKey, table: nil, detail: "")
            }
            return result
        }
    }

    func fail(_ error: StorageError) { outcome = .failure(error) }

    var succeeded: Bool {
        if case .success = outcome { true } else { false }
    }

    func answer() { continuation.resume(with: outcome) }
}
