// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// Firms that look as if they had been entered twice.
enum DuplicateRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/duplicates", "listDuplicates", .registry, .scope(.registryRead), "Pairs of firms that look like one, the most alike first",
            query: [.limit(), .optional("after", .text(80), "Only what comes after this pair; taken from `next`.")], pairs
        ) { call in
            let after = call.query.string("after")
            let found = try await call.platform.duplicates(after: after.isEmpty ? nil : after, limit: call.limit, by: try call.actor())
            return (found.rows, call.next("after", found.next))
        },
        .get(
            "/duplicates/{id}/{other}", "readDuplicate", .registry, .scope(.registryRead), "Two firms side by side, with what speaks against their being one",
            comparison
        ) { call in
            let found = try await call.platform.duplicatePage(try call.id(), try call.id("other"), by: try call.actor())
            let isOpen = !found.sides.contains { $0.organisation.merger != nil }
            let first = found.sides[0].organisation.id
            return Actionable(
                value: found,
                actions: NextAction.offered(
                    [("keepApart", "keepApart", isOpen && !found.areDistinct), ("merge", "mergeOrganisation", isOpen)], of: first, call))
        },
        .get(
            "/organisations/{id}/notes", "listOrganisationNotes", .notes, .scope(.notesRead),
            "Notes on which a firm stands, newest first, as far as you may read them; those of a firm that was merged among them",
            query: [.limit(), .before], notes
        ) { call in
            let found = try await call.platform.formerNotes(of: try call.id(), before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return (found.notes, call.next("before", found.next))
        },
        .post(
            "/organisations/{id}/apart", "keepApart", .registry, .scope(.registryWrite), "An officer says that two firms are two; they are no pair again",
            takes: .command("KeepApart", [.required("other", .id)]), kept
        ) { call in
            let (one, other) = (try call.id() as OrganisationID, try other(call, "other"))
            try await call.platform.keepApart(one, other, by: try call.actor())
            return (one, other)
        },
        .post(
            "/organisations/{id}/merge", "mergeOrganisation", .registry, .scope(.registryWrite),
            "An officer makes one firm of two: this one takes the sites, permits, people and open notes of the other, which stays readable",
            takes: .command(
                "MergeOrganisation",
                [
                    .version, .required("merged", .id, "The firm that goes into this one."), .required("mergedVersion", .whole(1...1_000_000)),
                    .optional("reason", .text(1000), "Needed when something speaks against it."),
                ]), fields: ["survivor": "/merged"], RegistryShapes.organisation
        ) { call in
            let id: OrganisationID = try call.id()
            let actor = try call.actor()
            try await call.platform.merge(
                try other(call, "merged"), into: id, reason: call.body.string("reason"),
                versions: (survivor: call.version, merged: call.body.int("mergedVersion") ?? 0), by: actor)
            return RegistryShapes.Whole(try await call.platform.organisationPage(id, by: actor), call)
        },
    ]

    private static func other(_ call: APICall, _ name: String) throws -> OrganisationID {
        guard let id = OrganisationID(text: call.body.string(name)) else { throw PlatformError.notFound }
        return id
    }

    private static let kept: Shape<(OrganisationID, OrganisationID)> = .object(
        "KeptApart", "Two firms that are two.",
        [
            .id("organisation") { $0.0 },
            .id("other") { $0.1 },
        ])

    private static let side: Shape<DuplicatePage.Side> = .object(
        "DuplicateSide", "One of two firms that look like one.",
        [
            .part("organisation", OrganisationShapes.brief) { $0.organisation },
            .text("registrationNumber") { $0.organisation.registrationNumber },
            .whole("version") { $0.organisation.version },
            .list("sites", BookShapes.site) { $0.sites },
            .whole("permits", "In force.") { $0.permits },
            .whole("administrators") { $0.administrators },
            .whole("openNotes", "Under way.") { $0.openNotes },
            .whole("arrangements", "That end when it goes into the other.") { $0.arrangements },
            .textOrNull("contactName") { $0.contact?.name },
            .textOrNull("contactPhone") { $0.contact?.phone },
        ])

    private static let comparison: Shape<Actionable<DuplicatePage>> = .object(
        "Duplicate", "Two firms side by side.",
        [
            .list("sides", side, "Two, the older one first.") { $0.value.sides },
            .wholeOrNull("score", "Null where they do not look alike.") { $0.value.likeness?.score },
            .list("reasons", .choice(Likeness.Reason.self)) { $0.value.likeness?.reasons ?? [] },
            .flag("distinct", "An officer said that they are two.") { $0.value.areDistinct },
            .list("contradictions", .choice(MergeContradiction.self), "A merge needs a reason where there is one.") { $0.value.contradictions },
            .actions(),
        ])

    private static let note: Shape<Manifest> = .object(
        "OrganisationNote", "A note on which a firm stands.",
        [
            .id("id") { $0.id },
            .textOrNull("number") { $0.number },
            .choice("state") { $0.state },
            .list("wastes", NoteShapes.wasteCode) { $0.lines.map(\.waste) },
            .grams("declaredGrams") { $0.declaredMass.raw },
            .moment("updatedAt") { $0.updatedAt },
        ])

    private static let notes: Shape<(notes: [Manifest], next: String?)> = .object(
        "OrganisationNotes", "Notes on which a firm stands.",
        [
            .list("notes", note) { $0.notes },
            .textOrNull("next") { $0.next },
        ])

    private static let pair: Shape<DuplicateRow> = .object(
        "DuplicatePair", "Two firms that look like one.",
        [
            .part("first", OrganisationShapes.brief) { $0.first },
            .part("second", OrganisationShapes.brief) { $0.second },
            .whole("score", "Sum of the reasons' points; 42 and more are shown.") { $0.likeness.score },
            .list("reasons", .choice(Likeness.Reason.self)) { $0.likeness.reasons },
            .list("provinces", .text) { $0.provinces },
        ])

    private static let pairs: Shape<(rows: [DuplicateRow], next: String?)> = .object(
        "Duplicates", "Pairs that wait for an officer.",
        [
            .list("pairs", pair) { $0.rows },
            .textOrNull("next") { $0.next },
        ])
}
