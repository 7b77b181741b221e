// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Tabular

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

extension PageRequest {
    /// A whole list as comma-separated values or, where that is asked for, as a workbook.
    /// - Parameters:
    ///   - name: of the file, without its ending.
    ///   - next: where a part says that another follows.
    ///   - read: the part behind a place, of at most so many rows.
    ///   - rows: what stands in the file for a part.
    func wholeList<Part, Place>(
        _ name: String, next: KeyPath<Part, Place?>, _ read: (_ after: Place?, _ limit: Int) async throws -> Part, rows: (Part) -> FileRows
    ) async throws -> PageAnswer {
        var whole: FileRows?
        try await WholeList.each { after in
            let part = try await read(after, WholeList.atOnce)
            return (part, part[keyPath: next])
        } _: { part in
            if whole == nil { whole = rows(part) } else { whole?.append(rows(part)) }
        }
        return try list(whole?.csv ?? [], name)
    }
}
