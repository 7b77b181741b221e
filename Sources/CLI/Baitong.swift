// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import HTTPSupport
import Hummingbird
import Logging
import Operations
import StorageCore
import StorageSQLite
import Stores
import WebUI

/// The program: reads its configuration, picks the database driver, runs one command.
@main
struct Baitong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baitong", abstract: "The national platform for green industry.",
        subcommands: [ServeNow.self, Routes.self, BenchCommand.self])
}

struct ServeNow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Serves the pages.")
    @Option var database = "./data/baitong.db"
    @Option var port = 8080
    @Option var host = "127.0.0.1"
    @Flag var demo = false

    func run() async throws {
        let store = try await SQLiteDatabase(path: database)
        try await MigrationRunner(migrations).run(on: store)
        let platform = try await Platform(database: store, country: .cambodia) { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
        let server = WebServer(platform: platform, site: BaitongSite.site, isDemonstration: demo)
        let address = "http://\(host):\(port)"
        let application = Application(
            router: server.router, configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { _ in print("Baitong serves at \(address)") })
        try await application.runService()
    }
}

/// Every address of the program as JSON, for the test that opens each of them.
struct Routes: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "routes", abstract: "Prints every address of the pages as JSON.")

    func run() {
        let rows = BaitongSite.addresses.map { "{\"method\": \"\($0.method)\", \"pattern\": \"\($0.pattern)\"}" }
        print("[" + rows.joined(separator: ",\n") + "]")
    }
}
