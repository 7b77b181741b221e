// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// Writes that are worked out on readers' connections, beside each other, before the one writer has them.
extension SQLiteDatabase {
    @discardableResult
    public func writeRehearsed<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        await committer.beginRehearsal()
        // Whatever goes wrong here is told by the transaction, which counts.
        let rehearsed = try? await read { session in
            let stage = RehearsalSession(session)
            let result = try body(stage)
            return (result: result, script: try stage.rehearsal())
        }
        guard let rehearsed else {
            await committer.endRehearsal()
            return try await write(body)
        }
        do {
            return try await committer.write(isRehearsed: true) { session in
                try rehearsed.script.play(on: session)
                return rehearsed.result
            }
        } catch is Rehearsal.Outdated {
            return try await write(body)
        }
    }
}
