// SPDX-License-Identifier: Apache-2.0

import Domain
import Stores

/// A command under a key that its sender chose, so that sent twice it is done once.
///
/// The door runs the verb inside ``Platform/keyed(_:_:)``; the key is remembered in the verb's own transaction, so that
/// there is no moment in which the act is saved and its key is not.
public struct KeyedCommand: Sendable {
    /// Unique over all senders.
    public var key: String
    /// What the command says; the same key with something else is refused.
    public var fingerprint: String

    public init(key: String, fingerprint: String) {
        self.key = key
        self.fingerprint = fingerprint
    }

    /// What is known of a key.
    public enum Standing: Sendable, Equatable {
        case fresh
        /// Done before, with the answer given then.
        case done(answer: String)
        /// Done or being done, and its answer is not known here (any more).
        case unanswered
        /// Used before for something else.
        case reused
    }

    @TaskLocal static var current: KeyedCommand?

    /// A row is `fingerprint`, a line break, and the answer once it is known.
    func standing(_ stored: String?) -> Standing {
        guard let stored else { return .fresh }
        let cut = stored.firstIndex(of: "\n") ?? stored.endIndex
        guard stored[..<cut] == fingerprint else { return .reused }
        let answer = stored[cut...].dropFirst()
        return answer.isEmpty ? .unanswered : .done(answer: String(answer))
    }

    /// Takes the key inside the transaction of its command.
    ///
    /// - Throws: ``KeyRefusal`` when another request was quicker.
    func begin(in work: Work) throws { try begin(in: work.journal, as: work.operation, at: work.now) }

    fileprivate func begin(in journal: JournalStore, as operation: OperationID, at now: Instant) throws {
        switch standing(try journal.answer(to: key)) {
        case .fresh: try journal.remember(key, operation: operation, answer: fingerprint + "\n", at: now)
        case .reused: throw KeyRefusal.reused
        case .done, .unanswered: throw KeyRefusal.unanswered
        }
    }
}

/// Why a command under a key was not done.
public enum KeyRefusal: Explainable, Hashable {
    case unanswered, reused

    public var problems: [Problem] {
        switch self {
        case .unanswered: [TokenPhrase.keyUnanswered.problem()]
        case .reused: [TokenPhrase.keyReused.problem()]
        }
    }

    public var standing: Domain.Standing { self == .reused ? .invalid : .conflict }
}

extension Platform {
    public func standing(of command: KeyedCommand) async throws -> KeyedCommand.Standing {
        try await read { r in command.standing(try r.journal.answer(to: command.key)) }
    }

    /// Runs one verb under a key.
    public func keyed<T: Sendable>(_ command: KeyedCommand?, _ body: @Sendable () async throws -> T) async rethrows -> T {
        try await KeyedCommand.$current.withValue(command) { try await body() }
    }

    /// Runs a command that is several operations, each saved by itself: its key is taken before the first of them.
    func apart<T>(_ body: () async throws -> T) async throws -> T {
        guard let key = KeyedCommand.current else { return try await body() }
        try await holdNode()
        let now = self.now
        let operation: OperationID = mint(at: now)
        try await database.write { session in try key.begin(in: JournalStore(session), as: operation, at: now) }
        return try await KeyedCommand.$current.withValue(nil) { try await body() }
    }

    /// Keeps the answer for whoever sends the command again.
    public func complete(_ command: KeyedCommand, answer: String) async throws {
        let row = command.fingerprint + "\n" + answer
        try await database.write { session in try JournalStore(session).complete(command.key, answer: row) }
    }

    /// How long a key is good at least, days. Used again later, it is a new command.
    public static let keyDays: Int64 = 30

    /// Forgets keys older than ``keyDays``, with the answers kept for them, a bounded number at a time.
    ///
    /// - Returns: how many were forgotten; fewer than `limit` when no more are that old.
    public func forgetKeys(limit: Int) async throws -> Int {
        let moment = now.adding(days: -Self.keyDays)
        // Most looks find nothing, and then nobody who writes waits for this.
        guard try await read({ r in try r.journal.hasKeys(before: moment) }) else { return 0 }
        return try await database.write { session in try JournalStore(session).forgetKeys(before: moment, limit: limit) }
    }
}
