// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests

// By what the replay of the journal sums.

/// What a plant took in of one waste on one day.
struct PlantDay: Hashable, Comparable {
    var site: SiteID
    var day: CalendarDate
    var waste: WasteCodeID

    static func < (a: PlantDay, b: PlantDay) -> Bool { (a.site, a.day, a.waste) < (b.site, b.day, b.waste) }
}

/// What a standing arrangement gave in one year.
struct ArrangementYear: Hashable, Comparable {
    var arrangement: ArrangementID
    var year: Int

    static func < (a: ArrangementYear, b: ArrangementYear) -> Bool { (a.arrangement, a.year) < (b.arrangement, b.year) }
}
