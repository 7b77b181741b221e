// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Markup
import Operations
import Wording

/// What to do with one waste: each statement with where it is from and how sure it is.
struct WasteCriteriaView {
    var request: PageRequest
    var criteria: WasteCriteria

    private var words: Words { request.words }
    private func say(_ key: CriteriaPhrase) -> String { words[key] }
    private var lists: CodeLists { request.platform.lists }
    private var today: CalendarDate { request.platform.today }
    private var code: WasteCode { criteria.code }

    /// Topics in the order in which somebody who holds the waste asks for them.
    private static let topics: [(topic: WasteCriterion.Topic, title: CriteriaPhrase)] = [
        (.test, .test), (.status, .status), (.forbidden, .forbidden), (.keep, .keep), (.pack, .pack), (.label, .label), (.time, .time), (.taker, .taker),
    ]

    var page: PageAnswer {
        let name = request.wasteText(code.id)
        let heading = PageHeading(
            title: name, kind: words(CriteriaPhrase.kind, ["code": .text(code.display)]), chip: chip, lead: lead,
            action: PrimaryAction(label: say(.write), target: .link(URLPath(stringLiteral: "/notes/new").setting("waste", code.id.text)), icon: .plus),
            others: request.intoReturn(code.id) + [
                LinkButton(label: say(.printLabel), href: "/waste/\(code.id.text)/label", icon: .print),
                LinkButton(label: say(.whoTakes), href: URLPath(stringLiteral: "/licences").setting("waste", code.id.text), icon: .factory),
            ])
        let panels = HTML.map(Self.topics) { panel($0.title, criteria[$0.topic]) }
        return request.page(
            name, current: .waste, back: "/waste",
            body: """
                \(heading)\(listName)\(dangers)\(pair)\(PanelGrid(content: panels))\(others)\
                <p class="note">\(say(.note))</p><p>\(LinkButton(label: say(.toFinder), href: "/find", icon: .search)) \(rulings)</p>
                """)
    }

    private var rulings: LinkButton {
        LinkButton(
            label: words[RulingPagePhrase.ofThisWaste], href: URLPath(stringLiteral: "/rulings").setting("waste", code.id.text), icon: .scale)
    }

    private var chip: StatusChip {
        code.isHazardous
            ? StatusChip(text: words[PublicPhrase.hazardous], tone: .danger) : StatusChip(text: words[PublicPhrase.notHazardous], tone: .neutral)
    }

    private var lead: String {
        switch code.entryType {
        case .absoluteHazardous: say(.leadHazardous)
        case .absoluteNonhazardous: say(.leadNotHazardous)
        case .mirrorHazardous: say(.leadMirrorHazardous)
        case .mirrorNonhazardous: say(.leadMirrorNotHazardous)
        }
    }

    private var listName: HTML {
        let chapter = lists.wasteCodes.edition(on: today).chapter(code.id.chapter)
        return """
            <p class="soft"><span lang="en">\(code.nameEnglish)</span>\
            \(HTML.ifPresent(chapter) { " · \(request.marked(lists.name(of: $0, in: words.language)))" })</p>
            """
    }

    /// What is dangerous about it, by the Basel Convention's classes.
    private var dangers: HTML {
        guard !criteria.classes.isEmpty else { return HTML() }
        let items = HTML.map(criteria.classes) { danger in
            let unitedNations = HTML.ifPresent(danger.code.unitedNationsClass) { " \(words(CriteriaPhrase.unClass, ["class": .text($0)]))" }
            let name = request.marked(lists.name(of: danger.code, in: words.language))
            return "<p>\(Icon.hazard) <b>\(danger.code.code)</b> \(name)\(unitedNations) \(chips(danger.criterion))</p>"
        }
        return "<section class=\"panel\"><h2>\(say(.dangers))</h2>\(items)\(sources(criteria.classes.map(\.criterion)))</section>"
    }

    /// The other code of the pair: what the test decides between.
    private var pair: HTML {
        guard !criteria.pair.isEmpty else { return HTML() }
        let items = HTML.map(criteria.pair) { other in
            "<p><a class=\"door\" href=\"/waste/\(other.id.text)\">\(other.display)</a> \(request.wasteName(other.id))</p>"
        }
        return "<section class=\"panel\"><h2>\(say(code.isHazardous ? .pairNotHazardous : .pairHazardous))</h2>\(items)</section>"
    }

    private func panel(_ title: CriteriaPhrase, _ statements: [WasteCriterion]) -> HTML {
        guard !statements.isEmpty else { return HTML() }
        let items = HTML.map(statements) { statement in
            let days = HTML.ifPresent(statement.days) { " <b>\(words(CriteriaPhrase.days, ["days": .number(Int64($0))]))</b>" }
            return "<p>\(statement.texts[words.language] ?? "")\(days) \(chips(statement))</p>"
        }
        return Panel(title: say(title), content: "\(items)\(sources(statements))").html
    }

    /// An assumption, and what is hardly sure, say so beside their words.
    private func chips(_ statement: WasteCriterion) -> HTML {
        """
        \(if: statement.standing == .assumed, StatusChip(text: say(.assumed), tone: .warning).html)\
        \(if: statement.provenance.confidence == .low, StatusChip(text: say(.low), tone: .warning).html)
        """
    }

    /// Where each statement is from and how far to trust it, in their order.
    private func sources(_ statements: [WasteCriterion]) -> Unfolding {
        let items = HTML.map(statements) { statement in
            """
            <li><span lang="en">\(statement.provenance.source)</span> · \
            \(words[PublicPhrase.confidenceColumn]): \(request.confidence(statement.provenance.confidence))</li>
            """
        }
        return Unfolding(label: words[PublicPhrase.sourceColumn], content: "<ol class=\"soft\">\(items)</ol>")
    }

    /// The same waste in other lists.
    private var others: HTML {
        let basel = HTML.joined(
            lists.baselReferences(of: code.id, on: today).map { reference in
                """
                <a class="door" href="\(URLPath(stringLiteral: "/waste").setting("q", reference.code.code))">\(reference.code.code)</a> \
                \(request.marked(lists.name(of: reference.code, in: words.language))) <small>(\(request.confidence(reference.provenance.confidence)))</small>
                """
            }, separator: "<br>")
        let country = request.platform.country
        let national = lists.nationalWastes(of: code.id, in: country, on: today)
        let nationalSaid: HTML =
            if !national.isEmpty {
                HTML.joined(
                    national.map { row in
                        let language: Language = country == .cambodia ? .khmer : .vietnamese
                        return "<b>\(row.code)</b> \(request.marked(NamedText(text: row.nameLocal, language: language)))"
                    }, separator: "<br>")
            } else {
                "\(say(lists.hasNationalWastes(of: country, on: today) ? .nationalNone : .nationalEmpty))"
            }
        let list = DefinitionList([
            DefinitionList.Item(say(.basel), html: basel.isEmpty ? "\(say(.baselNone))" : basel), DefinitionList.Item(say(.national), html: nationalSaid),
        ])
        return Panel(title: say(.otherLists), content: "\(list)", link: LinkButton(label: say(.toCrosswalk), href: "/crosswalk", icon: .link)).html
    }
}
