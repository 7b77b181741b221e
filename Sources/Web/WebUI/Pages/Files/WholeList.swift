// SPDX-License-Identifier: Apache-2.0

import HTTPSupport
import Tabular

extension PageRequest {
    /// Rows that are read at once for a file.
    private static let rowsAtOnce = 1000

    /// A list as a file, comma-separated values or, where that is asked for, a workbook: all of it, read part by part, so that no limit cuts it and nobody
    /// waits for one long read.
    ///
    /// - Parameters:
    ///   - name: of the file, without its ending.
    ///   - next: where a part says that another follows.
    ///   - read: the part behind a place, the first one behind `nil`, of at most so many rows.
    ///   - rows: what stands in the file for a part.
    func wholeList<Part, Place>(
        _ name: String, next: KeyPath<Part, Place?>, _ read: (_ after: Place?, _ limit: Int) async throws -> Part, rows: (Part) -> FileRows
    ) async throws -> PageAnswer {
        var part = try await read(nil, Self.rowsAtOnce)
        var whole = rows(part)
        while let after = part[keyPath: next] {
            part = try await read(after, Self.rowsAtOnce)
            whole.append(rows(part))
        }
        return try list(whole.csv, name)
    }
}
