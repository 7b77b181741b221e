// SPDX-License-Identifier: Apache-2.0

/// Brings a database forward to what the program expects. Table `schema_migration` remembers the steps taken.
public struct MigrationRunner: Sendable {
    public let migrations: [Migration]

    /// - Parameter migrations: in ascending order of their numbers.
    public init(_ migrations: [Migration]) {
        for (earlier, later) in zip(migrations, migrations.dropFirst()) {
            precondition(earlier.number < later.number, "Migration \(later.number) stands after \(earlier.number).")
        }
        self.migrations = migrations
    }

    /// The steps not taken yet, in order. Changes nothing.
    ///
    /// - Throws: ``MigrationError`` when database and program do not fit together.
    public func pending(on database: any Database) async throws -> [Migration] {
        let dialect = database.dialect
        let applied = try await database.read { session -> [Row] in
            guard try session.first(Self.tableQuery(dialect)) != nil else { return [] }
            return try session.rows("SELECT number, name FROM schema_migration ORDER BY number")
        }
        return try missing(after: applied.map { (Int($0.int(0)), $0.text(1)) })
    }

    /// Takes the steps not taken yet, each in one transaction of its own. Running it twice, or at two places at once,
    /// takes each step once.
    ///
    /// - Returns: the steps that this run took.
    /// - Throws: ``MigrationError``, ``StorageError``. The steps before a failed one stay.
    @discardableResult
    public func run(on database: any Database) async throws -> [Migration] {
        let pending = try await pending(on: database)
        guard !pending.isEmpty else { return [] }
        let dialect = database.dialect
        let table = dialect.statement(
            "CREATE TABLE IF NOT EXISTS schema_migration (number {INT} PRIMARY KEY, name {TEXT} NOT NULL, applied_at {TEXT} NOT NULL)")
        try await database.write { session in
            // Where several servers start on an empty database, PostgreSQL would let them collide in its own catalogue.
            if dialect == .postgres { try session.execute("SELECT pg_advisory_xact_lock(\(Self.lockNumber))") }
            try session.execute(Query(constant: table))
        }

        var taken: [Migration] = []
        for migration in pending {
            do {
                if try await database.write({ session in try Self.apply(migration, dialect, session) }) { taken.append(migration) }
            } catch let cause as StorageError {
                throw MigrationError.failed(number: migration.number, name: migration.name, cause: cause)
            }
        }
        return taken
    }

    /// The line is written first: a second runner waits on its key, finds it taken and leaves the step alone.
    private static func apply(_ migration: Migration, _ dialect: Dialect, _ session: any Session) throws -> Bool {
        let isFirst = try session.execute(
            """
            INSERT INTO schema_migration (number, name, applied_at)
            VALUES (\(migration.number), \(migration.name), CAST(CURRENT_TIMESTAMP AS TEXT)) ON CONFLICT DO NOTHING
            """)
        guard isFirst == 1 else { return false }
        for text in migration.texts(for: dialect) { try session.execute(Query(constant: text)) }
        return true
    }

    /// Any number that nobody else takes for a lock of this database.
    private static let lockNumber: Int64 = 0x6261_6974_6f6e_67

    private func missing(after applied: [(number: Int, name: String)]) throws -> [Migration] {
        let newestKnown = migrations.last?.number ?? 0
        guard let newest = applied.last?.number else { return migrations }
        guard newest <= newestKnown else { throw MigrationError.databaseIsNewer(database: newest, program: newestKnown) }
        let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.number, $0.name) })
        for step in applied where known[step.number] != step.name {
            throw MigrationError.differentHistory(number: step.number, inDatabase: step.name, inProgram: known[step.number])
        }
        let taken = Set(applied.map(\.number))
        let pending = migrations.filter { !taken.contains($0.number) }
        if let late = pending.first, late.number < newest {
            throw MigrationError.outOfOrder(number: late.number, name: late.name, newest: newest)
        }
        return pending
    }

    private static func tableQuery(_ dialect: Dialect) -> Query {
        switch dialect {
        case .sqlite: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"
        case .postgres:
            "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'schema_migration'"
        }
    }
}
