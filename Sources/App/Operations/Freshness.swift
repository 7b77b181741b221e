// SPDX-License-Identifier: Apache-2.0

import StorageCore

/// How fresh what a request reads must be.
///
/// What decides something (who somebody is, what he may do, how much room is left, what a form shows) is always read where it is written. What is
/// published (the nation's figures, lists, registers, what everybody may look up) is asked for by ``Platform/readPublished(_:)`` and may come from a
/// copy that is a little behind, in requests that allow it.
enum Freshness: Sendable {
    /// As of now.
    case current
    /// A copy will do that holds all that the reader wrote.
    case published(after: LogPosition?)

    @TaskLocal static var wanted = Freshness.current
}

extension Platform {
    /// Reads what is published, of a copy where the request allows it and a fit one is there.
    func readPublished<T: Sendable>(_ body: @escaping @Sendable (Reading) throws -> T) async throws -> T {
        switch Freshness.wanted {
        case .current: try await read(body)
        case .published(let position):
            try await database.readPublished(after: position) { session in try body(Reading(session: session, platform: self)) }
        }
    }

    /// Reads a large part of what is published, for figures that are kept for minutes: no request may want them fresher than a copy is.
    func readThrough<T: Sendable>(_ body: @escaping @Sendable (Reading) throws -> T) async throws -> T {
        try await database.readThrough { session in try body(Reading(session: session, platform: self)) }
    }

    /// Answers a request that only reads: what is published in it may come from a copy.
    ///
    /// - Parameter seen: what ``seen()`` gave after the last thing that the reader wrote; `nil` when he wrote nothing of late. Anything else than
    ///   such a text reads where it is written. It needs no proof: who sends another one changes only how fresh his own pages are.
    public func answeringReader<T: Sendable>(seen: String?, _ body: @Sendable () async throws -> T) async rethrows -> T {
        let position = seen.flatMap { LogPosition(text: $0) }
        let wanted: Freshness = seen == nil || position != nil ? .published(after: position) : .current
        return try await Freshness.$wanted.withValue(wanted) { try await body() }
    }

    /// What a reader shows from now on to find what was written until now; `nil` where no copies are read. When the database does not say, a text
    /// with which no copy is read.
    public func seen() async -> String? {
        guard database.copyStanding != nil else { return nil }
        return (try? await database.position())?.text ?? "all"
    }
}
