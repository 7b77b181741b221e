// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite
import StorageCore

// SQLite's result codes in the words of StorageError. Source: sqlite.org/rescode.html, and for the form of the messages
// of constraints `sqlite3UniqueConstraint`, `sqlite3VdbeHalt` and `sqlite3GenerateConstraintChecks` of SQLite 3.40.

extension SQLiteConnection {
    /// What went wrong with a statement. To be called before anything else happens on the connection.
    func failure(_ code: Int32, _ text: String) -> StorageError {
        // The connection's code is the extended one, which tells one kind of constraint from another.
        let extended = sqlite3_extended_errcode(handle)
        let message = String(cString: sqlite3_errmsg(handle))
        let error = StorageError(code: extended & 0xff == code & 0xff ? extended : code, message: message, text: text)
        if case .constraint(.check, nil, let name) = error {
            return .constraint(kind: .check, table: table(withConstraint: name), detail: name)
        }
        return error
    }

    /// After a failed write to the log it is open whether a recovery would find the commit.
    func commitFailure(_ error: StorageError) -> StorageError {
        switch error {
        case .unavailable(let reason): .commitOutcomeUnknown(reason)
        default: error
        }
    }

    /// SQLite does not say whose CHECK failed; the schema does, when the name occurs in one table only.
    private func table(withConstraint name: String) -> String? {
        var tables: [String] = []
        do throws(StorageError) {
            let statement = try take("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND instr(sql, 'CONSTRAINT ' || $1) > 0")
            defer { giveBack(statement) }
            try statement.bind([.text(name)])
            while try statement.step() {
                let row = statement.row()
                if declares(row.text(1), name) { tables.append(row.text(0)) }
            }
        } catch {
            return nil
        }
        return tables.count == 1 ? tables[0] : nil
    }

    /// Whether the name ends where it was found, rather than being the beginning of a longer one.
    private func declares(_ sql: String, _ name: String) -> Bool {
        var rest = Substring(sql)
        while let found = rest.firstRange(of: "CONSTRAINT " + name) {
            rest = rest[found.upperBound...]
            guard let next = rest.first, next.isLetter || next.isNumber || next == "_" else { return true }
        }
        return false
    }
}

extension StorageError {
    /// A statement that somebody stopped from outside.
    static let interrupted = StorageError.unavailable("interrupted")

    init(code: Int32, message: String, text: String) {
        self =
            switch code & 0xff {
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_CONSTRAINT: Self.constraint(code, message)
            case SQLITE_FULL: .outOfSpace
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(message)
            case SQLITE_INTERRUPT: .interrupted
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_PERM, SQLITE_AUTH, SQLITE_READONLY, SQLITE_PROTOCOL, SQLITE_NOLFS:
                .unavailable(message)
            default: .statement(text: text, reason: message)
            }
    }

    /// An error of GRDB's own statements: opening, beginning to read, closing.
    init(_ error: DatabaseError) {
        // GRDB's word for a connection that it has closed.
        if error.resultCode == .SQLITE_MISUSE {
            self = .closed
        } else {
            self.init(code: error.extendedResultCode.rawValue, message: error.message ?? "\(error)", text: error.sql ?? "")
        }
    }

    private static func constraint(_ code: Int32, _ message: String) -> StorageError {
        // "UNIQUE constraint failed: report.site, report.month"
        let subject = message.firstRange(of: "constraint failed: ").map { String(message[$0.upperBound...]) } ?? ""
        switch code >> 8 {
        case 1: return .constraint(kind: .check, table: nil, detail: subject)
        case 3: return .constraint(kind: .foreignKey, table: nil, detail: subject)
        case 5: return columns(.notNull, subject)
        case 6, 8, 10: return columns(.unique, subject)
        default: return .constraint(kind: .other, table: nil, detail: message)
        }
    }

    private static func columns(_ kind: ConstraintKind, _ subject: String) -> StorageError {
        // On an expression: "index 'party_name_folded'".
        if subject.hasPrefix("index '") { return .constraint(kind: kind, table: nil, detail: String(subject.dropFirst(7).dropLast())) }
        let parts = subject.split(separator: ", ").map { $0.split(separator: ".", maxSplits: 1) }
        guard let table = parts.first?.first, parts.allSatisfy({ $0.count == 2 }) else {
            return .constraint(kind: kind, table: nil, detail: subject)
        }
        return .constraint(kind: kind, table: String(table), detail: parts.map { $0[1] }.joined(separator: ", "))
    }
}
