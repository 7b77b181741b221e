// SPDX-License-Identifier: Apache-2.0

import Checks
import Domain
import HTTPSupport
import Markup
import Operations
import Returns
import Wording

/// The page of a return: where it stands, what was answered and changed, and who did what.
struct ReturnView: Part {
    var request: PageRequest
    var model: ReturnModel
    /// A version of those that were sent; the latest unless said.
    var shown: Int?
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ phrase: ReturnPagePhrase) -> String { words[phrase] }
    private var made: SiteReturn { model.made }

    /// What is shown, and what was sent before it.
    private var filing: ReturnFiling? { made.filings.first { $0.number == shown } ?? (made.state.isOpen ? nil : made.filings.last) }
    private var before: ReturnFiling? {
        guard let filing else { return made.filings.last }
        return made.filings.last { $0.number < filing.number }
    }

    var html: HTML {
        let heading = PageHeading(
            title: words[model.dataSet.phrase] + " · " + request.text(of: made.head.period), kind: request.name(of: model.organisation),
            chip: request.chip(made.state), lead: following, action: primary, others: others)
        let tables = AnswerTables(
            request: request, model: model, answers: filing?.answers ?? model.shown, last: before?.answers ?? model.last,
            beside: before == nil ? .columnLast : .columnBefore)
        let changed: HTML = before == nil ? HTML() : "<p class=\"soft\">\(changes)</p>"
        return """
            \(heading)\(ProblemSummary(words: words, problems: problems))\(remarks)\
            \(PanelGrid(content: "\(Panel(title: say(.facts), content: facts.html))\(Panel(title: say(.history), content: history))"))\
            \(versions)\(findings)\(changed)\(tables)\(HTML.ifPresent(model.booked) { ReturnBookedView(request: request, model: model, booked: $0).html })
            """
    }

    /// What checks found in what is shown, with the reasons that were given.
    private var findings: HTML {
        let found = filing?.act.findings ?? []
        let set = model.dataSet
        let asked = filing == nil ? model.checks.findings.map { ($0.problem, $0.why, String?.none) } : []
        return ReturnFindingsPanel(
            request: request,
            problems: asked
                + found.map { one in
                    (one.problem(in: set), CheckPhrase.why(one.rule) ?? .whyOther, one.explanation.map { model.names.texts[$0] ?? say(.erased) })
                }
        ).html
    }

    // MARK: What next

    private var following: String {
        switch made.state {
        case .draft: words(ReturnPagePhrase.nextDraft, ["date": .date(made.head.due)])
        case .submitted: model.waitsForOther ? words[ReturnPhrase.sameHand] : say(.nextSubmitted)
        case .sentBack: say(model.steps.contains(.save) ? .nextSentBack : .nextSentBackThere)
        case .approved: say(.nextApproved)
        case .reopened: say(.nextReopened)
        }
    }

    private var hidden: [HiddenField] { [request.csrfField, HiddenField("version", String(made.version))] }

    private var primary: PrimaryAction? {
        if model.steps.contains(.approve) {
            return PrimaryAction(label: say(.approve), target: .post("/returns/\(made.id)/approve", hidden), icon: .check)
        }
        if model.steps.contains(.save) { return PrimaryAction(label: say(.goOn), target: .link("/returns/\(made.id)/edit"), icon: .pencil) }
        return model.steps.contains(.submit) ? PrimaryAction(label: say(.send), target: .link("/returns/\(made.id)/review"), icon: .arrowRight) : nil
    }

    private var others: [LinkButton] {
        var links: [LinkButton] = []
        if model.steps.contains(.sendBack) { links.append(LinkButton(label: say(.sendBack), href: "/returns/\(made.id)/send-back")) }
        if model.steps.contains(.reopen) { links.append(LinkButton(label: say(.reopen), href: "/returns/\(made.id)/reopen")) }
        if model.dataSet.id == "factoryMonthly" {
            links.append(LinkButton(label: words[BenchmarkPagePhrase.title], href: "/sites/\(made.head.site)/benchmarks", icon: .chart))
        }
        return links
    }

    /// What an officer wrote, or why it was opened again, while that is what counts.
    private var remarks: HTML {
        guard [.sentBack, .reopened].contains(made.state), let text = made.acts.last?.reason else { return HTML() }
        return Panel(title: say(.remarks), content: "<p translate=\"no\">\(model.names.texts[text] ?? say(.erased))</p>").html
    }

    // MARK: Facts

    private var facts: DefinitionList {
        let set: URLPath = "/returns/sets/\(model.dataSet.id)"
        return DefinitionList([
            DefinitionList.Item(say(.site), html: "<span translate=\"no\">\(request.name(of: model.site))</span>"),
            DefinitionList.Item(say(.period), request.text(of: made.head.period)),
            DefinitionList.Item(say(.due), html: "\(words.date(made.head.due))\(if: isLate, " \(StatusChip(text: say(.late), tone: .warning))")"),
            DefinitionList.Item(
                say(.dataSet),
                html:
                    "<a href=\"\(set)\">\(words[model.dataSet.phrase]), \(words(ReturnPagePhrase.setVersion, ["version": .numeral(Int64(made.head.dataSetVersion))]))</a>"
            ),
            DefinitionList.Item(say(.standingLabel), words[model.dataSet.standing.phrase]),
        ])
    }

    private var isLate: Bool {
        let sent = made.firstSentAt.map(request.platform.zone.date(of:))
        return (sent ?? model.today) > made.head.due
    }

    private var history: HTML {
        let events = made.acts.map { act in
            var who = [act.person.flatMap { model.names.people[$0] }, model.names.organisations[act.organisation].map(request.name(of:))]
                .compactMap { $0 }.joined(separator: ", ")
            if act.isTypedFor { who += " · " + say(.typedFor) }
            let isNo = act.step == .sendBack
            if let reason = act.reason { who += " · " + (model.names.texts[reason] ?? say(.erased)) }
            return TimeLine.Event(state: isNo ? .refused : .done, title: words[act.step.donePhrase], time: words.moment(act.at), person: who)
        }
        return TimeLine(words: words, events: events).html
    }

    // MARK: Versions

    private var versions: HTML {
        guard made.filings.count > 1 || (made.state.isOpen && !made.filings.isEmpty) else { return HTML() }
        let here: URLPath = "/returns/\(made.id)"
        var tabs = made.filings.map { one in
            TabLinks.Tab(
                words(ReturnPagePhrase.versionNumber, ["number": .numeral(Int64(one.number))]), here.setting("version", String(one.number)),
                isCurrent: one.number == filing?.number)
        }
        if made.state.isOpen { tabs.append(TabLinks.Tab(say(.yourAnswers), here, isCurrent: filing == nil)) }
        return TabLinks(label: say(.versions), tabs: tabs).html
    }

    /// How much differs from what was sent before.
    private var changes: String {
        guard let before else { return "" }
        let now = filing?.answers ?? model.shown
        let count = now.differences(from: before.answers)
        return count == 0
            ? say(.noChange)
            : words(ReturnPagePhrase.changedSince, ["count": .number(Int64(count)), "number": .numeral(Int64(before.number))])
    }
}
