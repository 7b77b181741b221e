// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger

extension MemoryBook {
    func balanceFaults() -> [String] {
        var recount: [Account: Balance] = [:]
        let reserved = Dictionary(uniqueKeysWithValues: entries.filter { $0.phase == 1 }.map { ($0.id, $0) })
        for entry in entries {
            if entry.isPosted {
                recount[entry.credit, default: Balance()].posted -= entry.mass.raw
                recount[entry.debit, default: Balance()].posted += entry.mass.raw
            }
            if entry.phase == 1 {
                recount[entry.credit, default: Balance()].pending += entry.mass.raw
                recount[entry.debit, default: Balance()].pending -= entry.mass.raw
            }
            if let id = entry.resolves, let pending = reserved[id] {
                recount[pending.credit, default: Balance()].pending -= pending.mass.raw
                recount[pending.debit, default: Balance()].pending += pending.mass.raw
            }
        }
        var faults = differences("balance", balances, recount, nothing: Balance())
        for (material, accounts) in Dictionary(grouping: balances, by: \.key.material) {
            let posted = accounts.reduce(0) { $0 + $1.value.posted }
            let pending = accounts.reduce(0) { $0 + $1.value.pending }
            if posted != 0 || pending != 0 { faults.append("material \(material.value) sums to \(posted), pending \(pending)") }
        }
        for (account, balance) in balances where account.compartment.isBounded && (balance.posted < 0 || balance.available < 0) {
            faults.append("\(account) holds \(balance.posted), pending \(balance.pending)")
        }
        return faults
    }

    func cellFaults() -> [String] {
        var sites: [String: Int64] = [:]
        var uppers: [String: Int64] = [:]
        for entry in entries where entry.isPosted {
            guard let learned = learned[entry.operation] else { return ["operation \(entry.operation) was never recorded"] }
            for (account, grams) in [(entry.credit, -entry.mass.raw), (entry.debit, entry.mass.raw)] {
                let tail = "\(account.material.value) \(account.compartment.number) \(entry.occurred.month) \(learned)"
                let place = classify(account.site, entry.occurred)
                sites["\(account.site) \(tail)", default: 0] += grams
                uppers["1  \(tail)", default: 0] += grams
                uppers["2 \(place.province) \(tail)", default: 0] += grams
                uppers["3 \(place.sector) \(tail)", default: 0] += grams
                uppers["4 \(place.sizeClass) \(tail)", default: 0] += grams
                if !place.park.isEmpty { uppers["5 \(place.park) \(tail)", default: 0] += grams }
            }
        }
        var siteCells: [String: Int64] = [:]
        for (cell, grams) in self.siteCells {
            siteCells["\(cell.site) \(cell.material.value) \(cell.compartment.number) \(cell.occurred) \(cell.learned)"] = grams
        }
        var upperCells: [String: Int64] = [:]
        for (cell, grams) in self.upperCells {
            let tail = "\(cell.material.value) \(cell.compartment.number) \(cell.occurred) \(cell.learned)"
            upperCells["\(cell.scope.rawValue) \(cell.key) \(tail)"] = grams
        }
        return differences("site cell", siteCells, sites, nothing: 0) + differences("upper cell", upperCells, uppers, nothing: 0)
    }

    func contentFaults() -> [String] {
        var faults: [String] = []
        for (account, balance) in balances where account.lot != nil && content(account).total != balance.posted {
            faults.append("\(account) holds \(balance.posted) and knows the origin of \(content(account).total)")
        }
        for (account, content) in contents where account.lot != nil && account.compartment != .difference {
            if content.shares.contains(where: { $0.grams < 0 }) { faults.append("\(account) holds a negative share") }
        }
        // Each gram of an origin is in exactly one place: an account, or a bundle that stands in one.
        var sums: [OriginID: Int64] = [:]
        for share in contents.values.flatMap(\.shares) + bundles.values.flatMap(\.shares) { sums[share.origin, default: 0] += share.grams }
        for (id, bundle) in bundles { sums[id, default: 0] -= bundle.total }
        for (origin, sum) in sums where sum != 0 { faults.append("origin \(origin) sums to \(sum)") }
        return faults
    }

    func fateFaults() -> [String] {
        var recount: [String: Int64] = [:]
        for (account, content) in contents {
            for share in content.shares {
                guard let origin = origins[share.origin] else { return ["origin \(share.origin) is not known"] }
                recount["\(origin.province) \(origin.sector) \(origin.material.value) \(account.compartment.number)", default: 0] += share.grams
            }
        }
        var sums: [String: Int64] = [:]
        var kinds: [String: Int64] = [:]
        for (cell, grams) in fateCells {
            sums["\(cell.province) \(cell.sector) \(cell.material.value) \(cell.compartment.number)", default: 0] += grams
            kinds["\(cell.province) \(cell.sector) \(cell.material.value)", default: 0] += grams
        }
        return differences("fate cell", sums, recount, nothing: 0)
            + kinds.filter { $0.value != 0 }.map { "fates of \($0.key) sum to \($0.value)" }
    }
}

/// Where two tables differ; a row that is missing counts as `nothing`.
func differences<Key: Hashable, Value: Equatable>(_ name: String, _ kept: [Key: Value], _ counted: [Key: Value], nothing: Value) -> [String] {
    Set(kept.keys).union(counted.keys).filter { kept[$0] ?? nothing != counted[$0] ?? nothing }
        .map { "\(name) \($0): kept \(kept[$0] ?? nothing), counted \(counted[$0] ?? nothing)" }.sorted()
}
