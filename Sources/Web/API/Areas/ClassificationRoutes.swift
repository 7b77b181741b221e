// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Operations

/// How sites are classified: what held when, who said so and why, and what an officer changes or corrects.
enum ClassificationRoutes {
    static let routes: [APIRoute] = [
        .get(
            "/sites/{id}/classification", "readClassification", .registry, .scope(.registryRead),
            "How a site is classified and was, by the day from which each row holds, and what officers changed or corrected", page
        ) { call in
            seen(try await call.platform.classificationPage(try call.id(), by: try call.actor()), call)
        },
        .post(
            "/sites/{id}/classification/preview", "previewClassification", .registry, .scope(.registryWrite),
            "What would move if a change or correction were saved; saves nothing",
            takes: .command("PreviewClassification", [.required("kind", .choice(ClassificationChange.Kind.allCases.map(\.rawValue)))] + members),
            fields: fields, preview
        ) { call in
            let kind = ClassificationChange.Kind(rawValue: call.body.string("kind")) ?? .change
            return try await checked(call) { try await call.platform.classificationPreview($0, form(call, kind), version: call.version, by: $1) }
        },
        .post(
            "/sites/{id}/classification/change", "changeSiteClassification", .registry, .scope(.registryWrite),
            "An officer records that a site changed from a day on; what occurred from that day on counts in the new groups",
            takes: .command("ChangeSiteClassification", members), fields: fields, page
        ) { call in
            try await checked(call) { id, actor in
                try await call.platform.changeSiteClassification(id, form(call, .change), version: call.version, by: actor)
                return seen(try await call.platform.classificationPage(id, by: actor), call)
            }
        },
        .post(
            "/sites/{id}/classification/correction", "correctSiteClassification", .registry, .scope(.registryWrite),
            "An officer corrects the row that begins on a day; what occurred while it held moves to the right groups, in one operation",
            takes: .command("CorrectSiteClassification", members), fields: fields, page
        ) { call in
            try await checked(call) { id, actor in
                try await call.platform.correctSiteClassification(id, form(call, .correction), version: call.version, by: actor)
                return seen(try await call.platform.classificationPage(id, by: actor), call)
            }
        },
    ]

    private static let texts: [(name: String, field: ClassificationForm.Field, schema: Schema)] = [
        ("province", .province, .text(100, least: 1)), ("district", .district, .text(100)), ("commune", .commune, .text(100)),
        ("isic", .isic, .text(10, least: 1)), ("employees", .employees, .text(10)), ("employeesWomen", .employeesWomen, .text(10)),
        ("zone", .zone, .text(100)),
    ]

    private static let members: [Schema.Member] =
        [
            .version, .required("from", .date, "First day of a change, or the day on which the mistaken row begins."),
            .required("reason", .text(ClassificationForm.reasonMost, least: 1), "The firm reads it."),
        ] + texts.map { .optional($0.name, $0.schema, "Stays as it was on that day when absent.") }

    private static let fields = Dictionary(uniqueKeysWithValues: texts.map { ($0.field.rawValue, "/" + $0.name) })

    private static func form(_ call: APICall, _ kind: ClassificationChange.Kind) -> ClassificationForm {
        ClassificationForm(
            kind: kind, from: call.body.string("from"), reason: call.body.string("reason"),
            texts: Dictionary(uniqueKeysWithValues: texts.compactMap { row in call.body[row.name]?.text.map { (row.field, $0) } }))
    }

    /// Another version than the one that was seen is told.
    private static func checked<T>(_ call: APICall, _ act: (SiteID, Actor) async throws -> T) async throws -> T {
        let id: SiteID = try call.id()
        let actor = try call.actor()
        do {
            return try await act(id, actor)
        } catch PlatformError.stale {
            throw StaleVersion(now: try await call.platform.classificationPage(id, by: actor).site.version)
        }
    }

    // MARK: Shapes

    private static let row: Shape<SiteAttributes> = .object(
        "Classification", "How a site is classified from a day on.",
        [
            .date("from") { $0.validFrom },
            .moment("learned", "When that was recorded.") { $0.learnedAt },
            .text("province") { $0.province },
            .textOrNull("district") { $0.district },
            .textOrNull("commune") { $0.commune },
            .text("isic") { $0.isic },
            .choiceOrNull("sizeClass") { $0.sizeClass },
            .wholeOrNull("employees") { $0.employees },
            .wholeOrNull("employeesWomen") { $0.employeesWomen },
            .textOrNull("zone") { $0.zone },
        ])

    private static let change: Shape<ClassificationPage.Change> = .object(
        "ClassificationChange", "What an officer said of a site, and why.",
        [
            .id("id") { $0.change.id },
            .choice("kind") { $0.change.kind },
            .part("old", row) { $0.change.old },
            .part("new", row) { $0.change.new },
            .textOrNull("reason", "Null once erased.") { $0.reason },
            .textOrNull("office", "Null at the server's command line.") { $0.office?.nameEnglish },
            .textOrNull("person", "For the people of the same office.") { $0.person },
            .moment("at") { $0.change.madeAt },
        ])

    private static func seen(_ page: ClassificationPage, _ call: APICall) -> Actionable<ClassificationPage> {
        Actionable(
            value: page,
            actions: NextAction.offered(
                [
                    ("previewClassification", "previewClassification", page.mayClassify),
                    ("changeClassification", "changeSiteClassification", page.mayClassify),
                    ("correctClassification", "correctSiteClassification", page.mayClassify),
                ], of: page.site.id, call))
    }

    private static let page: Shape<Actionable<ClassificationPage>> = .object(
        "ClassificationPage", "How a site is classified and was.",
        [
            .id("site") { $0.value.site.id },
            .whole("version") { $0.value.site.version },
            .list("rows", row, "All that was ever recorded, by day and then by when it was learned; of several for one day the last holds.") {
                $0.value.site.attributes
            },
            .list("changes", change, "Latest first.") { $0.value.changes },
            .actions(),
        ])

    private static let flow: Shape<ClassificationFlow> = .object(
        "ClassificationFlow", "Mass that leaves one group of sites for another.",
        [
            .part("by", Shape<Scope>(.choice(NationShapes.scopes)) { .text("\($0)") }) { $0.scope },
            .text("from", "Empty where it was in no such group.") { $0.from },
            .text("to") { $0.to },
            .choice("figure") { $0.figure },
            .grams("grams") { $0.grams },
        ])

    private static let preview: Shape<ClassificationPreview> = .object(
        "ClassificationPreview", "What would move.",
        [
            .choice("kind") { $0.kind },
            .part("old", row) { $0.old },
            .part("new", row) { $0.new },
            .list("flows", flow) { $0.flows },
            .whole("loadsMoved", "Loads that move in the flows by industry.") { $0.loadsMoved },
            .whole("loadsLeft", "Loads that stay there as first booked, being mixed with very many others.") { $0.loadsLeft },
        ])
}
