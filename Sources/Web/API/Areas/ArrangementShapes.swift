// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Operations

/// An arrangement with what the token may do with it now.
struct ArrangementAnswer: Sendable {
    var line: ArrangementLine
    var names: NoteNames
    var today: CalendarDate
    var actions: [ArrangementAction]

    static func read(_ id: ArrangementID, _ call: APICall) async throws -> ArrangementAnswer {
        let model = try await call.platform.arrangementModel(id, by: try call.actor())
        var actions = model.steps.compactMap { ArrangementAction($0.rawValue, of: id, call) }
        if model.mayCompose { actions += [ArrangementAction("draftNote", of: id, call)].compactMap { $0 } }
        return ArrangementAnswer(line: model.line, names: model.names, today: model.today, actions: actions)
    }

    var arrangement: Arrangement { line.arrangement }
    var terms: ArrangementTerms { line.arrangement.terms }
}

/// Something that may be done with an arrangement now, and how.
struct ArrangementAction: Sendable {
    static let routes = [
        "agree": "agreeToArrangement", "decline": "declineArrangement", "end": "endArrangement", "draftNote": "draftUnderArrangement",
    ]

    var name: String
    var route: APIRoute
    var href: String

    /// `nil` for what the token's scopes leave out.
    init?(_ name: String, of id: ArrangementID, _ call: APICall) {
        guard let known = Self.routes[name] else { return nil }
        let route = APIRoutes.named(known)
        if case .scope(let scope) = route.access, !call.has(scope) { return nil }
        self.name = name
        self.route = route
        href = APIDoor.path + route.path.replacing("{id}", with: id.description)
    }
}

/// Arrangements as answers show them.
enum ArrangementShapes {
    private static let signature: Shape<NoteShapes.Named<ArrangementSignature>> = .object(
        "ArrangementSignature", "One party's word.",
        [
            .choice("step") { $0.part.step },
            .id("organisation") { $0.part.organisation },
            .textOrNull("person", "Null once erased, and in lists.") { value in value.part.person.flatMap { value.names.people[$0] } },
            .choice("means") { $0.part.means },
            .idOrNull("onBehalfOf") { $0.part.onBehalfOf },
            .textOrNull("reason", "Why it was declined or ended; null in lists.") { value in value.part.reason.flatMap { value.names.texts[$0] } },
            .moment("at") { $0.part.at },
        ])

    private static let waste: Shape<ArrangedWaste> = .object(
        "ArrangedWaste", "A waste that it covers.",
        [
            .part("waste", NoteShapes.wasteCode) { $0.waste },
            .flag("hazardous") { $0.isHazardous },
        ])

    private static let action: Shape<ArrangementAction> = .object(
        "ArrangementAction", "Something that may be done now.",
        [
            .part("action", Shape<String>(.choice(ArrangementAction.routes.keys.sorted())) { .text($0) }) { $0.name },
            .text("method") { $0.route.method.rawValue },
            .text("href") { $0.href },
            .textOrNull("schema", "Name of the body's schema in the document.") { $0.route.request?.name },
        ])

    private static func party(_ name: String, _ get: @escaping @Sendable (ArrangementTerms) -> Party) -> ShapeMember<ArrangementAnswer> {
        .part(name, NoteShapes.party) { NoteShapes.Named(part: get($0.terms), names: $0.names) }
    }

    static let arrangement: Shape<ArrangementAnswer> = .object(
        "Arrangement", "A standing arrangement between sender, carrier and receiver, which notes draw down.",
        [
            .id("id") { $0.arrangement.id },
            .choice("standing", "By its signatures and its dates, today.") { $0.arrangement.standing(on: $0.today) },
            .whole("version", "Goes up with each party's word; named by every command.") { $0.arrangement.version },
            party("sender") { $0.sender }, party("carrier") { $0.carrier }, party("receiver") { $0.receiver },
            .list("wastes", waste) { $0.terms.wastes },
            .part("treatment", NoteShapes.treatmentCode) { $0.terms.treatment },
            .grams("yearlyGrams", "Most that goes under it in a calendar year, all wastes together.") { $0.terms.yearlyAmount.raw },
            .grams("takenGrams", "What notes have taken of this year's amount.") { $0.line.use.taken.raw },
            .grams("leftGrams", "What this year still leaves; 0 once it is used up.") { $0.line.left.raw },
            .date("validFrom") { $0.terms.validFrom },
            .date("validUntil", "The last day.") { $0.terms.validUntil },
            .textOrNull("document", "SHA-256 of the signed paper, hexadecimal.") { $0.terms.document },
            .list("signatures", signature) { value in value.arrangement.signatures.map { NoteShapes.Named(part: $0, names: value.names) } },
            .list("waitingFor", .id(), "Organisations that have not answered.") { $0.arrangement.waitingFor },
            .list("actions", action, "What this token may do now.") { $0.actions },
        ])

    struct Page: Sendable {
        var arrangements: [ArrangementAnswer]
        var next: String?
    }

    static let page: Shape<Page> = .object(
        "ArrangementList", "Arrangements, newest first.",
        [
            .list("arrangements", arrangement) { $0.arrangements },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])

    private static let note: Shape<Manifest> = .object(
        "ArrangementNote", "A note under an arrangement.",
        [
            .id("id") { $0.id },
            .textOrNull("number") { $0.number },
            .choice("state") { $0.state },
            .grams("declaredGrams") { $0.declaredMass.raw },
            .gramsOrNull("acceptedGrams") { $0.acceptedMass?.raw },
            .moment("updatedAt") { $0.updatedAt },
        ])

    struct Notes: Sendable {
        var notes: [Manifest]
        var next: String?
    }

    static let notes: Shape<Notes> = .object(
        "ArrangementNotes", "Notes under an arrangement, newest first.",
        [
            .list("notes", note) { $0.notes },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])
}
