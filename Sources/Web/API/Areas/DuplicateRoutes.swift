// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
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
            return try await call.platform.organisationPage(id, by: actor)
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
