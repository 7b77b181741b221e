// SPDX-License-Identifier: Apache-2.0

import Domain
import Operations
import Returns

/// Waste in store that is counted or brought forward, with evidence.
enum StockTakeRoutes {
    static let routes: [APIRoute] = [
        .post(
            "/sites/{id}/stock-takes", "takeStock", .book, .scope(.bookWrite),
            "Records what was counted of one waste in a site's store, or what stood there before its book began; the next return's stock follows",
            takes: .command(
                "TakeStock",
                [
                    .required("kind", .choice(StockTake.Kind.self)), .required("waste", .waste),
                    .required("number", .decimal, "What was counted; 0 when nothing is left."), .optional("unit", .text(20), "kg unless said."),
                    .required("day", .date), .optional("photo", .text(FileShapes.textMax), "JPEG, PNG or WebP of at most 5 MB, in base64."),
                    .optional("paper", .text(64), "SHA-256 of a paper that you keep, in place of a photo."), .optional("remark", .text(1000)),
                ]), fields: ["amount": "/number"], status: 201, bodyMax: FileShapes.bodyMax, taken
        ) { call in
            var form = StockTakeForm()
            form.kind = call.body.string("kind")
            form.waste = call.body.string("waste")
            form.amount = QuantityCommand.typed(call.body.string("number"))
            if !call.body.string("unit").isEmpty { form.unit = call.body.string("unit") }
            form.day = call.body.string("day")
            form.paper = call.body.string("paper")
            form.remark = call.body.string("remark")
            let photo = try FileShapes.bytes("photo", of: call.body).map { Platform.Photo(bytes: $0) }
            return try await call.platform.takeStock(try call.id(), form, photo: photo, by: try call.actor())
        },
        .get(
            "/stock-takes/{id}/photo/{digest}", "readStockTakePhoto", .book, .scope(.bookRead),
            "The photo behind a stock-take, by the operation that recorded it", FileShapes.file
        ) { call in
            try await call.platform.stockTakePhoto(try call.id(), hash: call.path["digest"] ?? "", by: try call.actor())
        },
    ]

    private static let taken: Shape<StockTake> = .object(
        "StockTake", "One waste counted in store, or brought forward.",
        [
            .id("site") { $0.site },
            .choice("kind") { $0.kind },
            .part("waste", NoteShapes.wasteCode.orNull) { $0.material.wasteCode },
            .date("day") { $0.day },
            .grams("countedGrams") { $0.counted },
            .grams("knownGrams", "What the book had in store before; 0 for what is brought forward.") { $0.known },
            .textOrNull("photo", "SHA-256 of the photo.") { $0.photo },
            .textOrNull("paper", "SHA-256 of a paper kept elsewhere.") { $0.paper },
        ])
}
