// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// Sites that change hands, and what is open at firms that are to close.
enum OwnershipRoutes {
    static let routes: [APIRoute] = [
        .post(
            "/sites/{id}/transfer", "transferSite", .registry, .scope(.registryWrite), "An officer gives a site to another owner, with its stocks and books",
            takes: .command(
                "TransferSite",
                [
                    .version, .required("owner", .text(100, least: 1), "Registration number of the new owner."),
                    .required("from", .date, "The new owner's first day."), .optional("permits", .flag, "The permits of the site go along."),
                ]), RegistryShapes.site
        ) { call in
            try await RegistryRoutes.changedSite(call) { id, actor in
                try await call.platform.transferSite(
                    id, to: call.body.string("owner"), from: call.body.string("from"), permitsGoAlong: call.body.bool("permits"), version: call.version,
                    by: actor)
            }
        },
        .get(
            "/organisations/{id}/closing", "readClosing", .registry, .scope(.registryRead),
            "What is open at a firm, and what becomes of it when the firm closes",
            sheet
        ) { call in
            try await call.platform.closingSheet(of: try call.id(), by: try call.actor())
        },
    ]

    private static let note: Shape<(note: Manifest, fate: ClosingFate)> = .object(
        "OpenNote", "A note under way at a firm that is to close.",
        [
            .id("id") { $0.note.id },
            .textOrNull("number") { $0.note.number },
            .choice("state") { $0.note.state },
            .choice("fate") { $0.fate },
        ])

    private static let stock: Shape<ClosingSheet.Stock> = .object(
        "ClosingStock", "Waste that stands on a site.",
        [
            .id("site") { $0.site.id },
            .textOrNull("waste") { $0.material.wasteCode?.text },
            .grams("grams") { $0.mass.raw },
        ])

    private static let sheet: Shape<ClosingSheet> = .object(
        "Closing", "What is open at a firm.",
        [
            .flag("needsSuccessor", "Something is awaited of it, or it holds waste.") { $0.needsSuccessor },
            .list("notes", note) { $0.notes },
            .list("stock", stock) { $0.stock },
            .whole("permits", "In force.") { $0.permits },
            .whole("arrangements", "Agreed or waiting for an answer.") { $0.arrangements },
        ])
}
