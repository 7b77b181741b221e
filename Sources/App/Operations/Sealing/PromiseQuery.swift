// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Seal
import Stores

/// What is promised of a note's step, and whether it was kept by now.
public struct StepPromise: Sendable {
    public var promise: SealPromise
    public var at: Instant
    public var sealBy: Instant
    public var isSealed: Bool
}

extension Platform {
    /// The promise about one line of a note's journal, for whoever may read the note: whenever it is asked for, the same bytes.
    ///
    /// - Throws: ``PlatformError/notFound`` when the line is not about the note; a worded refusal where this server holds no key, and once the last
    ///   moment is over: then the receipt tells what became of it.
    public func promise(of line: OperationID, on id: DocumentID, by actor: Actor) async throws -> SealPromise {
        let (nation, secret, now) = (country.rawValue, sealKeeping.promiser, self.now)
        let statement = try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            guard let found = try r.journal.line(line), found.document == id else { throw PlatformError.notFound }
            return found.statement
        }
        return try Self.promise(statement, nation: nation, by: secret, now: now)
    }

    /// The promise about the step that was signed with a driver's code.
    public func promise(ofCode code: String, address: String) async throws -> SealPromise {
        guard let given = try await signSheet(code: code, address: address).promise else { throw PlatformError.notFound }
        return given.promise
    }

    private static func promise(_ statement: LineStatement, nation: String, by secret: SealSecret?, now: Instant) throws -> SealPromise {
        let last = SignedPromise.lastMoment(for: statement)
        guard now <= last else { throw Problems([SealPhrase.promiseOver.problem("", ["by": .moment(last)])], standing: .missing) }
        guard let secret else { throw Problems([SealPhrase.promiseNoKey.problem()], standing: .missing) }
        return SealPromise(statement, nation: nation, by: secret)
    }
}

extension Reading {
    /// The promise about a note's latest line, while it is good; `nil` where this server cannot promise.
    func promise(ofLatestLineOf note: Manifest) throws -> StepPromise? {
        // A note that has rested is not asked about.
        guard platform.now <= note.updatedAt.adding(seconds: SignedPromise.bound), let line = try journal.latestLine(of: note.id) else { return nil }
        return try promise(of: line)
    }

    /// The promise about a line, while it is good; `nil` where this server cannot promise.
    func promise(of line: JournalLine) throws -> StepPromise? {
        let statement = line.statement
        let last = SignedPromise.lastMoment(for: statement)
        guard platform.now <= last, let secret = platform.sealKeeping.promiser else { return nil }
        return StepPromise(
            promise: SealPromise(statement, nation: platform.country.rawValue, by: secret), at: line.recorded, sealBy: last,
            isSealed: try SealStore(session).positions(of: [line.id])[line.id] != nil)
    }
}

extension JournalLine {
    /// What the tree holds of it.
    var statement: LineStatement {
        LineStatement(line: id, kind: kind, recorded: recorded, document: document, hash: Digest(hash) ?? Digest(of: hash))
    }
}
