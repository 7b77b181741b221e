// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests

/// A day on which a plant takes in a waste.
struct PlantDay: Hashable, Comparable {
    var site: SiteID
    var day: CalendarDate
    var waste: WasteCodeID

    static func < (a: PlantDay, b: PlantDay) -> Bool { (a.site, a.day, a.waste) < (b.site, b.day, b.waste) }
}

/// A year of a standing arrangement.
struct ArrangementYear: Hashable, Comparable {
    var arrangement: ArrangementID
    var year: Int

    static func < (a: ArrangementYear, b: ArrangementYear) -> Bool { (a.arrangement, a.year) < (b.arrangement, b.year) }
}
