// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations
import Seal

/// A note with what the token may do with it now.
struct NoteAnswer: Sendable {
    var sheet: NoteSheet
    var actions: [NextStep]
    /// About the step that this request has just signed.
    var promise: SealPromise?

    init(_ sheet: NoteSheet, for bearer: Bearer?) {
        self.sheet = sheet
        actions = sheet.steps.compactMap { NextStep($0, of: sheet.note.id, for: bearer) }
    }

    static func read(_ id: DocumentID, _ call: APICall) async throws -> NoteAnswer {
        var answer = NoteAnswer(try await call.platform.noteSheet(id, by: try call.actor()), for: call.bearer)
        answer.promise = call.platform.promiseOfSavedLine()
        return answer
    }

    var note: Manifest { sheet.note }
}

/// A step that may be taken now, and how.
struct NextStep: Sendable {
    var step: ManifestEventKind
    var route: APIRoute
    var href: String

    /// `nil` for what the API has no route for, and for what the token's scopes leave out.
    init?(_ step: ManifestEventKind, of note: DocumentID, for bearer: Bearer?) {
        guard let name = NoteStepRoutes.names[step] else { return nil }
        let route = APIRoutes.named(name)
        if case .scope(let scope) = route.access, bearer?.scopes.contains(scope) != true { return nil }
        self.step = step
        self.route = route
        href = APIDoor.path + route.path.replacing("{id}", with: note.description)
    }

    static let shape: Shape<NextStep> = .object(
        "NextStep", "A step that may be taken now.",
        [
            .choice("step") { $0.step },
            .text("method") { $0.route.method.rawValue },
            .text("href") { $0.href },
            .textOrNull("schema", "Name of the body's schema in the document.") { $0.route.request?.name },
        ])
}

/// Notes as answers show them.
enum NoteShapes {
    /// A part of a note with the names that it needs.
    struct Named<Part: Sendable>: Sendable {
        var part: Part
        var names: NoteNames
    }

    static let given: Shape<GivenMass> = .object(
        "Mass", "A mass as it was given, and the whole grams it stands for.",
        [
            .text("amount", "As given; empty where it follows from other masses.") { $0.number },
            .text("unit") { $0.unit },
            .choice("method") { $0.method },
            .grams("grams") { $0.mass.raw },
        ])

    static let party: Shape<Named<Party>> = .object(
        "Party", "An organisation at one of its sites.",
        [
            .id("organisation") { $0.part.organisation },
            .textOrNull("organisationName") { $0.names.organisations[$0.part.organisation]?.nameEnglish },
            .id("site") { $0.part.site },
            .textOrNull("siteName") { $0.names.sites[$0.part.site]?.nameEnglish },
        ])

    private static let leg: Shape<Named<Leg>> = .object(
        "Leg", "One carrier's part of the way.",
        [
            .part("carrier", party) { Named(part: $0.part.carrier, names: $0.names) },
            .choice("mode") { $0.part.mode },
            .textOrNull("plate") { value in value.part.plate.flatMap { value.names.texts[$0] } },
            .momentOrNull("takenOverAt") { $0.part.takenOverAt },
        ])

    private static let line: Shape<ManifestLine> = .object(
        "Line", "One waste on a note.",
        [
            .part("waste", wasteCode) { $0.waste },
            .flag("hazardous") { $0.isHazardous },
            .part("declared", given) { $0.declared },
            .wholeOrNull("containers") { $0.containers },
            .idOrNull("lot", "The lot that this line's load makes.") { $0.lot },
            .gramsOrNull("weighedGrams", "This line's part of the weight.") { $0.weighed?.raw },
            .gramsOrNull("acceptedGrams") { $0.accepted?.raw },
            .grams("refusedGrams") { $0.refused.raw },
            .grams("treatedGrams") { $0.treated.raw },
            .grams("movedOnGrams", "Gone on in other lots.") { $0.movedOn.raw },
            .grams("heldGrams", "What the receiver still holds of it.") { $0.held.raw },
        ])

    static let wasteCode = Shape<WasteCodeID>(.waste) { .text($0.text) }
    static let treatmentCode = Shape<TreatmentCode>(.treatment) { .text($0.description) }

    private static let signature: Shape<Named<Signature>> = .object(
        "Signature", "One party's signature on one step.",
        [
            .choice("step") { $0.part.step },
            .id("organisation") { $0.part.organisation },
            .textOrNull("signer", "The person's or driver's name; null once erased.") { value in
                value.part.person.flatMap { value.names.people[$0] } ?? value.part.signer.flatMap { value.names.texts[$0] }
            },
            .choice("means") { $0.part.means },
            .idOrNull("device", "The organisation on whose device it was signed.") { $0.part.device },
            .idOrNull("onBehalfOf") { $0.part.onBehalfOf },
            .moment("at") { $0.part.at },
        ])

    private static let receipt: Shape<Named<Receipt>> = .object(
        "Receipt", "What the plant's gate found and decided.",
        [
            .moment("arrivedAt") { $0.part.arrivedAt },
            .part("weighed", given.orNull) { $0.part.weighed },
            .flag("shared", "The weight is a share of one weight for a whole collection round.") { $0.part.isShared },
            .wholeOrNull("containers") { $0.part.containers },
            .momentOrNull("decidedAt") { $0.part.decidedAt },
            .choiceOrNull("refusal") { $0.part.refusal },
            .choiceOrNull("discrepancy") { $0.part.discrepancy },
            .textOrNull("remark") { value in value.part.remark.flatMap { value.names.texts[$0] } },
            .idOrNull("refusedNote", "The note that carries the refused part.") { $0.part.refusedNote },
        ])

    private static let residue: Shape<Residue> = .object(
        "Residue", "Waste that a treatment left behind.",
        [
            .part("waste", wasteCode) { $0.waste },
            .part("mass", given) { $0.mass },
            .id("lot") { $0.lot },
        ])

    private static let treatment: Shape<Treatment> = .object(
        "Treatment", "One treatment of one line, in whole or in part.",
        [
            .whole("line", "Position of the waste on the note, from 0.") { $0.line },
            .part("code", treatmentCode) { $0.code },
            .grams("grams") { $0.mass.raw },
            .date("occurred") { $0.occurred },
            .list("residues", residue) { $0.residues },
            .moment("at") { $0.at },
        ])

    private static let position: Shape<Position> = .object(
        "Position", "Decimal degrees, WGS 84.",
        [
            .part("latitude", .fraction) { $0.latitude },
            .part("longitude", .fraction) { $0.longitude },
        ])

    private static let loss: Shape<Named<LossReport>> = .object(
        "Loss", "A load that did not arrive.",
        [
            .choice("kind") { $0.part.kind },
            .id("reportedBy") { $0.part.reportedBy },
            .moment("reportedAt") { $0.part.reportedAt },
            .textOrNull("place") { value in value.part.place.flatMap { value.names.texts[$0] } },
            .part("position", position.orNull) { $0.part.position },
            .textOrNull("photo", "SHA-256 of the photo, hexadecimal.") { $0.part.photo },
            .part("found", Shape<Bool>.flag.orNull, "Decided by an officer: found again, or given up; null before.") { $0.part.decision?.isFound },
            .momentOrNull("decidedAt") { $0.part.decision?.at },
        ])

    private static let proposal: Shape<Named<CorrectionProposal>> = .object(
        "Correction", "A figure that a party wants changed.",
        [
            .part("figure", Shape<CorrectedField>(.choice(CorrectionCommand.figures)) { .text($0.figure) }) { $0.part.field },
            .whole("line", "Position of the waste on the note, from 0.") { $0.part.field.line },
            .part("old", given) { $0.part.old },
            .part("new", given) { $0.part.new },
            .textOrNull("reason") { $0.names.texts[$0.part.reason] },
            .id("proposedBy") { $0.part.proposedBy },
            .moment("proposedAt") { $0.part.proposedAt },
            .moment("expiresAt") { $0.part.expiresAt },
            .list("waitingFor", .id(), "Organisations that must still agree.") { $0.part.waitingFor },
            .list("approvedBy", .id()) { $0.part.approvedBy },
        ])

    private static let decided: Shape<Named<CorrectionRecord>> = .object(
        "DecidedCorrection", "A correction that was decided.",
        [
            .part("correction", proposal) { Named(part: $0.part.proposal, names: $0.names) },
            .choice("outcome") { $0.part.outcome },
            .moment("at") { $0.part.at },
            .whole("replaces", "The version of the note that it superseded.") { $0.part.replaces },
        ])

    private static let buyer: Shape<Named<Buyer>> = .object(
        "Buyer", "Somebody without licence who took the load.",
        [
            .choice("kind") { $0.part.kind },
            .textOrNull("name", "Null once erased.") { $0.names.texts[$0.part.name] },
            .textOrNull("phone") { value in value.part.phone.flatMap { value.names.texts[$0] } },
            .textOrNull("place") { $0.names.texts[$0.part.place] },
        ])

    static let note: Shape<NoteAnswer> = .object(
        "Note", "A hand-over note as it stands.",
        [
            .id("id") { $0.note.id },
            .textOrNull("number", "Speakable number; null before it is issued.") { $0.note.number },
            .choice("state") { $0.note.state },
            .whole("version", "Goes up with each event; named by every step.") { $0.note.version },
            .choice("kind") { $0.note.kind },
            .flag("hazardous") { $0.note.isHazardous },
            .part("sender", party) { Named(part: $0.note.sender, names: $0.sheet.names) },
            .list("legs", leg, "Carriers in the order of the way.") { value in value.note.legs.map { Named(part: $0, names: value.sheet.names) } },
            .whole("leg", "The leg whose carrier has the load or is next to take it, from 0.") { $0.note.leg },
            .part("receiver", party) { Named(part: $0.note.receiver, names: $0.sheet.names) },
            .part("buyer", buyer.orNull, "Who took it, where that was somebody without licence; null on other notes.") { value in
                value.note.buyer.map { Named(part: $0, names: value.sheet.names) }
            },
            .part("intended", treatmentCode.orNull, "What the sender intends.") { $0.note.intended },
            .idOrNull("arrangement", "The standing arrangement it goes under.") { $0.note.arrangement },
            .list("lines", line) { $0.note.lines },
            .grams("declaredGrams") { $0.note.declaredMass.raw },
            .gramsOrNull("acceptedGrams") { $0.note.acceptedMass?.raw },
            .grams("heldGrams") { $0.note.heldMass.raw },
            .dateOrNull("plannedPickup") { $0.note.plannedPickup },
            .textOrNull("remark") { value in value.note.remark.flatMap { value.sheet.names.texts[$0] } },
            .list("signatures", signature) { value in value.note.signatures.map { Named(part: $0, names: value.sheet.names) } },
            .part("receipt", receipt.orNull) { value in value.note.receipt.map { Named(part: $0, names: value.sheet.names) } },
            .list("treatments", treatment) { $0.note.treatments },
            .part("storage", party.orNull, "Where it is set down on the way.") { value in value.note.storage.map { Named(part: $0, names: value.sheet.names) }
            },
            .part("loss", loss.orNull) { value in value.note.loss.map { Named(part: $0, names: value.sheet.names) } },
            .part("correction", proposal.orNull, "The proposal that waits.") { value in value.note.correction.map { Named(part: $0, names: value.sheet.names) }
            },
            .list("corrections", decided) { value in value.note.corrections.map { Named(part: $0, names: value.sheet.names) } },
            .part("trail", TrailShapes.trail.orNull, "Of a load that had no digital note when it left.") { value in
                value.note.trail.map { Named(part: $0, names: value.sheet.names) }
            },
            .idOrNull("parent", "The note whose refused part this one carries.") { $0.note.parent },
            .list("children", .id()) { $0.note.children },
            .text("policy", "Edition of the policies it was issued under.") { $0.note.policy },
            .momentOrNull("dueAt", "When the next step is due.") { $0.sheet.dueAt },
            .moment("updatedAt") { $0.note.updatedAt },
            .list("actions", NextStep.shape, "What this token may do now.") { $0.actions },
            .part(
                "promise", SealRoutes.promise.orNull,
                "In the answer to a step: what is promised of the line that it left; null when the note is only read, and where the server holds no key."
            ) { $0.promise },
        ])

    /// A page of notes.
    struct Page: Sendable {
        var notes: [NoteAnswer]
        var next: String?
    }

    static let page: Shape<Page> = .object(
        "NoteList", "Notes, newest first.",
        [
            .list("notes", note) { $0.notes },
            .textOrNull("next", "Where older ones follow; null at the end.") { $0.next },
        ])
}

extension CorrectedField {
    fileprivate var figure: String {
        switch self {
        case .declared: "declared"
        case .accepted: "accepted"
        }
    }
}
