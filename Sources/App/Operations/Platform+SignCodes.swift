// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// What a driver sees before signing, and after.
public struct SignSheet: Sendable {
    public var note: Manifest
    public var step: ManifestEventKind
    public var leg: Int
    /// When it was signed with this code before; the page then confirms instead of asking.
    public var signedAt: Instant?
    public var needsPlate: Bool
    public var senderName: Organisation?
    public var carrierName: Organisation?
    public var receiverName: Organisation?
    public var senderSite: Site?
    public var receiverSite: Site?
    /// What is promised of the step, for a day after it was signed with this code.
    public var promise: StepPromise?
}

extension Platform {
    /// The step that a driver's code can sign on a note now, with the leg it is for; `nil` when none is open.
    static func signableStep(_ note: Manifest) -> (step: ManifestEventKind, leg: Int)? {
        switch note.state {
        case .issued: (.collect, 0)
        case .inTransit where note.leg + 1 < note.legs.count: (.handOver, note.leg + 1)
        default: nil
        }
    }

    /// The code by which the next carrier's driver signs, for whoever hands the load over or carries it.
    ///
    /// The code is worked out again from the installation's key, so that it can be shown as often as needed and is stored
    /// nowhere in the clear; it is good for this note, this step and this carrier only.
    public func signCode(for id: DocumentID, by actor: Actor) async throws -> (code: SpokenCode, expiresAt: Instant)? {
        let now = self.now
        let note = try await note(id, by: actor)
        guard let (step, leg) = Self.signableStep(note), let principal = actor.principal,
            note.sender.organisation == principal.id || note.legs.contains(where: { $0.carrier.organisation == principal.id })
        else { return nil }
        // Reading a note is not dealing with its load: a reader is not given what signs for it.
        let dealsWithIt = try await read { r in
            let subject = try r.subject(of: note, for: actor)
            return [Action.draftNote, .issueNote, .signCollection, .signHandOver].contains { may($0, actor: actor, subject: subject).isAllowed }
        }
        guard dealsWithIt else { return nil }
        let policy = self.policy(for: note, on: today)
        let period = Int64(policy.value(.signCodeHours) * 3600)
        // A code lives between one and two periods: the round of the clock in which it was worked out, and the next.
        let round = now.microseconds / 1_000_000 / period
        let row = SignCode(
            note: id, step: step, leg: leg, madeBy: principal.id, expiresAt: Instant(seconds: (round + 2) * period))
        // Thirty-five bits are few beside the loads of a nation: where another load's code is the same, the next is taken.
        for attempt in 0..<16 {
            let turn = attempt == 0 ? "" : "|\(attempt)"
            let tag = authenticate("sign|\(id)|\(step.rawValue)|\(leg)|\(note.legs[leg].carrier.organisation)|\(round)\(turn)")
            let code = SpokenCode.make(randomness: tag, length: OneTimeCode.driver.length)
            if try await isFree(secrets.sha256("sign:" + code.text), for: row) { return (code, row.expiresAt) }
        }
        preconditionFailure("Sixteen codes in a row are never those of other loads.")
    }

    /// Keeps a code for its load, unless it is kept already; false where it is another load's.
    private func isFree(_ hash: [UInt8], for row: SignCode) async throws -> Bool {
        @Sendable func isSame(_ kept: SignCode) -> Bool { kept.note == row.note && kept.step == row.step && kept.leg == row.leg }
        if let kept = try await read({ r in try r.notes.signCode(hash: hash) }) { return isSame(kept) }
        // Nothing happens to the note: the code follows from the note's own state, so the journal has nothing to tell.
        return try await database.write { session in
            let notes = NoteStore(session)
            if let kept = try notes.signCode(hash: hash) { return isSame(kept) }
            try notes.insert(row, hash: hash)
            return true
        }
    }

    /// Opens a code as scanned or spoken.
    ///
    /// - Parameter address: of the caller; wrong codes are counted against it.
    public func signSheet(code typed: String, address: String) async throws -> SignSheet {
        let row = try await signCodeRow(typed, address: address)
        return try await read { r in
            guard let note = try r.notes.note(row.code.note), note.legs.indices.contains(row.code.leg) else { throw PlatformError.notFound }
            let leg = note.legs[row.code.leg]
            let organisations = try r.registry.organisations([note.sender.organisation, leg.carrier.organisation, note.receiver.organisation])
            let sites = try r.registry.sites([note.sender.site, note.receiver.site])
            let policy = self.policy(for: note, on: self.today)
            return SignSheet(
                note: note, step: row.code.step, leg: row.code.leg, signedAt: row.code.usedAt,
                needsPlate: policy.isOn(.plateRequired) && leg.plate == nil, senderName: organisations[note.sender.organisation],
                carrierName: organisations[leg.carrier.organisation], receiverName: organisations[note.receiver.organisation],
                senderSite: sites[note.sender.site], receiverSite: sites[note.receiver.site],
                promise: try row.code.operation.flatMap { try r.journal.line($0) }.flatMap { try r.promise(of: $0) })
        }
    }

    /// A driver without account signs with the code on his own phone. Tapped twice, it signs once and confirms twice.
    public func sign(code typed: String, plate: String, driverName: String, address: String, at moment: Instant? = nil) async throws -> Manifest {
        let row = try await signCodeRow(typed, address: address)
        let id = row.code.note
        let today = self.today
        guard let carrier = try await read({ r in try r.carrier(of: row.code) }) else { throw PlatformError.notFound }
        return try await perform("note.\(row.code.step.rawValue)", by: .driver(of: carrier, on: today), at: moment) { work in
            guard let current = try work.notes.signCode(hash: row.hash) else { throw PlatformError.notFound }
            if current.usedAt != nil {
                work.record(.act("sign code used again on \(id)"))
                guard let note = try work.notes.note(id) else { throw PlatformError.notFound }
                return note
            }
            guard work.now < current.expiresAt else { throw PlatformError.code(.codeExpired) }
            let acting = Acting(organisation: carrier.id, signer: try work.seal(driverName), means: .signCode, at: work.now, today: work.today)
            let after = try work.signStep(id, current.step, plate: plate, acting: acting)
            try work.notes.useSignCode(hash: row.hash, at: work.now, operation: work.operation)
            return after
        }
    }

    /// A driver without a phone signs on the device of the factory or gate with the code his haulier gave him.
    public func sign(_ id: DocumentID, driverCode typed: String, plate: String, on device: Actor, at moment: Instant? = nil) async throws -> Manifest {
        let note = try await note(id, by: device)
        guard let (step, leg) = Self.signableStep(note) else { throw ManifestError.notNow(.refusedNoNextCarrier, note.state) }
        let subjects = ["code:driver:\(device.principal?.id.description ?? "")"]
        try await checkThrottle(subjects)
        let code = try spokenCode(typed, length: OneTimeCode.driver.length)
        let hash = secrets.sha256("driver:" + code)
        let carrier = note.legs[leg].carrier.organisation
        guard let known = try await read({ r in try r.people.driverCode(hash: hash) }), known.revokedAt == nil, known.organisation == carrier else {
            try await countFailure(subjects, at: now)
            throw PlatformError.code(.driverCodeWrong)
        }
        guard zone.date(of: moment ?? now) <= known.validUntil else {
            throw PlatformError.invalid([OperationPhrase.driverCodeOver.problem("code", ["until": .date(known.validUntil)])])
        }
        guard let summary = try await read({ r in try r.registry.organisation(carrier)?.summary }) else { throw PlatformError.notFound }
        return try await perform("note.\(step.rawValue)", by: .driver(of: summary, on: today), at: moment) { work in
            let acting = Acting(
                organisation: carrier, signer: try work.seal(known.label), means: .driverCode, device: device.principal?.id, at: work.now, today: work.today)
            return try work.signStep(id, step, plate: plate, acting: acting)
        }
    }

    /// The carrier's own signed-in person collects or takes over.
    public func takeOver(_ id: DocumentID, version: Int?, plate: String, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await perform("note.takeOver", by: actor, at: moment) { work in
            guard let note = try work.notes.note(id) else { throw PlatformError.notFound }
            try work.reading.require(.readNote, on: note, by: actor)
            if let version, version != note.version { throw ManifestError.stale(seen: version, now: note.version) }
            let step = Platform.signableStep(note)?.step ?? .collect
            return try work.signStep(id, step, plate: plate, acting: try work.acting())
        }
    }

    private func signCodeRow(_ typed: String, address: String) async throws -> (code: SignCode, hash: [UInt8]) {
        let subjects = ["address:" + address]
        try await checkThrottle(subjects)
        let text = try spokenCode(typed, length: OneTimeCode.driver.length)
        let hash = secrets.sha256("sign:" + text)
        guard let code = try await read({ r in try r.notes.signCode(hash: hash) }) else {
            try await countFailure(subjects, at: now)
            throw PlatformError.code(.codeWrong)
        }
        guard now < code.expiresAt || code.usedAt != nil else { throw PlatformError.code(.codeExpired) }
        return (code, hash)
    }
}

extension Reading {
    /// The haulier whose driver a code is for.
    fileprivate func carrier(of code: SignCode) throws -> OrganisationSummary? {
        guard let note = try notes.note(code.note), note.legs.indices.contains(code.leg) else { return nil }
        return try registry.organisation(note.legs[code.leg].carrier.organisation)?.summary
    }
}

extension Work {
    /// Collects or takes over, whichever the code is for.
    func signStep(_ id: DocumentID, _ step: ManifestEventKind, plate: String, acting: Acting) throws -> Manifest {
        let sealed = try seal(plate.isEmpty ? nil : String(plate.prefix(40)))
        let action: Action = step == .handOver ? .signHandOver : .signCollection
        return try change(id, version: nil, action: action, acting: acting) { note, acting, policy in
            step == .handOver
                ? try note.handOver(plate: sealed, by: acting)
                : try note.collect(plate: sealed, policy: policy, pendings: try ledger.pendingEntries(of: note.id), by: acting)
        }
    }
}
