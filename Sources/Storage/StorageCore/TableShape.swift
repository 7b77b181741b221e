// SPDX-License-Identifier: Apache-2.0

/// A table as an engine's own catalogue describes it.
struct TableShape: Hashable, Sendable {
    struct Column: Hashable, Sendable {
        enum Kind: Hashable, Sendable { case whole, real, text, bytes }

        var name: String
        var kind: Kind
    }

    var name: String
    var columns: [Column]
    /// Columns of the primary key, in its order.
    var key: [String]
    /// Tables that its rows name.
    var parents: Set<String>

    /// The tables of a database but for the runner's own, those that others name first, else by name.
    static func all(of session: any Session) throws -> [TableShape] {
        let rows = try session.rows(columns(session.dialect))
        var shapes: [String: TableShape] = [:]
        for row in rows where !apart.contains(row.text(0)) {
            let column = Column(name: row.text(1), kind: kind(row.text(2)))
            shapes[row.text(0), default: TableShape(name: row.text(0), columns: [], key: [], parents: [])].columns.append(column)
        }
        for row in try session.rows(keys(session.dialect)) { shapes[row.text(0)]?.key.append(row.text(1)) }
        for row in try session.rows(references(session.dialect)) where row.text(0) != row.text(1) { shapes[row.text(0)]?.parents.insert(row.text(1)) }
        return ordered(shapes)
    }

    /// What the runner of migrations and a copy keep for themselves.
    static let apart: Set<String> = ["schema_migration", "copy_progress"]

    private static func ordered(_ shapes: [String: TableShape]) -> [TableShape] {
        var result: [TableShape] = []
        var placed: Set<String> = []
        var rest = shapes.values.sorted { $0.name < $1.name }
        while !rest.isEmpty {
            let ready = rest.filter { $0.parents.isSubset(of: placed) }
            precondition(!ready.isEmpty, "Tables do not name each other in a circle.")
            result += ready
            placed.formUnion(ready.map(\.name))
            rest.removeAll { placed.contains($0.name) }
        }
        return result
    }

    private static func kind(_ type: String) -> Column.Kind {
        switch type.lowercased() {
        case "integer", "bigint": .whole
        case "real", "double precision": .real
        case "blob", "bytea": .bytes
        default: .text
        }
    }

    // MARK: Catalogues: table and column; then table and column of its key; then table and the table it names

    private static func columns(_ dialect: Dialect) -> Query {
        switch dialect {
        case .sqlite:
            """
            SELECT t.name, c.name, c.type FROM sqlite_schema t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.name
            """
        case .postgres:
            """
            SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT), format_type(c.atttypid, NULL) FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
            WHERE t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND t.relkind IN ('r', 'p') AND NOT t.relispartition AND c.attnum > 0
            AND NOT c.attisdropped ORDER BY CAST(t.relname AS TEXT) COLLATE "C", CAST(c.attname AS TEXT) COLLATE "C"
            """
        }
    }

    private static func keys(_ dialect: Dialect) -> Query {
        switch dialect {
        case .sqlite:
            """
            SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.pk > 0 ORDER BY t.name, c.pk
            """
        case .postgres:
            """
            SELECT CAST(t.relname AS TEXT), CAST(c.attname AS TEXT) FROM pg_class t JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
            JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = ANY (i.indkey)
            WHERE t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND t.relkind IN ('r', 'p') AND NOT t.relispartition
            ORDER BY CAST(t.relname AS TEXT) COLLATE "C", array_position(i.indkey::int2[], c.attnum)
            """
        }
    }

    private static func references(_ dialect: Dialect) -> Query {
        switch dialect {
        case .sqlite: "SELECT t.name, f.\"table\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'"
        case .postgres:
            """
            SELECT CAST(t.relname AS TEXT), CAST(p.relname AS TEXT) FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
            JOIN pg_class p ON p.oid = k.confrelid WHERE k.contype = 'f' AND t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND NOT t.relispartition
            """
        }
    }
}
