// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import StorageCore

/// What stands against a plant's permitted amounts of one waste.
public struct IntakeUse: Hashable, Sendable {
    public var waste: WasteCodeID
    /// Taken in on the day asked for, and in its calendar year.
    public var dayAccepted = Mass.zero
    public var yearAccepted = Mass.zero
    /// Reserved by open notes for that day, for that year, and for any day.
    public var dayReserved = Mass.zero
    public var yearReserved = Mass.zero
    public var reserved = Mass.zero

    public init(waste: WasteCodeID) { self.waste = waste }
}

// Kept in the same transaction as the notes, so that what is left of a permit is read in one look and reserved in one step.
// A year of one plant has no more rows than days times wastes.
extension NoteStore {
    /// What is taken in and reserved at some plants, by waste.
    public func intake(at sites: some Collection<SiteID>, on day: CalendarDate) throws -> [SiteID: [WasteCodeID: IntakeUse]] {
        guard !sites.isEmpty else { return [:] }
        let places = sites.map(\.value)
        let today = Int64(day.dayNumber)
        let year = Period.year(day.month.year)
        var uses: [SiteID: [WasteCodeID: IntakeUse]] = [:]
        func change(_ row: Row, _ body: (inout IntakeUse) -> Void) {
            guard let waste = WasteCodeID(raw: row.int32(1)) else { return }
            body(&uses[SiteID(row.int(0)), default: [:]][waste, default: IntakeUse(waste: waste)])
        }
        for row in try session.rows(
            """
            SELECT site, waste, CAST(sum(CASE WHEN day = \(today) THEN accepted ELSE 0 END) AS BIGINT), CAST(sum(accepted) AS BIGINT),
            CAST(sum(CASE WHEN day = \(today) THEN reserved ELSE 0 END) AS BIGINT), CAST(sum(reserved) AS BIGINT)
            FROM plant_intake WHERE site IN (\(values: places)) AND day BETWEEN \(Int64(year.first.dayNumber)) AND \(Int64(year.last.dayNumber))
            GROUP BY site, waste
            """)
        {
            change(row) {
                $0.dayAccepted = Mass(row.int(2))
                $0.yearAccepted = Mass(row.int(3))
                $0.dayReserved = Mass(row.int(4))
                $0.yearReserved = Mass(row.int(5))
            }
        }
        for row in try session.rows(
            """
            SELECT site, waste, CAST(sum(reserved) AS BIGINT) FROM plant_intake WHERE site IN (\(values: places)) AND reserved <> 0 GROUP BY site, waste
            """)
        { change(row) { $0.reserved = Mass(row.int(2)) } }
        return uses
    }

    /// All rows, for an audit: site, day and waste in order.
    public func eachIntake(_ body: (PlantIntake) throws -> Void) throws {
        try session.each("SELECT site, day, waste, accepted, reserved FROM plant_intake ORDER BY site, day, waste") { row in
            guard let waste = WasteCodeID(raw: row.int32(2)) else { return }
            try body(
                PlantIntake(
                    site: SiteID(row.int(0)), day: CalendarDate(dayNumber: row.int32(1)), waste: waste, accepted: Mass(row.int(3)),
                    reserved: Mass(row.int(4))))
        }
    }

    /// Adds what a note takes now and takes away what it took before.
    func saveIntake(_ note: Manifest, before: Manifest?) throws {
        // Both countries keep the same civil time.
        let now = note.intake(in: .phnomPenh)
        let former = before?.intake(in: .phnomPenh) ?? []
        guard now != former else { return }
        let changes = now + former.map { PlantIntake(site: $0.site, day: $0.day, waste: $0.waste, accepted: -$0.accepted, reserved: -$0.reserved) }
        try session.executeMany(
            """
            INSERT INTO plant_intake (site, day, waste, accepted, reserved) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (site, day, waste) DO UPDATE SET accepted = plant_intake.accepted + excluded.accepted,
            reserved = plant_intake.reserved + excluded.reserved
            """, count: changes.count
        ) { i, row in
            let change = changes[i]
            row += [
                .int(change.site.value), .int(Int64(change.day.dayNumber)), .int(Int64(change.waste.raw)), .int(change.accepted.raw),
                .int(change.reserved.raw),
            ]
        }
    }
}
