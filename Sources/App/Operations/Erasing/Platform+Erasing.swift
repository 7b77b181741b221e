// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore
import Stores
import Tabular

// What names or reaches somebody can be erased for good. Journal, notes and book hold hashes and numbers only, so they stay as
// they are and go on verifying; the erasure leaves a line of its own that names the hash or number, who erased it and why.

extension Platform {
    /// Erases something personal. Sums and states do not change.
    ///
    /// - Throws: ``ErasureError/nothingThere``, ``ErasureError/alreadyErased(on:)``.
    public func erase(_ subject: ErasureSubject, because reason: ErasureReason, by actor: Actor, at moment: Instant? = nil) async throws {
        try await perform("personal.erase", by: actor, at: moment) { work in
            try work.require(.erasePersonal)
            if let done = try work.journal.erasure(of: subject) { throw ErasureError.alreadyErased(on: self.zone.date(of: done.at)) }
            guard try work.reading.isThere(subject) else { throw ErasureError.nothingThere }
            try work.erase(Erasure(subject, because: reason))
        }
    }

    /// Erases again whatever was erased before and has come back, as after part of a backup was restored.
    ///
    /// - Returns: how many things had come back; without any, nothing is written.
    public func repeatErasures(by actor: Actor) async throws -> Int {
        let back = try await read { r in
            var back: [ErasureSubject] = []
            try r.journal.eachErasure { if try r.isThere($0.erasure.subject) { back.append($0.erasure.subject) } }
            return back
        }
        guard !back.isEmpty else { return 0 }
        try await perform("personal.eraseAgain", by: actor) { work in
            try work.require(.erasePersonal)
            for subject in back { try work.removeContent(of: subject) }
            work.record(.act("\(back.count) erasures repeated"))
        }
        return back.count
    }

    public static let erasureColumns = ["subject", "reason", "erased_on"]

    /// Everything that was erased, as CSV: to be kept beside backups, since a backup is older than what was erased after it.
    public func erasureList(by actor: Actor) async throws -> [UInt8] {
        guard may(.erasePersonal, actor: actor, subject: Subject()).isAllowed else { throw PermissionRefusal.missing }
        let zone = self.zone
        return try await read { r in
            var writer = CSVWriter(columns: Self.erasureColumns)
            try r.journal.eachErasure { row in
                writer.append([row.erasure.subject.description, row.erasure.reason.rawValue, zone.date(of: row.at).description])
            }
            return writer.bytes
        }
    }

    /// Erases what a list names, as after a backup was restored that is older than the list. What the backup does not hold is
    /// passed over.
    ///
    /// - Returns: how many things were erased.
    /// - Throws: ``ErasureError/listUnreadable(line:)``; nothing is erased then.
    public func erase(list bytes: [UInt8], by actor: Actor) async throws -> Int {
        let table = CSVTable(bytes: bytes, required: Self.erasureColumns)
        if let fault = table.faults.first { throw ErasureError.listUnreadable(line: fault.line) }
        let erasures = try table.rows.map { row in
            guard let subject = ErasureSubject(row["subject"]), let reason = ErasureReason(rawValue: row["reason"]) else {
                throw ErasureError.listUnreadable(line: row.line)
            }
            return Erasure(subject, because: reason)
        }
        return try await perform("personal.eraseList", by: actor) { work in
            try work.require(.erasePersonal)
            var count = 0
            for erasure in erasures where try work.reading.isThere(erasure.subject) {
                count += 1
                if try work.journal.erasure(of: erasure.subject) == nil { try work.erase(erasure) } else { try work.removeContent(of: erasure.subject) }
            }
            work.record(.act("\(count) of \(erasures.count) listed erasures done"))
            return count
        }
    }
}

extension Work {
    /// Removes the content and writes down that and why it is gone.
    func erase(_ erasure: Erasure) throws {
        try removeContent(of: erasure.subject)
        try journal.insert(ErasureRow(erasure, operation: operation, at: now))
        record(.erased(erasure))
    }

    func removeContent(of subject: ErasureSubject) throws {
        switch subject {
        case .text(let text): try journal.erase(text)
        case .photo(let hash): try notes.detach(hash)
        case .contact(let organisation): try people.eraseContact(of: organisation, at: now)
        case .person(let id): try eraseProfile(of: id)
        }
    }

    /// The person keeps the number under which things were signed, and holds no role any more.
    private func eraseProfile(of id: PersonID) throws {
        try people.eraseProfile(of: id)
        guard var person = try people.person(id), person.standing != .erased else { return }
        person.standing = .erased
        person.version += 1
        try people.update(person, from: person.version - 1)
        record(.person(person))
        for var membership in try people.memberships(of: id) where membership.validUntil.map({ today <= $0 }) ?? true {
            membership.validUntil = today.adding(days: -1)
            try people.save(membership)
            record(.membership(membership))
        }
    }
}

extension Reading {
    /// Whether a subject still holds something personal.
    func isThere(_ subject: ErasureSubject) throws -> Bool {
        switch subject {
        case .text(let text): try journal.open(text) != nil
        case .photo(let hash): try notes.attachment(hash) != nil
        case .contact(let organisation): try people.contact(of: organisation).map { $0.erasedAt == nil } ?? false
        case .person(let id): try people.profile(id) != nil
        }
    }
}
