// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Operations
import Returns

/// What returns booked.
enum ReturnBookedRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/returns/{id}/booked", "readReturnBooked", .returns, .scope(.returnsRead),
            "What a return booked: each figure beside what was known before, and its entries", booked
        ) { call in
            let model = try await call.platform.returnModel(try call.id(), by: try call.actor())
            guard let booked = model.booked else { throw PlatformError.notFound }
            return ReturnShapes.Named(part: booked, names: model.names)
        }
    ]

    private static let line: Shape<ReturnShapes.Named<BookedLine>> = .object(
        "BookedLine", "One figure, what was known of it, and what it added to the book.",
        [
            .textOrNull("field", "Null for a line of waste.") { if case .field(let field) = $0.part.subject { field } else { nil } },
            .part("waste", NoteShapes.wasteCode.orNull, "Null for a field.") { if case .waste(let key) = $0.part.subject { key.waste } else { nil } },
            .choiceOrNull("destination", "Null for a field.") { (line: ReturnShapes.Named<BookedLine>) -> WasteDestination? in
                if case .waste(let key) = line.part.subject { key.destination } else { nil }
            },
            .choice("rule") { $0.part.rule },
            .part("unit", EntryShapes.unit) { $0.part.material.measure },
            .text("stated") { String($0.part.stated) },
            .textOrNull("known", "What notes, shorter returns or the book said before; null where they have nothing to say.") {
                $0.part.known.map(String.init)
            },
            .text("booked") { String($0.part.booked) },
            .textOrNull("grams", "What is stated of a volume, by the density; null where there is none.") { line in
                Density.shipped[line.part.material]?.mass(of: line.part.stated).map { String($0.raw) }
            },
            .part("estimate", EstimateRoutes.estimate.orNull, "How it was worked out, where no meter measured it.") { line in
                line.part.estimate.map { ReturnShapes.Named<FigureEstimate>(part: $0, names: line.names) }
            },
            .part("density", PipeShapes.density.orNull) { Density.shipped[$0.part.material] },
        ])

    private static let entry: Shape<(entry: Entry, accounts: [Account: AccountID])> = .object(
        "BookedEntry", "One line of the book.",
        [
            .id("id") { $0.entry.id },
            .text("amount", "In the unit of its accounts.") { String($0.entry.mass.raw) },
            .date("occurred") { $0.entry.occurred },
            .choice("reason") { $0.entry.reason },
            .part("from", EntryShapes.side) { EntryShapes.Side(account: $0.entry.credit, id: $0.accounts[$0.entry.credit]) },
            .part("to", EntryShapes.side) { EntryShapes.Side(account: $0.entry.debit, id: $0.accounts[$0.entry.debit]) },
        ])

    private static let booked: Shape<ReturnShapes.Named<ReturnEntries>> = .object(
        "ReturnBooked", "What a return booked.",
        [
            .whole("filing", "The version that is booked.") { $0.part.booking.filing },
            .list("lines", line) { booked in booked.part.booking.lines.map { ReturnShapes.Named(part: $0, names: booked.names) } },
            .list("entries", entry, "Oldest first; at most \(ReturnEntries.shown).") { booked in booked.part.entries.map { ($0, booked.part.accounts) } },
            .flag("hasMore") { $0.part.hasMore },
        ])
}
