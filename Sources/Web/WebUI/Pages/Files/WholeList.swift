// SPDX-License-Identifier: Apache-2.0

/// A list as a file: all of it, read part by part, so that no limit cuts it and nobody waits for one long read.
enum WholeList {
    /// Rows that are read at once.
    static let atOnce = 1000

    /// - Parameters:
    ///   - read: the part behind a place, the first one behind `nil`; and the place where the next begins, `nil` at the end.
    ///   - take: is given each part.
    static func each<Part, Place>(_ read: (Place?) async throws -> (part: Part, next: Place?), _ take: (Part) -> Void) async throws {
        var after: Place?
        repeat {
            let (part, next) = try await read(after)
            take(part)
            after = next
        } while after != nil
    }
}
