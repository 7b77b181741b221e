// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import Identity
import Returns
import Stores
import Tabular

/// What checks found in the returns of an officer's area, the latest first.
public struct FindingList: Sendable {
    public var findings: [StoredFinding]
    public var sites: [SiteID: Site]
    public var organisations: [OrganisationID: Organisation]
    /// Explanations, as far as they were not erased.
    public var texts: [SealedText: String]
    public var next: FindingID?
    /// The officer's only province; `nil` for the nation.
    public var reach: String?
}

extension Platform {
    static let findingsShown = 50

    /// Findings in returns that were sent, for officers and inspectors.
    ///
    /// - Parameter filter: its province is passed over where the officer sees one only.
    public func findings(_ filter: CheckStore.Filter, before: FindingID? = nil, limit: Int? = nil, by actor: Actor) async throws -> FindingList {
        let limit = limit ?? Self.findingsShown
        return try await read { r in
            let reach = try actor.returnReach()
            var filter = filter
            if let reach { filter.province = reach }
            let found = try r.checks.findings(filter, before: before, limit: limit + 1)
            let shown = Array(found.prefix(limit))
            var texts: [SealedText: String] = [:]
            for text in shown.compactMap(\.finding.explanation) where texts[text] == nil { texts[text] = try r.journal.open(text) }
            return FindingList(
                findings: shown, sites: try r.registry.sites(Set(shown.map(\.made.head.site))),
                organisations: try r.registry.organisations(Set(shown.map(\.made.head.organisation))), texts: texts,
                next: found.count > limit ? shown.last?.id : nil, reach: reach)
        }
    }
}

extension FindingList {
    /// A row a finding, its figures in the unit in which its page shows them; explanations stand empty once erased.
    public func file(_ dataSets: DataSets) -> FileRows {
        func unit(_ stored: StoredFinding) -> ReadableUnit {
            stored.finding.unit(in: dataSets.set(stored.made.head.dataSet, version: stored.made.head.dataSetVersion))
        }
        func figure(_ stored: StoredFinding, _ whole: Int64?) -> String { digits(whole.map { Double($0) / unit(stored).whole }) }
        return FileRows(
            findings,
            [
                "finding": { $0.id.description }, "return": { $0.made.id.description },
            ] + .place({ organisations[$0.made.head.organisation] }, { sites[$0.made.head.site] }) + [
                "province": { $0.made.head.province }, "sector": { $0.made.head.isic }, "data_set": { $0.made.head.dataSet },
                "period": { $0.made.head.period.description }, "rule": { $0.finding.rule }, "edition": { $0.finding.edition }, "field": { $0.finding.place },
                "waste": { $0.finding.waste?.text ?? "" }, "found": { figure($0, $0.finding.found) },
                "low": { figure($0, $0.finding.low) }, "high": { figure($0, $0.finding.high) }, "unit": { unit($0).symbol },
                "far": { $0.finding.isFar == true ? "1" : "0" }, "explanation": { $0.finding.explanation.flatMap { texts[$0] } ?? "" },
                "state": { "\($0.made.state)" },
            ])
    }
}
