// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import Ledger
import Returns
import Stores

/// Who made an entry, as far as the reader may know.
public struct Recorder: Hashable, Sendable {
    /// Only of one's own organisation.
    public var person: String?
    /// `nil` for the operator of the server.
    public var organisation: Organisation?
}

/// One entry as an account sees it.
public struct AccountLine: Sendable {
    public var entry: Entry
    /// Grams in, above zero, or out, below; 0 for what only reserves or releases.
    public var moved: Int64
    /// Grams reserved, above zero where mass is to leave, or released again, below zero.
    public var reserved: Int64
    /// What the account held after the entry.
    public var balance: Int64
    public var other: Account
    /// `nil` where the actor may not open it.
    public var otherID: AccountID?
    public var otherSite: Site?
    /// When the platform learned it.
    public var recorded: Instant?
    public var who: Recorder
    public var noteNumber: String?
    /// The return that booked it.
    public var siteReturn: ReturnID?
    /// The month of a pipe that booked it.
    public var transfer: PipeTransfer?
    /// SHA-256 of the photo behind a stock-take.
    public var photo: String?
}

/// A page of an account's ledger, newest first, with figures that tie: `opening + entered - left = closing`.
public struct AccountLedger: Sendable {
    public var id: AccountID
    public var account: Account
    public var balance: Balance
    public var site: Site
    public var organisation: Organisation
    public var lines: [AccountLine]
    /// What the account held before the oldest line shown.
    public var opening: Int64
    public var entered: Int64
    public var left: Int64
    /// What it held after the newest line shown.
    public var closing: Int64
    /// The oldest line shown, where older ones follow.
    public var next: EntryID?
    public var isFirstPage: Bool
    public var lotNumber: String?
    /// Of a sewer account: pipes that stand today, and the works they lead to.
    public var pipes: [Pipe] = []
    public var works: [SiteID: Site] = [:]
}

extension Platform {
    /// A page of an account's ledger before an entry.
    public func ledger(of id: AccountID, before: EntryID?, limit: Int, by actor: Actor) async throws -> AccountLedger {
        try await read { r in
            guard let row = try r.ledger.account(id) else { throw PlatformError.notFound }
            let (site, organisation) = try r.bookSite(row.account.site, .readBook, by: actor)
            var entries = try r.ledger.entries(of: id, before: before, limit: limit + 1)
            let hasMore = entries.count > limit
            if hasMore { entries.removeLast() }
            let closing = row.balance.posted - (try before.map { try r.ledger.posted(into: id, from: $0) } ?? 0)
            let lines = try r.lines(entries, of: row.account, closing: closing, by: actor)
            let entered = lines.reduce(Int64(0)) { $0 + max(0, $1.moved) }
            let left = lines.reduce(Int64(0)) { $0 - min(0, $1.moved) }
            let number = try row.account.lot.flatMap { try r.notes.numbers(ofLots: [$0])[$0] }
            let isSewer = row.account.compartment == .sewer
            let today = r.platform.today
            let pipes = isSewer ? try r.discharge.pipes(at: [site.id], limit: 200).filter { $0.site == site.id && $0.holds(on: today) } : []
            return AccountLedger(
                id: id, account: row.account, balance: row.balance, site: site, organisation: organisation, lines: lines,
                opening: closing - entered + left, entered: entered, left: left, closing: closing, next: hasMore ? entries.last?.id : nil,
                isFirstPage: before == nil, lotNumber: number, pipes: pipes, works: try r.registry.sites(pipes.compactMap(\.works)))
        }
    }
}

extension Reading {
    fileprivate func lines(_ entries: [Entry], of account: Account, closing: Int64, by actor: Actor) throws -> [AccountLine] {
        let others = entries.map { $0.credit == account ? $0.debit : $0.credit }
        let sites = try registry.sites(Set(others.map(\.site)))
        let readable = Set(sites.values.filter { may(.readBook, actor: actor, subject: bookSubject(of: $0)).isAllowed }.map(\.id))
        let ids = try ledger.ids(of: others.filter { readable.contains($0.site) })
        let recorders = try recorders(of: entries, by: actor)
        let numbers = try notes.numbers(of: entries.compactMap(\.document))
        let transfers = try discharge.knownTransfers(entries.lazy.filter { $0.credit.material == .wastewater }.compactMap(\.document))
        let booked = try bookings.known(entries.compactMap(\.document))
        var photos: [OperationID: String] = [:]
        for operation in Set(entries.lazy.filter { $0.reason == .stockTaken || $0.reason == .openingStock }.map(\.operation)) {
            photos[operation] = try stockTake(operation)?.photo
        }
        var balance = closing
        return zip(entries, others).map { entry, other in
            let sign: Int64 = entry.debit == account ? 1 : -1
            let moved = entry.isPosted ? sign * entry.mass.raw : 0
            // A reservation takes from the crediting side; what posts or voids it releases it.
            let reserved: Int64 = entry.phase == 1 ? -sign * entry.mass.raw : entry.phase == 3 ? sign * entry.mass.raw : 0
            defer { balance -= moved }
            let made = recorders[entry.operation]
            return AccountLine(
                entry: entry, moved: moved, reserved: reserved, balance: balance, other: other, otherID: ids[other], otherSite: sites[other.site],
                recorded: made?.recorded, who: made?.who ?? Recorder(), noteNumber: entry.document.flatMap { numbers[$0] },
                siteReturn: entry.document.flatMap { booked.contains($0) ? ReturnID($0.value) : nil },
                transfer: entry.document.flatMap { transfers[$0] }, photo: photos[entry.operation])
        }
    }

    /// When operations were recorded, and by whom: people by name within one's own organisation, others by their firm's.
    func recorders(of entries: [Entry], by actor: Actor) throws -> [OperationID: (recorded: Instant, who: Recorder)] {
        let records = try journal.records(Set(entries.map(\.operation)))
        let organisations = try registry.organisations(Set(records.values.compactMap(\.organisation)))
        let own = records.values.filter { $0.organisation != nil && $0.organisation == actor.principal?.id }.compactMap(\.person)
        let people = try self.people.names(Set(own))
        return records.mapValues { record in
            let isOwn = record.organisation != nil && record.organisation == actor.principal?.id
            return (
                record.recorded,
                Recorder(person: isOwn ? record.person.flatMap { people[$0] } : nil, organisation: record.organisation.flatMap { organisations[$0] })
            )
        }
    }
}
