// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import StorageCore

/// What officers said of sites' classifications, and the book by the groups it counts in.
public struct ClassificationStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    public func insert(_ change: ClassificationChange) throws {
        try session.execute(
            "INSERT INTO site_classification (id, site, body) VALUES (\(change.id.value), \(change.site.value), \(Body.bytes(change)))")
    }

    /// Latest first.
    public func changes(of site: SiteID, limit: Int) throws -> [ClassificationChange] {
        try session.rows("SELECT body FROM site_classification WHERE site = \(site.value) ORDER BY id DESC LIMIT \(limit)").map {
            try Body.value(ClassificationChange.self, from: $0.blob(0))
        }
    }

    // MARK: What moves

    /// Months in which something occurred at a site, oldest first.
    public func months(of site: SiteID) throws -> [Month] {
        try session.rows("SELECT DISTINCT occurred FROM site_cell WHERE site = \(site.value) ORDER BY occurred").map { Month(index: $0.int32(0)) }
    }

    /// Grams of a site's month by waste, compartment and month of recording.
    public func cells(of site: SiteID, in month: Month) throws -> [(material: Material, compartment: Compartment, learned: Month, grams: Int64)] {
        try session.rows(
            """
            SELECT material, compartment, learned, grams FROM site_cell WHERE site = \(site.value) AND occurred = \(Int64(month.index)) AND grams <> 0
            """
        ).compactMap { row in
            Compartment(number: Int16(row.int(1))).map { (Material(value: row.int32(0)), $0, Month(index: row.int32(2)), row.int(3)) }
        }
    }

    /// The same by day, from entries, with the moment in which each was recorded.
    public func eachPosted(
        at site: SiteID, in month: Month,
        _ body: (_ material: Material, _ compartment: Compartment, _ day: CalendarDate, _ recorded: Instant, _ grams: Int64) throws -> Void
    ) throws {
        let days = Period.month(month)
        for (side, sign) in [("x.debit = a.id", 1), ("x.credit = a.id", -1)] as [(StaticString, Int64)] {
            try session.each(
                """
                SELECT a.material, a.compartment, x.occurred, j.recorded, x.grams FROM account a JOIN entry x ON \(raw: side)
                JOIN journal j ON j.id = x.operation WHERE a.site = \(site.value) AND x.phase IN (0, 2)
                AND x.occurred BETWEEN \(Int64(days.first.dayNumber)) AND \(Int64(days.last.dayNumber))
                """
            ) { row in
                guard let compartment = Compartment(number: Int16(row.int(1))) else { return }
                try body(
                    Material(value: row.int32(0)), compartment, CalendarDate(dayNumber: row.int32(2)), Instant(microseconds: row.int(3)), sign * row.int(4))
            }
        }
    }

    /// Origins that were first booked at a site, bundles left out.
    public func origins(of site: SiteID) throws -> [Origin] {
        try session.rows(
            """
            SELECT o.id, o.site, o.material, o.occurred, o.province, o.sector FROM origin o WHERE o.site = \(site.value) AND o.id IN (
              SELECT c.origin FROM account a JOIN content c ON c.account = a.id WHERE a.site = \(site.value)
              UNION SELECT a.lot FROM account a WHERE a.site = \(site.value) AND a.lot <> 0)
            AND NOT EXISTS (SELECT 1 FROM bundle_content b WHERE b.bundle = o.id) ORDER BY o.id
            """
        ).map(Self.origin)
    }

    /// Posted entries of all lots that lots are bound to by their entries, in the order of their ids; `nil` when they are more than `most`.
    public func entries(around lots: Set<LotID>, most: Int) throws -> [Entry]? {
        var seen = lots
        var next = Array(lots)
        var found: [EntryID: Entry] = [:]
        while !next.isEmpty {
            let part = Array(next.suffix(Self.atOnce))
            next.removeLast(part.count)
            let entries = try session.rows(
                """
                \(LedgerStore.entries) WHERE e.phase IN (0, 2) AND e.id IN (
                  SELECT x.id FROM account a JOIN entry x ON x.credit = a.id WHERE a.lot IN (\(values: part.map(\.value))) AND a.lot <> 0
                  UNION SELECT x.id FROM account a JOIN entry x ON x.debit = a.id WHERE a.lot IN (\(values: part.map(\.value))) AND a.lot <> 0)
                """
            ).map(LedgerStore.entry)
            for entry in entries {
                found[entry.id] = entry
                for lot in [entry.credit.lot, entry.debit.lot].compactMap({ $0 }) where seen.insert(lot).inserted { next.append(lot) }
            }
            if found.count > most { return nil }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// Origins that have the ids of lots.
    public func origins(_ lots: Set<LotID>) throws -> [OriginID: Origin] {
        var found: [OriginID: Origin] = [:]
        var rest = lots.map(\.value).sorted()
        while !rest.isEmpty {
            let part = Array(rest.suffix(Self.atOnce))
            rest.removeLast(part.count)
            for row in try session.rows("SELECT id, site, material, occurred, province, sector FROM origin WHERE id IN (\(values: part))") {
                let origin = Self.origin(row)
                found[origin.id] = origin
            }
        }
        return found
    }

    /// Where the grams of origins are, bundles left out.
    public func places(of origins: Set<OriginID>) throws -> [OriginID: [Account: Int64]] {
        var found: [OriginID: [Account: Int64]] = [:]
        var rest = origins.map(\.value).sorted()
        while !rest.isEmpty {
            let part = Array(rest.suffix(Self.atOnce))
            rest.removeLast(part.count)
            for row in try session.rows(
                """
                SELECT t.origin, t.grams, a.site, a.compartment, a.material, a.lot FROM content t JOIN account a ON a.id = t.account
                WHERE t.origin IN (\(values: part))
                """)
            {
                found[OriginID(row.int(0)), default: [:]][LedgerStore.account(row, at: 2)] = row.int(1)
            }
        }
        return found
    }

    /// Notes on which an organisation is the sender.
    public func eachNote(sentBy organisation: OrganisationID, _ body: (Manifest) throws -> Void) throws {
        try session.each(
            """
            SELECT n.body FROM note_party p JOIN note n ON n.id = p.note
            WHERE p.organisation = \(organisation.value) AND p.role = \(Int64(PartyRole.sender.rawValue)) ORDER BY p.note
            """
        ) { try body(try Body.value(Manifest.self, from: $0.blob(0))) }
    }

    // MARK: Moving

    /// Adds to cells of groups of sites and of fates; the sum over each kind of group stays as it was.
    public func add(_ uppers: [UpperCell: Int64], _ fates: [FateCell: Int64]) throws {
        let sums = SharedSums(session)
        let uppers = uppers.filter { $0.value != 0 }
        try sums.add(to: .upperCell, count: uppers.count) { [uppers = Array(uppers)] i, row in
            let cell = uppers[i].key
            row += [
                .int(Int64(cell.scope.rawValue)), .text(cell.key), .int(Int64(cell.occurred.index)), .int(Int64(cell.material.value)),
                .int(Int64(cell.compartment.number)), .int(Int64(cell.learned.index)), .int(uppers[i].value),
            ]
        }
        let fates = fates.filter { $0.value != 0 }
        try sums.add(to: .fateCell, count: fates.count) { [fates = Array(fates)] i, row in
            let cell = fates[i].key
            row += [
                .int(Int64(cell.occurred.index)), .text(cell.province), .text(cell.sector), .int(Int64(cell.material.value)),
                .int(Int64(cell.compartment.number)), .int(Int64(cell.learned.index)), .int(fates[i].value),
            ]
        }
    }

    /// Gives origins the province and industry that their site had.
    public func classify(_ origins: [OriginID], province: String, sector: String) throws {
        try session.executeMany("UPDATE origin SET province = $1, sector = $2 WHERE id = $3", count: origins.count) { i, row in
            row += [.text(province), .text(sector), .int(origins[i].value)]
        }
    }

    private static let atOnce = 400

    static func origin(_ row: Row) -> Origin {
        Origin(
            id: OriginID(row.int(0)), site: SiteID(row.int(1)), material: Material(value: row.int32(2)), occurred: CalendarDate(dayNumber: row.int32(3)),
            province: row.text(4), sector: row.text(5))
    }
}
