// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// What a firm owes, most pressing first, and what it sent.
struct ReturnListView: Part {
    var request: PageRequest
    var list: ReturnList

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }

    var html: HTML {
        var others = list.mayFill ? [LinkButton(label: words[ReturnFilePagePhrase.send], href: "/returns/import", icon: .download)] : []
        let begun = list.lines.filter { $0.made?.state.isOpen == true }
        if list.maySend, begun.count > 1 {
            others.append(LinkButton(label: words[ReturnSendPhrase.link], href: "/returns/send", icon: .check))
        }
        let heading = PageHeading(title: say(.title), lead: say(.lead), others: others)
        let here: URLPath = "/returns"
        let sets: HTML = """
            <p>\(LinkButton(label: say(.allSets), href: "/returns/sets", icon: .info))</p>\
            <p>\(say(.title)): \(DownloadButtons(words: words, files: DataTable.Download.list(here)))</p>
            """
        guard !list.lines.isEmpty else {
            return "\(heading)\(EmptyState(icon: .check, title: say(.emptyTitle), explanation: say(.emptyMore)))\(sets)"
        }
        let groups = ReturnStanding.allCases.map { standing in (standing, list.lines.filter { $0.standing(on: list.today) == standing }) }
        let open = groups.filter { ![.waiting, .approved].contains($0.0) }.map { standing, lines in
            TaskList.Group(title: words[standing.phrase], tasks: lines.map(task))
        }
        let tasks = TaskList(groups: open, nothing: EmptyState(icon: .check, title: say(.emptyTitle), explanation: say(.emptyMore)))
        let done = HTML.map(groups.filter { [.waiting, .approved].contains($0.0) && !$0.1.isEmpty }) { standing, lines in
            "<section><h2>\(words[standing.phrase])</h2>\(table(lines, caption: words[standing.phrase]))</section>"
        }
        let isAssumed = list.lines.contains { $0.standing == .assumed }
        let doubt = list.lines.map(\.due).max().map(request.holidayDoubt) ?? HTML()
        return "\(heading)\(tasks)\(done)\(doubt)\(if: isAssumed, "<p class=\"soft\">\(say(.assumedLine))</p>")\(sets)"
    }

    private func task(_ line: ReturnLine) -> TaskList.Task {
        let standing = line.standing(on: list.today)
        let site = list.sites.count > 1 ? list.sites[line.site].map(request.name(of:)) : nil
        let tone: Tone = standing == .overdue ? .danger : standing == .running ? .neutral : .waiting
        return TaskList.Task(
            title: words[line.dataSet.phrase], subject: [request.text(of: line.period), site].compactMap { $0 }.joined(separator: " · "),
            time: StatusChip(text: words(ReturnPagePhrase.dueBy, ["date": .date(line.due)]), tone: tone),
            button: list.mayFill ? LinkButton(label: line.made == nil ? say(.begin) : say(.goOn), href: line.href) : nil, href: line.href)
    }

    private func table(_ lines: [ReturnLine], caption: String) -> DataTable {
        let isMany = list.sites.count > 1
        var columns = [DataTable.Column(say(.columnReturn)), DataTable.Column(say(.columnPeriod), isSelfEvident: true), DataTable.Column(say(.columnSent))]
        if isMany { columns.append(DataTable.Column(say(.columnSite))) }
        return DataTable(
            words: words, caption: caption, columns: columns,
            rows: lines.prefix(60).map { line in
                let sent = line.made?.filings.last?.act.at
                var cells: [DataTable.Cell] = [
                    .link(words[line.dataSet.phrase], line.href), .text(request.text(of: line.period)), .text(sent.map(words.moment) ?? "–"),
                ]
                if isMany { cells.append(.text(list.sites[line.site].map(request.name(of:)) ?? "")) }
                return DataTable.Row(cells)
            })
    }
}

/// Returns of an area by state, for officers and inspectors.
struct ReturnAreaView: Part {
    var request: PageRequest
    var list: ReturnAreaList
    var state: ReturnState
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let type =
            (list.mayType ? [LinkButton(label: say(.typeIn), href: "/returns/typing", icon: .pencil)] : []) + [
                LinkButton(label: words[OwedPhrase.title], href: "/returns/completeness", icon: .chart),
                LinkButton(label: words[OwedPhrase.lateTitle], href: "/returns/late", icon: .clock),
            ]
        let heading = PageHeading(title: say(.title), lead: say(.leadArea), others: type)
        let here: URLPath = "/returns"
        let tabs = TabLinks(
            label: say(.showState),
            tabs: ReturnState.allCases.map { one in
                TabLinks.Tab(
                    words(ReturnPagePhrase.countOfState, ["state": one.phrase.fact, "count": .number(Int64(list.counts[one] ?? 0))]),
                    here.setting("state", "\(one)"), isCurrent: one == state)
            })
        var columns = [
            DataTable.Column(say(.columnFirm)), DataTable.Column(say(.columnReturn), isSelfEvident: true), DataTable.Column(say(.columnSent)),
            DataTable.Column(words[CheckPagePhrase.columnUnusual], isNumber: true),
        ]
        columns +=
            isChoosing
            ? [DataTable.Column(say(.columnChanged), isNumber: true), DataTable.Column(say(.approve), isSelfEvident: true)]
            : [DataTable.Column(say(.columnDue))]
        var table = DataTable(
            words: words, caption: words[state.phrase], columns: columns, rows: list.returns.map(row),
            empty: EmptyState(icon: .check, title: say(.areaEmptyTitle), explanation: say(.areaEmptyMore)))
        table.downloads = DataTable.Download.list(here.setting("state", "\(state)"))
        table.paging = DataTable.Paging(next: list.next.map { here.setting("state", "\(state)").setting("before", $0.description) })
        let content: HTML =
            isChoosing && mayChoose
            ? InputForm(
                words: words, id: "approve", action: "/returns/approve", hidden: [request.csrfField], problems: problems, content: table.html,
                button: say(.approveChosen)
            ).html : "\(ProblemSummary(words: words, problems: problems))\(table)"
        let doors = [
            LinkButton(label: words[CheckPagePhrase.title], href: "/findings", icon: .warning),
            LinkButton(label: say(.allSets), href: "/returns/sets", icon: .info),
        ]
        return "\(heading)\(tabs)\(content)<p>\(HTML.map(doors) { "\($0) " })</p>"
    }

    private func unusual(_ made: SiteReturn) -> DataTable.Cell {
        let count = made.unusual
        return count == 0 ? .none(words[CheckPagePhrase.noneUnusual]) : .number(words.number(Int64(count)), "/returns/\(made.id)")
    }

    /// Several may be approved at once.
    private var isChoosing: Bool { list.mayDecide && state == .submitted && !list.returns.isEmpty }
    private var mayChoose: Bool { list.returns.contains { !list.own.contains($0.id) } }

    private func row(_ made: SiteReturn) -> DataTable.Row {
        let set = request.platform.dataSets.set(made.head.dataSet, version: made.head.dataSetVersion)
        let firm = list.organisations[made.head.organisation].map(request.name(of:)) ?? ""
        let isLate = made.firstSentAt.map { request.platform.zone.date(of: $0) > made.head.due } ?? (made.head.due < request.platform.today)
        let late = isLate ? StatusChip(text: say(.late), tone: .warning) : nil
        let sent: HTML = "\(made.filings.last.map { words.date(request.platform.zone.date(of: $0.act.at)) } ?? "–") \(late)"
        var cells: [DataTable.Cell] = [
            .html("<a href=\"\("/returns/\(made.id)" as URLPath)\" translate=\"no\">\(firm)</a>"),
            .html("<div>\(set.map { words[$0.phrase] } ?? "")<br>\(request.text(of: made.head.period))</div>"), .html(sent), unusual(made),
        ]
        if isChoosing {
            let pick = ReturnPick(id: made.id, version: made.version).text
            let choice: HTML =
                list.own.contains(made.id)
                ? "<span class=\"soft\">\(say(.otherApproves))</span>"
                : "<label class=\"choice\"><input type=\"checkbox\" name=\"pick\" value=\"\(pick)\"><span>\(say(.choose))</span></label>"
            cells += [made.changedAnswers.map { .number(words.number(Int64($0)), "/returns/\(made.id)") } ?? .none(say(.noChange)), .html(choice)]
        } else {
            cells.append(.text(words.date(made.head.due)))
        }
        return DataTable.Row(cells)
    }
}

/// Finds small firms whose paper sheets an officer has in hand.
struct TypingView: Part {
    var request: PageRequest
    var asked: String
    var choices: [TypingChoice]

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let filter = SentenceFilter(
            words: words, action: "/returns/typing", pieces: [.search(label: say(.typingSearch), name: "q", value: asked)])
        let found = HTML.map(choices) { choice in
            let groups = [TaskList.Group(title: request.name(of: choice.organisation), tasks: choice.lines.map(task))]
            return TaskList(groups: groups, nothing: EmptyState(title: "", explanation: "")).html
        }
        let none: HTML = choices.isEmpty && !asked.isEmpty ? "<p class=\"soft\">\(say(.typingNone))</p>" : HTML()
        return "\(PageHeading(title: say(.typingTitle), lead: say(.typingLead)))<p class=\"soft\">\(say(.typingSearch))</p>\(filter)\(found)\(none)"
    }

    private func task(_ line: ReturnLine) -> TaskList.Task {
        TaskList.Task(
            title: words[line.dataSet.phrase], subject: request.text(of: line.period),
            time: StatusChip(text: words(ReturnPagePhrase.dueBy, ["date": .date(line.due)]), tone: line.standing(on: request.platform.today).tone),
            button: LinkButton(label: say(.typingBegin), href: line.href, icon: .pencil), href: line.href)
    }
}
