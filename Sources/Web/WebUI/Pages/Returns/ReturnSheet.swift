// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Identity
import Markup
import Operations
import Returns
import Wording

/// A return as a sheet of A4, to be filled in by hand and typed in by an officer or a round driver later.
struct ReturnSheet: Part {
    var request: PageRequest
    var dataSet: DataSet
    /// For whom it is printed; blank where nobody is named.
    var site: (site: Site, organisation: Organisation)?
    var period: Period?

    /// The country's own language first.
    private var languages: [Language] {
        request.platform.country == .cambodia ? [.khmer, .vietnamese, .english] : [.vietnamese, .khmer, .english]
    }
    private func words(in language: Language) -> Words { Words(language, table: request.platform.wording, zone: request.platform.zone) }
    private static let line: HTML = "…………………"

    /// A phrase in the country's language, and smaller in English.
    private func said(_ phrase: some PhraseKey) -> HTML {
        let local = languages[0]
        return """
            <span lang="\(local.rawValue)">\(words(in: local)[phrase])</span><br>\
            <small lang="en">\(words(in: .english)[phrase])</small>
            """
    }

    var html: HTML {
        let local = words(in: languages[0])
        let heading: [NotePhrase] =
            request.platform.country == .cambodia ? [.kingdomOfCambodia, .mottoOfCambodia] : [.republicOfVietNam, .mottoOfVietNam]
        let fields = site.map { dataSet.fields(for: $0.site.attributes(on: request.platform.today).isic) } ?? dataSet.fields
        return PrintSheet(
            words: request.words, heading: heading.map { local[$0] }, language: languages[0], title: local[dataSet.phrase],
            titleInEnglish: words(in: .english)[dataSet.phrase], qr: nil, content: "\(who)\(table(fields))\(rules)\(hands)",
            imprint: request.words(ReturnPagePhrase.sheetImprint, ["date": .date(request.platform.today)])
        ).html
    }

    private var who: HTML {
        let firm: HTML = site.map { "<span translate=\"no\">\(request.name(of: $0.organisation)), \($0.organisation.registrationNumber)</span>" } ?? Self.line
        let when: HTML = period.map { "\(request.text(of: $0))" } ?? Self.line
        return """
            <div class="table-frame"><table class="table"><tbody><tr><td>\(said(ReturnPagePhrase.firm))</td><td>\(firm)</td></tr>\
            <tr><td>\(said(ReturnPagePhrase.sheetPeriod))</td><td>\(when)</td></tr></tbody></table></div>
            """
    }

    private func table(_ fields: [DataField]) -> HTML {
        let heads: [ReturnPagePhrase] = [.sheetFigure, .columnAnswer, .sheetUnit, .sheetNothing, .sheetUnknown]
        let rows = HTML.map(fields) { field in
            let units = (field.units.isEmpty ? [field.kind.baseSymbol] : field.units).map { request.unitLabel($0, in: words(in: languages[0])) }.joined(
                separator: " · ")
            return "<tr><th scope=\"row\">\(said(field.phrase))</th><td>\(Self.line)</td><td>\(units)</td><td>☐</td><td>☐</td></tr>"
        }
        return """
            <div class="table-frame"><table class="table"><thead><tr>\
            \(HTML.map(heads) { "<th scope=\"col\">\(said($0))</th>" })</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private var rules: HTML {
        HTML.map(languages) { language in "<p lang=\"\(language.rawValue)\"><small>\(words(in: language)[ReturnPagePhrase.sheetRule])</small></p>" }
    }

    private var hands: HTML {
        """
        <div class="table-frame"><table class="table"><tbody><tr><td>\(said(ReturnPagePhrase.sheetFilledBy))<br>\(Self.line)</td>\
        <td>\(said(ReturnPagePhrase.sheetTypedBy))<br>\(Self.line)</td></tr></tbody></table></div>
        """
    }
}
