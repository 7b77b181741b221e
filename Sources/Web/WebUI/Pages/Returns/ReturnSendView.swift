// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Stores
import Wording

/// Drafts with what checks say of each; those that are ready are ticked and sent together.
struct ReturnSendView: Part {
    var request: PageRequest
    var list: DraftList
    /// Behind which draft the page begins; `nil` for the first.
    var place: DraftPlace?
    var outcome: ReturnSendPages.Outcome
    /// Of those that were refused, as far as they may be read.
    var names: [ReturnID: (made: SiteReturn, site: Site, dataSet: DataSet)]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnSendPhrase) -> String { words[phrase] }
    private func say(_ phrase: ReturnSendPhrase, _ count: Int) -> String { words(phrase, ["count": .number(Int64(count))]) }
    private var ready: [DraftList.Line] { list.lines.filter { $0.standing == .ready } }

    var html: HTML {
        let heading = PageHeading(title: say(.title), lead: say(.lead))
        let sent: HTML = outcome.sent > 0 ? NoticeLine(text: say(.saidSent, outcome.sent), tone: .good).html : HTML()
        guard !ready.isEmpty else { return "\(heading)\(sent)\(refusals)\(ProblemSummary(words: words, problems: outcome.problems))\(table)" }
        let form = InputForm(
            words: words, id: "send", action: "/returns/send",
            hidden: [
                request.csrfField, HiddenField("after", place?.text ?? ""), HiddenField("ready", ready.map(\.pick.text).joined(separator: " ")),
            ], problems: outcome.problems, content: "\(table)\(choosing)", button: say(.button))
        return "\(heading)\(sent)\(refusals)\(form)"
    }

    /// All at once, and the word that they are right.
    private var choosing: HTML {
        let all = Field(
            words: words, label: say(.allLabel), name: "all",
            input: CheckboxInput(choices: [Choice("yes", say(.all, ready.count))], selected: outcome.all ? ["yes"] : []), isOptional: true)
        let confirm = Field(
            words: words, label: words[ReturnPagePhrase.confirm], name: "confirm",
            input: CheckboxInput(choices: [Choice("yes", say(.confirmLabel))], selected: outcome.confirmed ? ["yes"] : []),
            error: outcome.problems.sentence(for: "confirm", words))
        return "\(all)\(confirm)<p class=\"soft\">\(words[ReturnPagePhrase.sendFollows])</p>"
    }

    /// Each that did not go, with its reasons; its page has the places where they are mended or explained.
    private var refusals: HTML {
        guard !outcome.refused.isEmpty else { return HTML() }
        let lines = HTML.map(outcome.refused) { refused in
            let reasons = refused.problems.map { words($0) }.joined(separator: " ")
            guard let (made, site, set) = names[refused.pick.id] else { return "<li>\(reasons)</li>" }
            let name = [request.name(of: site), words[set.phrase], request.text(of: made.head.period)].joined(separator: " · ")
            return "<li><a href=\"\("/returns/\(made.id)/review" as URLPath)\">\(name)</a> \(reasons)</li>"
        }
        return """
            <section class="problem-summary" role="alert" tabindex="-1" aria-labelledby="not-sent"><h2 id="not-sent">\(Icon.stop)\
            \(say(.notSent, outcome.refused.count))</h2><ul>\(lines)</ul></section>
            """
    }

    private var table: DataTable {
        let here: URLPath = "/returns/send"
        var table = DataTable(
            words: words, caption: say(.title),
            columns: [
                DataTable.Column(words[list.isTypedFor ? ReturnPagePhrase.columnFirm : .columnSite]),
                DataTable.Column(words[ReturnPagePhrase.columnReturn], isSelfEvident: true), DataTable.Column(say(.columnChecks), isSelfEvident: true),
                DataTable.Column(words[ReturnPagePhrase.choose], isSelfEvident: true),
            ], rows: list.lines.map(row),
            empty: EmptyState(icon: .check, title: say(.emptyTitle), explanation: say(.emptyMore)))
        table.paging = DataTable.Paging(previous: place == nil ? nil : here, next: list.next.map { here.setting("after", $0.text) })
        table.downloads = DataTable.Download.list(here)
        return table
    }

    private func row(_ line: DraftList.Line) -> DataTable.Row {
        let door: URLPath = "/returns/\(line.made.id)/review"
        let name = list.isTypedFor ? request.name(of: line.organisation) : request.name(of: line.site)
        let pick = line.pick.text
        let tick: HTML = """
            <label class="choice"><input type="checkbox" name="pick" value="\(pick)"\(flag: "checked", outcome.ticked.contains(pick))>\
            <span>\(words[ReturnPagePhrase.choose])</span></label>
            """
        return DataTable.Row([
            .html("<a href=\"\(door)\" translate=\"no\">\(name)</a>"),
            .text(words[line.dataSet.phrase] + ", " + request.text(of: line.made.head.period)), .part(chip(line, door)),
            line.standing == .ready ? .html(tick) : .none(say(.notReady)),
        ])
    }

    private func chip(_ line: DraftList.Line, _ door: URLPath) -> StatusChip {
        switch line.standing {
        case .ready: StatusChip(text: say(.ready), tone: .good)
        case .asked: StatusChip(text: say(.asked, line.questions.count), tone: .warning, href: door)
        case .refused: StatusChip(text: say(.refused, line.faults.count), tone: .danger, href: door)
        case .running: StatusChip(text: words(ReturnSendPhrase.running, ["date": .date(line.made.head.period.last)]), tone: .neutral)
        }
    }
}
