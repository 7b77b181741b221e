// SPDX-License-Identifier: Apache-2.0

import DatabaseSupport
import Domain
import Returns

extension TestCountry {
    /// Ten garment factories of Phnom Penh and what they reported for June to September 2026, as if by one return.
    ///
    /// - Returns: their sites.
    public func peers(_ made: SiteReturn) async throws -> [SiteID] {
        var sites: [SiteID] = []
        for number in 0..<10 {
            let site = try await importFirm("Peer \(number)", number: "KH 90\(number)", province: "12").site
            for month in 6...9 {
                let product = Int64(20_000 + 5_000 * number + 300 * month)
                let waste = product * Int64(55 + number % 3 * 5 + month % 2 * 3)
                try await reported(made, at: site, month: month, province: "12", product: product, waste: waste)
            }
            sites.append(site)
        }
        return sites
    }

    /// A garment factory's month of 2026 as peers are compared by it; grams of waste.
    public func reported(_ made: SiteReturn, at site: SiteID, month: Int, province: String, product: Int64?, waste: Int64) async throws {
        try await run(
            """
            INSERT INTO site_month (site, month, made, sector, province, product, energy, water, wastewater, workers, days, waste, stock)
            VALUES (\(site.value), \(Int64(Month(year: 2026, month: month).index)), \(made.id.value), '1410', \(province), \(product),
            \(product.map { $0 * 800 }), \(product.map { $0 * 9000 }), NULL, 500, 25, \(waste), NULL)
            """)
    }
}
