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
    /// Most findings of a file.
    public static let findingsOfFile = 5000

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
    /// A row a finding, figures in whole units of their field.
    public func csv() -> [UInt8] {
        var writer = CSVWriter(
            columns: [
                "finding", "return", "registration_number", "organisation", "site", "province", "sector", "data_set", "period", "rule", "edition", "field",
                "waste", "found", "low", "high", "far", "explanation",
            ], marksOrder: true)
        for stored in findings {
            let (head, finding) = (stored.made.head, stored.finding)
            let organisation = organisations[head.organisation]
            writer.append([
                stored.id.description, stored.made.id.description, organisation?.registrationNumber ?? "", organisation?.nameEnglish ?? "",
                sites[head.site]?.nameEnglish ?? "", head.province, head.isic, head.dataSet, head.period.description, finding.rule, finding.edition,
                finding.field, finding.waste?.text ?? "", finding.found.map { String($0) } ?? "", finding.low.map { String($0) } ?? "",
                finding.high.map { String($0) } ?? "", finding.isFar == true ? "1" : "0", finding.explanation.flatMap { texts[$0] } ?? "",
            ])
        }
        return writer.bytes
    }
}
