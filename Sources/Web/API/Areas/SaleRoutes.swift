// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Operations

/// Loads that somebody without licence took, and the photo of a note.
enum SaleRoutes {
    static let routes: [APIRoute] = [
        .post(
            "/notes/sales", "recordSale", .notes, .scope(.notesSign),
            "Records that a buyer without licence took a load: written, signed and booked at once; its fate counts as unknown",
            takes: .command(
                "RecordSale",
                [
                    .required("senderSite", .id), .required("lines", .list(DraftCommand.line, 1...Manifest.linesMax)),
                    .required("buyerKind", .choice(BuyerKind.self)), .required("buyerName", .text(1000, least: 1)), .optional("buyerPhone", .text(40)),
                    .required("buyerPlace", .text(1000, least: 1), "Village, market or road: where the load went."), .optional("remark", .text(1000)),
                    DraftCommand.gateReason,
                ]), fields: DraftCommand.fields.filter { $0.key == "sender" || $0.key.hasPrefix("line") }, status: 201, NoteShapes.note
        ) { call in
            var form = SaleForm()
            form.note.senderSite = call.body.string("senderSite")
            form.note.lines = DraftCommand.lines(call.body)
            form.note.remark = call.body.string("remark")
            form.note.gateReason = call.body.string("gateReason")
            form.buyerKind = call.body.string("buyerKind")
            form.buyerName = call.body.string("buyerName")
            form.buyerPhone = call.body.string("buyerPhone")
            form.buyerPlace = call.body.string("buyerPlace")
            return try await .read(try await call.platform.recordSale(form, key: nil, by: try call.actor()).id, call)
        },
        .get(
            "/notes/{id}/photos/{digest}", "readNotePhoto", .notes, .scope(.notesRead), "The photo that was sent with a report of loss", FileShapes.file
        ) { call in
            try await call.platform.notePhoto(try call.id(), hash: call.path["digest"] ?? "", by: try call.actor())
        },
    ]
}
