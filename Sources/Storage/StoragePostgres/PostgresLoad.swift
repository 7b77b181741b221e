// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// A server's database that is filled for the first time: rows by COPY, keys, indexes and references made afterwards.
public actor PostgresLoad: LoadDatabase {
    public nonisolated let dialect = Dialect.postgres
    private let url: String
    private let database: PostgresDatabase
    /// What makes again what was taken away, in this order.
    private var returns: [(name: String, text: String)] = []
    private var tables: [String] = []

    /// - Parameter url: as for ``PostgresDatabase``; its role owns the tables.
    public init(url: String) async throws {
        self.url = url
        database = try await PostgresDatabase(url: url, configuration: .init(writers: 1, readers: 1))
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await database.read(body) }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T { try await database.write(body) }

    public func setAside(_ tables: [String]) async throws {
        self.tables = tables
        let found = try await database.read { session in
            let constraints = try session.rows(
                """
                SELECT c.conrelid::regclass::text, c.conname::text, c.contype::text, pg_get_constraintdef(c.oid) FROM pg_constraint c
                WHERE c.contype IN ('f', 'u', 'p') AND c.conparentid = 0 AND (c.conrelid::regclass::text IN (\(values: tables)) OR c.confrelid::regclass::text IN (\(values: tables)))
                ORDER BY c.conrelid::regclass::text, c.conname
                """
            ).map { (table: $0.text(0), name: $0.text(1), kind: $0.text(2), text: $0.text(3)) }
            let indexes = try session.rows(
                """
                SELECT i.indexrelid::regclass::text, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') FROM pg_index i
                WHERE i.indrelid::regclass::text IN (\(values: tables)) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
                ORDER BY 1
                """
            ).map { (name: $0.text(0), text: $0.text(1)) }
            return (constraints, indexes)
        }
        let (constraints, indexes) = found
        // References lean on keys: they go first and come back last.
        func named(_ kinds: Set<String>) -> [(name: String, text: String)] {
            constraints.filter { kinds.contains($0.kind) }.map { ($0.name, "ALTER TABLE \($0.table) ADD CONSTRAINT \($0.name) \($0.text)") }
        }
        returns = named(["p", "u"]) + indexes + named(["f"])
        let connection = try PostgresConnection(url: url, purpose: .writing)
        do throws(PostgresFailure) {
            for constraint in constraints.filter({ $0.kind == "f" }) + constraints.filter({ $0.kind != "f" }) {
                try connection.runAlone("ALTER TABLE \(constraint.table) DROP CONSTRAINT \(constraint.name)")
            }
            for index in indexes { try connection.runAlone("DROP INDEX \(index.name)") }
        } catch {
            throw error.error
        }
    }

    public func putBack(progress: @escaping @Sendable (String) -> Void) async throws {
        let connection = try PostgresConnection(url: url, purpose: .writing)
        do throws(PostgresFailure) {
            try connection.runAlone("SET maintenance_work_mem = '512MB'")
            for one in returns {
                progress(one.name)
                try connection.runAlone(one.text)
            }
            for table in tables { try connection.runAlone("ANALYZE \(table)") }
        } catch {
            throw error.error
        }
        returns = []
    }

    public func integrityCheck() async throws -> [String] { try await database.integrityCheck() }

    public func close() async throws { try await database.close() }
}
