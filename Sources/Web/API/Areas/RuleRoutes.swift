// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Manifests
import Operations

/// Figures of the note's rules: for everybody to read, for officers to fix with their source.
enum RuleRoutes {
    static let routes: [APIRoute] = [
        .get("/policies", "listPolicies", .rules, .open, "Figures of the note's rules in force, and those to come, with where each comes from", policies) {
            call in list(call)
        },
        .post(
            "/policies/{key}", "changePolicy", .rules, .scope(.listsWrite), "Fixes one figure of a rule from its day on",
            takes: .command(
                "ChangePolicy",
                [
                    version,
                    .required("scope", .text(20, least: 1), "hazardous, non_hazardous, or six digits of one waste."),
                    .required("value", .decimal, "In the unit that the list of rules gives."), .required("standing", .choice(PolicyStanding.self)),
                    .required("source", .text(1000, least: 1), "The document that fixes it: title, article, date."),
                    .required("validFrom", .date, "Its first day."),
                ]), fields: ["waste": "/scope", "valid_from": "/validFrom"], policies
        ) { call in
            guard let key = PolicyKey(rawValue: call.path["key"] ?? "") else { throw PlatformError.notFound }
            var form = PolicyForm()
            form.scope = call.body.string("scope")
            if !form.scope.hasSuffix("hazardous") { (form.scope, form.waste) = ("waste", form.scope) }
            form.value = QuantityCommand.amount(["amount": .text(call.body.string("value"))])
            form.standing = call.body.string("standing")
            form.source = call.body.string("source")
            form.validFrom = call.body.string("validFrom")
            try await seen(call) { try await call.platform.changePolicy(key, form, seen: $0, by: try call.actor()) }
            return list(call)
        },
        .post(
            "/policies/import", "importPolicies", .rules, .scope(.listsWrite), "Lays a file of figures over those in force: all of it, or nothing",
            takes: .command("ImportPolicies", [version, .required("csv", .text(EditionRoutes.fileMax, least: 1), "Columns as on the page of rules.")]),
            fields: ["file": "/csv", ManifestPolicies.file: "/csv"], bodyMax: EditionRoutes.bodyMax, policies
        ) { call in
            try await seen(call) { try await call.platform.loadPolicies(Array(call.body.string("csv").utf8), seen: $0, by: try call.actor()) }
            return list(call)
        },
    ]

    /// All rules go up by one version together.
    private static let version = Schema.Member.optional(
        "version", .whole(0...9_007_199_254_740_991), "The version you saw; when rules, lists or sentences were changed since, it is refused with 409.")

    private static func seen(_ call: APICall, _ act: (Int64?) async throws -> Void) async throws {
        do {
            try await act(call.body["version"]?.whole)
        } catch PlatformError.stale {
            throw StaleVersion(now: Int(call.platform.vocabularyVersion))
        }
    }

    struct Figure: Sendable {
        var scope: PolicyScope
        var item: PolicyItem
        var isInForce: Bool
        var actions: [NextAction] = []
    }

    struct Policies: Sendable {
        var edition: String
        var version: Int64
        var figures: [Figure]
        var actions: [NextAction]
    }

    private static func list(_ call: APICall) -> Policies {
        let (platform, today) = (call.platform, call.platform.today)
        let (country, all) = (platform.country, platform.policies)
        var figures: [Figure] = []
        for isHazardous in [false, true] {
            let policy = all.policy(country, isHazardous: isHazardous, on: today)
            figures += PolicyKey.allCases.compactMap { key in
                policy.items[key].map { Figure(scope: .wastes(isHazardous: isHazardous), item: $0, isInForce: true) }
            }
        }
        figures += all.singleWastes(country, on: today).map { Figure(scope: .waste($0.waste), item: $0.item, isInForce: true) }
        figures += all.coming(country, after: today).map { Figure(scope: $0.scope, item: $0.item, isInForce: false) }
        // Rules are read without a token; one that is sent along is told what it may do.
        let mayChange = call.bearer.map { may(.loadCodeList, actor: $0.actor, subject: Subject()).isAllowed } ?? false
        for i in figures.indices { figures[i].actions = NextAction.offered([("change", "changePolicy", mayChange)], of: figures[i].item.key.rawValue, call) }
        return Policies(
            edition: all.edition, version: platform.vocabularyVersion, figures: figures,
            actions: NextAction.offered([("import", "importPolicies", mayChange)], of: "", call))
    }

    private static let figure: Shape<Figure> = .object(
        "PolicyFigure", "One figure of a rule.",
        [
            .choice("key") { $0.item.key },
            .text("scope", "hazardous, non_hazardous, or six digits of one waste.") { $0.scope.text },
            .text("value", "A decimal number in the unit.") { $0.item.key.measure.written($0.item.value) },
            .part("unit", Shape<String>(.choice(PolicyMeasure.units)) { .text($0) }, "yesNo: 1 or 0; answer: 0 pass, 1 warn, 2 ask for a reason, 3 refuse.") {
                $0.item.key.measure.unit
            },
            .choice("standing", "An assumed figure may warn and never convicts.") { $0.item.standing },
            .text("source") { $0.item.source },
            .date("validFrom") { $0.item.validFrom },
            .flag("inForce", "False for what begins on a later day.") { $0.isInForce },
            .list("actions", NextAction.shape, "What this token may do now; empty without one.") { $0.actions },
        ])

    private static let policies: Shape<Policies> = .object(
        "Policies", "Figures of the rules of notes.",
        [
            .text("edition", "Notes keep under which edition they were issued.") { $0.edition },
            .part("version", .grams, "Goes up with every change of rules, lists or sentences.") { $0.version },
            .list("policies", figure) { $0.figures },
            .list("actions", NextAction.shape, "What this token may do now; empty without one.") { $0.actions },
        ])
}

extension PolicyMeasure {
    fileprivate static let units = ["percent", "days", "hours", "yesNo", "answer", "kg"]

    fileprivate var unit: String {
        switch self {
        case .share: "percent"
        case .days: "days"
        case .hours: "hours"
        case .flag: "yesNo"
        case .answer: "answer"
        case .mass: "kg"
        }
    }

    /// A figure as a command takes it back.
    fileprivate func written(_ value: Double) -> String {
        switch self {
        // Per cent to four places: a binary fraction shows no tail.
        case .share: ManifestPolicies.text((value * 1_000_000).rounded() / 10_000)
        case .mass: ManifestPolicies.text(value / 1_000)
        case .days, .hours, .flag, .answer: ManifestPolicies.text(value)
        }
    }
}
