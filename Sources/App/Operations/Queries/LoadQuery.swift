// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Stores
import Tabular

/// The loads behind a cell of fates: whose waste it was, where it went, and the account in whose entries that stands.
public struct NationLoads: Sendable {
    public struct Line: Sendable {
        public var origin: Origin
        public var site: Site?
        public var organisation: Organisation?
        /// Number of the note on which the load left; `nil` where it left without.
        public var note: String?
        /// Where its grams went.
        public var account: Account
        public var accountID: AccountID?
        public var place: Site?
        /// Whether the reader may open the account.
        public var isOpen: Bool
        /// What came there in the months, less what left it again.
        public var grams: Int64
    }

    public var filter: LoadFilter
    public var lines: [Line]
    /// The cell itself.
    public var cellTotal: Int64
    /// Over all loads; `nil` where they take more than one page.
    public var total: Int64?
    /// Loads mixed with so many others that their grams were not followed.
    public var unfollowed = 0
    public var next: OriginID?
}

extension Platform {
    /// Entries that are read for one page of loads.
    private static let entriesFollowed = 20_000

    /// Loads behind a figure of what became of waste, by the site that had them first; one page after an origin.
    ///
    /// Each load is followed again through the lots that it went into, so that of a mixed lot it has the part that is its own, in the month in which it moved.
    /// Sites are looked for by what they are now; where one was of another province or industry in the months, the sum differs from the cell.
    ///
    /// - Throws: ``PermissionRefusal`` for those who may not open the books of the province's sites.
    public func nationLoads(_ asked: LoadFilter, after: OriginID?, limit: Int, by actor: Actor) async throws -> NationLoads {
        try requireEnded(asked.learned.month)
        var filter = asked
        filter.province = try actor.nationReach() ?? asked.province
        guard actor.maySeeSites(of: filter.province) else { throw PermissionRefusal.missing }
        let (meant, now) = (filter, today.month)
        return try await readPublished { r in
            var origins = try r.ledger.origins(of: meant, after: after, limit: limit + 1)
            let hasMore = origins.count > limit
            if hasMore { origins.removeLast() }
            let (trace, unfollowed) = try r.followed(Set(origins.map(\.id)), most: Self.entriesFollowed, now)
            var lines: [NationLoads.Line] = []
            for origin in origins {
                var sums: [Account: Int64] = [:]
                for (step, grams) in trace[origin.id] ?? [:]
                where step.account.compartment == meant.compartment && meant.months.contains(step.occurred) && meant.learned.contains(step.learned) {
                    sums[step.account, default: 0] += grams
                }
                for (account, grams) in sums.sorted(by: { $0.key < $1.key }) where grams != 0 {
                    lines.append(NationLoads.Line(origin: origin, account: account, isOpen: false, grams: grams))
                }
            }
            try r.name(&lines, by: actor)
            return NationLoads(
                filter: meant, lines: lines, cellTotal: try r.ledger.fateDetails(meant.cell, limit: 1).total,
                total: after == nil && !hasMore ? lines.reduce(0) { $0 + $1.grams } : nil, unfollowed: unfollowed, next: hasMore ? origins.last?.id : nil)
        }
    }
}

extension Reading {
    /// The steps of origins; where all together are bound to too many entries, of each that is not.
    fileprivate func followed(_ origins: Set<OriginID>, most: Int, _ now: Month) throws -> (steps: [OriginID: [FateTrace.Step: Int64]], left: Int) {
        if let all = try traced(origins, most: most, unless: now) { return (all.steps, 0) }
        var (steps, left): ([OriginID: [FateTrace.Step: Int64]], Int) = ([:], 0)
        for origin in origins.sorted() {
            if let one = try traced([origin], most: most, unless: now) { steps.merge(one.steps) { a, _ in a } } else { left += 1 }
        }
        return (steps, left)
    }

    /// Names sites, notes and accounts of loads.
    fileprivate func name(_ lines: inout [NationLoads.Line], by actor: Actor) throws {
        let (sites, organisations) = try places(of: lines.map(\.origin.site) + lines.map(\.account.site))
        let numbers = try notes.numbers(ofLots: Set(lines.map { LotID($0.origin.id.value) }).sorted())
        let ids = try ledger.ids(of: lines.map(\.account))
        let open = Set(sites.values.filter { may(.readBook, actor: actor, subject: bookSubject(of: $0)).isAllowed }.map(\.id))
        for i in lines.indices {
            let line = lines[i]
            lines[i].site = sites[line.origin.site]
            lines[i].organisation = lines[i].site.flatMap { organisations[$0.organisation] }
            lines[i].note = numbers[LotID(line.origin.id.value)]
            lines[i].place = sites[line.account.site]
            lines[i].accountID = ids[line.account]
            lines[i].isOpen = open.contains(line.account.site)
        }
    }
}

extension NationLoads {
    public var file: FileRows {
        FileRows(
            lines,
            .place({ $0.organisation }, { $0.site }) + [
                "lot": { $0.origin.id.description }, "generated_on": { $0.origin.occurred.description }, "note": { $0.note ?? "" },
                "waste_code": { $0.origin.material.wasteCode?.text ?? "" }, "compartment": { String($0.account.compartment.number) },
            ] + .name("place", { $0.place }) + [
                "account": { $0.accountID?.description ?? "" }, "from": { _ in filter.months.lowerBound.description },
                "to": { _ in filter.months.upperBound.description }, "mass_kg": { kilograms(Mass($0.grams)) },
            ])
    }
}
