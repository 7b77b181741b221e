// SPDX-License-Identifier: Apache-2.0

/// A place in a database's log, in bytes from its beginning: how far was written, or how far a copy has followed.
public struct LogPosition: Sendable, Hashable, Comparable {
    /// 0 or more.
    public var bytes: Int64

    public init(bytes: Int64) { self.bytes = bytes }

    /// From what ``text`` gave; `nil` for everything else.
    public init?(text: String) {
        guard (1...19).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }), let bytes = Int64(text) else { return nil }
        self.bytes = bytes
    }

    /// Digits, to travel with a request.
    public var text: String { String(bytes) }

    public static func < (a: LogPosition, b: LogPosition) -> Bool { a.bytes < b.bytes }
}
