// SPDX-License-Identifier: Apache-2.0

/// A value as the database keeps it. Five kinds, the same on every engine.
///
/// Two values are refused with ``StorageError/invalidValue(position:reason:)``, because the engines would silently keep
/// something else: text with a NUL character (PostgreSQL cannot hold it, SQLite's functions stop at it) and a real
/// number that is not a number (SQLite turns it into NULL).
public enum SQLValue: Sendable, Hashable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// The kind in words, for messages.
    public var kind: String {
        switch self {
        case .null: "null"
        case .int: "a whole number"
        case .real: "a real number"
        case .text: "text"
        case .blob: "bytes"
        }
    }
}

/// A Swift value that has exactly one form in the database.
public protocol SQLConvertible {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible { public var sqlValue: SQLValue { self } }
extension Int64: SQLConvertible { public var sqlValue: SQLValue { .int(self) } }
extension Int: SQLConvertible { public var sqlValue: SQLValue { .int(Int64(self)) } }
extension Int32: SQLConvertible { public var sqlValue: SQLValue { .int(Int64(self)) } }
/// `false` is 0 and `true` is 1: neither engine needs a boolean column.
extension Bool: SQLConvertible { public var sqlValue: SQLValue { .int(self ? 1 : 0) } }
extension Double: SQLConvertible { public var sqlValue: SQLValue { .real(self) } }
extension String: SQLConvertible { public var sqlValue: SQLValue { .text(self) } }
extension [UInt8]: SQLConvertible { public var sqlValue: SQLValue { .blob(self) } }
extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
