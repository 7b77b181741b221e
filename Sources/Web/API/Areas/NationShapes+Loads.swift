// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Operations

// From what became of waste down to its loads.
extension NationShapes {
    struct Loads: Sendable {
        var loads: NationLoads
        var next: String?
    }

    private static let load: Shape<NationLoads.Line> = .object(
        "FigureLoad", "A load, or its part of a mixed lot, that is part of what became of waste.",
        [
            .id("lot", "The lot that it was first booked in; it opens at /lots.") { LotID($0.origin.id.value) },
            .part("site", BookShapes.site.orNull, "Where it was generated.") { $0.site },
            .part("organisation", OrganisationShapes.brief.orNull) { $0.organisation },
            .date("generated", "Day on which it was booked first.") { $0.origin.occurred },
            .textOrNull("noteNumber", "The note on which it left; null where it left without.") { $0.note },
            .part("account", EntryShapes.side, "Where its grams went; it opens at /accounts.") { line in
                EntryShapes.Side(account: line.account, id: line.isOpen ? line.accountID : nil)
            },
            .grams("grams", "What came there in the months, less what left it again.") { $0.grams },
        ])

    static let loads: Shape<Loads> = .object(
        "FigureLoads", "Loads behind a figure. The two sums differ only where a site changed its province or industry in these months.",
        [
            .list("loads", load) { $0.loads.lines },
            .gramsOrNull("totalGrams", "Over all loads, where they fit on one page.") { $0.loads.total },
            .grams("cellGrams", "The figure itself.") { $0.loads.cellTotal },
            .whole("unfollowed", "Loads of this page that were mixed with too many others to be followed.") { $0.loads.unfollowed },
            .textOrNull("next") { $0.next },
        ])

    // MARK: What moved

    struct Moved: Sendable {
        var moved: NationMoved
        var next: String?
    }

    private static let movedNote: Shape<NationMoved.Line> = .object(
        "MovedNote", "A note that is part of a sum of what moved.",
        [
            .id("note") { $0.note.id },
            .textOrNull("number") { $0.note.number },
            .part("site", BookShapes.site.orNull, "Of the sender.") { $0.site },
            .part("organisation", OrganisationShapes.brief.orNull) { $0.organisation },
            .grams("grams") { $0.mass.raw },
        ])

    static let movedPage: Shape<Moved> = .object(
        "MovedNotes", "Notes behind a sum of what moved. The two sums differ only where a sender has moved to another province since.",
        [
            .list("notes", movedNote) { $0.moved.lines },
            .gramsOrNull("totalGrams", "Over all notes, where they fit on one page.") { $0.moved.total?.raw },
            .grams("cellGrams", "The sum itself.") { $0.moved.cellTotal.raw },
            .textOrNull("next") { $0.next },
        ])
}
