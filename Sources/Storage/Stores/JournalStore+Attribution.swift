// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import StorageCore

/// Who did an operation and when it was recorded: the part of a journal line that stands beside its entries.
public struct OperationRecord: Sendable {
    public var person: PersonID?
    public var organisation: OrganisationID?
    public var means: SignInMeans
    public var recorded: Instant
}

extension JournalStore {
    public func records(_ operations: some Collection<OperationID>) throws -> [OperationID: OperationRecord] {
        guard !operations.isEmpty else { return [:] }
        let rows = try session.rows(
            "SELECT id, person, organisation, means, recorded FROM journal WHERE id IN (\(values: Set(operations.map(\.value)).sorted()))")
        return Dictionary(
            uniqueKeysWithValues: rows.map { row in
                (
                    OperationID(row.int(0)),
                    OperationRecord(
                        person: row.optionalInt(1).map { PersonID($0) }, organisation: row.optionalInt(2).map { OrganisationID($0) },
                        means: SignInMeans(rawValue: row.text(3)) ?? .system, recorded: Instant(microseconds: row.int(4)))
                )
            })
    }
}
