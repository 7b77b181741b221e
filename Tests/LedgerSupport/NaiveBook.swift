// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

/// A second book that knows nothing of postings, deltas or views: whole tables, changed in place, one gram of thought per
/// line. Slow on purpose, and written from the design's words rather than from the code.
public struct NaiveBook: Sendable {
    /// Grams by account.
    public private(set) var stock: [Account: Int64] = [:]
    /// Grams reserved out of an account less those reserved into it.
    public private(set) var reserved: [Account: Int64] = [:]
    /// Grams by account and origin, for accounts of a lot.
    public private(set) var whose: [Account: [OriginID: Int64]] = [:]
    private var open: Set<EntryID> = []
    /// Whose grams stood where when the operation began.
    private var whoseBefore: [Account: [OriginID: Int64]] = [:]

    public init() {}

    /// Does the moves, or does none of them and says why not.
    ///
    /// - Parameter ids: of the entries the moves became, in order; needed to know pending ones again.
    public mutating func take(_ moves: [Move], ids: [EntryID]) -> Bool {
        whoseBefore = whose
        let before = self
        for (position, move) in moves.enumerated() {
            if !take(move, id: position < ids.count ? ids[position] : EntryID(0)) {
                self = before
                return false
            }
        }
        let touched = Set(moves.flatMap { [$0.credit, $0.debit] + ($0.phase.resolves.map { [$0.credit, $0.debit] } ?? []) })
        for account in touched where [.store, .transit, .held].contains(account.compartment) {
            if stock[account, default: 0] < 0 || stock[account, default: 0] < reserved[account, default: 0] {
                self = before
                return false
            }
        }
        return true
    }

    private mutating func take(_ move: Move, id: EntryID) -> Bool {
        guard move.mass.raw > 0 else { return false }
        if let pending = move.phase.resolves {
            guard open.remove(pending.id) != nil else { return false }
            reserved[pending.credit, default: 0] -= pending.mass.raw
            reserved[pending.debit, default: 0] += pending.mass.raw
        }
        if case .voiding = move.phase { return true }
        if case .pending = move.phase {
            open.insert(id)
            reserved[move.credit, default: 0] += move.mass.raw
            reserved[move.debit, default: 0] -= move.mass.raw
            return true
        }
        guard let parcel = parcel(of: move) else { return false }
        stock[move.credit, default: 0] -= move.mass.raw
        stock[move.debit, default: 0] += move.mass.raw
        for (origin, grams) in parcel {
            if move.credit.lot != nil { whose[move.credit, default: [:]][origin, default: 0] -= grams }
            if move.debit.lot != nil { whose[move.debit, default: [:]][origin, default: 0] += grams }
        }
        return true
    }

    /// Whose grams are carried; `nil` when a lot does not hold so much.
    private func parcel(of move: Move) -> [OriginID: Int64]? {
        let grams = move.mass.raw
        let giving = whose[move.credit] ?? [:]
        let taking = whose[move.debit] ?? [:]
        if move.credit.lot != nil, move.credit.compartment != .difference {
            return giving.values.reduce(0, +) >= grams ? share(grams, like: giving) : nil
        }
        if let lot = move.credit.lot {
            if giving.values.reduce(0, +) >= grams { return share(grams, like: giving) }
            if move.debit.compartment == .difference, taking.values.reduce(0, +) <= -grams { return share(grams, like: taking.mapValues { -$0 }) }
            if move.debit.lot == lot, taking.values.reduce(0, +) > 0 { return share(grams, like: taking) }
            var everywhere: [OriginID: Int64] = [:]
            for (account, rows) in whoseBefore where account.lot == lot { everywhere.merge(rows, uniquingKeysWith: +) }
            if everywhere.values.contains(where: { $0 > 0 }) { return share(grams, like: everywhere) }
            return [OriginID(lot.value): grams]
        }
        guard let lot = move.debit.lot else { return [:] }
        if move.debit.compartment == .difference, taking.values.reduce(0, +) <= -grams { return share(grams, like: taking.mapValues { -$0 }) }
        return [OriginID(lot.value): grams]
    }

    /// Each in proportion, rounded down; then the one that lost most by rounding gets a gram, and again, until all is given.
    private func share(_ grams: Int64, like rows: [OriginID: Int64]) -> [OriginID: Int64] {
        let present = rows.filter { $0.value > 0 }
        let whole = present.values.reduce(0, +)
        var given: [OriginID: Int64] = [:]
        var lost: [OriginID: Int128] = [:]
        for (origin, weight) in present {
            let exact = Int128(grams) * Int128(weight)
            given[origin] = Int64(exact / Int128(whole))
            lost[origin] = exact % Int128(whole)
        }
        while given.values.reduce(0, +) < grams {
            guard let next = lost.max(by: { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key })?.key else { break }
            given[next, default: 0] += 1
            lost[next] = nil
        }
        return given
    }

    /// Where the other book says something else; empty when the two agree on every account and every gram.
    public func disagreements(with book: MemoryBook) -> [String] {
        var kept: [String: Int64] = [:]
        for (account, content) in book.contents where account.lot != nil {
            for share in content.opened({ book.bundles[$0] }).shares { kept["\(account) of \(share.origin)"] = share.grams }
        }
        var mine: [String: Int64] = [:]
        for (account, rows) in whose { for (origin, grams) in rows { mine["\(account) of \(origin)"] = grams } }
        return differences("posted", book.balances.mapValues(\.posted), stock, nothing: 0)
            + differences("pending", book.balances.mapValues(\.pending), reserved, nothing: 0)
            + differences("share", kept, mine, nothing: 0)
    }
}
