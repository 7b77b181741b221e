// SPDX-License-Identifier: Apache-2.0

/// A database that takes in a whole history at one go: rows first, indexes afterwards.
///
/// Whoever loads marks the database before and takes the mark away after ``putBack(progress:)``: what a crash leaves in between is
/// not a database to work with.
public protocol LoadDatabase: Database {
    /// Takes indexes and references of the tables away; the engine may also stop keeping a log.
    func setAside(_ tables: [String]) async throws

    /// Makes again what was taken away, checks references where the engine can, and returns once everything is on the disk.
    ///
    /// - Parameter progress: told the name of each index as it is begun.
    func putBack(progress: @escaping @Sendable (String) -> Void) async throws
}
