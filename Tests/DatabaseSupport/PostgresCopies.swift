// SPDX-License-Identifier: Apache-2.0

import Foundation
import StorageCore
import StoragePostgres
import Stores

/// Databases on a test server, each a copy of one that was migrated once.
actor PostgresCopies {
    private let server: String
    private let template: String
    private var made = 0
    /// So that the tests that run at once do not open more connections than the server has.
    let turn = Turns(6)

    @MainActor private static var known: [String: Task<PostgresCopies, any Error>] = [:]

    static func shared(of server: String) async throws -> PostgresCopies {
        let task = await MainActor.run {
            if let task = known[server] { return task }
            let task = Task { try await PostgresCopies(server: server) }
            known[server] = task
            return task
        }
        return try await task.value
    }

    private init(server: String) async throws {
        self.server = server
        template = "migrated_\(ProcessInfo.processInfo.processIdentifier)"
        try PostgresMaintenance.run("CREATE DATABASE \(template)", on: server + "/postgres")
        let database = try await PostgresDatabase(url: server + "/" + template)
        try await MigrationRunner(migrations).run(on: database)
        try await database.close()
    }

    func make(migrated: Bool) throws -> String {
        made += 1
        let name = "test_\(ProcessInfo.processInfo.processIdentifier)_\(made)"
        try PostgresMaintenance.run("CREATE DATABASE \(name)" + (migrated ? " TEMPLATE \(template)" : ""), on: server + "/postgres")
        return server + "/" + name
    }

    func drop(_ url: String) throws {
        guard let name = url.split(separator: "/").last else { return }
        try PostgresMaintenance.run("DROP DATABASE \(name) WITH (FORCE)", on: server + "/postgres")
    }
}

/// As many may go in at once as there are turns.
actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
