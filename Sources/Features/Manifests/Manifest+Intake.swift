// SPDX-License-Identifier: Apache-2.0

import Domain

/// What one note takes of a plant's permitted amounts, for one waste on one day.
public struct PlantIntake: Hashable, Sendable {
    public var site: SiteID
    /// Day of acceptance, or the day the load is expected.
    public var day: CalendarDate
    public var waste: WasteCodeID
    /// Taken in.
    public var accepted: Mass
    /// On its way, or promised.
    public var reserved: Mass

    public init(site: SiteID, day: CalendarDate, waste: WasteCodeID, accepted: Mass, reserved: Mass) {
        self.site = site
        self.day = day
        self.waste = waste
        self.accepted = accepted
        self.reserved = reserved
    }
}

extension Manifest {
    /// What the note takes of its receiver's permitted amounts, in order of waste: reserved from issue on, taken in from the
    /// gate's decision on. A refused part that comes back to its sender takes none.
    ///
    /// - Parameter zone: tells the civil day of a moment.
    public func intake(in zone: CivilZone) -> [PlantIntake] {
        guard kind != .returned else { return [] }
        var masses: [WasteCodeID: Mass] = [:]
        func sum(_ mass: (ManifestLine) -> Mass) {
            for line in lines where mass(line) > .zero { masses[line.waste, default: .zero] += mass(line) }
        }
        let day: CalendarDate
        var isAccepted = false
        switch state {
        case .draft, .cancelled, .lost, .sold: return []
        case .issued, .inTransit, .inStorage, .arrived, .weighed, .missing:
            sum { $0.weighed ?? $0.declared.mass }
            day = expectedDay(in: zone)
        case .accepted, .refused, .treated, .passedOn, .returned:
            sum { $0.accepted ?? .zero }
            day = zone.date(of: receipt?.decidedAt ?? updatedAt)
            isAccepted = true
        }
        return masses.sorted { $0.key < $1.key }.map { waste, mass in
            PlantIntake(site: receiver.site, day: day, waste: waste, accepted: isAccepted ? mass : .zero, reserved: isAccepted ? .zero : mass)
        }
    }

    /// The day a load is expected at the plant: the planned pick-up, or the day it was begun.
    func expectedDay(in zone: CivilZone) -> CalendarDate {
        plannedPickup ?? zone.date(of: signatures.first?.at ?? legs.first?.takenOverAt ?? updatedAt)
    }
}
