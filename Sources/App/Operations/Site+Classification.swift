// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger

extension Site {
    /// How cells class the site on a day, by what had been recorded of it up to the end of a month.
    ///
    /// - Parameter month: before anything was recorded it counts as the first month in which something was.
    func classification(on date: CalendarDate, knownIn month: Month, _ zone: CivilZone) -> Classification {
        guard attributes.count > 1 else { return attributes[0].classification }
        let end = zone.start(of: Period.month(max(month, firstLearned(zone)).adding(months: 1)).first)
        return attributes(on: date, knownAt: Instant(microseconds: end.microseconds - 1)).classification
    }

    /// The groups in which what occurred on a day has counted: first as it was known when it was recorded, then from each month on in which
    /// another was learned.
    func classifications(on date: CalendarDate, from learned: Month, _ zone: CivilZone) -> [(learned: Month, place: Classification)] {
        var steps = [(learned: learned, place: classification(on: date, knownIn: learned, zone))]
        for month in Set(attributes.map { zone.date(of: $0.learnedAt).month }).sorted() where month > learned {
            let place = classification(on: date, knownIn: month, zone)
            if place != steps[steps.count - 1].place { steps.append((month, place)) }
        }
        return steps
    }

    /// The province in which entries that are recorded in a month count as late: by what had been recorded of the site before the month, or else
    /// first of all. Nothing that is recorded later changes it.
    func provinceOfLate(on date: CalendarDate, recordedIn month: Month, _ zone: CivilZone) -> String {
        guard attributes.count > 1 else { return attributes[0].province }
        let before = zone.start(of: Period.month(month).first).microseconds - 1
        let first = attributes.map(\.learnedAt.microseconds).min() ?? before
        return attributes(on: date, knownAt: Instant(microseconds: max(before, first))).province
    }

    /// How cells class the site on a day, by all that is known now.
    func classification(on date: CalendarDate) -> Classification { attributes(on: date).classification }

    private func firstLearned(_ zone: CivilZone) -> Month {
        attributes.map { zone.date(of: $0.learnedAt).month }.min() ?? zone.date(of: attributes[0].learnedAt).month
    }

    /// Something was learned of the site after a month.
    func isLearned(after month: Month, _ zone: CivilZone) -> Bool {
        attributes.count > 1 && attributes.contains { zone.date(of: $0.learnedAt).month > month }
    }
}

extension SiteAttributes {
    var classification: Classification {
        Classification(province: province, sector: isic, sizeClass: sizeClass?.rawValue ?? "", park: zone ?? "")
    }
}

extension Classification {
    static let unknown = Classification(province: "", sector: "", sizeClass: "", park: "")
}
