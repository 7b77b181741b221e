// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Rulings

/// Questions of firms about wastes, and officers' rulings, which are for everybody.
enum RulingRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/waste-rulings", "listRulings", .lists, .open, "What officers ruled about wastes, the latest first; no firm is named",
            query: [.limit(100), .before, .optional("waste", .waste, "Only those of one code.")], rulings
        ) { call in
            let found = try await call.platform.rulings(
                of: WasteCodeID(text: call.query.string("waste")), before: call.cursor("before"), limit: call.limit)
            return Rulings(rows: found.rows, next: call.next("before", found.next))
        },
        .get("/waste-rulings/{id}", "readRuling", .lists, .open, "One ruling", published) { call in try await call.platform.ruling(try call.id()) },
        .get(
            "/waste-questions", "listInquiries", .lists, .scope(.registryRead),
            "A firm's own questions about wastes, the latest first; for officers those that wait, the first asked first", query: [.limit(100), .after],
            inquiries
        ) { call in
            let found = try await call.platform.inquiries(beyond: call.cursor("after"), limit: call.limit, by: try call.actor())
            return Inquiries(rows: found.rows.map { actionable($0, call) }, next: call.next("after", found.next))
        },
        .post(
            "/waste-questions", "askRuling", .lists, .scope(.notesWrite), "A firm asks an officer what a waste is",
            takes: .command(
                "AskRuling",
                [
                    .required("process", .text(1000, least: 1), "From which process it comes."), .required("product", .text(1000, least: 1), "What it is."),
                    .optional("detail", .text(1000)), .optional("path", .text(200), "Answers given to the finder before."),
                    .optional("photo", .text(FileShapes.textMax), "JPEG, PNG or WebP of at most 5 MB, in base64."),
                ]), status: 201, bodyMax: FileShapes.bodyMax, inquiry
        ) { call in
            var form = InquiryForm()
            form.process = call.body.string("process")
            form.product = call.body.string("product")
            form.detail = call.body.string("detail")
            form.path = call.body.string("path")
            let photo = try FileShapes.bytes("photo", of: call.body).map { Platform.Photo(bytes: $0) }
            let actor = try call.actor()
            return actionable(try await call.platform.inquiry(try await call.platform.askRuling(form, photo: photo, by: actor).id, by: actor), call)
        },
        .get(
            "/waste-questions/{id}/photos/{digest}", "readInquiryPhoto", .lists, .scope(.registryRead),
            "The photo that was sent with a question, for the firm that asked and officers who rule", FileShapes.file
        ) { call in
            try await call.platform.inquiryPhoto(try call.id(), hash: call.path["digest"] ?? "", by: try call.actor())
        },
        .get("/waste-questions/{id}", "readInquiry", .lists, .scope(.registryRead), "One question with its ruling", inquiry) { call in
            actionable(try await call.platform.inquiry(try call.id(), by: try call.actor()), call)
        },
        .post(
            "/waste-questions/{id}/ruling", "giveRuling", .lists, .scope(.listsWrite), "An officer rules; it is published without the firm's name",
            takes: .command(
                "GiveRuling",
                [
                    .version, .required("waste", .waste), .required("hazardous", .flag, "As the list says of the code; asked so that it is thought of."),
                    .required("subject", .text(1000, least: 1), "What it is about, without the firm's name."), .required("reason", .text(1000, least: 1)),
                    .required("source", .text(1000, least: 1), "The law, list or test it stands on."),
                ]), published
        ) { call in
            var form = RulingForm()
            form.waste = call.body.string("waste")
            form.hazardous = call.body.bool("hazardous") ? "yes" : "no"
            form.subject = call.body.string("subject")
            form.reason = call.body.string("reason")
            form.source = call.body.string("source")
            let ruled = try await call.platform.giveRuling(try call.id(), version: call.version, form, by: try call.actor())
            return try await call.platform.ruling(ruled.id)
        },
    ]

    struct Rulings: Sendable {
        var rows: [PublishedRuling]
        var next: String?
    }

    struct Inquiries: Sendable {
        var rows: [Actionable<OpenedInquiry>]
        var next: String?
    }

    private static func actionable(_ found: OpenedInquiry, _ call: APICall) -> Actionable<OpenedInquiry> {
        Actionable(value: found, actions: NextAction.offered([("rule", "giveRuling", found.mayRule)], of: found.inquiry.id, call))
    }

    private static let published: Shape<PublishedRuling> = .object(
        "WasteRuling", "What an officer ruled about a waste.",
        [
            .id("id") { $0.id },
            .part("waste", NoteShapes.wasteCode) { $0.ruling.waste },
            .flag("hazardous") { $0.ruling.isHazardous },
            .textOrNull("subject", "What it is about; null once erased.") { $0.subject },
            .textOrNull("reason") { $0.reason },
            .textOrNull("source") { $0.source },
            .moment("ruledAt") { $0.ruling.ruledAt },
            .part("ruledBy", OrganisationShapes.brief.orNull) { $0.authority },
        ])

    private static let rulings: Shape<Rulings> = .object(
        "WasteRulings", "Rulings.", [.list("rulings", published) { $0.rows }, .textOrNull("next") { $0.next }])

    private static let inquiry: Shape<Actionable<OpenedInquiry>> = .object(
        "WasteQuestion", "A firm's question about a waste.",
        [
            .id("id") { $0.value.inquiry.id },
            .part("organisation", OrganisationShapes.brief.orNull) { $0.value.organisation },
            .textOrNull("process", "Null once erased.") { $0.value.process },
            .textOrNull("product") { $0.value.product },
            .textOrNull("detail") { $0.value.detail },
            .text("path") { $0.value.inquiry.path },
            .textOrNull("photo", "SHA-256 of the photo, hexadecimal.") { $0.value.inquiry.photo },
            .moment("askedAt") { $0.value.inquiry.askedAt },
            .whole("version") { $0.value.inquiry.version },
            .part("ruling", published.orNull) { $0.value.published },
            .actions(),
        ])

    private static let inquiries: Shape<Inquiries> = .object(
        "WasteQuestions", "Questions about wastes.", [.list("questions", inquiry) { $0.rows }, .textOrNull("next") { $0.next }])
}
