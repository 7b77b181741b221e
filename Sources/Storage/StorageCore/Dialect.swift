// SPDX-License-Identifier: Apache-2.0

/// The engine behind the seam, for the few places where the two truly differ.
public enum Dialect: String, Sendable, CaseIterable {
    case sqlite, postgres

    /// What a type word of a migration stands for.
    ///
    /// `ID` is a primary key minted by the program, `INT` 64 bits, `JSON` text that is JSON (PostgreSQL's `JSON` keeps
    /// it as written, which `JSONB` would not). `TEXT` is ordered by its bytes, as SQLite does, whatever the database's
    /// own order is: pages go on from where a key was. `CLUSTERED` follows the closing parenthesis of a table with a primary
    /// key of several columns: SQLite then keeps one tree instead of two.
    private var words: [String: String] {
        switch self {
        case .sqlite:
            [
                "ID": "INTEGER", "INT": "INTEGER", "TEXT": "TEXT", "REAL": "REAL", "BLOB": "BLOB", "JSON": "TEXT",
                "CLUSTERED": "WITHOUT ROWID", "THENID": "",
            ]
        case .postgres:
            [
                "ID": "BIGINT", "INT": "BIGINT", "TEXT": "TEXT COLLATE \"C\"", "REAL": "DOUBLE PRECISION", "BLOB": "BYTEA", "JSON": "JSON",
                "CLUSTERED": "", "THENID": ", id",
            ]
        }
    }

    /// A migration's statement in this engine's words. SQLite tables become STRICT, so that a column keeps its type.
    func statement(_ text: String) -> String {
        let replaced = replacingWords(in: text)
        guard self == .sqlite else { return replaced }
        let upper = replaced.uppercased()
        guard upper.hasPrefix("CREATE TABLE"), !upper.hasSuffix("STRICT") else { return replaced }
        return replaced + (upper.hasSuffix("WITHOUT ROWID") ? ", STRICT" : " STRICT")
    }

    private func replacingWords(in text: String) -> String {
        let words = words
        var result = ""
        var rest = trimmed(text)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let after = rest[rest.index(after: open)...]
            let word = after.prefix { $0.isASCII && $0.isUppercase }
            // Braces without a word inside belong to the SQL: a default of '{}' or a JSON path.
            if !word.isEmpty, word.endIndex < after.endIndex, after[word.endIndex] == "}" {
                guard let replacement = words[String(word)] else {
                    preconditionFailure("{\(word)} is no type word; there are \(words.keys.sorted().joined(separator: ", ")).")
                }
                result += replacement
                rest = after[after.index(after: word.endIndex)...]
            } else {
                result += "{"
                rest = after
            }
        }
        return String(trimmed(result + rest))
    }
}

/// Without white space and semicolons at either end.
private func trimmed(_ text: some StringProtocol) -> Substring {
    func isDispensable(_ character: Character) -> Bool { character.isWhitespace || character == ";" }
    let start = text.drop(while: isDispensable)
    guard let last = start.lastIndex(where: { !isDispensable($0) }) else { return "" }
    return Substring(start[...last])
}
