// SPDX-License-Identifier: Apache-2.0

import Discharge
import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Stores
import Wording

/// Cases of exceedances: lists, one of them with what was said in it, and its steps.
enum DischargeCasePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/discharge/cases", list),
        PageRoute(.get, "/discharge/cases/:id") { try await page($0, [], 200) },
        PageRoute(.post, "/discharge/cases/:id", bodyMax: 6_000_000, take),
        PageRoute(.get, "/discharge/cases/:id/files/:hash", file),
        PageRoute(.post, "/discharge/results/:id/case", open),
    ]

    private static let rowsShown = 50

    private static func list(_ request: PageRequest) async throws -> PageAnswer {
        let filter = request.query["show"].flatMap { DischargeCaseFilter(rawValue: $0) } ?? .running
        let before = request.query["before"].flatMap { DischargeCaseID(text: $0) }
        let actor = try request.actor()
        if request.wantsFile {
            return try await request.wholeList("discharge-cases", next: \DischargeCaseList.next) {
                try await request.platform.dischargeCaseList(filter, before: $0, limit: $1, by: actor)
            } rows: {
                $0.file(request.platform.zone)
            }
        }
        let found = try await request.platform.dischargeCaseList(filter, before: before, limit: rowsShown, by: actor)
        let view = DischargeCaseListView(request: request, list: found, isFirst: before == nil)
        return request.dischargePage(request.words[DischargeCasePhrase.title], back: "/discharge", body: view.html)
    }

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let model = try await request.platform.dischargeCasePage(try request.id("id"), by: try request.actor())
        let asked = request.form.has("step") ? request.form["step"] : request.query["step"] ?? ""
        let step = DischargeCaseStep(rawValue: asked).flatMap { model.steps.contains($0) ? $0 : nil }
        let view = DischargeCaseView(request: request, model: model, step: step, problems: problems)
        return request.dischargePage(
            request.words[DischargeCasePhrase.kind] + " " + request.words.parameter(model.found.parameter), back: "/discharge/cases", status: status,
            body: view.html)
    }

    private static func take(_ request: PageRequest) async throws -> PageAnswer {
        let id: DischargeCaseID = try request.id("id")
        let actor = try request.actor()
        guard let step = DischargeCaseStep(rawValue: request.form["step"]) else { throw RequestRefusal.unreadableForm }
        var form = DischargeCaseForm()
        form.words = request.form["words"]
        form.owner = request.form["owner"]
        form.due = request.form["due"]
        form.file = request.form.file("file").flatMap { $0.bytes.isEmpty ? nil : ArrangementPaper(bytes: $0.bytes) }
        return try await request.attempt("/discharge/cases/\(id)", said: step == .close ? DischargeCasePhrase.saidClosed : .saidDone) {
            _ = try await request.platform.takeCaseStep(step, in: id, form, version: try request.version(), by: actor)
        } again: {
            try await page(request, $0, $1)
        }
    }

    private static func open(_ request: PageRequest) async throws -> PageAnswer {
        let id: LabResultID = try request.id("id")
        let opened = try await request.platform.openDischargeCase(for: id, by: try request.actor())
        return .redirect("/discharge/cases/\(opened.id)", said: DischargeCasePhrase.saidOpened.fullKey)
    }

    private static func file(_ request: PageRequest) async throws -> PageAnswer {
        let id: DischargeCaseID = try request.id("id")
        let hash = request.parameters["hash"] ?? ""
        let file = try await request.platform.dischargeCaseFile(hash, of: id, by: try request.actor())
        let ending = file.mediaType.split(separator: "/").last.map(String.init) ?? "pdf"
        return .file(
            bytes: file.bytes, name: "case-\(id)-\(hash.prefix(8)).\(ending)", mediaType: file.mediaType, isInline: file.mediaType.hasPrefix("image/"))
    }
}

/// Cases by what is to be done with them.
struct DischargeCaseListView: Part {
    var request: PageRequest
    var list: DischargeCaseList
    var isFirst: Bool

    private var words: Words { request.words }
    private func say(_ phrase: DischargeCasePhrase) -> String { words[phrase] }

    var html: HTML {
        let here: URLPath = ("/discharge/cases" as URLPath).setting("show", list.filter.rawValue)
        let names: [DischargeCaseFilter: DischargeCasePhrase] = [.running: .showRunning, .help: .showHelp, .closed: .showClosed]
        let tabs = TabLinks(
            label: say(.title),
            tabs: DischargeCaseFilter.allCases.map {
                TabLinks.Tab(say(names[$0] ?? .showRunning), ("/discharge/cases" as URLPath).setting("show", $0.rawValue), isCurrent: $0 == list.filter)
            })
        let table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(words[DischargePagePhrase.parameter]), DataTable.Column(words[DischargePagePhrase.outlet]), DataTable.Column(say(.openedOn)),
                DataTable.Column(say(.state)), DataTable.Column(say(.due)), DataTable.Column(say(.owner)),
            ],
            rows: list.cases.map { found in
                DataTable.Row([
                    .link(words.parameter(found.parameter), "/discharge/cases/\(found.id)"), .html(place(found)),
                    .text(words.date(request.platform.zone.date(of: found.openedAt))), .html("\(request.chip(found)) \(help(found))\(groundless(found))"),
                    found.plan.map { .text(words.date($0.due) + (found.isOverdue(on: list.today) ? ", " + say(.overdue) : "")) } ?? .none(say(.noPlan)),
                    found.plan.flatMap { list.texts[$0.owner] }.map { .html(untranslated($0)) } ?? .none(say(.noPlan)),
                ])
            },
            paging: DataTable.Paging(previous: isFirst ? nil : here, next: list.next.map { here.setting("before", $0.description) }),
            downloads: DataTable.Download.list(here), empty: EmptyState(icon: .check, title: say(.emptyTitle), explanation: say(.emptyMore)))
        return "\(PageHeading(title: say(.title), lead: say(.lead)))\(tabs)\(table)"
    }

    private func help(_ found: DischargeCase) -> HTML { found.asksHelp ? StatusChip(text: say(.asksHelp), tone: .waiting).html : HTML() }

    private func groundless(_ found: DischargeCase) -> HTML {
        list.isGroundless(found) ? "<br><span class=\"soft\">\(say(.groundless))</span>" : HTML()
    }

    private func place(_ found: DischargeCase) -> HTML {
        let site = list.sites[found.site]
        let firm = site.flatMap { list.organisations[$0.organisation] }
        let names = [list.outlets[found.outlet]?.code, site.map { request.name(of: $0) }, firm.map { request.name(of: $0) }].compactMap { $0 }
        return untranslated(names.joined(separator: ", "))
    }
}
