// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Operations
import Returns

/// Returns: what is owed, one of them, filling in, sending, and officers' decisions.
enum ReturnRoutes {
    static let routes: [APIRoute] = DataSetRoutes.routes + reading + filling + deciding

    private static let reading: [APIRoute] = [
        .get(
            "/returns/owed", "listOwedReturns", .returns, .scope(.returnsRead), "What your firm owes, owed and sent, most pressing first",
            ReturnListShapes.owedList
        ) { call in
            try await call.platform.returnList(by: try call.actor())
        },
        .get(
            "/returns", "listReturns", .returns, .scope(.returnsRead), "Returns in your area by state, newest first; for authorities",
            query: [.limit(), .before, .optional("state", .choice(ReturnState.allCases.map { "\($0)" }), "submitted unless said.")], ReturnListShapes.page
        ) { call in
            let asked = call.query.string("state")
            let state = ReturnState.allCases.first { "\($0)" == asked } ?? .submitted
            let list = try await call.platform.returnArea(state, before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return ReturnListShapes.Page(returns: list.returns, next: call.next("before", list.next))
        },
        .get(
            "/returns/typing", "listFirmsToTypeFor", .returns, .scope(.returnsRead),
            "Small firms by words of their name, with the simple returns that they owe, for an officer who has their paper sheets",
            query: [.required("words", .text(100, least: 1), "Every word must stand in the name or number.")], ReturnListShapes.typing
        ) { call in
            try await call.platform.typingChoices(call.query.string("words"), by: try call.actor())
        },
        .get("/returns/{id}", "readReturn", .returns, .scope(.returnsRead), "One return, with what you may do now", ReturnShapes.siteReturn) { call in
            try await answer(try call.id(), call)
        },
        .get(
            "/returns/{id}/bills/{digest}", "readReturnBill", .returns, .scope(.returnsRead), "The photo of a bill that a return shows", FileShapes.file
        ) { call in
            try await call.platform.returnBill(try call.id(), hash: call.path["digest"] ?? "", by: try call.actor())
        },
    ]

    private static let filling: [APIRoute] = [
        .post(
            "/returns", "beginReturn", .returns, .scope(.returnsWrite),
            "Begins a return with what notes and the last return say already; one that was begun before is given back",
            takes: .command(
                "BeginReturn",
                [
                    .required("site", .id), .required("dataSet", .text(60, least: 1), "Such as factoryMonthly."),
                    .required("period", .text(10, least: 4), "2026-09, 2026-Q3 or 2026."),
                ]), status: 201, ReturnShapes.siteReturn
        ) { call in
            guard let site = SiteID(text: call.body.string("site")) else { throw PlatformError.notFound }
            let made = try await call.platform.beginReturn(
                site: site, dataSet: call.body.string("dataSet"), period: call.body.string("period"), by: try call.actor())
            return try await answer(made.id, call)
        },
        .post(
            "/returns/{id}/answers", "saveReturn", .returns, .scope(.returnsWrite), "Keeps answers so far; fields that are not named stay as they are",
            takes: .command(
                "SaveReturn",
                [
                    .version, .required("answers", .list(typed, 0...200)),
                    .optional("wastes", .list(typedWaste, 0...ReturnForm.wastesMax), "All lines; absent leaves them as they are."),
                ]), fields: ["waste#": "/wastes/#", "mass#": "/wastes/#", "destination#": "/wastes/#"], bodyMax: 600_000, ReturnShapes.siteReturn
        ) { call in
            let form = form(call.body)
            do {
                return try await answer(
                    try await call.platform.saveReturn(try call.id(), version: call.version, form, by: try call.actor()).id, call)
            } catch let error as any Explainable where error.standing == .invalid {
                // A field is found by its place in the list.
                let places = Dictionary(
                    call.body.items("answers").enumerated().flatMap { place, item in
                        let (field, here) = (item.string("field"), "/answers/\(place)")
                        return [(field, here)] + ReturnForm.EstimatePlace.allCases.map { ($0.name(field), "\(here)/estimate/\($0.rawValue)") }
                    }, uniquingKeysWith: { a, _ in a })
                throw Problems(error.problems.map { Problem(field: places[$0.field] ?? $0.field, phrase: $0.phrase, facts: $0.facts) })
            }
        },
        .post(
            "/returns/{id}/wastes", "addReturnWaste", .returns, .scope(.returnsWrite),
            "Adds one line of waste, such as of a code that the finder gave; the other lines stay as they are",
            takes: .command("AddReturnWaste", [.version] + wasteMembers), fields: ["waste#": "/waste", "mass#": "/number", "destination#": "/destination"],
            ReturnShapes.siteReturn
        ) { call in
            let line = waste(call.body)
            return try await answer(
                try await call.platform.addReturnWaste(try call.id(), version: call.version, line, by: try call.actor()).id, call)
        },
        .post(
            "/returns/{id}/bills", "addReturnBill", .returns, .scope(.returnsWrite), "Adds the photo of a bill behind a figure, or in its place",
            takes: .command(
                "AddReturnBill",
                [
                    .version, .required("field", .text(60, least: 1)),
                    .required("bill", .text(FileShapes.textMax), "JPEG, PNG, WebP or PDF of at most 5 MB, in base64."),
                ]), bodyMax: FileShapes.bodyMax, ReturnShapes.siteReturn
        ) { call in
            let bytes = try FileShapes.bytes("bill", of: call.body) ?? []
            let after = try await call.platform.saveReturn(
                try call.id(), version: call.version, ReturnForm(), bills: [call.body.string("field"): ReturnBill(bytes: bytes)], by: try call.actor())
            return try await answer(after.id, call)
        },
        .post(
            "/returns/{id}/repeat", "repeatReturn", .returns, .scope(.returnsWrite), "Answers everything that has no answer as in the return before",
            takes: .command("RepeatReturn", [.version]), ReturnShapes.siteReturn
        ) { call in
            try await answer(try await call.platform.repeatReturn(try call.id(), version: call.version, by: try call.actor()).id, call)
        },
        .post(
            "/returns/{id}/submit", "submitReturn", .returns, .scope(.returnsWrite), "Sends a return to the officers",
            takes: .command(
                "SubmitReturn",
                [
                    .version, .required("confirms", .flag, "That the answers that were filled in have been looked at and are right."),
                    .optional("explanations", .list(explanation, 0...200), "Why what checks found is so; a comment at the answer says so too."),
                ]),
            fields: ["confirm": "/confirms", "waste": "/explanations"], ReturnShapes.siteReturn
        ) { call in
            let explanations = call.body.items("explanations").map { ($0.string("finding"), $0.string("explanation")) }
            let after = try await call.platform.submitReturn(
                try call.id(), version: call.version, confirms: call.body.bool("confirms"),
                explanations: Dictionary(explanations, uniquingKeysWith: { a, _ in a }), by: try call.actor())
            return try await answer(after.id, call)
        },
        .post(
            "/returns/submit", "submitReturns", .returns, .scope(.returnsWrite),
            "Sends several returns, each by itself: what checks stand against is refused and named, the others are sent",
            takes: .command(
                "SubmitReturns",
                [picks, .required("confirms", .flag, "That all answers have been looked at and are right; nothing is sent without.")]),
            ReturnListShapes.sending
        ) { call in
            let picks = picked(call.body)
            let refused = try await call.platform.sendReturns(picks, confirms: call.body.bool("confirms"), by: try call.actor())
            return ReturnListShapes.Several(picks: picks, refused: refused)
        },
    ]

    private static let picks = Schema.Member.required(
        "returns", .list(.command("ReturnPick", [.required("id", .id), .version]), 1...ReturnPick.most), "Each with the version you saw.")

    private static func picked(_ body: JSON) -> [ReturnPick] {
        body.items("returns").compactMap { item in ReturnID(text: item.string("id")).map { ReturnPick(id: $0, version: item.int("version") ?? 0) } }
    }

    private static let deciding: [APIRoute] = [
        .post(
            "/returns/{id}/send-back", "sendBackReturn", .returns, .scope(.returnsWrite), "Sends a return back with remarks",
            takes: .command("SendBackReturn", [.version, reason]), ReturnShapes.siteReturn
        ) { call in
            let after = try await call.platform.sendBackReturn(
                try call.id(), version: call.version, remarks: call.body.string("reason"), by: try call.actor())
            return try await answer(after.id, call)
        },
        .post(
            "/returns/{id}/approve", "approveReturn", .returns, .scope(.returnsWrite), "Takes a return as it is",
            takes: .command("ApproveReturn", [.version]), ReturnShapes.siteReturn
        ) { call in
            try await answer(try await call.platform.approveReturn(try call.id(), version: call.version, by: try call.actor()).id, call)
        },
        .post(
            "/returns/approve", "approveReturns", .returns, .scope(.returnsWrite), "Takes several returns as they are; each refused one is named",
            takes: .command("ApproveReturns", [picks]), ReturnListShapes.approval
        ) { call in
            let picks = picked(call.body)
            return ReturnListShapes.Several(picks: picks, refused: try await call.platform.approveReturns(picks, by: try call.actor()))
        },
        .post(
            "/returns/{id}/reopen", "reopenReturn", .returns, .scope(.returnsWrite),
            "Begins a further version of a return that was sent; what was approved holds until that is approved too",
            takes: .command("ReopenReturn", [.version, reason]), ReturnShapes.siteReturn
        ) { call in
            let after = try await call.platform.reopenReturn(
                try call.id(), version: call.version, reason: call.body.string("reason"), by: try call.actor())
            return try await answer(after.id, call)
        },
    ]

    private static let reason = Schema.Member.required("reason", .text(1000, least: 1), "The others read it.")

    private static let explanation: Schema = .command(
        "ReturnExplanation",
        [
            .required("finding", .text(120, least: 1), "The key of a finding, as the return's `unusual` has it."),
            .required("explanation", .text(1000, least: 1)),
        ])

    private static let typed: Schema = .command(
        "ReturnAnswerCommand",
        [
            .required("field", .text(60, least: 1), "As the data set names it."),
            .required("answer", .choice(ReturnForm.Kind.self), "A measured zero is a figure; nothing means that there is none of it at the site."),
            .optional("number", .decimal, "Of a figure; without one the field has no answer any more."),
            .optional("unit", .text(20), "One of the field's; its first unless said."), .optional("method", .choice(MeasurementMethod.self)),
            .optional(
                "estimate", ReturnShapes.stated,
                "Between what the figure lies; of what leaves by sewer. Absent leaves it as it is while the figure stays."
            ),
            .optional("comment", .text(1000)),
        ])

    private static let typedWaste: Schema = .command("ReturnWasteCommand", wasteMembers + [.optional("site", .id, "The plant, of a line by notes.")])

    private static let wasteMembers: [Schema.Member] = [
        .required("waste", .waste), .required("destination", .choice(WasteDestination.self)), .required("number", .decimal),
        .optional("unit", .text(20), "kg unless said."),
    ]

    private static func waste(_ item: JSON) -> ReturnForm.Waste {
        var line = ReturnForm.Waste()
        line.waste = item.string("waste")
        line.destination = item.string("destination")
        line.site = item.string("site")
        line.number = QuantityCommand.typed(item.string("number"))
        if !item.string("unit").isEmpty { line.unit = item.string("unit") }
        return line
    }

    private static func form(_ body: JSON) -> ReturnForm {
        var form = ReturnForm()
        for item in body.items("answers") {
            var answer = ReturnForm.Answer()
            answer.kind = ReturnForm.Kind(rawValue: item.string("answer")) ?? .figure
            answer.number = QuantityCommand.typed(item.string("number"))
            answer.unit = item.string("unit")
            answer.method = item.string("method")
            answer.estimate = item["estimate"].flatMap { $0 == .null ? nil : ReturnShapes.stated($0) }
            answer.comment = item["comment"]?.text
            form.answers[item.string("field")] = answer
        }
        guard body["wastes"]?.list != nil else { return form }
        form.wastes = body.items("wastes").map(waste)
        return form
    }

    private static func answer(_ id: ReturnID, _ call: APICall) async throws -> Actionable<ReturnModel> {
        let model = try await call.platform.returnModel(id, by: try call.actor())
        let offers: [(name: String, route: String, isOffered: Bool)] = [
            ("save", "saveReturn", model.steps.contains(.save)), ("repeat", "repeatReturn", model.steps.contains(.save) && model.last != nil),
            ("submit", "submitReturn", model.steps.contains(.submit) && model.isPeriodOver),
            ("sendBack", "sendBackReturn", model.steps.contains(.sendBack)), ("approve", "approveReturn", model.steps.contains(.approve)),
            ("reopen", "reopenReturn", model.steps.contains(.reopen)),
        ]
        return Actionable(value: model, actions: NextAction.offered(offers, of: id, call))
    }
}
