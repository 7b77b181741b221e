// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Wording

/// Two firms side by side, line by line what tells them apart.
struct DuplicateView: Part {
    var request: PageRequest
    var model: DuplicatePage

    private var words: Words { request.words }
    private func say(_ phrase: DuplicatePagePhrase) -> String { words[phrase] }
    private var sides: [DuplicatePage.Side] { model.sides }

    var html: HTML {
        let (first, second) = (sides[0].organisation, sides[1].organisation)
        let isOver = sides.contains { $0.organisation.merger != nil }
        let merge =
            isOver ? nil : PrimaryAction(label: say(.merge), target: .link("/duplicates/\(first.id)/\(second.id)/merge"), icon: .arrowRight)
        let lead = model.likeness.map { words(DuplicatePagePhrase.pairLead, ["why": .text(request.said($0))]) } ?? say(.pairLeadNone)
        let heading = PageHeading(title: say(.pairTitle), lead: lead, action: merge)
        let apart: HTML =
            isOver || model.areDistinct
            ? HTML()
            : "<p>\(PostButton(label: say(.apart), action: "/duplicates/\(first.id)/\(second.id)/apart", fields: [request.csrfField], icon: .close))</p>"
        let decided = model.areDistinct ? NoticeLine(text: say(.pairApart), tone: .good).html : HTML()
        return "\(heading)\(decided)\(HTML.map(model.contradictions) { NoticeLine(text: words[$0.phrase], tone: .warning).html })\(table)\(apart)"
    }

    private var table: DataTable {
        DataTable(
            words: words, caption: say(.pairTitle),
            columns: [DataTable.Column(say(.columnFact))] + sides.map { DataTable.Column(request.name(of: $0.organisation)) },
            rows: facts.map { fact in DataTable.Row([.text(say(fact.phrase))] + sides.map { fact.cell($0) }) })
    }

    private struct Line {
        var phrase: DuplicatePagePhrase
        var cell: (DuplicatePage.Side) -> DataTable.Cell
    }

    private var facts: [Line] {
        func text(_ phrase: DuplicatePagePhrase, _ get: @escaping (DuplicatePage.Side) -> String?) -> Line {
            Line(phrase: phrase) { side in
                guard let text = get(side), !text.isEmpty else { return .none(say(.unknown)) }
                return .text(text)
            }
        }
        func row(_ side: DuplicatePage.Side) -> SiteAttributes? { side.sites.first?.attributes(on: request.platform.today) }
        return [
            Line(phrase: .number) { side in
                let href: URLPath = "/registry/organisations/\(side.organisation.id)"
                return .html("<a href=\"\(href)\"><span class=\"code-text\">\(side.organisation.registrationNumber)</span></a>")
            },
            Line(phrase: .otherName) { side in
                let other = request.otherName(english: side.organisation.nameEnglish, local: side.organisation.nameLocal)
                return other.isEmpty ? .none(say(.unknown)) : .html(other)
            },
            text(.standing) { words[$0.organisation.status.phrase] },
            Line(phrase: .place) { side in
                guard let place = row(side) else { return .none(say(.unknown)) }
                let smaller = [place.commune, place.district].compactMap { $0 }.joined(separator: ", ")
                return .html("\(if: !smaller.isEmpty, "\(request.placeName(smaller)), ")\(request.registryProvince(place.province))")
            },
            Line(phrase: .address) { side in
                guard let address = side.sites.first?.address, !address.isEmpty else { return .none(say(.unknown)) }
                return .html(request.placeName(address))
            },
            text(.position) { side in side.sites.first?.position.map { "\($0.latitude), \($0.longitude)" } },
            Line(phrase: .sector) { side in row(side).map { .html(request.industryWithCode($0.isic)) } ?? .none(say(.unknown)) },
            text(.employees) { row($0)?.employees.map { words.number(Int64($0)) } },
            text(.contact) { side in side.contact.map { [$0.name, $0.phone].filter { !$0.isEmpty }.joined(separator: " · ") } },
            text(.people) { words.number(Int64($0.administrators)) },
            text(.permits) { words.number(Int64($0.permits)) },
            text(.openNotes) { words.number(Int64($0.openNotes)) },
            text(.arrangements) { words.number(Int64($0.arrangements)) },
        ]
    }
}
