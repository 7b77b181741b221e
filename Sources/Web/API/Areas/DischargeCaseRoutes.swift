// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import Operations
import Stores

/// Cases of exceedances, trends and loads, limits.
enum DischargeCaseRoutes {
    static let routes: [APIRoute] = cases + figures

    private static let cases: [APIRoute] = [
        .get(
            "/discharge/cases", "listDischargeCases", .discharge, .scope(.dischargeRead), "Cases of exceedances, the latest first",
            query: [.limit(), .before, .optional("show", .choice(DischargeCaseFilter.self), "running unless said; help are those that ask for it.")],
            DischargeCaseShapes.list
        ) { call in
            let filter = DischargeCaseFilter(rawValue: call.query.string("show")) ?? .running
            let list = try await call.platform.dischargeCaseList(filter, before: call.cursor("before"), limit: call.limit, by: try call.actor())
            let seen = list.cases.map { DischargeCaseShapes.Seen(found: $0, inUse: list.inUse[$0.id] ?? 0, texts: list.texts, steps: [], call) }
            return DischargeCaseShapes.List(cases: seen, next: call.next("before", list.next))
        },
        .get("/discharge/cases/{id}", "readDischargeCase", .discharge, .scope(.dischargeRead), "One case with all that was said in it", DischargeCaseShapes.one)
        {
            call in
            try await seen(try call.id(), call)
        },
        .get(
            "/discharge/cases/{id}/files/{hash}", "readDischargeCaseFile", .discharge, .scope(.dischargeRead), "A file that was added to a case",
            FileShapes.file
        ) { call in
            try await call.platform.dischargeCaseFile(call.path["hash"] ?? "", of: try call.id(), by: try call.actor())
        },
        .post(
            "/discharge/results/{id}/case", "openDischargeCase", .discharge, .scope(.dischargeWrite),
            "Opens a case by a result that exceeds a limit and has none yet", takes: .command("OpenDischargeCase", []), DischargeCaseShapes.one
        ) { call in
            try await seen(try await call.platform.openDischargeCase(for: try call.id(), by: try call.actor()).id, call)
        },
        .post(
            "/discharge/cases/{id}/steps", "takeDischargeStep", .discharge, .scope(.dischargeWrite),
            "Takes a step in a case: the site plans, proves and says done; the environment's mandate alone closes, sends back and opens again",
            takes: .command(
                "TakeDischargeStep",
                [
                    .version, .required("step", .choice(DischargeCaseStep.self)), .optional("words", .text(1000), "Of a plan, what will be done."),
                    .optional("owner", .text(120), "Of a plan."), .optional("due", .date, "Of a plan."),
                    .optional("file", .text(FileShapes.textMax), "PDF, JPEG, PNG or WebP of at most 5 MB, in base64."),
                ]), bodyMax: FileShapes.bodyMax, DischargeCaseShapes.one
        ) { call in
            let id: DischargeCaseID = try call.id()
            var form = DischargeCaseForm()
            form.words = call.body.string("words")
            form.owner = call.body.string("owner")
            form.due = call.body.string("due")
            form.file = try FileShapes.bytes("file", of: call.body).map { ArrangementPaper(bytes: $0) }
            do {
                let step = DischargeCaseStep(rawValue: call.body.string("step")) ?? .comment
                _ = try await call.platform.takeCaseStep(step, in: id, form, version: call.version, by: try call.actor())
            } catch PlatformError.stale {
                throw StaleVersion(now: try await call.platform.dischargeCasePage(id, by: try call.actor()).found.version)
            }
            return try await seen(id, call)
        },
    ]

    private static func seen(_ id: DischargeCaseID, _ call: APICall) async throws -> DischargeCaseShapes.Seen {
        let page = try await call.platform.dischargeCasePage(id, by: try call.actor())
        return DischargeCaseShapes.Seen(found: page.found, inUse: page.inUse, texts: page.texts, steps: page.steps, call)
    }

    private static let figures: [APIRoute] = [
        .get(
            "/discharge/outlets/{id}/trend", "readDischargeTrend", .discharge, .scope(.dischargeRead),
            "Monthly means of an outlet over twelve months, and the kilograms of COD, BOD5 and suspended solids that left with its volumes",
            query: [.optional("until", .month, "Last month; this one unless said.")], DischargeCaseShapes.trend
        ) { call in
            try await call.platform.dischargeTrend(try call.id(), last: Month(iso: call.query.string("until")), by: try call.actor())
        },
        .post(
            "/discharge/outlets/{id}/volumes", "recordDischargeVolume", .discharge, .scope(.dischargeWrite),
            "Types the volume that left by an outlet in a month, or puts it right",
            takes: .command(
                "RecordDischargeVolume", [.required("month", .month), .required("cubicMetres", .decimal), .required("method", .choice(VolumeMethod.self))]),
            fields: ["volume": "/cubicMetres"], DischargeCaseShapes.volume
        ) { call in
            try await call.platform.recordDischargeVolume(
                of: try call.id(), month: call.body.string("month"), cubicMetres: call.body.string("cubicMetres"), method: call.body.string("method"),
                by: try call.actor())
        },
        .get(
            "/discharge/limits", "listDischargeLimits", .discharge, .scope(.dischargeRead),
            "Limits that results are judged by, each with source and confidence",
            DischargeCaseShapes.limits
        ) { call in
            _ = try call.actor().dischargeScope()
            return call.platform.dischargeLimits.listed(call.platform.country)
        },
        .post(
            "/discharge/limits", "loadDischargeLimits", .discharge, .scope(.listsWrite),
            "An officer lays a file of limits over those in force: all of it, or nothing",
            takes: .command(
                "LoadDischargeLimits", [.required("csv", .text(1_000_000, least: 1), "Columns " + DischargeLimits.columns.joined(separator: ", ") + ".")]),
            fields: [DischargeLimits.file: "/csv", "file": "/csv"], bodyMax: 2_000_000, DischargeCaseShapes.limits
        ) { call in
            try await call.platform.loadDischargeLimits(Array(call.body.string("csv").utf8), by: try call.actor())
            return call.platform.dischargeLimits.listed(call.platform.country)
        },
        .post(
            "/discharge/sites/{id}/permit-limits", "recordPermitLimit", .discharge, .scope(.dischargeWrite),
            "An officer records a limit that stands in a site's permit",
            takes: .command(
                "RecordPermitLimit",
                [
                    .optional("outlet", .id, "All outlets of the site unless said."), .required("parameter", .text(60, least: 1), "Its code."),
                    .required("relation", .choice(Bound.Relation.self)), .optional("lower", .decimal), .optional("upper", .decimal),
                    .optional("unit", .text(20), "Needed but for pH."), .required("permit", .text(120, least: 1)), .required("issuedBy", .text(120, least: 1)),
                    .required("validFrom", .date), .optional("validUntil", .date), .required("source", .text(300, least: 1)),
                ]), status: 201, DischargeCaseShapes.permitLimit
        ) { call in
            var form = PermitLimitForm()
            form.outlet = call.body.string("outlet")
            form.parameter = call.body.string("parameter")
            form.relation = call.body.string("relation")
            form.lower = call.body.string("lower")
            form.upper = call.body.string("upper")
            form.unit = call.body.string("unit")
            form.permit = call.body.string("permit")
            form.issuedBy = call.body.string("issuedBy")
            form.validFrom = call.body.string("validFrom")
            form.validUntil = call.body.string("validUntil")
            form.source = call.body.string("source")
            return try await call.platform.recordPermitLimit(form, of: try call.id(), by: try call.actor())
        },
    ]
}
