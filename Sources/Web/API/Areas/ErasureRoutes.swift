// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations

/// Erasing what names or reaches somebody. It cannot be undone, so it has a scope of its own.
enum ErasureRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/erasures", "listErasures", .people, .scope(.personalErase), "What was erased, when and why, latest first", query: [.limit(), .before], history
        ) { call in
            let found = try await call.platform.erasureHistory(before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return (found.rows, call.next("before", found.next))
        },
        .get(
            "/erasable", "findErasable", .people, .scope(.personalErase),
            "Everything personal behind a note's number, a name or telephone for signing in, a firm's registration number, or the address of a page",
            query: [.required("words", .text(300, least: 1), "The number, name or address, whole.")], found
        ) { call in
            let found = try await call.platform.erasable(call.query.string("words"), by: try call.actor())
            return found.map { content in
                Actionable(
                    value: content,
                    actions: NextAction.offered([("erase", "erasePersonal", true)], of: content.subject.description, call))
            }
        },
        .post(
            "/erasures", "erasePersonal", .people, .scope(.personalErase),
            "Erases one thing for good, in this transaction and after every restore; sums, states and signatures stay as they are",
            takes: .command(
                "ErasePersonal",
                [
                    .required("subject", .text(60, least: 1), "As /erasable names it: text:HASH, person:12 or contact:12."),
                    .required("reason", .choice(ErasureReason.self)),
                ]), status: 201, erased
        ) { call in
            guard let subject = ErasureSubject(call.body.string("subject")), let reason = ErasureReason(rawValue: call.body.string("reason")) else {
                throw PlatformError.notFound
            }
            try await call.platform.erase(subject, because: reason, by: try call.actor())
            return Erasure(subject, because: reason)
        },
    ]

    private static let kinds = ["text", "person", "contact"]
    private static let kind = Shape<ErasureSubject>(.choice(kinds)) { .text(String($0.description.prefix { $0 != ":" })) }

    private static let erased: Shape<Erasure> = .object(
        "Erasure", "Something that was erased. What was written there is told nowhere.",
        [
            .text("subject") { $0.subject.description },
            .part("kind", kind) { $0.subject },
            .choice("reason") { $0.reason },
        ])

    private static let row: Shape<ErasureHistory.Row> = .object(
        "ErasureLine", "One erasure.",
        [
            .part("erasure", erased) { $0.erasure },
            .moment("at") { $0.at },
            .id("operation", "Its line in the journal.") { $0.operation },
            .textOrNull("by", "Null for the operator of the server, and for somebody erased since.") { $0.by },
        ])

    private static let history: Shape<(rows: [ErasureHistory.Row], next: String?)> = .object(
        "Erasures", "What was erased.",
        [
            .list("erasures", row) { $0.rows },
            .textOrNull("next") { $0.next },
        ])

    private static let content: Shape<Actionable<ErasableContent>> = .object(
        "Erasable", "Something personal that is still there.",
        [
            .text("subject", "What the command names.") { $0.value.subject.description },
            .part("kind", kind) { $0.value.subject },
            .text("is", "What it is, as a stable code: a remark, a plate, a name.") { $0.value.kind.fullKey },
            .text("content", "What is written there.") { $0.value.content },
            .textOrNull("noteNumber") { $0.value.note },
            .actions(),
        ])

    private static let found: Shape<[Actionable<ErasableContent>]> = .object(
        "ErasableList", "Everything personal behind a number or name.", [.list("found", content) { $0 }])
}
