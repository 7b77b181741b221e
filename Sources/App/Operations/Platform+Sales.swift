// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Stores

/// A load that somebody without licence took, as a person typed it.
public struct SaleForm: Hashable, Sendable {
    /// The sender's site and what left; receiver and carriers are not asked for.
    public var note = NoteForm()
    /// A ``BuyerKind``.
    public var buyerKind = ""
    public var buyerName = ""
    public var buyerPhone = ""
    public var buyerPlace = ""

    public init() {}
}

extension Platform {
    /// Records that a load went to somebody outside the system: written, signed and booked in one step.
    ///
    /// - Parameter key: of the form; sent twice, the load is recorded once.
    public func recordSale(_ form: SaleForm, key: String?, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        let lists = self.lists
        return try await perform("note.sell", by: actor, at: moment) { work in
            if let done = try work.done(key) { return done }
            var reader = FormReader(lists: lists, today: work.today)
            let kind = BuyerKind(rawValue: form.buyerKind)
            if kind == nil { reader.problems.append(OperationPhrase.fieldMissing.problem("buyerKind")) }
            let texts = [("buyerName", form.buyerName), ("buyerPlace", form.buyerPlace), ("gateReason", form.note.gateReason)].map { field, typed in
                reader.text(typed.trimmedBlanks, field: field)
            }
            for (field, text) in zip(["buyerName", "buyerPlace"], texts) where text == nil {
                reader.problems.append(OperationPhrase.fieldMissing.problem(field))
            }
            var phone: String?
            if !form.buyerPhone.trimmedBlanks.isEmpty {
                switch PhoneNumber.read(form.buyerPhone, in: self.country) {
                case .success(let number): phone = number
                case .failure(let refusal): reader.problems.append(refusal.problem(field: "buyerPhone"))
                }
            }
            let draft = try work.saleDraft(form.note, besides: reader.problems)
            guard let kind, let name = try work.seal(texts[0]), let place = try work.seal(texts[1]) else { throw PlatformError.invalid(reader.problems) }
            let fresh = try work.create(Manifest(id: work.mint(), draft: draft, at: work.now), [.drafted(draft)])
            let reason = try work.seal(texts[2])
            let buyer = Buyer(kind: kind, name: name, phone: try work.seal(phone), place: place)
            return try work.change(fresh.id, version: fresh.version, action: .issueNote, key: key) { note, acting, policy in
                try note.sell(
                    to: buyer, SaleFacts(policy: policy, sender: try work.facts(note.sender), reason: reason), try work.minted(for: note), by: acting)
            }
        }
    }
}
