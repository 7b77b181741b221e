// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Operations
import StorageCore
import Stores

/// The database behind a command, and the platform on it. A database belongs to one country, written in it when it is made.
struct Installation: Sendable {
    /// Whether a command may make what is not there.
    enum Standing {
        /// Makes the file and its folder where the place is a file, and takes every migration.
        case make
        /// The database must be there and at the program's version.
        case mustExist
    }

    let place: DatabasePlace
    let database: any Database
    let platform: Platform

    private static let countryKey = "country"

    static func open(_ options: GlobalOptions, _ standing: Standing, replica: DatabasePlace.Replica? = nil) async throws -> Installation {
        let place = options.databasePlace
        if standing == .mustExist, place.isMissingFile { throw CLIRefusal(.databaseMissing, ["path": .text(place.shown)]) }
        let database = try await place.open(replica: replica)
        let runner = MigrationRunner(migrations)
        switch standing {
        case .make: try await runner.run(on: database)
        case .mustExist:
            let pending = try await runner.pending(on: database)
            if !pending.isEmpty { throw CLIRefusal(.migrationsPending, ["count": .number(Int64(pending.count))]) }
        }
        if try await database.read({ try SettingStore($0).value(HistoryLoad.mark) }) != nil {
            throw CLIRefusal(.loadUnfinished, ["path": .text(place.shown)])
        }
        let country = try await country(of: database, asked: options.country)
        let platform = try await Platform(database: database, country: country, holder: holder, clock: systemClock)
        return Installation(place: place, database: database, platform: platform)
    }

    /// The country written in the database; written now where it is not yet.
    private static func country(of database: any Database, asked: Country?) async throws -> Country {
        let written = try await database.write { session in
            try SettingStore(session).value(countryKey, orSet: (asked ?? .cambodia).rawValue)
        }
        guard let country = Country(rawValue: written), asked == nil || asked == country else {
            throw CLIRefusal(.countryDiffers, ["country": .text(written), "asked": .text(asked?.rawValue ?? "")])
        }
        return country
    }

    func setting(_ key: String) async throws -> String? { try await database.read { try SettingStore($0).value(key) } }

    /// Nobody is registered yet.
    func isEmpty() async throws -> Bool { try await database.read { try RegistryStore($0).organisations(limit: 1).isEmpty } }

    /// The operator's own work, then the file left whole.
    func close() async throws {
        // A number that cannot be given back now is free when its time is over.
        try? await platform.releaseNode()
        try await database.close()
    }

    /// Who holds a number for identifiers, as operators read it in the database.
    private static var holder: String { "\(ProcessInfo.processInfo.hostName) \(ProcessInfo.processInfo.processIdentifier)" }
}

/// The only clock of the program.
let systemClock: @Sendable () -> Instant = { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
