// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations
import Seal

// Collection rounds as answers show them.

extension RoundRoutes {
    struct Page: Sendable {
        var list: RoundList
        var next: String?
    }

    struct Shown: Sendable {
        var code: String
        var expiresAt: Instant
    }

    /// What the holder of a round's code sees.
    struct AtDriver: Sendable {
        var round: DriverRound
        /// About the stop that this request has just made.
        var promise: SealPromise?
    }

    /// A round in a list.
    struct Brief: Sendable {
        var round: Round
        var names: NoteNames
    }

    private struct Stop: Sendable {
        var number: Int
        var stop: RoundStop
        var note: Manifest?
        var names: NoteNames
    }

    static let list: Shape<Page> = .object(
        "RoundList", "Rounds of a firm, newest first.",
        [
            .list("rounds", brief) { page in page.list.rounds.map { Brief(round: $0, names: page.list.names) } },
            .textOrNull("next", "Where the list goes on.") { $0.next },
        ])

    static let brief: Shape<Brief> = .object(
        "RoundLine", "A round in a list.",
        [
            .id("id") { $0.round.id }, .choice("state") { $0.round.state }, .date("day") { $0.round.plan.day },
            .textOrNull("plate") { $0.names.texts[$0.round.plan.plate] }, .id("receiver") { $0.round.plan.receiver.organisation },
            .whole("stops", "Made so far.") { $0.round.stops.count },
        ])

    static let code: Shape<Shown> = .object("RoundCode", "A code for one round.", [.text("code") { $0.code }, .moment("expiresAt") { $0.expiresAt }])

    static let round: Shape<Actionable<RoundModel>> = .object(
        "Round", "One vehicle, one day, many senders, one plant.",
        [
            .id("id") { $0.value.round.id },
            .choice("state") { $0.value.round.state },
            .whole("version") { $0.value.round.version },
            .date("day") { $0.value.round.plan.day },
            .part("carrier", NoteShapes.party) { NoteShapes.Named(part: $0.value.round.plan.carrier, names: $0.value.names) },
            .part("receiver", NoteShapes.party) { NoteShapes.Named(part: $0.value.round.plan.receiver, names: $0.value.names) },
            .part("intended", NoteShapes.treatmentCode) { $0.value.round.plan.intended },
            .list("wastes", NoteShapes.wasteCode) { $0.value.round.plan.wastes.map(\.waste) },
            .textOrNull("plate", "Null once erased.") { $0.value.names.texts[$0.value.round.plan.plate] },
            .gramsOrNull("containerGrams", "In one container, unless a stop said otherwise.") { $0.value.round.plan.container?.mass.raw },
            .momentOrNull("codeRenewedAt", "When it was given its code, if not the first.") { $0.value.round.codesRenewed?.last?.at },
            .textOrNull("driver", "Null once erased.") { $0.value.names.texts[$0.value.round.plan.driver] },
            .list("ahead", NoteShapes.party, "Planned stops still to come, in order.") { answer in
                answer.value.round.ahead.map { NoteShapes.Named(part: $0, names: answer.value.names) }
            },
            .list("stops", stopMade, "Made, in order.") { answer in
                answer.value.round.stops.enumerated().map { i, stop in
                    Stop(number: i + 1, stop: stop, note: answer.value.notes.first { $0.id == stop.note }, names: answer.value.names)
                }
            },
            .list("skipped", skipped) { $0.value.round.skipped },
            .grams("declaredGrams", "Declared of what makes the one load.") { $0.value.declared.raw },
            .part("weighed", NoteShapes.given.orNull, "The one weight, which the notes have shares of.") { $0.value.round.weighing?.weight },
            .gramsOrNull("acceptedGrams") { $0.value.round.verdict?.mass.raw },
            .choiceOrNull("refusal") { $0.value.round.verdict?.refusal },
            .actions(),
            .part("promise", SealRoutes.promise.orNull, promiseWords) { $0.promise },
        ])

    private static let promiseWords =
        "In the answer to a step that notes took: what is promised of the line that it left; null when the round is only read, and where the server holds no key."

    private static let stopMade: Shape<Stop> = .object(
        "RoundStop", "A stop that was made: a note of its own.",
        [
            .whole("number", "From 1.") { $0.number },
            .part("sender", NoteShapes.party) { NoteShapes.Named(part: $0.stop.sender, names: $0.names) },
            .choiceOrNull("senderEntered", "How a sender stands that the driver entered there; null for all others.") {
                $0.names.organisations[$0.stop.sender.organisation]?.stopStanding
            },
            .id("note") { $0.stop.note },
            .textOrNull("noteNumber") { $0.note?.number },
            .gramsOrNull("declaredGrams") { $0.note?.declaredMass.raw },
            .gramsOrNull("sharedGrams", "The note's share of the one weight.") { $0.note?.receipt?.weighed?.mass.raw },
            .gramsOrNull("acceptedGrams") { $0.note?.acceptedMass?.raw },
            .moment("at") { $0.stop.at },
        ])

    private static let skipped: Shape<SkippedStop> = .object(
        "SkippedStop", "A planned stop that was passed by.",
        [.id("site") { $0.sender.site }, .choice("reason") { $0.reason }, .moment("at") { $0.at }])

    private static let choice: Shape<StopChoice> = .object(
        "StopChoice", "A sender at which the round can stop.",
        [
            .id("site") { $0.party.site }, .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .choiceOrNull("entered", "How a firm stands that a driver entered at a stop; null for all others.") { $0.organisation.stopStanding },
        ])

    static let senders: Shape<[StopChoice]> = .object("StopChoices", "Senders at which the round can stop.", [.list("senders", choice) { $0 }])

    private static let confirmation: Shape<(note: DocumentID, code: String)> = .object(
        "StopConfirmation", "A code for the firm of one note.", [.id("note") { $0.note }, .text("code") { $0.code }])

    static let driverRound: Shape<AtDriver> = .object(
        "DriverRound", "What the holder of a round's code sees.",
        [
            .id("round") { $0.round.round.id },
            .choice("state") { $0.round.round.state },
            .date("day") { $0.round.round.plan.day },
            .part("receiver", OrganisationShapes.brief.orNull) { $0.round.receiver },
            .list("wastes", NoteShapes.wasteCode) { $0.round.round.plan.wastes.map(\.waste) },
            .list("ahead", choice, "Planned and still to come, in order.") { $0.round.ahead },
            .list("known", choice, "Served before and not planned.") { $0.round.known },
            .list("notes", .id(), "Of the stops made, in order.") { $0.round.round.stops.map(\.note) },
            .list("confirmations", confirmation, "Codes for firms that the driver entered, by which they say whether a note is right.") { model in
                model.round.confirmations.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
            },
            .grams("loadedGrams", "On the vehicle.") { $0.round.loaded.raw },
            .part("promise", SealRoutes.promise.orNull, promiseWords) { $0.promise },
        ])
}
