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
            what it has begun. Put a TLS proxy in front of it, and give --secure-cookies
            and --behind-proxy then.
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: "Port to listen on, 0 for any free one (default: 8080).")
    var port: Int?

    @Option(help: "Address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: ArgumentHelp("postgres://... of a hot standby, read for what may be a little behind.", valueName: "address"))
    var replica: String?

    @Option(help: ArgumentHelp("How far behind the standby may be, 1 to 600 seconds; the primary is read beyond it (default: 10).", valueName: "seconds"))
    var replicaLag: Int?

    @Flag(help: "Makes the demonstration country when the database is empty, and lists its accounts on the sign-in page.")
    var demo = false

    @Flag(help: "People reach the server by https: cookies are for https only.")
    var secureCookies = false

    @Flag(help: "Only a proxy reaches the server; it writes callers' addresses into X-Forwarded-For, and the last one counts.")
    var behindProxy = false

    @Option(help: ArgumentHelp("File of the key by which the journal is sealed; made when the database knows none (default: beside it).", valueName: "file"))
    var sealKey: String?

    @Option(help: ArgumentHelp("Requests a minute that one token may make at /api/v1 (default: 1200).", valueName: "count"))
    var apiRate: Int?

    @Option(help: ArgumentHelp("Requests a minute that one network address may make there without a good token (default: 600).", valueName: "count"))
    var apiOpenRate: Int?

    mutating func validate() throws {
        port = try port ?? Environment.value("port")
        host = host ?? Environment.text("host")
        replica = replica ?? Environment.text("replica")
        replicaLag = try replicaLag ?? Environment.value("replica-lag")
        sealKey = sealKey ?? Environment.text("seal-key")
        apiRate = try apiRate ?? Environment.value("api-rate")
        apiOpenRate = try apiOpenRate ?? Environment.value("api-open-rate")
        demo = demo || Environment.flag("demo")
        secureCookies = secureCookies || Environment.flag("secure-cookies")
        behindProxy = behindProxy || Environment.flag("behind-proxy")
        if let port, !(0...65_535).contains(port) { throw ValidationError("A port is a number from 0 to 65535; \(port) was given.") }
        if replica != nil, case .file = options.databasePlace { throw ValidationError("Only a database at postgres://... has a standby to be read.") }
        if let replicaLag, !(1...600).contains(replicaLag) { throw ValidationError("A standby's lag is 1 to 600 seconds; \(replicaLag) was given.") }
        for rate in [apiRate, apiOpenRate].compactMap({ $0 }) where !RequestBounds.range.contains(rate) {
            throw ValidationError("Requests a minute are a number from 1 to \(RequestBounds.range.upperBound); \(rate) was given.")
        }
    }

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(
                options, .make, replica: replica.map { DatabasePlace.Replica(url: $0, bound: Double(replicaLag ?? 10)) })
            // A backup may have brought back what was erased.
            let back = try await installation.platform.repeatErasures(by: .operatorOfServer(on: installation.platform.today))
            if back > 0 { terminal.note(ErasurePhrase.repeated, ["count": .number(Int64(back))]) }
            let isDemonstration = demo ? try await installation.isDemonstration(sealKey: sealKey, terminal) : false
            let secret = try await installation.sealSecret(sealKey, terminal)
            let sealer = secret.map {
                Sealer(installation.platform, secret: $0, name: "\(ProcessInfo.processInfo.hostName):\(ProcessInfo.processInfo.processIdentifier)")
            }
            try await listen(on: installation, isDemonstration: isDemonstration, sealer: sealer)
            try await sealer?.release()
            try await installation.close()
        }
    }

    private var bounds: RequestBounds {
        let standard = RequestBounds.standard
        return RequestBounds(perToken: apiRate ?? standard.perToken, perAddress: apiOpenRate ?? standard.perAddress)
    }

    private func listen(on installation: Installation, isDemonstration: Bool, sealer: Sealer?) async throws {
        var logger = Logger(label: "baitong")
        logger.logLevel = .notice
        var site = BaitongSite.site
        site.extensions = [APIDoor(platform: installation.platform, bounds: bounds, logger: logger).door]
        let server = WebServer(
            platform: installation.platform, site: site, isSecure: secureCookies, isDemonstration: isDemonstration, isBehindProxy: behindProxy, logger: logger)
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
                group.addTask { [logger] in
                    await Self.keepUp(every: .seconds(15), atOnce: 1, logger, "This server's number for identifiers could not be renewed") { _ in
                        try await platform.renewNode()
                        return 0
                    }
                }
                group.addTask { [logger] in
                    await Self.keepUp(every: .seconds(5), atOnce: 200, logger, "Firms could not be compared") { try await platform.compareFirms(limit: $0) }
                }
                group.addTask { [logger] in
                    // With the day other periods are owed; what pages count is as of the day before until then.
                    await Self.keepUp(every: .seconds(60), atOnce: 100, logger, "Returns that are owed could not be counted") {
                        try await platform.openPeriods(limit: $0)
                    }
                }
                group.addTask { [logger] in
                    await Self.keepUp(every: .seconds(3600), atOnce: 500, logger, "Old idempotency keys could not be removed") {
                        try await platform.forgetKeys(limit: $0)
                    }
                }
                if let sealer {
                    group.addTask { [logger] in await Self.seal(sealer, logger) }
                }
                // In a large nation they take seconds to sum: nobody's first page should.
                group.addTask { _ = try? await platform.openFigures() }
                if installation.database.dialect == .postgres {
                    group.addTask { [logger] in
                        // What pages show is right meanwhile: they add what was not folded yet.
                        await Self.keepUp(every: .seconds(1), atOnce: 50_000, logger, "The nation's sums could not be folded") {
                            try await platform.foldSums(limit: $0)
                            return 0
                        }
                    }
                    group.addTask { [logger] in
                        // Years ahead of need, and the last partition takes what has none: a failure costs nobody anything.
                        await Self.keepUp(every: .seconds(3600), atOnce: 1, logger, "The history's partitions could not be made ahead") { _ in
                            try await platform.keepPartitions()
                            return 0
                        }
                    }
                }
                try await application.runService()
                group.cancelAll()
            }
        } catch  where "\(error)".contains("Address already in use") {
            throw CLIRefusal(.portTaken, ["host": .text(host), "port": .text(String(port))])
        }
    }

    /// Does upkeep in small steps, so that nobody who writes waits long, until it is cancelled.
    ///
    /// - Parameters:
    ///   - pause: between looks while nothing waits.
    ///   - atOnce: most that one step does; where it did as much, the next follows soon.
    ///   - step: does so many at most, and says how many it did.
    private static func keepUp(
        every pause: Duration, atOnce: Int, _ logger: Logger, _ failure: String, _ step: @Sendable (Int) async throws -> Int
    ) async {
        var wait = Duration.seconds(5)
        while (try? await Task.sleep(for: wait)) != nil {
            do {
                wait = try await step(atOnce) >= atOnce ? .milliseconds(50) : pause
            } catch {
                logger.warning("\(failure): \(error)")
                wait = max(pause, .seconds(60))
            }
        }
    }

    /// Seals each second what was saved, until it is cancelled. What is wrong is said once, not each second.
    private static func seal(_ sealer: Sealer, _ logger: Logger) async {
        let atOnce = 5000
        var wait = Duration.seconds(1)
        var lastFailure = ""
        while (try? await Task.sleep(for: wait)) != nil {
            do {
                wait = try await sealer.look(limit: atOnce) >= atOnce ? .milliseconds(10) : .seconds(1)
                lastFailure = ""
            } catch {
                let failure = "\(error)"
                if failure != lastFailure { logger.warning("The journal could not be sealed: \(failure)") }
                lastFailure = failure
                wait = .seconds(5)
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
