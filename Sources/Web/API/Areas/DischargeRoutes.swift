// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import Operations

/// Outlets and laboratory results.
enum DischargeRoutes {
    static let routes: [APIRoute] = outlets + results

    private static let outlets: [APIRoute] = [
        .get(
            "/discharge/outlets", "listOutlets", .discharge, .scope(.dischargeRead), "Outlets as far as you see them", query: [.limit(), .after],
            DischargeShapes.outlets
        ) { call in
            let list = try await call.platform.outletList(after: call.cursor("after"), limit: call.limit, by: try call.actor())
            let seen = list.lines.map { line in
                DischargeShapes.SeenOutlet(
                    line.outlet, organisation: list.sites[line.outlet.site]?.organisation, lastSampled: line.lastSampled, openCases: line.openCases, may: [],
                    call)
            }
            return DischargeShapes.Outlets(outlets: seen, next: call.next("after", list.next))
        },
        .get(
            "/discharge/outlets/{id}", "readOutlet", .discharge, .scope(.dischargeRead), "One outlet with its results, each with both verdicts",
            query: [.limit(), .before], DischargeShapes.wholeOutlet
        ) { call in
            let page = try await call.platform.outletPage(try call.id(), before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return DischargeShapes.WholeOutlet(
                seen: DischargeShapes.SeenOutlet(page.outlet, organisation: page.organisation.id, may: page.actions, call),
                results: DischargeShapes.Results(
                    results: page.results.map { DischargeShapes.SeenResult($0, may: page.actions, call) }, next: call.next("before", page.next)))
        },
        .post(
            "/discharge/outlets", "addOutlet", .discharge, .scope(.dischargeWrite), "Adds an outlet or a stack to a site",
            takes: .command(
                "AddOutlet",
                [
                    .required("site", .id), .required("code", .text(40, least: 1), "As the laboratory's sheets name it."),
                    .required("medium", .choice(DischargeMedium.self)), .optional("name", .text(120), "Where it is."),
                    .optional("openedOn", .date, "Its first day; today unless said."),
                ] + leads), status: 201, DischargeShapes.outlet
        ) { call in
            let made = try await call.platform.addOutlet(form(call), by: try call.actor())
            return try await seen(made, call)
        },
        .post(
            "/discharge/outlets/{id}", "changeOutlet", .discharge, .scope(.dischargeWrite),
            "Says where an outlet leads from a day on, where it is, or closes it",
            takes: .command(
                "ChangeOutlet",
                [
                    .version, .optional("name", .text(120), "Where it is."), .optional("from", .date, "From which day on it leads there; today unless said."),
                    .optional("closedOn", .date, "Its last day; null for one that is in use."),
                ] + leads), DischargeShapes.outlet
        ) { call in
            let id: OutletID = try call.id()
            do {
                return try await seen(try await call.platform.changeOutlet(id, to: form(call), version: call.version, by: try call.actor()), call)
            } catch PlatformError.stale {
                throw StaleVersion(now: try await call.platform.outletPage(id, limit: 1, by: try call.actor()).outlet.version)
            }
        },
    ]

    private static let results: [APIRoute] = [
        .get(
            "/discharge/results", "listResults", .discharge, .scope(.dischargeRead), "Laboratory results as they were recorded, the latest first",
            query: [.limit(), .before], DischargeShapes.results
        ) { call in
            let list = try await call.platform.resultList(before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return DischargeShapes.Results(results: list.results.map { DischargeShapes.SeenResult($0, call) }, next: call.next("before", list.next))
        },
        .get(
            "/discharge/results/{id}", "readResult", .discharge, .scope(.dischargeRead), "One laboratory result with both verdicts and their sources",
            DischargeShapes.result
        ) { call in
            try await seen(try call.id(), call)
        },
        .post(
            "/discharge/outlets/{id}/results", "recordResults", .discharge, .scope(.dischargeWrite),
            "Records a laboratory's sheet: one sample, several parameters; what exceeds a limit opens a case",
            takes: .command(
                "RecordResults",
                [
                    .required("sampledOn", .date), .optional("reportedOn", .date), .required("laboratory", .text(120, least: 1)),
                    .optional("method", .text(120)), .optional("sample", .text(120), "Tells several samples of one day apart."),
                    .required("results", .list(row, 1...ResultsForm.rowsMost)),
                ]),
            fields: Dictionary(
                uniqueKeysWithValues: ["parameter", "operator", "value", "unit", "detection"].map {
                    ("\($0)#", "/results/#/\($0 == "detection" ? "detectionLimit" : $0)")
                }), status: 201, DischargeShapes.recorded
        ) { call in
            var form = ResultsForm()
            form.sampledOn = call.body.string("sampledOn")
            form.reportedOn = call.body.string("reportedOn")
            form.laboratory = call.body.string("laboratory")
            form.method = call.body.string("method")
            form.sample = call.body.string("sample")
            form.rows = call.body.items("results").map { item in
                var row = ResultsForm.Row()
                row.parameter = item.string("parameter")
                row.sign = item.string("operator")
                row.value = item.string("value")
                row.unit = item.string("unit")
                row.detection = item.string("detectionLimit")
                return row
            }
            let done = try await call.platform.recordResults(form, at: try call.id(), by: try call.actor())
            return DischargeShapes.Recorded(results: done.results.map(\.id), known: done.known, cases: done.cases.map(\.id))
        },
        .post(
            "/discharge/results/{id}/withdraw", "withdrawResult", .discharge, .scope(.dischargeWrite), "Takes a result out of use, with a reason",
            takes: .command("WithdrawResult", [.version, .required("reason", .text(1000, least: 1))]), DischargeShapes.result
        ) { call in
            let id: LabResultID = try call.id()
            do {
                _ = try await call.platform.withdrawResult(id, reason: call.body.string("reason"), version: call.version, by: try call.actor())
            } catch PlatformError.stale {
                throw StaleVersion(now: try await call.platform.resultPage(id, by: try call.actor()).judged.result.version)
            }
            return try await seen(id, call)
        },
    ]

    private static let leads: [Schema.Member] = [
        .optional("receiving", .choice(ReceivingBody.self), "Needed but for stacks."), .optional("receivingName", .text(120), "Of the river or works."),
        .optional("column", .text(60), "Column of the standard, as its list calls it; absent while nobody knows."),
    ]

    private static let row = Schema.command(
        "ResultRow",
        [
            .required("parameter", .text(60, least: 1), "Code or name."), .optional("operator", .choice(ResultOperator.self), "= unless said."),
            .optional("value", .decimal, "Needed but where the result is below the detection limit."),
            .optional("unit", .text(20), "Needed but for pH."), .optional("detectionLimit", .decimal, "In the same unit."),
        ])

    private static func form(_ call: APICall) -> OutletForm {
        var form = OutletForm()
        form.site = call.body.string("site")
        form.code = call.body.string("code")
        form.medium = call.body.string("medium")
        form.name = call.body.string("name")
        form.openedOn = call.body.string("openedOn")
        form.closedOn = call.body.string("closedOn")
        form.from = call.body.string("from")
        form.receiving = call.body.string("receiving")
        form.receivingName = call.body.string("receivingName")
        form.column = call.body.string("column")
        return form
    }

    private static func seen(_ id: LabResultID, _ call: APICall) async throws -> DischargeShapes.SeenResult {
        let page = try await call.platform.resultPage(id, by: try call.actor())
        return DischargeShapes.SeenResult(page.judged, may: page.actions, call)
    }

    private static func seen(_ outlet: Outlet, _ call: APICall) async throws -> DischargeShapes.SeenOutlet {
        let page = try await call.platform.outletPage(outlet.id, limit: 1, by: try call.actor())
        return DischargeShapes.SeenOutlet(page.outlet, organisation: page.organisation.id, may: page.actions, call)
    }
}
