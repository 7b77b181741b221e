// SPDX-License-Identifier: Apache-2.0

import Domain

/// The moves that take `mass` back out of an account that may have been emptied since.
///
/// What is still there goes back. The rest has moved on: downstream facts stand, and the gap is booked to `difference`
/// at the same site, which moved it, for its keeper to explain.
///
/// - Parameters:
///   - mass: to be taken back, above zero.
///   - account: where it had been booked.
///   - balance: what the account holds now.
///   - target: where the corrected mass belongs.
/// - Returns: at most two moves, of what is there and of the gap.
public func takeBack(
    _ mass: Mass, from account: Account, holding balance: Balance, to target: Account, on occurred: CalendarDate, document: DocumentID?
) -> [Move] {
    precondition(mass > .zero, "Nothing to take back.")
    let there = Mass(min(mass.raw, max(0, min(balance.posted, balance.available))))
    var moves: [Move] = []
    if there > .zero {
        moves.append(Move(there, from: account, to: target, on: occurred, because: .correction, document: document))
    }
    if there < mass {
        let gap = Account(account.site, .difference, account.material, lot: account.lot)
        // Where the site's own difference is the target already, the gap stands there without an entry.
        if gap != target { moves.append(Move(mass - there, from: gap, to: target, on: occurred, because: .correctionGap, document: document)) }
    }
    return moves
}

/// The moves that bring `mass` into an account after all: the mirror of ``takeBack(_:from:holding:to:on:document:)``.
///
/// What an earlier correction left open as a gap is closed first, because that mass has moved on already; the rest arrives.
///
/// - Parameters:
///   - mass: to be brought, above zero.
///   - account: where it belongs.
///   - gap: how much has left the account beyond what was booked in it, zero or above.
///   - source: where the mass was booked until now.
/// - Returns: at most two moves, into the gap and into the account.
public func bringBack(
    _ mass: Mass, to account: Account, owing gap: Mass, from source: Account, on occurred: CalendarDate, document: DocumentID?
) -> [Move] {
    precondition(mass > .zero, "Nothing to bring back.")
    let closing = min(mass, max(.zero, gap))
    let difference = Account(account.site, .difference, account.material, lot: account.lot)
    var moves: [Move] = []
    // Where the mass stands in the site's own difference already, the gap closes there without an entry.
    if closing > .zero, difference != source {
        moves.append(Move(closing, from: source, to: difference, on: occurred, because: .correctionGap, document: document))
    }
    if closing < mass {
        moves.append(Move(mass - closing, from: source, to: account, on: occurred, because: .correction, document: document))
    }
    return moves
}
