// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// An account's row: its id, and its place in stored numbers.
public struct StoredAccount: Hashable, Sendable {
    public var row: Int64
    public var site: Int64
    public var compartment: Int16
    public var material: Int32
    /// 0 is no lot.
    public var lot: Int64

    public init(row: Int64, site: Int64, compartment: Int16, material: Int32, lot: Int64 = 0) {
        self.row = row
        self.site = site
        self.compartment = compartment
        self.material = material
        self.lot = lot
    }
}

/// An entry in stored numbers, with both its accounts.
public struct StoredEntry: Sendable {
    public var id: Int64
    public var credit: StoredAccount
    public var debit: StoredAccount
    public var grams: Int64
    public var occurred: CalendarDate
    public var reason: Reason
    /// As ``Phase/number``.
    public var phase: Int16
    public var resolves: Int64?

    public init(
        id: Int64, from credit: StoredAccount, to debit: StoredAccount, grams: Int64, on occurred: CalendarDate, because reason: Reason, phase: Int16 = 0,
        resolves: Int64? = nil
    ) {
        self.id = id
        self.credit = credit
        self.debit = debit
        self.grams = grams
        self.occurred = occurred
        self.reason = reason
        self.phase = phase
        self.resolves = resolves
    }
}
