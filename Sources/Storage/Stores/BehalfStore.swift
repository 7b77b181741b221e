// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// Notes entered in small firms' names, inside one transaction.
public struct BehalfStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func insert(_ act: BehalfAct, codeHash: [UInt8]) throws {
        try session.execute(
            """
            INSERT INTO behalf_act (id, organisation, made_by, document, state, code_hash, version, body)
            VALUES (\(act.id.value), \(act.organisation.value), \(act.by.value), \(act.document.value), \(act.state.rawValue), \(codeHash),
            \(act.version), \(Body.bytes(act)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when it is no longer at `version`.
    public func update(_ act: BehalfAct, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE behalf_act SET state = \(act.state.rawValue), version = \(act.version), body = \(Body.bytes(act))
            WHERE id = \(act.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    public func act(_ id: BehalfActID) throws -> BehalfAct? { try acts("WHERE id = \(id.value)").first }

    public func act(codeHash: [UInt8]) throws -> BehalfAct? { try acts("WHERE code_hash = \(codeHash)").first }

    public func acts(on document: DocumentID) throws -> [BehalfAct] { try acts("WHERE document = \(document.value) ORDER BY id") }

    /// In a firm's name, latest first; a page before an id.
    public func acts(for organisation: OrganisationID, before: BehalfActID? = nil, limit: Int) throws -> [BehalfAct] {
        try acts("WHERE organisation = \(organisation.value) AND id < \(before?.value ?? Int64.max) ORDER BY id DESC LIMIT \(limit)")
    }

    /// Done by the people of an organisation, latest first; a page before an id.
    public func acts(by organisation: OrganisationID, before: BehalfActID? = nil, limit: Int) throws -> [BehalfAct] {
        try acts("WHERE made_by = \(organisation.value) AND id < \(before?.value ?? Int64.max) ORDER BY id DESC LIMIT \(limit)")
    }

    /// How many of a firm wait for its word.
    public func unconfirmed(for organisation: OrganisationID) throws -> Int {
        Int(try session.first("SELECT count(*) FROM behalf_act WHERE organisation = \(organisation.value) AND state = 'unconfirmed'")?.int(0) ?? 0)
    }

    /// The firm in whose name the browser enters from here on; `nil` for one's own.
    public func setEntering(tokenHash: [UInt8], for firm: OrganisationID?) throws {
        try session.execute("UPDATE session SET entering_for = \(firm?.value), delegation = NULL WHERE token_hash = \(tokenHash)")
    }

    public func entering(tokenHash: [UInt8]) throws -> OrganisationID? {
        try session.first("SELECT entering_for FROM session WHERE token_hash = \(tokenHash)")?.optionalInt(0).map { OrganisationID($0) }
    }

    private func acts(_ rest: Query) throws -> [BehalfAct] {
        try session.rows("SELECT body FROM behalf_act \(rest)").map { try Body.value(BehalfAct.self, from: $0.blob(0)) }
    }
}
