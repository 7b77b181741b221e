// SPDX-License-Identifier: Apache-2.0

import CodeLists
import HTTPSupport
import Markup
import Operations
import Wording

/// A label for the container: what it is, what is dangerous about it, room for the firm and the day, and a QR code that opens what to
/// do with it, in three languages.
struct WasteLabel {
    var request: PageRequest
    var criteria: WasteCriteria

    private var platform: Platform { request.platform }
    private var code: WasteCode { criteria.code }
    private var spoken: SpokenInThree { SpokenInThree(platform: platform) }

    var page: PageAnswer {
        let local = spoken.local
        let title: CriteriaPhrase = code.isHazardous ? .labelHazardous : .labelWaste
        let qr = QRCode.svg("\(request.origin)/waste/\(code.id.text)", label: code.display).map {
            QRBlock(code: $0, number: code.display, caption: request.words[CriteriaPhrase.labelScan])
        }
        let sheet = PrintSheet(
            words: request.words, heading: [spoken.words(in: local)[CriteriaPhrase.labelHeading]], language: local,
            title: spoken.words(in: local)[title], titleInEnglish: nil, qr: qr,
            content: "<p><b>\(spoken.said(title))</b></p>\(names)\(dangers)\(blanks)\(forbidden)",
            imprint: request.words(CriteriaPhrase.labelImprint, ["code": .text(code.display), "date": .date(platform.today)]))
        return request.printPage(request.words[CriteriaPhrase.printLabel], body: sheet.html)
    }

    private var names: HTML {
        HTML.map(spoken.languages) { language in
            let name = platform.lists.name(of: code.id, in: language)
            return "<p lang=\"\(name.language.rawValue)\"><b>\(name.text)</b></p>"
        }
    }

    private var dangers: HTML {
        HTML.map(criteria.classes) { danger in
            let said = HTML.joined(
                spoken.languages.map { language in
                    let name = platform.lists.name(of: danger.code, in: language)
                    return "<span lang=\"\(name.language.rawValue)\">\(name.text)</span>"
                }, separator: " · ")
            let unitedNations = HTML.ifPresent(danger.code.unitedNationsClass) { " (UN \($0))" }
            return "<p>\(Icon.hazard) <b>\(danger.code.code)</b>\(unitedNations) \(said)</p>"
        }
    }

    /// What is written by hand, with the firm's name where it is known.
    private var blanks: HTML {
        let firm: HTML = request.visitor?.organisation.map { "<b translate=\"no\">\(request.name(of: $0))</b>" } ?? Self.line
        let rows: [(phrase: CriteriaPhrase, content: HTML)] = [
            (.labelFirm, firm), (.labelBegun, Self.line), (.labelAmount, Self.line), (.labelCalls, Self.line),
        ]
        let body = HTML.map(rows) { "<tr><td>\(spoken.said($0.phrase))</td><td>\($0.content)</td></tr>" }
        return "<div class=\"table-frame\"><table class=\"table\"><tbody>\(body)</tbody></table></div>"
    }

    private var forbidden: HTML {
        let statements = criteria[.forbidden].prefix(3)
        return HTML.map(spoken.languages) { language in
            "<p lang=\"\(language.rawValue)\"><small>\(statements.compactMap { $0.texts[language] }.joined(separator: " "))</small></p>"
        }
    }

    private static let line: HTML = "…………………………"
}

/// Sheets that are read by whoever stands before them: the country's own language first, the others smaller.
struct SpokenInThree: Sendable {
    var platform: Platform

    var languages: [Language] { platform.country == .cambodia ? [.khmer, .vietnamese, .english] : [.vietnamese, .khmer, .english] }
    var local: Language { languages[0] }

    func words(in language: Language) -> Words { Words(language, table: platform.wording, zone: platform.zone) }

    /// A phrase in the country's language, and smaller in the others, each marked as such.
    func said(_ phrase: some PhraseKey) -> HTML {
        func marked(_ language: Language) -> HTML { "<span lang=\"\(language.rawValue)\">\(words(in: language)[phrase])</span>" }
        return "\(marked(local)) · <small>\(HTML.joined(languages.dropFirst().map(marked), separator: " · "))</small>"
    }
}
