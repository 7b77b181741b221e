// SPDX-License-Identifier: Apache-2.0

import StorageCore
import Stores

/// Whether a server can do its work now, part by part, for operators and for whatever sends requests to it.
public struct Readiness: Sendable {
    public struct Part: Sendable, Hashable {
        public var name: String
        public var state: String
        public var isFit: Bool
    }

    public var parts: [Part] = []

    public var isReady: Bool { parts.allSatisfy(\.isFit) }

    /// One line a part, under one that says it all.
    public var text: String {
        "\(isReady ? "ready" : "not ready")\n" + parts.map { "\($0.name): \($0.state)\n" }.joined()
    }

    fileprivate mutating func look(_ name: String, _ body: () async throws -> String) async {
        do {
            parts.append(Part(name: name, state: try await body(), isFit: true))
        } catch {
            parts.append(Part(name: name, state: "\(error)", isFit: false))
        }
    }
}

extension Platform {
    /// Looks whether the database answers, is at this program's version and takes writes, and whether this server may mint identifiers.
    public func readiness() async -> Readiness {
        var readiness = Readiness()
        await readiness.look("migrations") {
            let pending = try await MigrationRunner(migrations).pending(on: database)
            guard pending.isEmpty else { throw StorageError.unavailable("migrations \(pending.map { "\($0.number)" }.joined(separator: ", ")) are pending") }
            return "at \(migrations.last?.number ?? 0)"
        }
        await readiness.look("writing") {
            // On PostgreSQL this needs a primary; a standby or a server that went away fails it.
            try await database.write { session in _ = try SettingStore(session).value("country") }
            return "possible"
        }
        await readiness.look("identifiers") {
            try await holdNode()
            return identifiers.lease.map { "number \($0.node), taken \($0.fence) times" } ?? "fixed number"
        }
        // Without its copy a server can do all its work.
        if let copy = database.copyStanding { readiness.parts.append(Readiness.Part(name: "standby", state: copy, isFit: true)) }
        return readiness
    }
}
