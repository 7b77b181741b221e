// SPDX-License-Identifier: Apache-2.0

import API
import ArgumentParser
import Domain
import Foundation
import HTTPSupport
import Hummingbird
import Logging
import Operations
import WebUI

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serves the platform's pages.",
        discussion: """
            Makes and migrates the database by itself. Listens until it is told to stop (Ctrl-C, or SIGTERM), then finishes
            what it has begun. Put a TLS proxy in front of it, and give --secure-cookies then.
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: "Port to listen on, 0 for any free one (default: 8080).")
    var port: Int?

    @Option(help: "Address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: "Number of this server among those that share the database, 0...1007 (default: 0).")
    var node: Int?

    @Flag(help: "Makes the demonstration country when the database is empty, and lists its accounts on the sign-in page.")
    var demo = false

    @Flag(help: "People reach the server by https: cookies are for https only.")
    var secureCookies = false

    mutating func validate() throws {
        port = try port ?? Environment.value("port")
        host = host ?? Environment.text("host")
        node = try node ?? Environment.value("node")
        demo = demo || Environment.flag("demo")
        secureCookies = secureCookies || Environment.flag("secure-cookies")
        if let port, !(0...65_535).contains(port) { throw ValidationError("A port is a number from 0 to 65535; \(port) was given.") }
        if let node, !(0...1007).contains(node) { throw ValidationError("A server's node is a number from 0 to 1007; \(node) was given.") }
    }

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .make, node: Int64(node ?? 0))
            // A backup may have brought back what was erased.
            let back = try await installation.platform.repeatErasures(by: .operatorOfServer(on: installation.platform.today))
            if back > 0 { terminal.note(ErasurePhrase.repeated, ["count": .number(Int64(back))]) }
            let isDemonstration = demo ? try await installation.isDemonstration(terminal) : false
            try await listen(on: installation, isDemonstration: isDemonstration)
            try await installation.close()
        }
    }

    private func listen(on installation: Installation, isDemonstration: Bool) async throws {
        var logger = Logger(label: "baitong")
        logger.logLevel = .notice
        var site = BaitongSite.site
        site.extensions = [APIDoor(platform: installation.platform, logger: logger).door]
        let server = WebServer(
            platform: installation.platform, site: site, isSecure: secureCookies, isDemonstration: isDemonstration, logger: logger)
        let host = self.host ?? "127.0.0.1"
        let port = self.port ?? 8080
        let application = Application(
            router: server.router, configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in
                // An address with colons is written in brackets before a port.
                let name = host.contains(":") ? "[\(host)]" : host
                Terminal.write("Baitong serves at http://\(name):\(channel.localAddress?.port ?? port)\n")
            }, logger: logger)
        do {
            let platform = installation.platform
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { [logger] in await Self.followVocabulary(of: platform, logger: logger) }
                group.addTask { [logger] in await Self.compareFirms(of: platform, logger: logger) }
                if installation.database.dialect == .postgres { group.addTask { [logger] in await Self.foldSums(of: platform, logger: logger) } }
                try await application.runService()
                group.cancelAll()
            }
        } catch  where "\(error)".contains("Address already in use") {
            throw CLIRefusal(.portTaken, ["host": .text(host), "port": .text(String(port))])
        }
    }
    /// Firms compared in one step, so that nobody who writes waits long.
    private static let firmsAtOnce = 200

    /// Compares firms that were imported with those that are there, in small steps, until it is cancelled.
    private static func compareFirms(of platform: Platform, logger: Logger) async {
        var pause = Duration.seconds(5)
        while (try? await Task.sleep(for: pause)) != nil {
            do {
                pause = try await platform.compareFirms(limit: firmsAtOnce) == firmsAtOnce ? .milliseconds(50) : .seconds(5)
            } catch {
                logger.warning("Firms could not be compared: \(error)")
                pause = .seconds(60)
            }
        }
    }

    /// Moves what operations added to the nation's sums into their rows each second, until it is cancelled.
    private static func foldSums(of platform: Platform, logger: Logger) async {
        var pause = Duration.seconds(1)
        while (try? await Task.sleep(for: pause)) != nil {
            do {
                try await platform.foldSums()
                pause = .seconds(1)
            } catch {
                logger.warning("The nation's sums could not be folded; what pages show stays right: \(error)")
                pause = .seconds(30)
            }
        }
    }

    /// Sentences and lists that officers change at other servers of the database are in force here within this time.
    private static let vocabularyEvery = Duration.seconds(5)

    /// Looks every few seconds whether sentences or lists were changed, or an outage declared, at another server, until it is cancelled.
    private static func followVocabulary(of platform: Platform, logger: Logger) async {
        var lastFailure = ""
        while (try? await Task.sleep(for: vocabularyEvery)) != nil {
            do {
                try await platform.refreshVocabulary()
                try await platform.refreshOutages()
                lastFailure = ""
            } catch {
                // Said once, not every few seconds: what was in force stays so.
                let failure = "\(error)"
                if failure != lastFailure { logger.warning("The sentences and lists of other servers could not be taken over: \(failure)") }
                lastFailure = failure
            }
        }
    }
}
