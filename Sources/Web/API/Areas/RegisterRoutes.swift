// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// The registers that firms must keep.
enum RegisterRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/registers/{kind}", "readRegister", .registers, .scope(.registersRead), "A register over some months: outgoing, transported, incoming or treated",
            query: [
                .required("from", .month, "First month."), .required("until", .month, "Last month; at most 24 months."),
                .optional("organisation", .id, "Whose register; your own unless said."), .optional("site", .id, "Only this site's part."), .limit(1000),
                .optional("after", .text(60), "Only what comes after this place in the list; taken from `next`."),
            ], register
        ) { call in
            guard let kind = RegisterKind(rawValue: call.path["kind"] ?? "") else { throw PlatformError.notFound }
            guard let from = Month(iso: call.query.string("from")), let until = Month(iso: call.query.string("until")) else { throw PlatformError.notFound }
            guard from <= until, until.index - from.index < 24 else {
                throw Problems([
                    APIPhrase.outOfRange.problem(
                        "?until", ["least": .number(1), "most": .number(24), "number": .number(Int64(until.index - from.index) + 1)])
                ])
            }
            let found = try await call.platform.register(
                kind, of: call.cursor("organisation"), site: call.cursor("site"), months: from...until, by: try call.actor())
            let after = call.query.string("after")
            let rest = after.isEmpty ? found.lines[...] : found.lines.drop { $0.place <= after }
            let lines = Array(rest.prefix(call.limit))
            return Page(register: found, lines: lines, next: call.next("after", rest.count > lines.count ? lines.last?.place : nil))
        }
    ]

    struct Page: Sendable {
        var register: Register
        var lines: [RegisterLine]
        var next: String?
    }

    private static let party: Shape<Party> = .object(
        "PartyIDs", "An organisation at one of its sites.",
        [
            .id("organisation") { $0.organisation },
            .id("site") { $0.site },
        ])

    private static let line: Shape<RegisterLine> = .object(
        "RegisterLine", "One waste of one load, or one treatment of it.",
        [
            .date("date") { $0.date },
            .id("note") { $0.note },
            .text("number") { $0.number },
            .whole("line", "Position of the waste on the note, from 1.") { $0.line },
            .choice("state") { $0.state },
            .part("waste", NoteShapes.wasteCode) { $0.waste },
            .flag("hazardous") { $0.isHazardous },
            .wholeOrNull("containers") { $0.containers },
            .part("sender", party) { $0.sender },
            .list("carriers", party) { $0.carriers },
            .part("receiver", party) { $0.receiver },
            .part("declared", NoteShapes.given) { $0.declared },
            .gramsOrNull("weighedGrams") { $0.weighed?.raw },
            .gramsOrNull("acceptedGrams") { $0.accepted?.raw },
            .gramsOrNull("refusedGrams") { $0.refused?.raw },
            .part("intended", NoteShapes.treatmentCode.orNull) { $0.intended },
            .part("treatment", NoteShapes.treatmentCode.orNull) { $0.treatment },
            .gramsOrNull("treatedGrams") { $0.treated?.raw },
        ])

    private static let totals: Shape<RegisterTotals> = .object(
        "RegisterTotals", "Sums over all lines, those of other pages too.",
        [
            .grams("declaredGrams") { $0.declared.raw },
            .grams("weighedGrams") { $0.weighed.raw },
            .grams("acceptedGrams") { $0.accepted.raw },
            .grams("refusedGrams") { $0.refused.raw },
            .grams("treatedGrams") { $0.treated.raw },
        ])

    private static let register: Shape<Page> = .object(
        "Register", "A firm's register, in order of date, note and line.",
        [
            .choice("kind") { $0.register.kind },
            .part("organisation", OrganisationShapes.brief) { $0.register.organisation },
            .list("merged", OrganisationShapes.brief, "Firms that went into it; their lines are among these and name them.") { $0.register.merged },
            .part("from", month) { $0.register.months.lowerBound },
            .part("until", month) { $0.register.months.upperBound },
            .part("totals", totals) { $0.register.totals },
            .flag("cut", "More loads lie in these months than one register takes; ask month by month.") { $0.register.isCut },
            .list("organisations", OrganisationShapes.brief, "Everybody named in the lines of this page.") { page in
                let named = Set(page.lines.flatMap { [$0.sender, $0.receiver] + $0.carriers }.map(\.organisation))
                return named.sorted().compactMap { page.register.organisations[$0] }
            },
            .list("lines", line) { $0.lines },
            .textOrNull("next") { $0.next },
        ])

    private static let month = Shape<Month>(.month) { .text($0.description) }
}

extension RegisterLine {
    /// Its place in the register's order, as a key that sorts alike.
    fileprivate var place: String {
        func padded(_ text: String, _ width: Int) -> String { String(repeating: "0", count: max(0, width - text.count)) + text }
        return "\(date)_\(padded(note.description, 19))_\(padded(String(line), 2))"
    }
}
