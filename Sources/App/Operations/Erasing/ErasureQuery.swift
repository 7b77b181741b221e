// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Identity
import Manifests
import Returns
import Rulings
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
    /// Everything personal behind what was typed: a note's number, a name or telephone for signing in, a firm's
    /// registration number, or the address of a page on which people write.
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
                found += try r.erasableQuestions(of: firm.id)
            }
            if let document = Self.document(inAddress: typed) { found += try r.erasable(on: document) }
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

    /// Texts, photos and papers on a return, a question about a waste, a stock-take, or an outlet, result or case of discharge control, those too that
    /// it no longer shows.
    ///
    /// - Parameter typed: the address of its page.
    /// - Throws: ``ErasureError/pageWithoutTexts``.
    public func erasable(atAddress typed: String, by actor: Actor) async throws -> [ErasableContent] {
        try await read { r in
            try r.requireErasing(actor)
            let found = try Self.document(inAddress: typed).map { try r.erasable(on: $0) } ?? []
            guard !found.isEmpty else { throw ErasureError.pageWithoutTexts }
            return found
        }
    }

    /// The identifier in an address such as `https://host/returns/7301…/edit?step=2`; `nil` without one.
    private static func document(inAddress typed: String) -> DocumentID? {
        guard typed.contains("/") else { return nil }
        return typed.prefix { $0 != "?" && $0 != "#" }.split(separator: "/").last { $0.count >= leastDigits && DocumentID(text: $0) != nil }
            .flatMap { DocumentID(text: $0) }
    }

    /// Questions of one firm that are looked through, the latest.
    fileprivate static let erasableQuestionsMost = 200

    /// Identifiers hold the milliseconds at which they were made, so they are long; a port or a version in an address is not.
    private static let leastDigits = 12

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

    /// What a firm asked about its wastes, and what officers answered.
    fileprivate func erasableQuestions(of firm: OrganisationID) throws -> [ErasableContent] {
        try RulingStore(session).inquiries(of: firm, limit: Platform.erasableQuestionsMost).flatMap { try erasable(on: DocumentID($0.id.value)) }
    }

    /// Texts and photos of a note that are still there.
    fileprivate func erasable(on note: Manifest) throws -> [ErasableContent] {
        let kinds = note.textKinds
        return try erasable(on: note.id).map { content in
            var content = content
            content.note = note.number
            if case .text(let text) = content.subject { content.kind = kinds[text] ?? .kindEarlier }
            return content
        }
    }

    /// Texts and photos that are still there of whatever lines of the journal are about. The journal is looked through: a note forgets the plates of
    /// carriers that were replaced, a return the comments of earlier drafts, and the erasable table does not.
    fileprivate func erasable(on document: DocumentID) throws -> [ErasableContent] {
        var seen: Set<SealedText> = []
        var photos: Set<String> = []
        var found: [ErasableContent] = []
        var lines = try journal.lines(of: document, limit: 500).map { (verb: $0.kind, body: $0.payload) }
        // Papers of a stock-take are shown under the number of its line.
        if lines.isEmpty, let line = try journal.line(OperationID(document.value)) { lines = [(line.kind, line.payload)] }
        for (verb, body) in try lines + written(on: document) {
            for hash in Self.leaves(in: body, where: ErasureSubject.isPhotoHash) where photos.insert(hash).inserted {
                if let content = try photo(hash) { found.append(content) }
            }
            for text in Self.hashes(in: body) where seen.insert(text).inserted {
                guard let content = try journal.open(text) else { continue }
                found.append(ErasableContent(subject: .text(text), kind: Self.kind(of: verb), content: content))
            }
        }
        return found
    }

    /// What a return, a result and so on say themselves: a line that took in a whole file is found by the first thing it made only.
    private func written(on document: DocumentID) throws -> [(verb: String, body: [UInt8])] {
        let discharge = DischargeStore(session)
        let id = document.value
        let bodies: [(String, (any Encodable)?)] = [
            ("return", try ReturnStore(session).siteReturn(ReturnID(id))), ("waste", try RulingStore(session).inquiry(InquiryID(id))),
            ("outlet", try discharge.outlet(OutletID(id))), ("result", try discharge.result(LabResultID(id))),
            ("case", try discharge.dischargeCase(DischargeCaseID(id))),
        ]
        return bodies.compactMap { verb, value in value.map { (verb, Body.bytes($0)) } }
    }

    /// By the first word of a verb: `return.save`, `waste.ask`, `results.import`.
    private static func kind(of verb: String) -> ErasurePhrase {
        kinds[String(verb.prefix { $0 != "." })] ?? .kindEarlier
    }

    private static let kinds: [String: ErasurePhrase] = [
        "return": .kindReturn, "returns": .kindReturn, "waste": .kindQuestion, "stock": .kindStock, "outlet": .kindDischarge, "result": .kindDischarge,
        "results": .kindDischarge, "case": .kindDischarge, "discharge": .kindDischarge,
    ]

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
