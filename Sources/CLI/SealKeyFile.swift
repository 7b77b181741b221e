// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Operations
import Seal

/// The file that holds the secret part of a seal key: one line, `baitong-seal-key-1` and 64 hexadecimal digits. For its owner alone.
struct SealKeyFile: Sendable {
    private static let word = "baitong-seal-key-1"

    let path: String

    var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether others than the owner may read or write it.
    var isOpenToOthers: Bool {
        let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int
        return (mode ?? 0) & 0o077 != 0
    }

    /// - Throws: ``Problems`` when the file holds no key; `CocoaError` when it cannot be read.
    func read() throws -> SealSecret {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        let pieces = text.split(whereSeparator: \.isWhitespace)
        guard pieces.count == 2, pieces[0] == Self.word, let seed = [UInt8](lowerHex: String(pieces[1])), let secret = SealSecret(seed: seed) else {
            throw Problems([SealPhrase.keyFile.problem("", ["path": .text(path)])])
        }
        return secret
    }

    /// Makes a new key and its file, which must not be there.
    ///
    /// - Throws: `CocoaError` when the file cannot be made.
    func make() throws -> SealSecret {
        let seed = Secrets().random(SealSecret.seedLength)
        guard let secret = SealSecret(seed: seed) else { preconditionFailure("A key is made of \(SealSecret.seedLength) bytes.") }
        let folder = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Never readable by others, not even for a moment; whole before it has its name; never over a key that is there.
        let draft = "\(path).new-\(ProcessInfo.processInfo.processIdentifier)"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
        defer { unlink(draft) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data("\(Self.word) \(seed.lowerHex)\n".utf8))
        try handle.synchronize()
        guard link(draft, path) == 0 else { throw CocoaError(.fileWriteFileExists, userInfo: [NSFilePathErrorKey: path]) }
        return secret
    }

    /// The key of the file; a new one where there is none, even when another process makes it at the same time.
    func readOrMake() throws -> SealSecret {
        if isThere { return try read() }
        do {
            return try make()
        } catch let error as CocoaError where error.code == .fileWriteFileExists {
            return try read()
        }
    }
}
