// SPDX-License-Identifier: Apache-2.0

import Domain
import Rulings
import StorageCore

/// Questions about wastes, and what officers ruled.
public struct RulingStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func inquiry(_ id: InquiryID) throws -> WasteInquiry? {
        try session.first("SELECT body FROM waste_inquiry WHERE id = \(id.value)").map(Self.inquiry)
    }

    public func insert(_ inquiry: WasteInquiry) throws {
        try session.execute(
            """
            INSERT INTO waste_inquiry (id, organisation, waste, ruled_at, version, body)
            VALUES (\(inquiry.id.value), \(inquiry.organisation.value), 0, 0, \(inquiry.version), \(Body.bytes(inquiry)))
            """)
    }

    /// - Throws: ``StoreError/stale`` when somebody else ruled first.
    public func update(_ inquiry: WasteInquiry, from version: Int) throws {
        let changed = try session.execute(
            """
            UPDATE waste_inquiry SET waste = \(Int64(inquiry.ruling?.waste.raw ?? 0)), ruled_at = \(inquiry.ruling?.ruledAt.microseconds ?? 0),
            version = \(inquiry.version), body = \(Body.bytes(inquiry)) WHERE id = \(inquiry.id.value) AND version = \(version)
            """)
        guard changed == 1 else { throw StoreError.stale }
    }

    /// The firm's own, the latest asked first.
    public func inquiries(of organisation: OrganisationID, before: InquiryID? = nil, limit: Int) throws -> [WasteInquiry] {
        try session.rows(
            """
            SELECT body FROM waste_inquiry WHERE organisation = \(organisation.value) AND id < \(before?.value ?? Int64.max)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Self.inquiry)
    }

    /// Those that wait for an officer, the first asked first.
    public func open(after: InquiryID? = nil, limit: Int) throws -> [WasteInquiry] {
        try session.rows("SELECT body FROM waste_inquiry WHERE ruled_at = 0 AND id > \(after?.value ?? 0) ORDER BY id LIMIT \(limit)").map(Self.inquiry)
    }

    /// Those ruled on, the latest ruling first; of one waste where one is given.
    ///
    /// - Parameter before: the last of the page before.
    public func ruled(waste: WasteCodeID? = nil, before: InquiryID? = nil, limit: Int) throws -> [WasteInquiry] {
        var conditions: [Query] = ["i.ruled_at > 0"]
        if let waste { conditions.append("i.waste = \(Int64(waste.raw))") }
        if let before {
            conditions.append(
                """
                (i.ruled_at < (SELECT ruled_at FROM waste_inquiry WHERE id = \(before.value))
                OR (i.ruled_at = (SELECT ruled_at FROM waste_inquiry WHERE id = \(before.value)) AND i.id < \(before.value)))
                """)
        }
        return try session.rows(
            "SELECT i.body FROM waste_inquiry i WHERE \(conditions.joined(separator: " AND ")) ORDER BY i.ruled_at DESC, i.id DESC LIMIT \(limit)"
        ).map(Self.inquiry)
    }

    private static func inquiry(_ row: Row) throws -> WasteInquiry { try Body.value(WasteInquiry.self, from: row.blob(0)) }
}
