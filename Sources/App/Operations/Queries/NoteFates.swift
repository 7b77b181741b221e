// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Stores

/// Where part of a line's load is now, or how it ended.
public struct NoteFate: Sendable {
    public var site: SiteID
    public var compartment: Compartment
    /// The account that shows it, where there is one that the actor may open; several lots of one place are summed.
    public var account: AccountID?
    /// Negative where the book gave more than the line brought: a weighing gain.
    public var mass: Mass
    /// Of all that the line brought, 0...1; negative where the mass is.
    public var share: Double
}

/// The final fate of one line.
public struct NoteLineFate: Sendable {
    public var lot: LotID
    /// Largest first.
    public var fates: [NoteFate]
    /// Whether the line's own origin is followed to its end, through every later note. Otherwise only the grams that still
    /// bear the line's lot are shown.
    public var isFollowed: Bool
}

/// Fates that are listed one by one for a line; the lot's page shows all.
private let fatesShown = 8

extension Reading {
    /// What became of each line's load, lines without a booked load left out.
    func fates(of note: Manifest, for actor: Actor) throws -> [Int: NoteLineFate] {
        guard note.state != .draft, note.state != .issued, note.state != .cancelled else { return [:] }
        var result: [Int: NoteLineFate] = [:]
        for (i, line) in note.lines.enumerated() {
            guard let lot = line.lot else { continue }
            let isOrigin = line.draws.isEmpty && note.kind == .ordinary
            let rows = isOrigin ? try wholeFates(of: OriginID(lot.value)) : try contentsByAccount(of: lot)
            let fates = try shares(of: rows, for: actor)
            if !fates.isEmpty { result[i] = NoteLineFate(lot: lot, fates: fates, isFollowed: isOrigin) }
        }
        return result
    }

    private func contentsByAccount(of lot: LotID) throws -> [Account: Int64] {
        var grams: [Account: Int64] = [:]
        for row in try ledger.contents(ofLot: lot) { grams[row.account, default: 0] += row.grams }
        return grams
    }

    private func shares(of rows: [Account: Int64], for actor: Actor) throws -> [NoteFate] {
        struct Place: Hashable {
            var site: SiteID
            var compartment: Compartment
        }
        var places: [Place: (grams: Int64, accounts: [Account])] = [:]
        // What the process gave is where the grams come from, not where they are.
        for (account, grams) in rows where grams != 0 && account.compartment != .process {
            let place = Place(site: account.site, compartment: account.compartment)
            let known = places[place] ?? (0, [])
            places[place] = (known.grams + grams, known.accounts + [account])
        }
        let whole = places.values.reduce(Int64(0)) { $0 + max(0, $1.grams) }
        guard whole > 0 else { return [] }
        let largest = places.sorted {
            (-$0.value.grams, $0.key.site.value, $0.key.compartment.number) < (-$1.value.grams, $1.key.site.value, $1.key.compartment.number)
        }
        .filter { $0.value.grams != 0 }.prefix(fatesShown)
        let ids = try doors(to: largest.flatMap { $0.value.accounts.count == 1 ? $0.value.accounts : [] }, for: actor)
        return largest.map { place, held in
            NoteFate(
                site: place.site, compartment: place.compartment, account: held.accounts.count == 1 ? ids[held.accounts[0]] : nil, mass: Mass(held.grams),
                share: Double(held.grams) / Double(whole))
        }
    }
}
