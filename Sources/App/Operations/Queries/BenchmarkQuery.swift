// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Identity
import Returns
import Stores
import Tabular

/// A site against its own past, its peers, and what was published of its industry.
public struct BenchmarkModel: Sendable {
    public var site: Site
    public var organisation: Organisation
    /// ISIC class on this day.
    public var sector: String
    public var product: ProductUnit
    /// The months of the peers.
    public var months: ClosedRange<Month>
    public var benchmarks: [Benchmark]

    /// Published ranges of an intensity, those that can be compared with it first.
    public func ranges(_ unit: IntensityUnit) -> [(published: PublishedRange, range: ClosedRange<Double>?)] {
        guard unit.base == .product else { return [] }
        let found = PublishedRanges.shipped.ranges(isic: sector, unit.intensity).map { (published: $0, range: $0.range(in: unit)) }
        return found.filter { $0.range != nil } + found.filter { $0.range == nil }
    }
}

extension Platform {
    /// A site's benchmarks, for whoever may read its returns.
    public func benchmarks(of id: SiteID, by actor: Actor) async throws -> BenchmarkModel {
        let today = self.today
        let peers = try await peerIntensities()
        return try await read { r in
            guard let site = try r.registry.site(id), may(.readReturn, actor: actor, subject: r.subject(of: site)).isAllowed,
                let organisation = try r.registry.organisation(site.organisation)
            else { throw PlatformError.notFound }
            let sector = site.attributes(on: today).isic
            let rows = try r.comparable(id, until: today.month)
            let (name, length) = rows.last.map { ($0.length == 1 ? "factoryMonthly" : $0.set, $0.length) } ?? ("factoryMonthly", 1)
            let field = r.platform.dataSets.set(name, on: today)?.fields(for: sector).first { $0.section == "products" }?.id ?? ""
            let product = ProductUnit(field: field)
            let groups = SiteMonth.peers(sector, set: length == 1 ? "" : name, length: length)
            let units = IntensityBase.allCases.flatMap { base in Intensity.allCases.map { IntensityUnit($0, base, product) } }
            return BenchmarkModel(
                site: site, organisation: organisation, sector: sector, product: product, months: peers.months,
                benchmarks: units.map { Benchmark($0, of: id, groups, rows: rows, among: peers) })
        }
    }

    /// Sites of the nation by sector, gathered once a day.
    private func peerIntensities() async throws -> PeerIntensities {
        let months = PeerIntensities.months(on: today)
        return try await intensityCache.value(months.upperBound, as: today) {
            let rows = try await self.read { r in
                try r.checks.rows(months)
                    + [3, 12].flatMap { length in
                        try r.checks.spans(length, months.lowerBound.adding(months: 1 - length)...months.upperBound)
                    }
            }
            return PeerIntensities(rows, months: months)
        }
    }
}

extension Reading {
    /// A site's own periods that are shown: months where it reports by the month, else quarters, else years.
    fileprivate func comparable(_ site: SiteID, until last: Month) throws -> [SiteMonth] {
        let parameters = ModelParameters.shipped
        let months = try checks.rows(of: site, last.adding(months: -parameters.benchmarkMonths)...last)
        if !months.isEmpty { return months }
        for length in [3, 12] {
            let spans = try checks.spans(length, last.adding(months: -parameters.window(of: length) - length)...last, of: site)
            if !spans.isEmpty { return spans }
        }
        return []
    }
}

extension BenchmarkModel {
    /// A row a figure: own months, the peers' quarter points, published ranges.
    public func csv() -> [UInt8] {
        var writer = CSVWriter(
            columns: ["figure", "per", "unit", "kind", "month", "value", "low", "high", "sites", "return", "source", "confidence"], forSpreadsheets: true)
        func text(_ value: Double?) -> String { digits(value.map { ($0 * 10_000).rounded() / 10_000 }) }
        for one in benchmarks {
            let (figure, per, unit) = (one.unit.intensity.rawValue, one.unit.base == .worker ? "worker and month" : one.unit.product.rawValue, one.unit.symbol)
            for point in one.own {
                writer.append([figure, per, unit, "own", point.month.description, text(point.value), "", "", "", point.made.description, "", ""])
            }
            switch one.peers {
            case .spread(let spread):
                writer.append([
                    figure, per, unit, "peers", "\(months.lowerBound)/\(months.upperBound)", text(spread.median), text(spread.quarter),
                    text(spread.threeQuarters), String(spread.sites), "", "", "",
                ])
            case .withheld(let reason): writer.append([figure, per, unit, "peers", "", "", "", "", "", "", reason.rawValue, ""])
            }
            for (published, _) in ranges(one.unit) {
                writer.append([
                    figure, published.process, published.unit, "published", published.year, text(published.typical), text(published.low), text(published.high),
                    "", "", published.provenance.source, published.provenance.confidence.rawValue,
                ])
            }
        }
        return writer.bytes
    }
}
