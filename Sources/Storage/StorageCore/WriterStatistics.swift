// SPDX-License-Identifier: Apache-2.0

/// What the writers of a database have done since it was opened.
public struct WriterStatistics: Sendable, Hashable {
    /// Writes answered, whether they succeeded or failed.
    public var answered = 0
    /// Commits made. On SQLite far fewer than `answered` when many write at once.
    public var commits = 0
    /// Closures run again, because another transaction was in the way or a connection was lost.
    public var repeats = 0
    /// Writes refused because the queue was full.
    public var refused = 0
    /// Writes that wait now.
    public var waiting = 0

    public init() {}
}
