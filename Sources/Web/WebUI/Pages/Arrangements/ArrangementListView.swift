// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// Arrangements by what is to be done with them: mine to answer, others' to answer, to draw from, over.
struct ArrangementListView: Part {
    var request: PageRequest
    var list: ArrangementList
    /// One part alone, a page of it.
    var shelf: ArrangementShelf?

    private var words: Words { request.words }
    private func say(_ phrase: ArrangementPagePhrase) -> String { words[phrase] }

    var html: HTML {
        let action = list.mayPropose ? PrimaryAction(label: say(.newButton), target: .link("/arrangements/new"), icon: .plus) : nil
        let heading = PageHeading(title: say(.title), lead: say(.lead), action: action)
        guard !list.sections.isEmpty else {
            let act = list.mayPropose ? LinkButton(label: say(.newButton), href: "/arrangements/new", icon: .plus) : nil
            return "\(heading)\(EmptyState(icon: .check, title: say(.emptyTitle), explanation: say(.emptyMore), action: act))"
        }
        return "\(heading)\(HTML.map(list.sections, section))"
    }

    private func section(_ section: ArrangementList.Section) -> HTML {
        let all: URLPath = ("/arrangements" as URLPath).setting("show", section.shelf.rawValue)
        var table = DataTable(
            words: words, caption: words[section.shelf.phrase],
            columns: [
                DataTable.Column(say(.columnWaste)), DataTable.Column(say(.columnWay), isSelfEvident: true),
                DataTable.Column(say(.columnLeft), unit: "kg", isNumber: true), DataTable.Column(say(.columnUntil)),
                DataTable.Column(say(.columnStanding), isSelfEvident: true),
            ], rows: section.lines.map(row))
        table.paging = DataTable.Paging(next: list.next.map { all.setting("before", $0.description) })
        // One file holds the parts that one page shows.
        if section.shelf == list.sections.last?.shelf { table.downloads = DataTable.Download.list(shelf == nil ? "/arrangements" : all) }
        let isCut = shelf == nil && section.shelf != .all && section.hasMore
        return """
            <section><h2>\(words[section.shelf.phrase])</h2>\(table)\
            \(if: isCut, "<p>\(LinkButton(label: say(.showAll), href: all))</p>")</section>
            """
    }

    private func row(_ line: ArrangementLine) -> DataTable.Row {
        let teller = ArrangementTeller(request: request, arrangement: line.arrangement, organisations: list.organisations)
        let isRunning = [.inForce, .upcoming].contains(line.arrangement.standing(on: request.platform.today))
        return DataTable.Row([
            .link(teller.title, teller.href), .text(teller.way),
            isRunning
                ? .number(words.kilograms(line.left), "/arrangements/\(line.arrangement.id)/notes")
                : .none(words[line.arrangement.standing(on: request.platform.today).phrase]),
            .text(words.date(line.arrangement.terms.validUntil)), .part(teller.chip),
        ])
    }
}

extension ArrangementShelf {
    var phrase: ArrangementPagePhrase {
        switch self {
        case .mine: .shelfMine
        case .others: .shelfOthers
        case .agreed: .shelfAgreed
        case .over: .shelfOver
        case .all: .shelfAll
        }
    }
}
