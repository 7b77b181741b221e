// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Ledger
import Manifests
import StorageCore
import Stores

/// The book counted anew from its entries, and the notes' own words about mass, with nothing of the platform between.
struct PlainRecount {
    /// Grams by what became of them.
    struct Sums: Equatable {
        var transit: Int64 = 0
        var reserved: Int64 = 0
        var treated: Int64 = 0
        var sold: Int64 = 0
    }

    var wrongAccounts: [Int64] = []
    /// Materials whose accounts do not add up to nothing.
    var wrongMaterials: [Int64] = []
    /// Accounts of stock or load with less than nothing, or with more promised than there is.
    var belowZero: [Int64] = []
    var booked = Sums()
    var noted = Sums()
    var notes: [DocumentID: Manifest] = [:]

    init(_ country: TestCountry) async throws {
        let (accounts, entries, bodies) = try await country.database.read { session in
            (
                try session.rows("SELECT id, compartment, material, posted, pending FROM account").map { row in (0..<5).map { row.int($0) } },
                try session.rows("SELECT id, credit, debit, grams, phase, coalesce(resolves, 0) FROM entry ORDER BY id").map { row in
                    (0..<6).map { row.int($0) }
                },
                try session.rows("SELECT body FROM note").map { try Body.value(Manifest.self, from: $0.blob(0)) }
            )
        }
        notes = Dictionary(uniqueKeysWithValues: bodies.map { ($0.id, $0) })
        count(accounts, entries)
        for note in bodies { take(note) }
    }

    private mutating func count(_ accounts: [[Int64]], _ entries: [[Int64]]) {
        var posted: [Int64: Int64] = [:]
        var promised: [Int64: Int64] = [:]
        let resolved = Set(entries.map { $0[5] })
        for entry in entries {
            let (id, credit, debit, grams, phase) = (entry[0], entry[1], entry[2], entry[3], entry[4])
            switch phase {
            case 0, 2:
                posted[credit, default: 0] -= grams
                posted[debit, default: 0] += grams
            case 1 where !resolved.contains(id):
                promised[credit, default: 0] += grams
                promised[debit, default: 0] -= grams
            default: break
            }
        }
        var sums: [Int64: Int64] = [:]
        for account in accounts {
            let (id, compartment, material) = (account[0], account[1], account[2])
            let (grams, pending) = (posted[id, default: 0], promised[id, default: 0])
            if grams != account[3] || pending != account[4] { wrongAccounts.append(id) }
            sums[material, default: 0] += grams
            switch Compartment(number: Int16(compartment)) {
            case .transit?:
                booked.transit += grams
                booked.reserved -= pending
                if grams < 0 { belowZero.append(id) }
            case .store?, .held?: if grams < 0 || grams < pending { belowZero.append(id) }
            case .treated?: booked.treated += grams
            case .unknown?: booked.sold += grams
            default: break
            }
        }
        wrongMaterials = sums.filter { $0.value != 0 }.map(\.key).sorted()
    }

    private mutating func take(_ note: Manifest) {
        switch note.state {
        case .issued: noted.reserved += note.declaredMass.raw
        case .inTransit, .inStorage, .arrived, .weighed, .missing: noted.transit += note.declaredMass.raw
        case .sold: noted.sold += note.declaredMass.raw
        default: break
        }
        noted.treated += note.treatments.reduce(0) { $0 + $1.mass.raw }
    }
}
