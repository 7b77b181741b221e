// SPDX-License-Identifier: Apache-2.0

/// What may go wrong below the stores, in the same words for every engine.
public enum StorageError: Error, Hashable, Sendable {
    /// So many writes wait that taking one more would only make all of them late. Nothing was tried.
    case queueFull(waiting: Int)
    /// A constraint of the schema refused a change.
    ///
    /// - `table`: where the engine or the schema tells; `nil` otherwise. For a CHECK it is known when the constraint's
    ///   name occurs in one table only, so give each its own name.
    /// - `detail`: check: the constraint's name (its expression when it has none). Unique and not null: the columns,
    ///   such as `site, month`; the index's name where it is on an expression. Foreign key: empty where the engine
    ///   names nothing. Other: the engine's or the trigger's words.
    case constraint(kind: ConstraintKind, table: String?, detail: String)
    /// Somebody else kept the database locked for longer than we wait. Trying again later may work.
    case busy
    /// The database was closed before the call.
    case closed
    /// The database cannot be reached, opened, read or written; the text is the engine's.
    case unavailable(String)
    /// The disk or the database's permitted size is full.
    case outOfSpace
    /// The file is damaged or no database; the text is the engine's.
    case corrupt(String)
    /// A bound value that the engines would not keep as it is. `position` counts from 1, as `$n` does.
    case invalidValue(position: Int, reason: String)
    /// The statement is wrong for this schema or this session: our own mistake.
    case statement(text: String, reason: String)
    /// The commit neither succeeded nor failed for certain. Look the operation up before trying again.
    case commitOutcomeUnknown(String)
}

/// Which kind of constraint refused a change.
public enum ConstraintKind: String, Sendable, CaseIterable {
    /// Unique constraints, unique indexes and primary keys.
    case unique
    case check, foreignKey, notNull
    /// Triggers that refuse, column types, exclusion.
    case other
}

extension StorageError: CustomStringConvertible {
    /// For operators and logs; pages have words of their own.
    public var description: String {
        switch self {
        case .queueFull(let waiting):
            "The database has \(waiting) writes waiting and takes no more. Try again in a moment."
        case .constraint(let kind, let table, let detail):
            "A \(kind.rawValue) constraint\(table.map { " of table \($0)" } ?? "") refused the change\(detail.isEmpty ? "" : ": \(detail)")."
        case .busy: "Another program keeps the database locked. Try again, or stop the other program."
        case .closed: "The database is closed."
        case .unavailable(let reason): "The database cannot be used: \(reason)."
        case .outOfSpace: "The database cannot grow: the disk or its permitted size is full. Free space, then try again."
        case .corrupt(let reason): "The database file is damaged or no database: \(reason). Restore the last backup."
        case .invalidValue(let position, let reason): "Value $\(position) cannot be kept: \(reason)."
        case .statement(let text, let reason): "The statement is wrong: \(reason). Statement: \(text)"
        case .commitOutcomeUnknown(let reason):
            "It is not known whether the last change was saved: \(reason). Look it up before trying again."
        }
    }
}
