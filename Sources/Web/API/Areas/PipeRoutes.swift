// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Operations

/// Wastewater by pipe: which works receives it, and what both ends agree on each month.
enum PipeRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/discharge/pipes", "listPipes", .discharge, .scope(.dischargeRead), "Pipes to works as far as you see one end of them",
            query: [.limit(), .after], PipeShapes.pipes
        ) { call in
            let list = try await call.platform.pipeList(after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return PipeShapes.Pipes(pipes: list.lines.map(\.pipe), next: call.next("after", list.next))
        },
        .get("/discharge/pipes/{id}", "readPipe", .discharge, .scope(.dischargeRead), "One pipe with its months", PipeShapes.page) { call in
            try await seen(try call.id(), call)
        },
        .post(
            "/discharge/outlets/{id}/pipe", "namePipe", .discharge, .scope(.dischargeWrite),
            "Names the works that receives what leaves by an outlet, or says that it is unknown; what was named before ends",
            takes: .command(
                "NamePipe",
                [
                    .required("works", .text(40, least: 1), "Id of the works' site, or unknown."),
                    .optional("from", .date, "Its first day; today unless said."),
                ]), status: 201, PipeShapes.page
        ) { call in
            var form = PipeForm()
            form.works = call.body.string("works")
            form.from = call.body.string("from")
            return try await seen(try await call.platform.namePipe(of: try call.id(), form, by: try call.actor()).id, call)
        },
        .post(
            "/discharge/pipes/{id}/answer", "answerPipe", .discharge, .scope(.dischargeWrite),
            "The works that was named, or an officer of the environment, confirms a pipe or declines it",
            takes: .command(
                "AnswerPipe", [.version, .required("confirms", .flag), .optional("reason", .text(1000), "Needed where it is declined.")]), PipeShapes.page
        ) { call in
            let id: PipeID = try call.id()
            try await fresh(id, call) {
                _ = try await call.platform.answerPipe(
                    id, confirms: call.body.bool("confirms"), reason: call.body.string("reason"), version: call.version, by: try call.actor())
            }
            return try await seen(id, call)
        },
        .post(
            "/discharge/pipes/{id}/end", "endPipe", .discharge, .scope(.dischargeWrite), "Says which day is a pipe's last",
            takes: .command("EndPipe", [.version, .required("until", .date)]), PipeShapes.page
        ) { call in
            let id: PipeID = try call.id()
            try await fresh(id, call) {
                _ = try await call.platform.endPipe(id, on: call.body.string("until"), version: call.version, by: try call.actor())
            }
            return try await seen(id, call)
        },
        .get(
            "/discharge/pipes/{id}/months/{month}", "readPipeMonth", .discharge, .scope(.dischargeRead),
            "What both ends of a pipe read for a month, what they agreed on, and its tonnes by a density with its source", PipeShapes.month
        ) { call in
            try await seenMonth(try call.id(), call.path["month"] ?? "", call)
        },
        .post(
            "/discharge/pipes/{id}/months", "statePipeMonth", .discharge, .scope(.dischargeWrite),
            "States what your meter read for a month that is over, or puts it right",
            takes: .command(
                "StatePipeMonth",
                [
                    .version, .required("month", .month, "2026-09. Its version is 0 while nobody has stated anything."),
                    .optional("side", .choice(PipeSide.self), "Needed where both ends are your own."),
                    .optional("opening", .decimal, "Of the meter, cubic metres."), .optional("closing", .decimal),
                    .optional("volume", .decimal, "Cubic metres, in place of both readings."),
                    .optional("words", .text(1000), "Why it changes; needed where the month was agreed on."),
                ]), PipeShapes.month
        ) { call in
            let id: PipeID = try call.id()
            let month = call.body.string("month")
            var form = PipeReadingForm()
            form.opening = QuantityCommand.typed(call.body.string("opening"))
            form.closing = QuantityCommand.typed(call.body.string("closing"))
            form.volume = QuantityCommand.typed(call.body.string("volume"))
            form.words = call.body.string("words")
            do {
                _ = try await call.platform.statePipeMonth(
                    id, month: month, side: PipeSide(rawValue: call.body.string("side")), form, version: call.version, by: try call.actor())
            } catch PlatformError.stale {
                throw StaleVersion(now: try await call.platform.pipeMonthPage(id, month, by: try call.actor()).transfer?.version ?? 0)
            }
            return try await seenMonth(id, month, call)
        },
        .post(
            "/discharge/pipe-months/{id}/steps", "takePipeStep", .discharge, .scope(.dischargeWrite),
            "Agrees on a month or disputes it; an officer of the environment decides what is disputed",
            takes: .command(
                "TakePipeStep",
                [
                    .version, .required("step", .choice(["agree", "dispute", "decide"])),
                    .optional("side", .choice(PipeSide.self), "Needed where both ends are your own."),
                    .optional("words", .text(1000), "Why; needed but for agreement within the tolerance."),
                    .optional("volume", .decimal, "Cubic metres that an officer decides."),
                ]), PipeShapes.month
        ) { call in
            guard let step = PipeStep(rawValue: call.body.string("step")) else { throw PlatformError.notFound }
            let known = try await call.platform.pipeTransfer(try call.id(), by: try call.actor())
            do {
                _ = try await call.platform.takePipeStep(
                    step, in: known.id, side: PipeSide(rawValue: call.body.string("side")), words: call.body.string("words"),
                    volume: QuantityCommand.typed(call.body.string("volume")), version: call.version, by: try call.actor())
            } catch PlatformError.stale {
                throw StaleVersion(now: known.version)
            }
            return try await seenMonth(known.pipe, known.month.description, call)
        },
    ]

    private static func fresh(_ id: PipeID, _ call: APICall, _ act: () async throws -> Void) async throws {
        do { try await act() } catch PlatformError.stale { throw StaleVersion(now: try await call.platform.pipePage(id, by: try call.actor()).pipe.version) }
    }

    private static func seen(_ id: PipeID, _ call: APICall) async throws -> PipeShapes.SeenPipe {
        let page = try await call.platform.pipePage(id, by: try call.actor())
        return PipeShapes.SeenPipe(
            page: page, actions: NextAction.offered([("answer", "answerPipe", page.mayAnswer), ("end", "endPipe", page.mayEnd)], of: id, call))
    }

    private static func seenMonth(_ id: PipeID, _ month: String, _ call: APICall) async throws -> PipeShapes.SeenMonth {
        let page = try await call.platform.pipeMonthPage(id, month, by: try call.actor())
        return PipeShapes.SeenMonth(
            page: page,
            actions: NextAction.offered(
                [
                    ("state", "statePipeMonth", page.steps.contains(.state))
                ], of: id, call)
                + NextAction.offered(
                    [PipeStep.agree, .dispute, .decide].map { ($0.rawValue, "takePipeStep", page.steps.contains($0)) },
                    of: page.transfer?.id ?? PipeTransferID(0),
                    call))
    }
}
