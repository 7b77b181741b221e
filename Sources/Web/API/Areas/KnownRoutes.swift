// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Operations

/// A site's book as it was known on a day.
enum KnownRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/sites/{id}/known", "readSiteKnown", .book, .scope(.bookRead),
            "A site's book of some months as it was known at the end of any day, from its entries, beside what is known now",
            query: [
                .required("from", .month, "First month in which it occurred."), .required("until", .month, "Last month; at most 36 months."),
                .required("on", .date, "The day; not one to come."),
            ], known
        ) { call in
            guard let day = CalendarDate(iso: call.query.string("on")) else { throw KnownRefusal.dayUnreadable(last: call.platform.today) }
            return try await call.platform.siteKnown(try call.id(), months: try NationRoutes.months(call), on: day, by: try call.actor())
        }
    ]

    private static let row: Shape<SiteKnown.Row> = .object(
        "KnownSum", "Grams of one waste in one place.",
        [
            .part("waste", NoteShapes.wasteCode.orNull) { $0.material.wasteCode },
            .part("compartment", EntryShapes.compartment) { $0.compartment },
            .part("treatment", NoteShapes.treatmentCode.orNull) { $0.compartment.treatment },
            .grams("thenGrams", "As known at the end of the day.") { $0.then },
            .grams("nowGrams", "As known now.") { $0.now },
        ])

    private static let known: Shape<SiteKnown> = .object(
        "SiteKnown", "A site's book as it was known on a day.",
        [
            .id("site") { $0.site.id },
            .date("on") { $0.day },
            .text("provinceThen", "In which the last day of the months counted, as known then.") { $0.classifiedThen.province },
            .text("provinceNow") { $0.classifiedNow.province },
            .list("sums", row) { $0.rows },
        ])
}
