// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Stores

/// A place in a register that is read page by page: after a note of a month, or after a treatment of a day.
public struct RegisterPlace: Hashable, Sendable, CustomStringConvertible {
    /// The month's index or the day's number.
    var time: Int32
    /// Of the note or the treatment.
    var id: Int64

    init(time: Int32, id: Int64) {
        self.time = time
        self.id = id
    }

    /// As an address names it, such as `24310.105469968748593152`; `nil` when it is none.
    public init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let time = Int32(parts[0]), let id = Int64(parts[1]) else { return nil }
        self.init(time: time, id: id)
    }

    public var description: String { "\(time).\(id)" }
}

extension Platform {
    /// Loads or treatments up to which a register is read whole for a page. A longer one is shown page by page and not summed: a page must
    /// not get slower the more a plant takes in.
    public static let registerSummed = 1000
    /// Reads of the database for one page: where a firm has many loads and the chosen site few of them, a page may be short.
    private static let readsOfPage = 8

    /// A register as a page shows it: whole where it is short, else one page of its lines in the order of months and of the notes in them
    /// (treatments: of days).
    ///
    /// - Parameters:
    ///   - after: where the page begins; counts for a long register only.
    ///   - limit: notes on a page of a long register.
    ///   - summed: see ``registerSummed``.
    public func registerPage(
        _ kind: RegisterKind, of id: OrganisationID?, site: SiteID? = nil, months: ClosedRange<Month>, after: RegisterPlace?, limit: Int,
        summed: Int = Platform.registerSummed, by actor: Actor
    ) async throws -> Register {
        try await readPublished { r in
            let reach = try r.registerReach(of: id, by: actor)
            guard try r.count(kind, reach, site, months, atMost: summed + 1) > summed else {
                return try r.register(kind, reach, site: site, months: months)
            }
            var lines: [RegisterLine] = []
            var place = after
            var hasMore = true
            for _ in 0..<Self.readsOfPage where hasMore && lines.count < limit {
                let part = try r.registerPart(kind, reach, site, months, after: place, limit: limit)
                lines += part.lines
                place = part.last ?? place
                hasMore = part.hasMore
            }
            var page = try r.made(kind, reach, months, lines, isCut: false)
            page.isPaged = true
            page.next = hasMore ? place : nil
            return page
        }
    }
}

extension Reading {
    fileprivate func count(_ kind: RegisterKind, _ reach: RegisterReach, _ site: SiteID?, _ months: ClosedRange<Month>, atMost limit: Int) throws -> Int {
        kind == .treated
            ? try notes.countTreatments(at: reach.sites(site), period: days(months), atMost: limit)
            : try notes.countRegistered(reach.owners.sorted(), role: kind.role, months: months, atMost: limit)
    }

    fileprivate func registerPart(
        _ kind: RegisterKind, _ reach: RegisterReach, _ site: SiteID?, _ months: ClosedRange<Month>, after: RegisterPlace?, limit: Int
    ) throws -> (lines: [RegisterLine], last: RegisterPlace?, hasMore: Bool) {
        guard kind == .treated else {
            let found = try notes.registered(
                reach.owners.sorted(), role: kind.role, months: months, after: after.map { (month: Month(index: $0.time), note: DocumentID($0.id)) },
                limit: limit + 1)
            let page = found.prefix(limit)
            // A load may stand in two months; its lines belong to the one of their day.
            let lines = page.flatMap { row in
                row.note.registerLines(kind, of: reach.owners, site: site, zone: platform.zone).filter { $0.date.month == row.month }
            }
            return (lines, page.last.map { RegisterPlace(time: $0.month.index, id: $0.note.id.value) }, found.count > limit)
        }
        let start = after.map { (day: CalendarDate(dayNumber: $0.time), id: $0.id) }
        let rows = try reach.sites(site).flatMap { try notes.treatments(at: $0, period: days(months), after: start, limit: limit + 1) }
        let sorted = rows.sorted { ($0.occurred, $0.id) < ($1.occurred, $1.id) }
        let page = sorted.prefix(limit)
        return (try registerLines(page), page.last.map { RegisterPlace(time: $0.occurred.dayNumber, id: $0.id) }, sorted.count > limit)
    }

    private func days(_ months: ClosedRange<Month>) -> ClosedRange<CalendarDate> {
        Period.month(months.lowerBound).first...Period.month(months.upperBound).last
    }
}
