// SPDX-License-Identifier: Apache-2.0

import Checks
import CodeLists
import Domain
import Operations
import Returns
import Stores

/// What checks found in returns, and what waste is expected.
enum CheckRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/findings", "listFindings", .returns, .scope(.returnsRead), "What checks found in returns of your area, the latest first; for authorities",
            query: [
                .limit(), .before, .optional("province", .text(2, least: 2), "Two digits; passed over where you see one province only."),
                .optional("sector", .text(4, least: 1), "First digits of an industry."), .optional("rule", .text(60, least: 1), "As findings name it."),
                .optional("far", .choice(["true"]), "Only waste declared far below what is expected."),
            ], CheckShapes.page
        ) { call in
            func asked(_ name: String) -> String? { call.query.string(name).isEmpty ? nil : call.query.string(name) }
            let filter = CheckStore.Filter(province: asked("province"), sector: asked("sector"), rule: asked("rule"), isFar: asked("far") != nil)
            let list = try await call.platform.findings(filter, before: call.cursor("before"), limit: call.limit, by: try call.actor())
            return CheckShapes.Page(list: list, next: call.next("before", list.next))
        },
        .get(
            "/sites/{id}/expected-waste", "readExpectedWasteOfSite", .returns, .scope(.returnsRead),
            "Waste of a site's month as declared and as expected", query: [.required("month", .month, "Such as 2026-09.")], CheckShapes.site
        ) { call in
            try await call.platform.expectedWaste(site: try call.id(), month: try month(call), by: try call.actor())
        },
        .get(
            "/expected-waste", "readExpectedWaste", .nation, .scope(.nationRead),
            "Waste of an area's months as declared and as expected, with the interval of the sum",
            query: [
                .required("month", .month, "Such as 2026-09."),
                .optional("until", .month, "Last month, at most 36 with the first; `month` alone without."),
                .optional("province", .text(2, least: 2), "Two digits; the nation without."),
            ], CheckShapes.area
        ) { call in
            let asked = call.query.string("province")
            if !asked.isEmpty, ProvinceID(country: call.platform.country, code: asked) == nil { throw PlatformError.notFound }
            let first = try month(call)
            let last = Month(iso: call.query.string("until")) ?? first
            guard first <= last, last.index - first.index < Platform.nationMonthsMax else { throw PlatformError.notFound }
            return try await call.platform.expectedWaste(area: asked.isEmpty ? nil : asked, months: first...last, by: try call.actor())
        },
        .get(
            "/expected-waste/sites", "listExpectedWasteOfSites", .nation, .scope(.returnsRead), "The sites behind an area's expected waste of a month",
            query: [
                .required("month", .month, "Such as 2026-09."),
                .optional("province", .text(2, least: 2), "Two digits; the nation without, or the province whose officer asks."), .limit(), .after,
            ], CheckShapes.sites
        ) { call in
            let asked = call.word("province")
            if let asked, ProvinceID(country: call.platform.country, code: asked) == nil { throw PlatformError.notFound }
            let found = try await call.platform.expectedSites(
                area: asked, month: try month(call), after: call.cursor("after"), limit: call.limit, by: try call.actor())
            return CheckShapes.Sites(found: found, next: call.next("after", found.next))
        },
        .get(
            "/sites/{id}/benchmarks", "readBenchmarks", .returns, .scope(.returnsRead),
            "A site's energy, water, wastewater and waste for each unit of product and each worker, beside its peers and published ranges",
            CheckShapes.benchmarks
        ) { call in
            try await call.platform.benchmarks(of: try call.id(), by: try call.actor())
        },
    ]

    private static func month(_ call: APICall) throws -> Month {
        guard let month = Month(iso: call.query.string("month")) else { throw PlatformError.notFound }
        return month
    }
}
