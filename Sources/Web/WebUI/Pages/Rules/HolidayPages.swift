// SPDX-License-Identifier: Apache-2.0

import Deadlines
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// Days off and how days are counted until something is due: for everybody to read, for officers to load a year's official list.
enum HolidayPages {
    static let routes: [PageRoute] = [
        PageRoute(.get, "/holidays", .open) { try page($0, [], 200) },
        PageRoute(.post, "/holidays", bodyMax: 1_000_000, load),
    ]

    private static func page(_ request: PageRequest, _ problems: [Problem], _ status: Int) throws -> PageAnswer {
        if request.wantsFile { return try request.list(request.platform.holidays.csv(request.platform.country), "public-holidays") }
        let view = HolidayView(request: request, problems: problems)
        return .page(request.document(request.words[OwedPhrase.holidaysTitle], back: "/", body: view.html), status: status)
    }

    private static func load(_ request: PageRequest) async throws -> PageAnswer {
        let actor = try request.actor()
        return try await request.attempt("/holidays", said: OwedPhrase.saidLoaded) {
            try await request.platform.loadHolidays(request.form.file("file")?.bytes ?? [], by: actor)
        } again: {
            try page(request, $0, $1)
        }
    }
}

/// One year of days off with what is known of it, and the rules of counting.
struct HolidayView: Part {
    var request: PageRequest
    var problems: [Problem]

    private var words: Words { request.words }
    private func say(_ phrase: OwedPhrase) -> String { words[phrase] }

    var html: HTML {
        let all = request.platform.holidays.listed(request.platform.country)
        let years = Set(all.map(\.day.components.year)).sorted()
        let current = request.platform.today.components.year
        let asked = request.query["year"].flatMap { Int($0) } ?? current
        let here: URLPath = "/holidays"
        let tabs = TabLinks(
            label: say(.yearsTitle),
            tabs: Set(years + [current]).sorted().map { TabLinks.Tab(String($0), here.setting("year", String($0)), isCurrent: $0 == asked) })
        let standing = request.platform.dueDays.standing(ofYear: asked)
        let notice = NoticeLine(
            text: words(standing.phrase, ["year": .numeral(Int64(asked))]), tone: standing == .official ? .good : .warning)
        let shown = all.filter { $0.day.components.year == asked }
        var table = DataTable(
            words: words, caption: say(.holidaysTitle),
            columns: [DataTable.Column(say(.day)), DataTable.Column(say(.holiday), isSelfEvident: true)],
            rows: shown.map { holiday in
                let own = holiday.names[words.language]
                let name: HTML = own.map { "\($0)" } ?? "<span lang=\"en\">\(holiday.names[.english] ?? "")</span>"
                return DataTable.Row([.text(words.date(holiday.day)), .html(name)])
            })
        table.downloads = DataTable.Download.list(here)
        let sources = Set(shown.map(\.provenance.source)).sorted()
        let list: HTML = sources.isEmpty ? HTML() : "<h2>\(say(.source))</h2><ul>\(HTML.map(sources) { "<li lang=\"en\">\($0)</li>" })</ul>"
        return
            "\(PageHeading(title: say(.holidaysTitle), lead: say(.holidaysLead)))\(tabs)\(notice)\(shown.isEmpty ? HTML() : table.html)\(list)\(rules)\(form)"
    }

    private var rules: HTML {
        let rules = request.platform.dueDays.rules
        let counting = say(rules.rule.countsWorkdays ? .ruleWorking : .ruleCalendar)
        let steps = HTML.map(rules.steps) { step in
            let text = words(
                OwedPhrase.stepLine, ["days": .number(Int64(step.workdaysLate)), "level": .text(say(step.level.phrase))])
            return "<li>\(text)</li>"
        }
        let isAssumed = !rules.rule.isOfficial || rules.steps.contains { !$0.isOfficial }
        return """
            <h2>\(say(.ruleTitle))</h2><ul><li>\(counting)</li>\(rules.rule.movesToWorkday ? "<li>\(say(.ruleMoves))</li>" as HTML : HTML())\(steps)</ul>\
            \(if: isAssumed, "<p class=\"soft\">\(say(.assumed))</p>")
            """
    }

    private var form: LoadFileFold {
        LoadFileFold(
            request: request, id: "holidays", action: "/holidays", title: say(.loadTitle), label: say(.loadFile), hint: say(.loadHint), button: say(.load),
            problems: problems)
    }
}

extension YearStanding {
    fileprivate var phrase: OwedPhrase {
        switch self {
        case .official: .yearOfficial
        case .assumed: .yearAssumed
        case .unknown: .yearUnknown
        }
    }
}
