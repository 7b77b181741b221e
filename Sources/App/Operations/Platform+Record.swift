// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Stores

extension Platform.Photo {
    /// What is wrong with the photo; empty when it may be kept.
    func problems(_ field: String) -> [Problem] {
        if bytes.count > Self.bytesMax {
            return [OperationPhrase.photoTooLarge.problem(field, ["most": .number(5), "size": .number(Int64(bytes.count / 1_000_000))])]
        }
        return mediaType == nil ? [OperationPhrase.photoType.problem(field)] : []
    }
}

extension Platform {
    /// Records a load that had no digital note: at the gate that received it, or by the sender from whom it was collected.
    /// Written, signed and booked in one step.
    ///
    /// - Parameters:
    ///   - photos: of the paper, or of the load.
    ///   - key: of the form; sent twice, the load is recorded once.
    public func recordLoad(_ form: RecordForm, photos: [Photo] = [], key: String? = nil, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        let faults = photos.enumerated().flatMap { i, photo in photo.problems(i == 0 ? "photo" : "photo\(i + 1)") }
        let hashes = faults.isEmpty ? photos.map { Secrets.hex(secrets.sha256($0.bytes)) } : []
        let action: Action = form.recorder == .receiver ? .recordUnannounced : .enterPaper
        return try await perform("note.record", by: actor, at: moment) { work in
            if let done = try work.done(key) { return done }
            if case .refused(let refusal) = may(action, actor: actor, subject: actor.wholeReach) { throw refusal }
            let read = try work.read(form, photos: hashes, besides: faults)
            let own = form.recorder == .receiver ? read.draft.receiver : read.draft.sender
            let subject = Subject(parties: [own.organisation], sites: [own.site])
            guard may(action, actor: actor, subject: subject).isAllowed else {
                throw PlatformError.invalid([ManifestPhrase.unknownParty.problem(form.recorder == .receiver ? "receiver" : "sender")])
            }
            let fresh = Manifest(id: work.mint(), draft: read.draft, at: work.now)
            let decision = try fresh.record(read.command, try work.recordFacts(fresh, read), try work.minted(for: fresh), by: work.acting())
            try work.usePaper(read.command.paper, for: fresh.id)
            try work.book(decision.moves)
            let note = try work.create(fresh, [.drafted(read.draft)] + decision.events)
            try work.tellSources(of: decision.moves)
            for (photo, hash) in zip(photos, hashes) {
                guard let type = photo.mediaType else { continue }
                try work.notes.attach(photo.bytes, hash: hash, mediaType: type, to: note.id, at: work.now)
            }
            if let key { try work.journal.remember(key, operation: work.operation, answer: note.id.description, at: work.now) }
            return note
        }
    }

    /// The sender stands behind what a gate recorded in its name.
    public func confirmReceived(_ id: DocumentID, version: Int, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await perform("note.confirm", by: actor, at: moment) { work in
            try work.change(id, version: version, action: .confirmReceived) { note, acting, _ in try note.confirm(by: acting) }
        }
    }

    /// The sender says that it is not so; an officer decides.
    public func disputeReceived(_ id: DocumentID, version: Int, reason: String, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        let lists = self.lists
        return try await perform("note.dispute", by: actor, at: moment) { work in
            var reader = FormReader(lists: lists, today: work.today)
            let text = reader.text(reason.trimmedBlanks, field: "reason")
            if text == nil, reader.problems.isEmpty { reader.problems.append(PaperPhrase.disputeReasonMissing.problem("reason")) }
            guard reader.problems.isEmpty, let sealed = try work.seal(text) else { throw PlatformError.invalid(reader.problems) }
            return try work.change(id, version: version, action: .confirmReceived) { note, acting, _ in try note.dispute(reason: sealed, by: acting) }
        }
    }

    /// An officer lets a disputed record stand, or voids it.
    public func decideDispute(_ id: DocumentID, version: Int, stands: Bool, remark: String = "", by actor: Actor, at moment: Instant? = nil) async throws
        -> Manifest
    {
        let zone = self.zone
        return try await perform("note.decideDispute", by: actor, at: moment) { work in
            try work.change(id, version: version, action: .decideDispute) { note, acting, _ in
                let balances = try work.heldBalances(of: note)
                return try note.decideDispute(
                    stands: stands, remark: try work.remark(remark), zone: zone, balance: { balances[$0] ?? Balance() }, by: acting)
            }
        }
    }

    /// An officer names the firm from which a load came, whom the gate did not know or who was named wrongly.
    public func assignSender(_ id: DocumentID, version: Int, to site: String, remark: String = "", by actor: Actor, at moment: Instant? = nil) async throws
        -> Manifest
    {
        let zone = self.zone
        return try await perform("note.assignSender", by: actor, at: moment) { work in
            try work.change(id, version: version, action: .decideDispute) { note, acting, policy in
                guard !site.isEmpty else { throw PlatformError.invalid([PaperPhrase.senderMissing.problem("sender")]) }
                let party = try work.party(site, field: "sender")
                let balances = try work.heldBalances(of: note)
                let lots: [LotID] = note.lines.map { _ in work.mint() }
                return try note.assignSender(
                    to: party, AssignFacts(sender: try work.facts(party), policy: policy, zone: zone), remark: try work.remark(remark),
                    balance: { balances[$0] ?? Balance() }, lots: lots, by: acting)
            }
        }
    }
}

extension Work {
    fileprivate func heldBalances(of note: Manifest) throws -> [Account: Balance] {
        var balances: [Account: Balance] = [:]
        for account in note.heldAccounts { balances[account] = try ledger.balance(of: account) }
        return balances
    }

    fileprivate func remark(_ typed: String) throws -> SealedText? {
        var reader = FormReader(lists: platform.lists, today: today)
        let text = reader.text(typed.trimmedBlanks, field: "remark")
        guard reader.problems.isEmpty else { throw PlatformError.invalid(reader.problems) }
        return try seal(text)
    }
}
