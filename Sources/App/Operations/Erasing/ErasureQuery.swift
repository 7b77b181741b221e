// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// Something personal that is still there, with what erasing would delete.
public struct ErasableContent: Sendable, Hashable {
    public var subject: ErasureSubject
    public var kind: ErasurePhrase
    /// What is written there.
    public var content: String
    /// The note it stands on.
    public var note: String?
}

/// What was erased, as those who may erase see it.
public struct ErasureHistory: Sendable {
    public struct Row: Sendable {
        public var erasure: Erasure
        public var at: Instant
        public var operation: OperationID
        /// Who erased it; `nil` for the operator of the server and for somebody erased since.
        public var by: String?
    }

    /// Latest first.
    public var rows: [Row]
    /// The last of this page, when more follow.
    public var next: OperationID?
}

extension Platform {
    /// Everything personal behind what was typed: a note's number, a name or telephone for signing in, or a firm's
    /// registration number.
    public func erasable(_ typed: String, by actor: Actor) async throws -> [ErasableContent] {
        let country = self.country
        let year = today.month.year
        return try await read { r in
            try r.requireErasing(actor)
            var found: [ErasableContent] = []
            if case .success(let number) = NoteNumber.read(typed, assumedYear: year), let note = try r.notes.note(number: number.description) {
                found += try r.erasable(on: note)
            }
            if case .success(let name) = SignInName.normalise(typed, in: country), let person = try r.people.person(signingInBy: name.text) {
                found += try r.erasable(about: person)
            }
            if let firm = try r.registry.organisation(registrationNumber: RegistrationNumber.normalised(typed)) {
                found += [try r.erasable(.contact(firm.id))].compactMap { $0 }
                found += try r.erasableReasons(of: firm.id)
            }
            var seen: Set<ErasureSubject> = []
            return found.filter { seen.insert($0.subject).inserted }
        }
    }

    /// A person who signs in, and the firms where the same name stands as whom to call.
    ///
    /// - Throws: ``ErasureError/nothingThere``; a worded refusal when nobody can sign in by such a name.
    public func erasable(personSigningInBy typed: String, by actor: Actor) async throws -> [ErasableContent] {
        let name: String
        switch SignInName.normalise(typed, in: country) {
        case .success(let read): name = read.text
        case .failure(let refusal): throw PlatformError.invalid([refusal.problem(field: "sign_in_name")])
        }
        return try await read { r in
            try r.requireErasing(actor)
            guard let person = try r.people.person(signingInBy: name) else { throw ErasureError.nothingThere }
            return try r.erasable(about: person)
        }
    }

    /// Everything personal on a note, those texts too that it no longer shows.
    ///
    /// - Throws: ``ErasureError/noteWithoutTexts``.
    public func erasable(onNote typed: String, by actor: Actor) async throws -> [ErasableContent] {
        let number = try NoteNumber.read(typed, assumedYear: today.month.year).get()
        return try await read { r in
            try r.requireErasing(actor)
            guard let note = try r.notes.note(number: number.description) else { throw PlatformError.notFound }
            let found = try r.erasable(on: note)
            guard !found.isEmpty else { throw ErasureError.noteWithoutTexts }
            return found
        }
    }

    /// One thing that may be erased.
    ///
    /// - Throws: ``ErasureError/nothingThere``, ``ErasureError/alreadyErased(on:)``.
    public func erasable(_ subject: ErasureSubject, by actor: Actor) async throws -> ErasableContent {
        let zone = self.zone
        return try await read { r in
            try r.requireErasing(actor)
            if let found = try r.erasable(subject) { return found }
            if let done = try r.journal.erasure(of: subject) { throw ErasureError.alreadyErased(on: zone.date(of: done.at)) }
            throw ErasureError.nothingThere
        }
    }

    public func erasureHistory(before: OperationID?, limit: Int, by actor: Actor) async throws -> ErasureHistory {
        try await read { r in
            try r.requireErasing(actor)
            var rows = try r.journal.erasures(before: before, limit: limit + 1)
            let hasMore = rows.count > limit
            if hasMore { rows.removeLast() }
            let by = try rows.map { try r.journal.line($0.operation)?.attribution.person }
            let names = try r.people.names(Set(by.compactMap { $0 }))
            return ErasureHistory(
                rows: zip(rows, by).map { row, person in
                    ErasureHistory.Row(erasure: row.erasure, at: row.at, operation: row.operation, by: person.flatMap { names[$0] })
                }, next: hasMore ? rows.last?.operation : nil)
        }
    }
}

extension Reading {
    fileprivate func requireErasing(_ actor: Actor) throws {
        if case .refused(let refusal) = may(.erasePersonal, actor: actor, subject: Subject()) { throw refusal }
    }

    /// Whoever registered a firm is mostly whom to call there as well.
    fileprivate func erasable(about person: PersonID) throws -> [ErasableContent] {
        guard let profile = try people.profile(person), let own = try erasable(.person(person)) else { return [] }
        let firms = Set(try people.memberships(of: person).map(\.organisation)).sorted()
        let contacts = try firms.compactMap { firm -> ErasableContent? in
            guard try people.contact(of: firm)?.contact.name == profile.displayName else { return nil }
            return try erasable(.contact(firm))
        }
        return [own] + contacts
    }

    /// Why officers classified a firm's sites otherwise.
    fileprivate func erasableReasons(of firm: OrganisationID) throws -> [ErasableContent] {
        try registry.sites(of: firm).flatMap { try ClassificationStore(session).changes(of: $0.id, limit: Platform.classificationsShown) }.compactMap {
            change in
            try journal.open(change.reason).map { ErasableContent(subject: .text(change.reason), kind: .kindClassification, content: $0) }
        }
    }

    fileprivate func erasable(_ subject: ErasureSubject) throws -> ErasableContent? {
        switch subject {
        case .text(let text): return try journal.open(text).map { ErasableContent(subject: subject, kind: .kindEarlier, content: $0) }
        case .photo(let hash): return try photo(hash)
        case .contact(let organisation):
            guard let row = try people.contact(of: organisation), row.erasedAt == nil else { return nil }
            let content = [row.contact.name, row.contact.phone].filter { !$0.isEmpty }.joined(separator: " · ")
            return ErasableContent(subject: subject, kind: .kindContact, content: content)
        case .person(let id):
            guard let profile = try people.profile(id) else { return nil }
            let content = [profile.displayName, profile.signInName, profile.phone].compactMap { $0 }.joined(separator: " · ")
            return ErasableContent(subject: subject, kind: .kindPerson, content: content)
        }
    }

    /// A photo that is still there, told by its kind, its size and the first signs of its hash, as pages tell it.
    private func photo(_ hash: String) throws -> ErasableContent? {
        guard let found = try notes.attachment(hash) else { return nil }
        let size = (found.bytes.count + 999) / 1000
        return ErasableContent(subject: .photo(hash), kind: .kindPhoto, content: "\(hash.prefix(8)) · \(found.mediaType) · \(size) kB")
    }

    /// Texts and photos of a note that are still there. Its journal is looked through: a note forgets the plates of carriers that were
    /// replaced and the remarks of earlier drafts, and the erasable table does not.
    fileprivate func erasable(on note: Manifest) throws -> [ErasableContent] {
        let kinds = note.textKinds
        var seen: Set<SealedText> = []
        var photos: Set<String> = []
        var found: [ErasableContent] = []
        for line in try journal.lines(of: note.id, limit: 500) {
            for hash in Self.leaves(in: line.payload, where: ErasureSubject.isPhotoHash) where photos.insert(hash).inserted {
                guard var content = try photo(hash) else { continue }
                content.note = note.number
                found.append(content)
            }
            for text in Self.hashes(in: line.payload) where seen.insert(text).inserted {
                guard let content = try journal.open(text) else { continue }
                found.append(ErasableContent(subject: .text(text), kind: kinds[text] ?? .kindEarlier, content: content, note: note.number))
            }
        }
        return found
    }

    /// Hashes of sealed texts stand in a body as values of their own, in the order of their places.
    private static func hashes(in payload: [UInt8]) -> [SealedText] {
        leaves(in: payload, where: SealedText.isHash).map { SealedText(hash: $0) }
    }

    private static func leaves(in payload: [UInt8], where isWanted: (String) -> Bool) -> [String] {
        (Body.tree(payload)?.leaves ?? [:]).sorted { $0.key < $1.key }.map(\.value).filter(isWanted)
    }
}

extension Manifest {
    /// What each text that the note shows is.
    fileprivate var textKinds: [SealedText: ErasurePhrase] {
        var kinds: [SealedText: ErasurePhrase] = [:]
        func note(_ text: SealedText?, _ kind: ErasurePhrase) { if let text { kinds[text] = kind } }
        note(remark, .kindRemark)
        note(receipt?.remark, .kindGateRemark)
        note(loss?.place, .kindLossPlace)
        note(loss?.decision?.remark, .kindLossRemark)
        for proposal in corrections.map(\.proposal) + [correction].compactMap({ $0 }) { note(proposal.reason, .kindCorrection) }
        for gate in gates { note(gate.reason, .kindRemark) }
        note(buyer?.name, .kindBuyer)
        note(buyer?.phone, .kindBuyer)
        note(buyer?.place, .kindBuyer)
        for party in [trail?.sender, trail?.carrier].compactMap({ $0 }) {
            for text in [party.name, party.place, party.phone] { note(text, .kindOutside) }
        }
        for text in [trail?.otherNumber, trail?.dispute?.reason, trail?.decision?.remark] { note(text, .kindRemark) }
        for leg in legs { note(leg.plate, .kindPlate) }
        for signature in signatures { note(signature.signer, .kindSigner) }
        return kinds
    }
}
