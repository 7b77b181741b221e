// SPDX-License-Identifier: Apache-2.0

import Foundation
import StorageCore
import StoragePostgres
import StorageSQLite

/// Where an installation keeps its data: a SQLite file, or a PostgreSQL server.
enum DatabasePlace: Sendable, Hashable {
    case file(String)
    case server(url: String)

    init(_ text: String) {
        let isServer = ["postgres://", "postgresql://"].contains(where: text.hasPrefix)
        self = isServer ? .server(url: text) : .file(text)
    }

    /// For people and logs: an address without its password.
    var shown: String {
        switch self {
        case .file(let path): return path
        case .server(let url):
            // As libpq reads it: "scheme://name:password@host", and settings behind a question mark.
            let address = url.prefix { $0 != "?" }
            guard let scheme = address.firstRange(of: "://"), let at = address.lastIndex(of: "@") else { return String(address) }
            let name = address[scheme.upperBound..<at].prefix { $0 != ":" }
            return String(address[..<scheme.upperBound] + name + address[at...])
        }
    }

    /// Whether a file has yet to be made; a server's database is made by its operator.
    var isMissingFile: Bool {
        if case .file(let path) = self { !FileManager.default.fileExists(atPath: path) } else { false }
    }

    /// The same database, migrated and in nobody's use, for a load of a whole history.
    func openForLoading() async throws -> any LoadDatabase {
        switch self {
        case .file(let path): try SQLiteLoad(path: path)
        case .server(let url): try await PostgresLoad(url: url)
        }
    }

    /// A server's hot standby that is read for what may be a little behind.
    struct Replica: Sendable {
        var url: String
        /// How far behind it may be, seconds.
        var bound: Double
    }

    /// - Parameter replica: only beside a server.
    /// - Throws: ``StorageError``; `CocoaError` when the file's folder cannot be made.
    func open(replica: Replica? = nil) async throws -> any Database {
        switch self {
        case .file(let path):
            if isMissingFile { try FileManager.default.createDirectory(at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true) }
            return try await SQLiteDatabase(path: path)
        case .server(let url):
            let primary = try await PostgresDatabase(url: url)
            return if let replica { ReplicatedDatabase(primary: primary, standby: replica.url, bound: replica.bound) } else { primary }
        }
    }
}
