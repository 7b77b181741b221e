// SPDX-License-Identifier: Apache-2.0

/// Moves everything that a database holds into an empty one of the same schema, on the same engine or the other.
///
/// Rows go in the order of their keys, some thousands in a transaction, so that a copy that was stopped goes on after the last row that came through.
/// The source is not locked: a source that was written meanwhile is noticed at the end and the copy refused.
public struct DatabaseCopy: Sendable {
    /// What is told while it works.
    public struct Progress: Sendable {
        public var table: String
        /// Rows of the table in the target, as far as this run copied them.
        public var rows: Int
    }

    public struct Report: Hashable, Sendable {
        public var tables = 0
        /// In the target, those of an earlier run too.
        public var rows: Int64 = 0
        /// Copied by this run.
        public var copied = 0
    }

    private let source: any Database
    private let target: any Database
    /// Tells one installation from another; both must give the same afterwards.
    private let identity: @Sendable (any Session) throws -> String?
    private let rowsAtOnce: Int
    private let exceptions: Exceptions

    /// Tables that are not simply copied. One that a schema does not have is no matter.
    public struct Exceptions: Sendable {
        /// Belong to what runs on a database, not to what it holds: each side keeps its own.
        public var left: Set<String>
        /// Triggers of the target fill them from other tables: emptied and copied last.
        public var refilled: Set<String>

        public init(left: Set<String> = [], refilled: Set<String> = []) {
            self.left = left
            self.refilled = refilled
        }
    }

    /// - Parameters:
    ///   - source, target: migrated to the same steps.
    ///   - identity: what only this installation has, such as a key of its own.
    ///   - rowsAtOnce: in one transaction of the target.
    public init(
        from source: any Database, to target: any Database, rowsAtOnce: Int = 5_000, exceptions: Exceptions = Exceptions(),
        identity: @escaping @Sendable (any Session) throws -> String?
    ) {
        precondition(rowsAtOnce > 0, "A page holds at least one row.")
        self.source = source
        self.target = target
        self.rowsAtOnce = rowsAtOnce
        self.identity = identity
        self.exceptions = exceptions
    }

    /// Copies, or goes on copying.
    ///
    /// - Throws: ``CopyRefusal``; ``StorageError``.
    public func run(_ told: @Sendable (Progress) -> Void = { _ in }) async throws -> Report {
        let left = exceptions.left
        let (shapes, own) = try await source.read { [identity] in (try TableShape.all(of: $0).filter { !left.contains($0.name) }, try identity($0)) }
        let places = try await target.read { try TableShape.all(of: $0).filter { !left.contains($0.name) } }
        guard let own else { throw CopyRefusal.sourceEmpty }
        let plan = try await self.plan(shapes, places)
        try await begin(own, places)
        let before = try await source.read { session in try plan.map { try $0.sums(session) } }
        var report = Report(tables: plan.count)
        for table in plan { report.copied += try await copy(table, told) }
        let after = try await source.read { session in try plan.map { try $0.sums(session) } }
        guard before == after else { throw CopyRefusal.sourceChanged(table: zip(plan, zip(before, after)).first { $1.0 != $1.1 }?.0.name ?? "") }
        let arrived = try await target.read { session in try plan.map { try $0.sums(session) } }
        for (table, (sent, came)) in zip(plan, zip(after, arrived)) where sent != came {
            throw CopyRefusal.sumsDiffer(table: table.name, source: sent.map(\.description), target: came.map(\.description))
        }
        try await target.write { session in
            for table in plan { try table.goOnNumbering(session) }
        }
        report.rows = arrived.reduce(0) { $0 + ($1.first ?? 0) }
        try await target.write { _ = try $0.execute("DROP TABLE copy_progress") }
        return report
    }

    /// The tables of the target, each with where its rows are read.
    private func plan(_ shapes: [TableShape], _ places: [TableShape]) async throws -> [CopiedTable] {
        let names = Set(places.map(\.name))
        for shape in shapes where !names.contains(shape.name) {
            // What one engine keeps beside a table of both is empty in a database at rest.
            let isEmpty = try await source.read { try $0.first(Query(constant: "SELECT 1 FROM \(quoted(shape.name)) LIMIT 1")) == nil }
            guard isEmpty else { throw CopyRefusal.notAtRest(table: shape.name) }
        }
        let known = Dictionary(uniqueKeysWithValues: shapes.map { ($0.name, $0) })
        var plan: [CopiedTable] = []
        for place in places {
            guard let shape = known[place.name] else { continue }
            guard shape.columns == place.columns, shape.key == place.key else { throw CopyRefusal.otherSchema(table: place.name) }
            guard !place.key.isEmpty else {
                let isEmpty = try await source.read { try $0.first(Query(constant: "SELECT 1 FROM \(quoted(shape.name)) LIMIT 1")) == nil }
                guard isEmpty else { throw CopyRefusal.notAtRest(table: place.name) }
                continue
            }
            plan.append(CopiedTable(shape: place))
        }
        return plan.filter { !exceptions.refilled.contains($0.name) } + plan.filter { exceptions.refilled.contains($0.name) }
    }

    /// Marks an empty target as one that is being filled from this source; goes on with one that is marked so.
    private func begin(_ own: String, _ places: [TableShape]) async throws {
        let text = target.dialect.statement("CREATE TABLE IF NOT EXISTS copy_progress (source {TEXT} PRIMARY KEY)")
        try await target.write { session in
            let isMarked = try session.first(Self.progressTable(session.dialect)) != nil
            let marks = isMarked ? try session.rows("SELECT source FROM copy_progress").map { $0.text(0) } : []
            if let mark = marks.first {
                guard mark == own else { throw CopyRefusal.otherSource }
                return
            }
            for place in places where try session.first(Query(constant: "SELECT 1 FROM \(quoted(place.name)) LIMIT 1")) != nil {
                throw CopyRefusal.targetHolds(table: place.name)
            }
            try session.execute(Query(constant: text))
            try session.execute("INSERT INTO copy_progress (source) VALUES (\(own))")
        }
    }

    /// - Returns: rows that this run copied.
    private func copy(_ table: CopiedTable, _ told: @Sendable (Progress) -> Void) async throws -> Int {
        if exceptions.refilled.contains(table.name) { try await target.write { _ = try $0.execute(Query(constant: "DELETE FROM \(quoted(table.name))")) } }
        var last = try await target.read { try table.last($0) }
        var copied = 0
        while true {
            try Task.checkCancellation()
            let after = last
            let limit = rowsAtOnce
            let rows = try await source.read { try table.page($0, after: after, limit: limit) }
            guard let end = rows.last else { return copied }
            // A write may run again; it then puts the same rows into an undone transaction.
            try await target.write { try table.insert(rows, $0) }
            last = table.key(of: end)
            copied += rows.count
            told(Progress(table: table.name, rows: copied))
            if rows.count < rowsAtOnce { return copied }
        }
    }

    private static func progressTable(_ dialect: Dialect) -> Query {
        switch dialect {
        case .sqlite: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'copy_progress'"
        case .postgres: "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'copy_progress'"
        }
    }
}

/// Why a database is not copied.
public enum CopyRefusal: Error, Hashable, Sendable {
    /// The source is no installation: nobody ever opened it.
    case sourceEmpty
    /// The target holds rows that no copy put there.
    case targetHolds(table: String)
    /// The target is half filled from another database.
    case otherSource
    /// A table differs between the two.
    case otherSchema(table: String)
    /// Sums were not folded, or something else waits to be done in the source.
    case notAtRest(table: String)
    /// Somebody wrote to the source while it was copied.
    case sourceChanged(table: String)
    /// Counts and sums of a table differ although the source did not change.
    case sumsDiffer(table: String, source: [String], target: [String])
}

/// The name of a table or column inside a statement; all of them come from catalogues.
func quoted(_ name: String) -> String { "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" }

/// The statements that move one table.
struct CopiedTable: Sendable {
    let shape: TableShape
    var name: String { shape.name }
    private var columns: String { shape.columns.map { quoted($0.name) }.joined(separator: ", ") }
    private var keys: String { shape.key.map(quoted).joined(separator: ", ") }

    init(shape: TableShape) { self.shape = shape }

    /// Rows after a key, in the order of keys.
    func page(_ session: any Session, after key: [SQLValue]?, limit: Int) throws -> [Row] {
        let end: Query = "LIMIT \(limit)"
        guard let key else { return try session.rows("\(Query(constant: "SELECT \(columns) FROM \(quoted(name)) ORDER BY \(keys)")) \(end)") }
        let condition: Query = "(\(Query(constant: keys))) > (\(values: key))"
        return try session.rows(
            "\(Query(constant: "SELECT \(columns) FROM \(quoted(name)) WHERE")) \(condition) \(Query(constant: "ORDER BY \(keys)")) \(end)")
    }

    /// The greatest key there is.
    func last(_ session: any Session) throws -> [SQLValue]? {
        let order = shape.key.map { quoted($0) + " DESC" }.joined(separator: ", ")
        return try session.first(Query(constant: "SELECT \(keys) FROM \(quoted(name)) ORDER BY \(order) LIMIT 1"))?.values
    }

    func key(of row: Row) -> [SQLValue] {
        shape.key.compactMap { column in shape.columns.firstIndex { $0.name == column }.map { row.values[$0] } }
    }

    /// Several rows in a statement: a round trip and a plan for each would take most of the time.
    func insert(_ rows: [Row], _ session: any Session) throws {
        let width = shape.columns.count
        let together = max(1, min(200, 10_000 / width))
        let whole = rows.count / together
        func statement(_ count: Int) -> String {
            let lines = (0..<count).map { line in "(" + (1...width).map { "$\(line * width + $0)" }.joined(separator: ", ") + ")" }
            return "INSERT INTO \(quoted(name)) (\(columns)) VALUES \(lines.joined(separator: ", "))"
        }
        try session.executeMany(statement(together), count: whole) { i, values in
            for row in rows[i * together..<(i + 1) * together] { values += row.values }
        }
        let rest = rows[(whole * together)...]
        try session.executeMany(statement(1), count: rest.count) { i, values in values += rest[rest.startIndex + i].values }
    }

    /// Where the engine numbers rows by a counter of its own, it goes on after the numbers that were copied.
    func goOnNumbering(_ session: any Session) throws {
        guard session.dialect == .postgres else { return }
        for column in shape.columns where column.kind == .whole {
            guard let counter = try session.first("SELECT pg_get_serial_sequence(\(quoted(name)), \(column.name))")?.optionalText(0) else { continue }
            let last = try session.first(Query(constant: "SELECT max(\(quoted(column.name))) FROM \(quoted(name))"))?.optionalInt(0)
            if let last { try session.execute("SELECT setval(CAST(CAST(\(counter) AS TEXT) AS REGCLASS), greatest(\(last), 1))") }
        }
    }

    /// The number of rows; then of each column, as engines sum alike: whole numbers by their remainders, texts and bytes by their lengths, real
    /// numbers by how many there are.
    func sums(_ session: any Session) throws -> [Int64] {
        let parts = shape.columns.map { column in
            let name = quoted(column.name)
            return switch column.kind {
            case .whole: "CAST(coalesce(sum(\(name) % 1000003), 0) AS BIGINT)"
            case .real: "count(\(name))"
            case .text, .bytes: "CAST(coalesce(sum(length(\(name))), 0) AS BIGINT)"
            }
        }
        let row = try session.first(Query(constant: "SELECT count(*), \(parts.joined(separator: ", ")) FROM \(quoted(name))"))
        return row?.values.map { if case .int(let number) = $0 { number } else { 0 } } ?? []
    }
}
