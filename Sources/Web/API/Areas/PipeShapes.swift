// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Ledger
import Operations
import Returns

/// Pipes to works and their months, as answers show them.
enum PipeShapes {
    struct Pipes: Sendable {
        var pipes: [Pipe]
        var next: String?
    }

    struct SeenPipe: Sendable {
        var page: PipePage
        var actions: [NextAction]
    }

    struct SeenMonth: Sendable {
        var page: PipeMonthPage
        var actions: [NextAction]
    }

    static let pipe: Shape<Pipe> = .object(
        "Pipe", "Which works receives what leaves by an outlet, from a day on.",
        [
            .id("id") { $0.id },
            .id("outlet") { $0.outlet },
            .id("site", "The sender.") { $0.site },
            .idOrNull("works", "The site that receives; null where the sender says that it is unknown.") { $0.works },
            .date("from") { $0.from },
            .dateOrNull("until") { $0.until },
            .part("state", Shape<Pipe.State>(.choice(Pipe.State.allCases.map { "\($0)" })) { .text("\($0)") }) { $0.state },
            .whole("version") { $0.version },
        ])

    static let pipes: Shape<Pipes> = .object(
        "PipeList", "Pipes in the order in which they were named.",
        [
            .list("pipes", pipe) { $0.pipes },
            .textOrNull("next", "Where more follow; null at the end.") { $0.next },
        ])

    static let reading: Shape<PipeReading> = .object(
        "PipeReading", "What one side read at its meter.",
        [
            .textOrNull("opening", "Cubic metres; null where the volume itself was stated.") { $0.opening },
            .textOrNull("closing") { $0.closing },
            .text("millilitres") { String($0.volume.raw) },
            .moment("at") { $0.act.at },
        ])

    static let density: Shape<Density> = .object(
        "Density", "What a cubic metre weighs.",
        [
            .whole("kilogramsPerCubicMetre") { Int($0.kilogramsPerCubicMetre) },
            .choice("standing", "assumed while nobody official stated it.") { $0.standing },
            .text("source") { $0.provenance.source },
            .choice("confidence") { $0.provenance.confidence },
        ])

    private static let agreed: Shape<(agreed: AgreedVolume, density: Density?)> = .object(
        "AgreedVolume", "What both agreed on or an officer decided, and what is booked.",
        [
            .text("millilitres") { String($0.agreed.volume.raw) },
            .choice("basis") { $0.agreed.basis },
            .moment("at") { $0.agreed.at },
            .textOrNull("grams", "By the density.") { value in value.density?.mass(of: value.agreed.volume.raw).map { String($0.raw) } },
            .part("density", density.orNull) { $0.density },
        ])

    static let transfer: Shape<(transfer: PipeTransfer, density: Density?)> = .object(
        "PipeMonth", "What went through a pipe in a month, as both ends read it.",
        [
            .id("id") { $0.transfer.id },
            .id("pipe") { $0.transfer.pipe },
            .id("sender") { $0.transfer.sender },
            .id("works") { $0.transfer.works },
            .text("month") { $0.transfer.month.description },
            .part("state", Shape<PipeTransfer.State>(.choice(PipeTransfer.State.allCases.map { "\($0)" })) { .text("\($0)") }) { $0.transfer.state },
            .part("senderReading", reading.orNull) { $0.transfer.senderReading },
            .part("worksReading", reading.orNull) { $0.transfer.worksReading },
            .textOrNull("differenceMillilitres", "What the works read more, below zero less; null until both have stated.") { value in
                value.transfer.difference.map { String($0.raw) }
            },
            .flag("senderAgrees") { $0.transfer.agrees(.sender) },
            .flag("worksAgrees") { $0.transfer.agrees(.works) },
            .part("agreed", agreed.orNull, "While a correction is not agreed on, what was agreed before.") { value in
                value.transfer.agreed.map { ($0, value.density) }
            },
            .whole("version") { $0.transfer.version },
        ])

    static let page: Shape<SeenPipe> = .object(
        "PipePage", "A pipe with the months that were stated, the latest first.",
        [
            .part("pipe", pipe) { $0.page.pipe },
            .list("months", transfer) { seen in seen.page.months.compactMap(\.transfer).map { ($0, Density.shipped[.wastewater]) } },
            .list("actions", NextAction.shape, "What this token may do now.") { $0.actions },
        ])

    static let month: Shape<SeenMonth> = .object(
        "PipeMonthPage", "A month of a pipe, with its tolerance.",
        [
            .part("month", transfer.orNull, "Null while nobody has stated anything.") { seen in seen.page.transfer.map { ($0, seen.page.density) } },
            .whole("tolerancePermille", "Thousandths of the larger reading up to which no reason is needed.") { Int($0.page.rules.tolerance) },
            .flag("isWithin", "Whether both readings are within the tolerance.") { seen in seen.page.transfer?.isWithin(seen.page.rules) ?? false },
            .list("actions", NextAction.shape, "What this token may do now.") { $0.actions },
        ])
}
