// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Seal
import Wording

extension Installation {
    /// Beside a database file, or in the folder `data` where the database is a server's.
    func sealKeyFile(_ named: String?) -> SealKeyFile {
        if let named { return SealKeyFile(path: named) }
        return switch place {
        case .file(let path): SealKeyFile(path: path + ".seal-key")
        case .server: SealKeyFile(path: "./data/baitong.seal-key")
        }
    }

    /// The key by which this process may seal; made and published where the database knows none yet. Without the one that signs now the
    /// process does its other work, and says so.
    ///
    /// - Throws: ``Problems`` when the file is no key; `CocoaError`; errors of the database.
    func sealSecret(_ named: String?, _ terminal: Terminal) async throws -> SealSecret? {
        let file = sealKeyFile(named)
        var known = try await platform.sealKeys()
        var facts: [String: Fact] = ["path": .text(file.path)]
        if !file.isThere {
            guard known.isEmpty else {
                terminal.note(SealPhrase.keyFirstMissing, facts)
                return nil
            }
            facts["key"] = .text(try file.readOrMake().key.id)
            terminal.note(SealPhrase.keyMade, facts)
        }
        if file.isOpenToOthers { terminal.note(SealPhrase.keyFileOpen, facts) }
        let secret = try file.read()
        facts["key"] = .text(secret.key.id)
        if known.isEmpty {
            // Another server may have been quicker; then its key signs.
            do { _ = try await platform.publishSealKey(secret, isFirst: true, by: .operatorOfServer(on: platform.today)) } catch PlatformError.stale {}
            known = try await platform.sealKeys()
        }
        if let last = known.last, last.key != secret.key {
            facts["current"] = .text(last.key.id)
            terminal.note(known.contains { $0.key == secret.key } ? SealPhrase.keySuperseded : .keyUnknown, facts)
            return nil
        }
        platform.keepSeal(secret)
        return secret
    }

    /// Seals all that waits: at the end of a command that has filled a database.
    func sealAll(_ named: String?, _ terminal: Terminal) async throws {
        guard let secret = try await sealSecret(named, terminal) else { return }
        let count = try await Sealer(platform, secret: secret, name: "command").sealAll()
        terminal.note(SealPhrase.sealedCount, ["count": .number(Int64(count))])
    }
}
