// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import StorageCore
import Stores

/// An act in a firm's name with what says what it was.
public struct BehalfRow: Sendable {
    public var act: BehalfAct
    public var note: Manifest
    public var firm: Organisation
    public var by: Organisation
    /// Who did it, for readers of either organisation.
    public var personName: String?
    /// What the firm said.
    public var words: String?
}

/// What was entered in firms' names, latest first.
public struct BehalfList: Sendable {
    public var rows: [BehalfRow]
    /// The last act looked at, where older ones follow.
    public var next: BehalfActID?
}

/// A firm in whose name one may enter.
public struct HelpedFirm: Sendable {
    public var organisation: Organisation
    public var site: Site?
    public var unconfirmed: Int
}

extension Platform {
    /// Firms that match some words and in whose name the actor may enter, in order of id.
    public func firmsToHelp(words: String, limit: Int, by actor: Actor) async throws -> [HelpedFirm] {
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        return try await read { r in
            guard try r.mayHelp(actor) else { throw PermissionRefusal.missing }
            guard !folded.isEmpty else { return [] }
            // A bounded number is looked at; whoever finds nothing types more words.
            let found = try r.registry.organisations(words: folded, status: .active, limit: 200)
            return try found.lazy.filter { try r.refusalToEnter(for: $0, by: actor) == nil }.prefix(limit).map { firm in
                HelpedFirm(organisation: firm, site: try r.registry.sites(of: firm.id).first, unconfirmed: try r.behalf.unconfirmed(for: firm.id))
            }
        }
    }

    /// Enters in a firm's name from here on, in this browser.
    public func enter(for firm: OrganisationID?, visitor: Visitor, token: String) async throws {
        let hash = secrets.sha256(token)
        let base = visitor.actor.isEntrant ? visitor.actor.own(on: today) : visitor.actor
        if let firm {
            try await read { r in
                guard let helped = try r.registry.organisation(firm) else { throw PlatformError.notFound }
                if let refusal = try r.refusalToEnter(for: helped, by: base) { throw refusal }
            }
        }
        try await database.write { session in try BehalfStore(session).setEntering(tokenHash: hash, for: firm) }
    }

    /// The actor entering in a firm's name, for one request of a program.
    ///
    /// - Throws: ``PlatformError/notFound``; why he does not enter for that firm.
    public func entrant(_ actor: Actor, for firm: OrganisationID) async throws -> Actor {
        try await read { r in
            guard actor.delegation == nil, let helped = try r.registry.organisation(firm) else { throw PlatformError.notFound }
            if let refusal = try r.refusalToEnter(for: helped, by: actor) { throw refusal }
            return actor.entering(for: helped.summary)
        }
    }

    /// What was entered in the name of the actor's firm, latest first.
    public func enteredInOurName(before: BehalfActID? = nil, limit: Int, by actor: Actor) async throws -> BehalfList {
        try await read { r in
            guard let own = actor.principal?.id else { throw PermissionRefusal.missing }
            try r.require(.answerBehalf, of: own, by: actor)
            var found = try r.behalf.acts(for: own, before: before, limit: limit + 1)
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            return BehalfList(rows: try r.rows(found), next: hasMore ? found.last?.id : nil)
        }
    }

    /// What the actor's organisation entered in the names of others, latest first.
    public func enteredByUs(before: BehalfActID? = nil, limit: Int, by actor: Actor) async throws -> BehalfList {
        try await read { r in
            guard try r.mayHelp(actor), let own = actor.actingFor?.id else { throw PermissionRefusal.missing }
            var found = try r.behalf.acts(by: own, before: before, limit: limit + 1)
            let hasMore = found.count > limit
            if hasMore { found.removeLast() }
            return BehalfList(rows: try r.rows(found), next: hasMore ? found.last?.id : nil)
        }
    }

    /// The code by which the firm confirms, for those who entered it: to be written down or told.
    public func confirmationCode(for id: BehalfActID, by actor: Actor) async throws -> (row: BehalfRow, code: SpokenCode) {
        let row = try await read { r -> BehalfRow in
            guard let act = try r.behalf.act(id), try r.mayHelp(actor), act.by == actor.actingFor?.id, let row = try r.rows([act]).first else {
                throw PlatformError.notFound
            }
            return row
        }
        return (row, behalfCode(id))
    }

    /// Opens a confirmation's code as typed or scanned.
    public func behalfSheet(code typed: String, address: String) async throws -> BehalfRow {
        let hash = try await behalfHash(typed, address: address)
        return try await read { r in
            guard let act = try r.behalf.act(codeHash: hash), let row = try r.rows([act]).first else { throw PlatformError.code(.codeWrong) }
            return row
        }
    }

    /// The firm confirms or disputes with the code it was given.
    public func answerBehalf(code typed: String, confirms: Bool, words: String, address: String, at moment: Instant? = nil) async throws -> BehalfAct {
        let hash = try await behalfHash(typed, address: address)
        let today = self.today
        guard let firm = try await read({ r in try r.behalf.act(codeHash: hash).flatMap { try r.registry.organisation($0.organisation)?.summary } }) else {
            throw PlatformError.code(.codeWrong)
        }
        let somebody = Actor(person: nil, memberships: [], actingFor: firm, means: .oneTimeCode, on: today)
        return try await perform("behalf.answer", by: somebody, at: moment) { work in
            guard let act = try work.behalf.act(codeHash: hash) else { throw PlatformError.code(.codeWrong) }
            let last = act.madeAt.adding(seconds: OneTimeCode.confirmation.life)
            if act.state == .unconfirmed, work.now > last { throw BehalfRefusal.codeExpired }
            return try work.answer(act, confirms: confirms, words: words)
        }
    }

    /// Somebody of the firm who signed in confirms or disputes.
    public func answerBehalf(_ id: BehalfActID, version: Int, confirms: Bool, words: String, by actor: Actor, at moment: Instant? = nil) async throws
        -> BehalfAct
    {
        try await perform("behalf.answer", by: actor, at: moment) { work in
            guard let act = try work.behalf.act(id), let firm = try work.registry.organisation(act.organisation) else { throw PlatformError.notFound }
            try unseenAsMissing { try work.require(.answerBehalf, of: firm) }
            if act.state != .unconfirmed { throw BehalfRefusal.answered(act.state) }
            guard act.version == version else { throw PlatformError.stale }
            return try work.answer(act, confirms: confirms, words: words)
        }
    }

    /// What was entered on a note on behalf, for whoever may read the note.
    public func behalfActs(on note: DocumentID, by actor: Actor) async throws -> [BehalfRow] {
        try await read { r in
            guard let found = try r.notes.note(note) else { throw PlatformError.notFound }
            try r.require(.readNote, on: found, by: actor)
            return try r.rows(try r.behalf.acts(on: note))
        }
    }

    private func behalfHash(_ typed: String, address: String) async throws -> [UInt8] {
        let subjects = ["address:" + address]
        try await checkThrottle(subjects)
        let hash = secrets.sha256("behalf:" + (try spokenCode(typed, length: OneTimeCode.confirmation.length)))
        guard try await read({ r in try r.behalf.act(codeHash: hash) }) != nil else {
            try await countFailure(subjects, at: now)
            throw PlatformError.code(.codeWrong)
        }
        return hash
    }

    /// Worked out again from the installation's key, and stored nowhere in the clear.
    func behalfCode(_ id: BehalfActID) -> SpokenCode {
        SpokenCode.make(randomness: authenticate("behalf|\(id)"), length: OneTimeCode.confirmation.length)
    }
}

extension Actor {
    /// The person as in his own organisation.
    func own(on day: CalendarDate) -> Actor { Actor(person: person, memberships: memberships, actingFor: actingFor, means: means, on: day) }
}
