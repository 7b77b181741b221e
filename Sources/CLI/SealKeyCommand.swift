// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Domain
import Foundation
import Operations
import Seal
import Wording

struct SealKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal-key", abstract: "Lists the keys of the seal, or makes a successor.",
        discussion: """
            A successor is signed by the key before it where that file is there; the old file is kept beside it under its id. Servers
            that seal must then be given the new file and started again.
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("File of the key (default: beside the database).", valueName: "file"))
    var sealKey: String?

    @Flag(help: "Makes a successor, which signs from now on.")
    var new = false

    func run() async throws {
        try await options.perform { terminal in
            let installation = try await Installation.open(options, .mustExist)
            if new { try await succeed(in: installation, terminal) }
            for key in try await installation.platform.sealKeys() {
                Terminal.write("\(key.key.id)  \(key.from.exactText)  \(key.key.bytes.lowerHex)  \(key.endorsement == nil ? "-" : key.previous ?? "-")\n")
            }
            try await installation.close()
        }
    }

    private func succeed(in installation: Installation, _ terminal: Terminal) async throws {
        let platform = installation.platform
        let file = installation.sealKeyFile(sealKey ?? Environment.text("seal-key"))
        let former = file.isThere ? try file.read() : nil
        if let former { try FileManager.default.moveItem(atPath: file.path, toPath: "\(file.path).\(former.key.id)") }
        let secret = try file.make()
        _ = try await platform.publishSealKey(secret, former: former, by: .operatorOfServer(on: platform.today))
        terminal.note(SealPhrase.keyMade, ["path": .text(file.path), "key": .text(secret.key.id)])
    }
}
