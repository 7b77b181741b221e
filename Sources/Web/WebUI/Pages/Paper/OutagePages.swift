// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// Declared outages: the public list, and the forms of the officers who declare and end them.
enum OutagePages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/outages", .open) { try await list($0) },
        PageRoute(.post, "/outages", declare),
        PageRoute(.get, "/outages/:id") { try await endForm($0, [], 200) },
        PageRoute(.post, "/outages/:id", end),
    ]

    private static let rowsShown = 50

    private static func list(_ request: PageRequest, _ problems: [Problem] = [], status: Int = 200) async throws -> PageAnswer {
        if request.wantsFile {
            return try await request.wholeList("outages", next: \.next) {
                try await request.platform.outages(before: $0, limit: $1)
            } rows: {
                $0.file
            }
        }
        let before = request.query["before"].flatMap { OutageID(text: $0) }
        let found = try await request.platform.outages(before: before, limit: rowsShown)
        let view = OutageView(request: request, list: found, reach: request.visitor?.actor.outageReach, problems: problems)
        return .page(
            request.document(request.words[OutagePhrase.title], current: .outages, back: request.visitor == nil ? "/" : "/more", body: view.html),
            status: status)
    }

    private static func declare(_ request: PageRequest) async throws -> PageAnswer {
        let typed = request.form
        var form = OutageForm()
        form.fromDate = typed["from"]
        form.fromTime = typed["fromTime"]
        form.untilDate = typed["until"]
        form.untilTime = typed["untilTime"]
        form.province = typed["province"]
        form.reason = typed["reason"]
        do {
            _ = try await request.platform.declareOutage(form, by: try request.actor())
            return .redirect("/outages", said: OutagePhrase.saidDeclared.fullKey)
        } catch let error as any Explainable where error.standing == .invalid {
            return try await list(request, error.problems, status: 422)
        }
    }

    private static func endForm(_ request: PageRequest, _ problems: [Problem], _ status: Int) async throws -> PageAnswer {
        let notice = try await request.platform.outage(try request.id("id"), by: try request.actor())
        let words = request.words
        let zone = request.platform.zone
        let typed = request.form
        let time = zone.timeOfDay(of: notice.outage.until)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let fields = OutageView.moment(
            words, "until", .until, typed.has("until") ? typed["until"] : zone.date(of: notice.outage.until).description,
            typed.has("untilTime") ? typed["untilTime"] : two(time.hour) + ":" + two(time.minute), problems)
        let form = InputForm(
            words: words, id: "end", action: "/outages/\(notice.outage.id)",
            hidden: [request.csrfField, HiddenField("version", String(notice.outage.version))], problems: problems, content: fields,
            button: words[OutagePhrase.endButton])
        let heading = PageHeading(title: words[OutagePhrase.endTitle], lead: OutageView.sentence(request, notice))
        return .page(
            request.document(words[OutagePhrase.endTitle], current: .outages, back: "/outages", body: "\(heading)\(form)"), status: status)
    }

    private static func end(_ request: PageRequest) async throws -> PageAnswer {
        let id: OutageID = try request.id("id")
        let actor = try request.actor()
        return try await request.attempt("/outages", said: OutagePhrase.saidEnded) {
            _ = try await request.platform.endOutage(
                id, version: try request.version(), date: request.form["until"], time: request.form["untilTime"], by: actor)
        } again: {
            try await endForm(request, $0, $1)
        }
    }
}

/// Every outage with its time, its area, its reason and the last day for its paper notes.
struct OutageView: Part {
    var request: PageRequest
    var list: OutageList
    /// Where the reader may declare outages; `nil` when nowhere.
    var reach: OutageReach?
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: OutagePhrase) -> String { words[phrase] }
    private func error(_ field: String) -> String? { problems.sentence(for: field, words) }

    var html: HTML {
        let form = reach.map(form) ?? HTML()
        return "\(PageHeading(title: say(.title), lead: say(.lead)))\(form)\(table)"
    }

    /// The line that stands on every page while an outage runs.
    static func sentence(_ request: PageRequest, _ notice: OutageNotice) -> String {
        let area = notice.outage.province.map(request.provinceName) ?? request.words[OutagePhrase.wholeCountry]
        return request.words(
            OutagePhrase.notice,
            [
                "area": .text(area), "from": .moment(notice.outage.from), "until": .moment(notice.outage.until),
                "reason": .text(notice.reason ?? request.words[NotePhrase.erased]), "last": .date(notice.lastDay),
            ])
    }

    static func moment(_ words: Words, _ name: String, _ label: OutagePhrase, _ date: String, _ time: String, _ problems: [Problem]) -> HTML {
        let day = Field(
            words: words, label: words[label], name: name, input: DateInput(value: date), error: problems.sentence(for: name, words))
        let hour = Field(
            words: words, label: words[PaperPagePhrase.timeOfDay], name: name + "Time", input: TextInput(value: time, autocomplete: "off", maximumLength: 10),
            hint: words[PaperPagePhrase.timeHint])
        return "\(day)\(hour)"
    }

    private func form(_ reach: OutageReach) -> HTML {
        let typed = request.form
        let provinces = request.platform.lists.provinces(of: request.platform.country, on: request.platform.today).map { $0.id.code }.filter {
            reach.covers($0)
        }
        let nation = reach.covers(nil) ? [Choice("", say(.wholeCountry))] : []
        let province = Field(
            words: words, label: say(.place), name: "province",
            input: SelectInput(
                choices: nation + provinces.map { Choice($0, request.provinceName($0)) }, selected: typed["province"],
                isEmptyAtFirst: false), error: error("province"))
        let reason = Field(
            words: words, label: say(.reason), name: "reason", input: LongTextInput(value: typed["reason"], rows: 2, maximumLength: 1000),
            hint: say(.reasonHint), error: error("reason"))
        let content: HTML = """
            \(Self.moment(words, "from", .from, typed["from"], typed["fromTime"], problems))\
            \(Self.moment(words, "until", .until, typed["until"], typed["untilTime"], problems))\(province)\(reason)
            """
        let form = InputForm(
            words: words, id: "declare", action: "/outages", hidden: [request.csrfField], problems: problems, content: content, button: say(.declareButton))
        return FormFold(title: say(.declareTitle), isOpen: !problems.isEmpty, content: form.html).html
    }

    private var table: DataTable {
        let here: URLPath = "/outages"
        return DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(say(.from)), DataTable.Column(say(.until)), DataTable.Column(say(.place)), DataTable.Column(say(.reason)),
                DataTable.Column(say(.lastDay)), DataTable.Column(say(.declaredBy)),
            ],
            rows: list.notices.map { notice in
                let outage = notice.outage
                let until = words.moment(outage.until)
                let by = list.organisations[outage.declaredBy].map(request.name(of:)) ?? say(.operatorOfServer)
                return DataTable.Row([
                    .text(words.moment(outage.from)), reach?.covers(outage.province) == true ? .link(until, "/outages/\(outage.id)") : .text(until),
                    .text(outage.province.map(request.provinceName) ?? say(.wholeCountry)), .text(notice.reason ?? words[NotePhrase.erased]),
                    .text(words.date(notice.lastDay)), .text(by + ", " + words.moment(outage.declaredAt)),
                ])
            }, paging: list.next.map { DataTable.Paging(next: here.setting("before", $0.description)) }, downloads: DataTable.Download.list(here),
            empty: EmptyState(icon: .check, title: say(.emptyTitle), explanation: say(.emptyMore)))
    }
}

/// What the pages of outages say, and the line on every page.
enum OutagePhrase: String, PhraseKey {
    static let area = "outages"
    case title, lead, notice, noticeLink, wholeCountry, place, from, until, reason, reasonHint, lastDay, declaredBy, operatorOfServer
    case declareTitle, declareButton, saidDeclared, endTitle, endButton, saidEnded, emptyTitle, emptyMore
}
