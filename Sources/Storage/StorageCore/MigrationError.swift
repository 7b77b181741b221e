// SPDX-License-Identifier: Apache-2.0

/// Why a database and a program do not fit together.
public enum MigrationError: Error, Hashable, Sendable {
    /// The database has been migrated by a later program. `database` and `program` are the newest numbers of each.
    case databaseIsNewer(database: Int, program: Int)
    /// The database took a step under this number that is another one in this program (`nil`: no such step).
    case differentHistory(number: Int, inDatabase: String, inProgram: String?)
    /// A step was never taken although a later one was; steps only go forward.
    case outOfOrder(number: Int, name: String, newest: Int)
    /// A statement of the step failed; nothing of the step remains.
    case failed(number: Int, name: String, cause: StorageError)
}

extension MigrationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .databaseIsNewer(let database, let program):
            "The database is at migration \(database), this program knows up to \(program). Use the newer program, or restore a backup made before the upgrade."
        case .differentHistory(let number, let inDatabase, let inProgram):
            "Migration \(number) is \"\(inDatabase)\" in the database and \(inProgram.map { "\"\($0)\"" } ?? "unknown") in this program. The database belongs to another program or branch."
        case .outOfOrder(let number, let name, let newest):
            "Migration \(number) (\(name)) was never applied, but \(newest) was. Give the missing one a number above \(newest)."
        case .failed(let number, let name, let cause):
            "Migration \(number) (\(name)) failed and left nothing behind. \(cause)"
        }
    }
}
