// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Seal
import Stores

extension Platform {
    /// Lines of one receipt at most.
    static let receiptLinesMax = 500

    /// A note's lines of the journal with their proofs, for whoever may read the note.
    ///
    /// Lines that are not sealed yet carry a signed promise instead, where this server holds the key.
    public func receipt(of id: DocumentID, by actor: Actor) async throws -> SealReceipt {
        let (nation, secret, now) = (country.rawValue, sealKeeping.secret, self.now)
        return try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.readNote, on: note, by: actor)
            let store = SealStore(r.session)
            let keys = try store.keys().map(\.published.key)
            let head = try store.latestHead()?.signed(nation: nation)
            let promiser = secret.flatMap { secret in keys.last == secret.key ? secret : nil }
            let lines = try r.journal.lines(of: id, limit: Self.receiptLinesMax)
            let positions = try store.positions(of: lines.map(\.id))
            let contents = try r.contents(of: lines, for: actor)
            var signers: Set<String> = []
            let written = try lines.map { line in
                let statement = line.statement
                var result = SealReceipt.Line(statement, content: contents[line.id])
                if let head, let position = positions[line.id], position < head.head.size {
                    result.proof = SealReceipt.Proof(position: position, path: try store.tree.inclusionProof(of: position, in: head.head.size))
                    signers.insert(head.head.key)
                } else if let promiser, now <= SignedPromise.lastMoment(for: statement) {
                    // What should have been sealed long ago is not promised anew.
                    result.promise = SealReceipt.Promise(SignedPromise(statement, nation: nation, by: promiser))
                    signers.insert(promiser.key.id)
                }
                return result
            }
            return SealReceipt(
                nation: nation, note: id, head: written.contains { $0.proof != nil } ? head.map(SealReceipt.Head.init) : nil,
                keys: keys.filter { signers.contains($0.id) }.map(SealReceipt.Key.init), lines: written)
        }
    }
}

extension Reading {
    /// What lines hold, byte for byte, where all of it is about notes that the actor may read.
    ///
    /// A line about notes of others too, such as the weighing of a round, is proved by its hash alone.
    fileprivate func contents(of lines: [JournalLine], for actor: Actor) throws -> [OperationID: [UInt8]] {
        var readable: [DocumentID: Bool] = [:]
        func mayRead(_ id: DocumentID) throws -> Bool {
            if let known = readable[id] { return known }
            let answer = try notes.note(id).map { may(.readNote, actor: actor, subject: try subject(of: $0, for: actor)).isAllowed } ?? false
            readable[id] = answer
            return answer
        }
        var entries: [DocumentID: [Entry]] = [:]
        var contents: [OperationID: [UInt8]] = [:]
        for line in lines {
            guard let documents = try documents(of: line), try documents.allSatisfy(mayRead) else { continue }
            var booked: [Entry] = []
            for document in documents {
                if entries[document] == nil { entries[document] = try ledger.entries(of: document, limit: 5000) }
                booked += (entries[document] ?? []).filter { $0.operation == line.id }
            }
            let bytes = line.bytes(booked.sorted { $0.id < $1.id })
            // Entries of other documents are missing here; then the hash tells.
            if Digest(of: bytes).bytes == line.hash { contents[line.id] = bytes }
        }
        return contents
    }

    /// The notes that a line is about; `nil` where it is about anything else, or cannot be read.
    private func documents(of line: JournalLine) throws -> Set<DocumentID>? {
        guard let payload = try? Body.value(JournalPayload.self, from: line.payload) else { return nil }
        var documents: Set<DocumentID> = []
        for outcome in payload.outcomes {
            guard case .note(let id, _) = outcome else { return nil }
            documents.insert(id)
        }
        return documents
    }
}
