// SPDX-License-Identifier: Apache-2.0

/// One numbered step in the growth of a database. Once released it never changes; the next step mends it.
public struct Migration: Sendable, Hashable {
    /// Above 0, ascending, never used twice.
    public let number: Int
    /// Short, lower case, such as `ledger`; kept in the database to notice a renumbered step.
    public let name: String
    public let statements: [Statement]

    public init(number: Int, name: String, statements: [Statement]) {
        precondition(number > 0, "Migrations are numbered from 1.")
        self.number = number
        self.name = name
        self.statements = statements
    }

    /// The SQL of this step for one engine, in order.
    public func texts(for dialect: Dialect) -> [String] {
        statements.compactMap { $0.text(for: dialect) }
    }
}

/// One SQL statement of a migration, for both engines or for one of them.
///
/// Column types are words in braces: `{ID} {INT} {TEXT} {REAL} {BLOB} {JSON}`; `{CLUSTERED}` may follow a table whose
/// primary key has several columns; `{THENID}` orders an index by id last, which SQLite does by itself. A trigger with its body is one statement.
public enum Statement: Sendable, Hashable {
    case both(String)
    case sqlite(String)
    case postgres(String)

    func text(for dialect: Dialect) -> String? {
        switch (self, dialect) {
        case (.both(let text), _), (.sqlite(let text), .sqlite), (.postgres(let text), .postgres): dialect.statement(text)
        case (.sqlite, .postgres), (.postgres, .sqlite): nil
        }
    }
}
