// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Limits in force with their sources; officers load more, and record those of a site's permit.
enum DischargeLimitPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/limits") { try await page($0, [], 200) },
        PageRoute(.post, "/discharge/limits", bodyMax: 2_000_000, load),
        PageRoute(.get, "/discharge/sites/:id/permit-limits/new") { try await permitPage($0, [], 200) },
        PageRoute(.post, "/discharge/sites/:id/permit-limits/new", recordPermit),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        _ = try request.actor().dischargeScope()
        if request.wantsFile {
            return try request.list(request.platform.dischargeLimits.csv(request.platform.country), "discharge-limits")
        }
        return request.dischargePage(
            request.words[DischargeLimitPhrase.title], back: "/discharge", isWide: true, status: status,
            body: DischargeLimitView(request: request, problems: problems).html)
    }

    private static func load(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        return try await request.attempt("/discharge/limits", said: DischargeLimitPhrase.saidLoaded) {
            try await request.platform.loadDischargeLimits(request.form.file("file")?.bytes ?? [], by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func permitPage(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let found = try await request.platform.permitLimitPage(try request.id("id"), by: try request.actor())
        let view = PermitLimitView(request: request, site: found.site, outlets: found.outlets, problems: problems)
        return request.dischargePage(request.words[DischargeLimitPhrase.permitTitle], back: "/discharge", status: status, body: view.html)
    }

    private static func recordPermit(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.form
        var form = PermitLimitForm()
        form.outlet = typed["outlet"]
        form.parameter = typed["parameter"]
        form.relation = typed["relation"]
        form.lower = typed["lower"]
        form.upper = typed["upper"]
        form.unit = typed["unit"]
        form.permit = typed["permit"]
        form.issuedBy = typed["issuedBy"]
        form.validFrom = typed["validFrom"]
        form.validUntil = typed["validUntil"]
        form.source = typed["source"]
        let id: SiteID = try request.id("id")
        do {
            let limit = try await request.platform.recordPermitLimit(form, of: id, by: try request.actor())
            let next: URLPath = limit.outlet.map { "/discharge/outlets/\($0)" } ?? "/discharge"
            return .redirect(next, said: DischargeLimitPhrase.saidPermit.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await permitPage(request, error.problems, error.standing.status)
        }
    }
}

/// Limits of one column at a time, each with its source; what is doubtful is said.
struct DischargeLimitView: Part {
    var request: PageRequest
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: DischargeLimitPhrase) -> String { words[phrase] }

    var html: HTML {
        let (limits, country) = (request.platform.dischargeLimits.listed(request.platform.country), request.platform.country)
        let all =
            DischargeMedium.allCases.flatMap { medium in
                request.platform.dischargeLimits.columns(country, medium).map { (medium: medium, column: $0.column) }
            } + (limits.contains { $0.column.isEmpty } ? [(medium: .air, column: "")] : [])
        let here: URLPath = "/discharge/limits"
        let shown = all.first { $0.column == (request.query["column"] ?? all.first?.column ?? "") }?.column ?? all.first?.column ?? ""
        let tabs = TabLinks(
            label: words[DischargePagePhrase.column],
            tabs: all.map {
                TabLinks.Tab($0.column.isEmpty ? say(.noColumn) : words.column($0.column), here.setting("column", $0.column), isCurrent: $0.column == shown)
            })
        let rows = limits.filter { $0.column == shown }
        var table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(words[DischargePagePhrase.parameter]), DataTable.Column(words[DischargePagePhrase.limit], isNumber: true),
                DataTable.Column(words[DischargePagePhrase.confidence]), DataTable.Column(words[DischargePagePhrase.standard]),
                DataTable.Column(say(.validFrom)),
            ],
            rows: rows.map { limit in
                let doubt = limit.doubt(on: request.platform.today) != nil
                return DataTable.Row([
                    .text(words.parameter(limit.parameter)), .number(words.bound(limit.bound, unit: DischargeParameters.shipped[limit.parameter]?.unit ?? "")),
                    .part(StatusChip(text: request.confidence(limit.confidence) + (doubt ? ", " + say(.onlyWarns) : ""), tone: doubt ? .warning : .neutral)),
                    .html("<span lang=\"en\">\(limit.standard)</span>"), .text(words.date(limit.validFrom)),
                ])
            }, empty: EmptyState(icon: .file, title: say(.emptyTitle), explanation: say(.emptyMore)))
        table.downloads = DataTable.Download.list(here)
        let sources = Set(rows.map(\.source)).union(rows.map(\.note)).filter { !$0.isEmpty }.sorted()
        let list: HTML = sources.isEmpty ? HTML() : "<h2>\(say(.sourcesTitle))</h2><ul>\(HTML.map(sources) { "<li lang=\"en\">\($0)</li>" })</ul>"
        return "\(PageHeading(title: say(.title), lead: say(.lead)))\(form)\(tabs)\(table)\(list)"
    }

    private var form: LoadFileFold {
        LoadFileFold(
            request: request, id: "limits", action: "/discharge/limits", title: say(.loadTitle), label: say(.file), hint: say(.fileHint), button: say(.load),
            problems: problems)
    }
}

/// The form of a permit's limit, in the order of the paper.
struct PermitLimitView: Part {
    var request: PageRequest
    var site: Site
    var outlets: [Outlet]
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: DischargeLimitPhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML {
        let typed = request.form
        func text(_ label: String, _ name: String, hint: String? = nil, isOptional: Bool = false) -> HTML {
            Field(
                words: words, label: label, name: name, input: TextInput(value: typed[name], autocomplete: "off", maximumLength: 300), hint: hint,
                error: error(name), isOptional: isOptional
            ).html
        }
        let outlet = Field(
            words: words, label: words[DischargePagePhrase.outlet], name: "outlet",
            input: SelectInput(
                choices: [Choice("", say(.allOutlets))] + outlets.map { Choice($0.id.description, request.title(of: $0)) },
                selected: typed.has("outlet") ? typed["outlet"] : request.query["outlet"] ?? "", isEmptyAtFirst: false), error: error("outlet"))
        let parameter = Field(
            words: words, label: words[DischargePagePhrase.parameter], name: "parameter",
            input: SelectInput(choices: DischargeParameters.shipped.all.map { Choice($0.code, words.parameter($0.code)) }, selected: typed["parameter"]),
            error: error("parameter"))
        let relations: [(Bound.Relation, DischargeLimitPhrase)] = [
            (.atMost, .relationAtMost), (.below, .relationBelow), (.range, .relationRange), (.atLeast, .relationAtLeast), (.above, .relationAbove),
        ]
        let relation = Field(
            words: words, label: say(.relation), name: "relation",
            input: RadioInput(choices: relations.map { Choice($0.rawValue, say($1)) }, selected: typed["relation"]), error: error("relation"))
        func number(_ label: DischargeLimitPhrase, _ name: String) -> HTML {
            Field(words: words, label: say(label), name: name, input: NumberInput(value: typed[name]), error: error(name), isOptional: true).html
        }
        func day(_ label: String, _ name: String, isOptional: Bool) -> HTML {
            Field(words: words, label: label, name: name, input: DateInput(value: typed[name]), error: error(name), isOptional: isOptional).html
        }
        let content: HTML = """
            \(outlet)\(parameter)\(relation)\(number(.lower, "lower"))\(number(.upper, "upper"))\
            \(text(words[DischargePagePhrase.unit], "unit", hint: say(.unitHint)))\(text(words[DischargePagePhrase.permit], "permit"))\
            \(text(words[DischargePagePhrase.issuedBy], "issuedBy"))\(day(say(.validFrom), "validFrom", isOptional: false))\
            \(day(say(.validUntil), "validUntil", isOptional: true))\(text(words[DischargePagePhrase.source], "source", hint: say(.sourceHint)))
            """
        let form = InputForm(
            words: words, id: "permit-limit", action: "/discharge/sites/\(site.id)/permit-limits/new", hidden: [request.csrfField], problems: problems,
            content: content, button: say(.savePermit))
        return "\(PageHeading(title: say(.permitTitle), kind: request.name(of: site), lead: say(.permitLead)))\(form)"
    }
}

/// What the pages of limits say.
enum DischargeLimitPhrase: String, PhraseKey {
    static let area = "dischargelimits"
    case title, lead, noColumn, validFrom, validUntil, onlyWarns, emptyTitle, emptyMore, sourcesTitle, loadTitle, file, fileHint, load, saidLoaded
    case permitTitle, permitLead, allOutlets, relation, relationBelow, relationAtMost, relationAbove, relationAtLeast, relationRange, lower, upper, unitHint
    case sourceHint, savePermit, saidPermit
}
