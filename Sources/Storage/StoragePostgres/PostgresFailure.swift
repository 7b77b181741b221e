// SPDX-License-Identifier: Apache-2.0

import CPostgres
import StorageCore

/// What went wrong at the server or on the way to it, and what that means for the transaction.
struct PostgresFailure: Error {
    enum Kind {
        /// Another transaction was in the way: run the closure again.
        case conflict
        /// The connection is of no use any more; the transaction is gone with it.
        case lost
        /// The server or the driver says no, and would again.
        case refused
    }

    let kind: Kind
    /// In the words of the seam.
    let error: StorageError

    /// A refusal of the driver's own.
    init(_ error: StorageError) {
        kind = .refused
        self.error = error
    }

    /// A connection that ended, or could not be made.
    init(lost reason: String) {
        kind = .lost
        error = .unavailable(Self.oneLine(reason))
    }

    var reason: String { "\(error)" }

    /// The failure of a statement. One whose plan no longer fits the schema counts as lost: begun anew, the connection prepares anew.
    ///
    /// Source: PostgreSQL manual, appendix A, for the codes; section 34.3.3 for the fields.
    /// - Parameter isWriting: whether the connection is for writing, where a server that only reads is the wrong one.
    init(_ result: PostgresResult, text: String, isWriting: Bool) {
        func field(_ code: Character) -> String? {
            PQresultErrorField(result.handle, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
        }
        let state = field("C") ?? ""
        let message = field("M") ?? "the server gave no reason"
        let isStale = state == "26000" || (state == "0A000" && message.contains("cached plan"))
        if Self.conflicts.contains(state) {
            self.init(kind: .conflict, error: .busy)
        } else if isStale || Self.losses.contains(state) || (state.hasPrefix("08") && state != "08P01") || (state == "25006" && isWriting) {
            self.init(lost: message)
        } else {
            self.init(Self.refusal(state, message, text, field))
        }
    }

    private init(kind: Kind, error: StorageError) {
        self.kind = kind
        self.error = error
    }

    /// Serialization failure and deadlock.
    private static let conflicts: Set = ["40001", "40P01"]
    /// Shut down, crashed, starting; idle for too long; no word at all.
    private static let losses: Set = ["57P01", "57P02", "57P03", "25P03", ""]

    private static func refusal(_ state: String, _ message: String, _ text: String, _ field: (Character) -> String?) -> StorageError {
        switch state {
        case "23505": .constraint(kind: .unique, table: field("t").map(table), detail: uniqueColumns(field("D")) ?? field("n") ?? "")
        case "23514": .constraint(kind: .check, table: field("t").map(table), detail: field("n") ?? "")
        case "23503": .constraint(kind: .foreignKey, table: field("t").map(table), detail: field("n") ?? "")
        case "23502": .constraint(kind: .notNull, table: field("t").map(table), detail: field("c") ?? "")
        // What a trigger raised, exclusion, and a value of another kind than its column.
        case "P0001", "23P01", "42804": .constraint(kind: .other, table: nil, detail: message)
        case "53100": .outOfSpace
        case "55P03": .busy
        case "XX001", "XX002": .corrupt(message)
        case "57014": .unavailable("interrupted")
        case _ where ["25", "28", "3D", "53", "58"].contains(where: state.hasPrefix): .unavailable(message)
        default: .statement(text: text, reason: message)
        }
    }

    /// A partition stands for its table: it is named after it and a year.
    private static func table(_ name: String) -> String {
        let (stem, year) = (name.dropLast(5), name.suffix(5))
        return year.first == "_" && year.dropFirst().allSatisfy { ("0"..."9").contains($0) } ? String(stem) : name
    }

    /// The columns in `Key (site, number)=(7, A) already exists.`, whose form is the same in every language of the server; `nil` for an
    /// index on an expression, which has a name instead.
    private static func uniqueColumns(_ detail: String?) -> String? {
        guard let detail, let open = detail.firstIndex(of: "("), let close = detail.range(of: ")=(")?.lowerBound, open < close else { return nil }
        let columns = detail[detail.index(after: open)..<close]
        return columns.contains("(") ? nil : String(columns)
    }

    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0.isWhitespace } }.joined(separator: " ")
    }
}
