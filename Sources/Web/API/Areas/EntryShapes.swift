// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Operations
import Returns

/// Entries of the book and the places they lie between.
enum EntryShapes {
    struct Page: Sendable {
        var entries: [NoteEntry]
        var next: String?
    }

    /// One side of an entry.
    struct Side: Sendable {
        var account: Account
        /// `nil` where the reader may not open it.
        var id: AccountID?
    }

    static let compartments = Compartment.untreated.map(\.name) + ["treated"]
    static let compartment = Shape<Compartment>(.choice(compartments)) { .text($0.name) }

    static let side: Shape<Side> = .object(
        "Account", "A place in the book: mass of one material.",
        [
            .idOrNull("account", "Null where you may not open it.") { $0.id },
            .id("site") { $0.account.site },
            .part("compartment", compartment) { $0.account.compartment },
            .part("treatment", NoteShapes.treatmentCode.orNull, "What it was treated by, in the compartment `treated`.") { $0.account.compartment.treatment },
            .part("waste", NoteShapes.wasteCode.orNull, "Null for goods, water and energy, and for waste whose code nobody told.") {
                $0.account.material.wasteCode
            },
            .textOrNull("good", "What it is where it is no waste, as returns name it: wastewater, electricity, fabricIn.") {
                BookRules.shipped.names[$0.account.material]
            },
            .part("unit", unit, "In which its amounts are counted, also where they are called grams.") { $0.account.material.measure },
            .idOrNull("lot") { $0.account.lot },
        ])

    static let unit = Shape<MaterialMeasure>(.choice(MaterialMeasure.allCases.map(\.symbol))) { .text($0.symbol) }

    static let entry: Shape<NoteEntry> = .object(
        "NoteEntry", "One line of the book: mass that moved, or was reserved.",
        [
            .id("id") { $0.entry.id },
            .part("standing", Shape<NoteEntry.Standing>(.choice(["posted", "pending", "voided", "settled"])) { .text("\($0)") }) { $0.standing },
            .grams("grams") { $0.entry.mass.raw },
            .date("occurred") { $0.entry.occurred },
            .choice("reason") { $0.entry.reason },
            .part("from", side) { Side(account: $0.entry.credit, id: $0.credit) },
            .part("to", side) { Side(account: $0.entry.debit, id: $0.debit) },
        ])

    static let noteEntries: Shape<Page> = .object(
        "NoteEntries", "What a note moved in the book, oldest first.",
        [
            .list("entries", entry) { $0.entries },
            .textOrNull("next") { $0.next },
        ])
}

extension Compartment {
    /// Without the treatment's code.
    var name: String { if case .treated = self { "treated" } else { "\(self)" } }
    var treatment: TreatmentCode? { if case .treated(let code) = self { code } else { nil } }
}

extension MaterialMeasure {
    /// Of its whole unit.
    var symbol: String {
        switch self {
        case .mass: "g"
        case .volume: "mL"
        case .gasVolume: "NL"
        case .energy: "Wh"
        }
    }
}
