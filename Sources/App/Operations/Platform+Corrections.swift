// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Stores

extension Platform {
    /// - Parameter field: `declared0` or `accepted0`, with the line's number.
    public func proposeCorrection(
        _ id: DocumentID, version: Int, field: String, amount: String, unit: String, method: String, reason: String, by actor: Actor,
        at moment: Instant? = nil
    ) async throws -> Manifest {
        let lists = self.lists
        return try await change("note.proposeCorrection", id, version: version, action: .proposeCorrection, by: actor, at: moment) {
            work, note, acting, policy in
            var reader = FormReader(lists: lists, today: work.today)
            let mass = reader.mass(amount, unit: unit, method: method, field: "mass")
            if reason.isEmpty { reader.problems.append(OperationPhrase.fieldMissing.problem("reason")) }
            let text = reader.text(reason, field: "reason")
            var corrected: CorrectedField?
            if let line = Int(field.drop { !$0.isNumber }) {
                if field.hasPrefix("declared") { corrected = .declared(line: line) }
                if field.hasPrefix("accepted") { corrected = .accepted(line: line) }
            }
            if corrected == nil { reader.problems.append(ManifestPhrase.lineMissing.problem("field")) }
            guard let mass, let corrected, reader.problems.isEmpty, let sealed = try work.seal(text) else { throw PlatformError.invalid(reader.problems) }
            return try note.proposeCorrection(corrected, to: mass, reason: sealed, policy: policy, by: acting)
        }
    }

    public func answerCorrection(_ id: DocumentID, version: Int, approves: Bool, by actor: Actor, at moment: Instant? = nil) async throws -> Manifest {
        try await change(approves ? "note.approveCorrection" : "note.refuseCorrection", id, version: version, action: .decideCorrection, by: actor, at: moment)
        {
            work, note, acting, _ in
            guard approves else { return try note.refuseCorrection(by: acting) }
            var balances: [Account: Balance] = [:]
            for account in note.correctionAccounts { balances[account] = try work.ledger.balance(of: account) }
            let known = balances
            return try note.approveCorrection(balance: { known[$0] ?? Balance() }, by: acting)
        }
    }
}
