// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The page of an arrangement: where it stands, what is left of the year, what was agreed and by whom.
struct ArrangementView: Part {
    var request: PageRequest
    var model: ArrangementModel
    var problems: [Problem] = []

    private var words: Words { request.words }
    private func say(_ phrase: ArrangementPagePhrase) -> String { words[phrase] }
    private var arrangement: Arrangement { model.arrangement }
    private var terms: ArrangementTerms { arrangement.terms }
    private var teller: ArrangementTeller { ArrangementTeller(request: request, arrangement: arrangement, organisations: model.names.organisations) }

    var html: HTML {
        let heading = PageHeading(title: teller.title, kind: say(.kind), chip: teller.chip, lead: following, action: primary, others: others)
        return """
            \(heading)\(ProblemSummary(words: words, problems: problems))\(teller.route)\
            \(PanelGrid(content: "\(amount)", isForCards: true))\
            \(PanelGrid(content: "\(Panel(title: say(.facts), content: facts.html))\(Panel(title: say(.signatures), content: signatures))"))\
            <div id="notes">\(Panel(title: say(.notes), content: notes, link: moreNotes))</div>\(years)
            """
    }

    // MARK: What next

    private var following: String {
        switch model.standing {
        case .proposed:
            let parties = arrangement.waitingFor.map(teller.name).joined(separator: ", ")
            return model.steps.contains(.agree) ? say(.nextMine) : words(ArrangementPagePhrase.nextOthers, ["parties": .text(parties)])
        case .upcoming: return words(ArrangementPagePhrase.nextUpcoming, ["date": .date(terms.validFrom)])
        case .inForce: return words(ArrangementPagePhrase.nextInForce, ["left": .mass(model.line.left), "date": .date(terms.validUntil)])
        case .declined, .ended, .expired: return say(.nextOver)
        }
    }

    private var primary: PrimaryAction? {
        if model.steps.contains(.agree) {
            return PrimaryAction(label: say(.agree), target: .post("/arrangements/\(arrangement.id)/agree", hidden), icon: .check)
        }
        return model.mayCompose ? PrimaryAction(label: say(.newLoad), target: .link(request.newLoad(under: arrangement.id)), icon: .plus) : nil
    }

    private var others: [LinkButton] {
        var links: [LinkButton] = []
        if model.steps.contains(.decline) { links.append(LinkButton(label: say(.decline), href: "/arrangements/\(arrangement.id)/decline")) }
        if model.steps.contains(.end) {
            links.append(LinkButton(label: say(arrangement.state == .proposed ? .takeBack : .end), href: "/arrangements/\(arrangement.id)/end"))
        }
        return links
    }

    private var hidden: [HiddenField] { [request.csrfField, HiddenField("version", String(arrangement.version))] }

    // MARK: Amount

    private var amount: FigureCard {
        FigureCard(
            words: words, label: say(.leftThisYear), value: words.kilograms(model.line.left), unit: "kg", period: String(model.line.use.year),
            completeness: words(ArrangementPagePhrase.takenOf, ["taken": .mass(model.line.use.taken), "amount": .mass(terms.yearlyAmount)]),
            completenessShare: model.line.takenShare, href: "/arrangements/\(arrangement.id)/notes")
    }

    private var years: HTML {
        guard model.years.count > 1 else { return HTML() }
        let door: URLPath = "/arrangements/\(arrangement.id)/notes"
        let rows = model.years.map { use in
            DataTable.Row([
                .text(String(use.year)), .number(words.kilograms(use.used), door), .number(words.kilograms(use.reserved), door),
                .number(words.kilograms(max(.zero, terms.yearlyAmount - use.taken))),
            ])
        }
        let table = DataTable(
            words: words, caption: say(.years),
            columns: [
                DataTable.Column(say(.columnYear)), DataTable.Column(say(.columnUsed), unit: "kg", isNumber: true),
                DataTable.Column(say(.columnReserved), unit: "kg", isNumber: true), DataTable.Column(say(.columnYearLeft), unit: "kg", isNumber: true),
            ], rows: rows)
        return Panel(title: say(.years), content: table.html).html
    }

    // MARK: Facts

    private var facts: DefinitionList {
        let wastes = terms.wastes.map { one -> HTML in
            let hazard: HTML = one.isHazardous ? " <span class=\"hazard\">\(Icon.hazard)\(words[PartPhrase.hazardous])</span>" : HTML()
            return "<span class=\"code-text\">\(one.waste.description)</span> \(request.wasteName(one.waste))\(hazard)"
        }
        var items = terms.parties.map { role, party in DefinitionList.Item(words[role.phrase], place(party)) }
        items += [
            DefinitionList.Item(say(.wastes), html: HTML.joined(wastes, separator: "<br>")),
            DefinitionList.Item(
                say(.treatment),
                html: "\(terms.treatment.description) \(request.marked(request.platform.lists.name(of: terms.treatment, in: words.language)))"),
            DefinitionList.Item(say(.yearlyAmount), words.mass(terms.yearlyAmount)),
            DefinitionList.Item(
                say(.validity), words(ArrangementPagePhrase.validBetween, ["from": .date(terms.validFrom), "until": .date(terms.validUntil)])),
        ]
        if let hash = terms.document, model.documentType != nil {
            items.append(
                DefinitionList.Item(
                    say(.document),
                    html:
                        "<a href=\"\("/arrangements/\(arrangement.id)/paper" as URLPath)\">\(say(.openDocument))</a> <code>\(String(hash.prefix(8)))</code>"
                ))
        }
        return DefinitionList(items)
    }

    /// The firm, and the site's own name where it says more.
    private func place(_ party: Party) -> String {
        let firm = teller.name(party.organisation)
        guard let site = model.names.sites[party.site].map(request.name(of:)), !site.isEmpty, site != firm else { return firm }
        return firm + ", " + site
    }

    private var signatures: HTML {
        var events = arrangement.signatures.map { signature in
            let person = signature.person.flatMap { model.names.people[$0] }
            var who = [person, teller.name(signature.organisation)].compactMap { $0 }.joined(separator: ", ")
            if let behalf = signature.onBehalfOf {
                who = words(NotePhrase.onBehalf, ["person": .text(who), "organisation": .text(teller.name(behalf))])
            }
            if let reason = signature.reason {
                who += " · " + words(ArrangementPagePhrase.reasonGiven, ["reason": .text(model.names.texts[reason] ?? say(.erased))])
            }
            let isNo = signature.step == .decline || signature.step == .end
            return TimeLine.Event(state: isNo ? .refused : .done, title: words[signature.step.donePhrase], time: words.moment(signature.at), person: who)
        }
        events += arrangement.waitingFor.map {
            TimeLine.Event(state: .pending, title: words(ArrangementPagePhrase.waitsFor, ["party": .text(teller.name($0))]), time: "")
        }
        return TimeLine(words: words, events: events).html
    }

    // MARK: Notes

    private var notes: HTML {
        ArrangementNotes(request: request, notes: model.notes).table.html
    }

    private var moreNotes: LinkButton? {
        model.notesHaveMore ? LinkButton(label: say(.allNotes), href: "/arrangements/\(arrangement.id)/notes") : nil
    }
}

/// Notes that draw an arrangement down, newest first.
struct ArrangementNotes {
    var request: PageRequest
    var notes: [Manifest]

    var table: DataTable {
        let words = request.words
        return DataTable(
            words: words, caption: words[ArrangementPagePhrase.notes],
            columns: [
                DataTable.Column(words[ComposePhrase.columnNote]), DataTable.Column(words[ComposePhrase.columnWaste], isSelfEvident: true),
                DataTable.Column(words[ArrangementPagePhrase.columnYear], isNumber: true),
                DataTable.Column(words[ArrangementPagePhrase.columnReserved], unit: "kg", isNumber: true),
                DataTable.Column(words[ArrangementPagePhrase.columnUsed], unit: "kg", isNumber: true),
                DataTable.Column(words[ComposePhrase.columnState], isSelfEvident: true),
            ], rows: notes.map(row),
            empty: EmptyState(icon: .notes, title: words[ArrangementPagePhrase.notesEmpty], explanation: words[ArrangementPagePhrase.notesEmptyMore]))
    }

    private func row(_ note: Manifest) -> DataTable.Row {
        let words = request.words
        let href: URLPath = "/notes/\(note.id)"
        let draw = note.draw(in: request.platform.zone)
        let wastes: HTML = HTML.joined(
            note.lines.prefix(2).map { "<span class=\"code-text\">\($0.waste.description)</span> \(request.wasteName($0.waste))" }, separator: "<br>")
        return DataTable.Row([
            .html("<a class=\"code-text\" href=\"\(href)\">\(request.title(of: note))</a>"), .html(wastes), .text(draw.map { String($0.year) } ?? "–"),
            .number(words.kilograms(draw?.reserved ?? .zero), href), .number(words.kilograms(draw?.used ?? .zero), href), .part(request.chip(note.state)),
        ])
    }
}
