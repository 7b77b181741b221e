// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import StorageCore

/// What a site's book says at the end of a month, and of some months.
extension LedgerStore {
    /// What stands on a site at the end of a month, by material and place.
    public func levels(of site: SiteID, through month: Month) throws -> [(material: Material, compartment: Compartment, amount: Int64)] {
        try session.rows(
            """
            SELECT material, compartment, CAST(sum(grams) AS BIGINT) FROM site_cell WHERE site = \(site.value) AND occurred <= \(Int64(month.index))
            AND compartment BETWEEN 5 AND 7 GROUP BY material, compartment HAVING sum(grams) <> 0 ORDER BY material, compartment
            """
        ).compactMap { row in Compartment(number: Int16(row.int(1))).map { (Material(value: row.int32(0)), $0, row.int(2)) } }
    }

    /// The first lot in which a material stood or stands in a site's store.
    public func storeLot(of material: Material, at site: SiteID) throws -> LotID? {
        try accounts(of: site, .store, material, after: LotID(0), limit: 1).first?.account.lot
    }

    /// What all entries of a document moved, by account: in less out.
    public func nets(of document: DocumentID) throws -> [Account: Int64] {
        var nets: [Account: Int64] = [:]
        try session.each("\(Self.entries) WHERE e.document = \(document.value) AND e.phase IN (0, 2)") { row in
            let entry = Self.entry(row)
            nets[entry.credit, default: 0] -= entry.mass.raw
            nets[entry.debit, default: 0] += entry.mass.raw
        }
        return nets.filter { $0.value != 0 }
    }

    /// Condition on a column of materials: waste alone where none is asked for, since amounts of goods are counted otherwise.
    static func materials(_ material: Material?, _ column: StaticString) -> Query {
        guard let material else {
            return "\(raw: column) BETWEEN \(Int64(Material.wastes.lowerBound)) AND \(Int64(Material.wastes.upperBound))"
        }
        return "\(raw: column) = \(Int64(material.value))"
    }
}
