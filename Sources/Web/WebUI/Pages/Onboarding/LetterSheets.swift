// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Markup
import Operations
import Wording

/// Letters to firms, one a sheet of A4: who is asked, what to do in three steps, the code as QR and in letters, and how long
/// it is good. In the country's language with English beneath.
public struct LetterSheets: Sendable {
    private let country: Country
    private let lists: CodeLists
    private let today: CalendarDate
    /// `https://host` under which the platform is reached from outside.
    private let origin: String
    private let local: Language
    private let official: Words
    private let english: Words

    /// - Parameters:
    ///   - table: the sentences in force.
    ///   - origin: as it is to stand in the letters, without a slash at its end.
    public init(country: Country, lists: CodeLists, table: WordingTable, today: CalendarDate, origin: String) {
        self.country = country
        self.lists = lists
        self.today = today
        self.origin = origin
        local = country == .cambodia ? .khmer : .vietnamese
        official = Words(local, table: table, zone: country.zone)
        english = Words(.english, table: table, zone: country.zone)
    }

    /// The stylesheet that a file of letters asks for beside it, by the name it must have there.
    public static var stylesheet: (name: String, bytes: [UInt8]) { (Asset.stylesheet.name, Asset.stylesheet.bytes) }

    /// A file of letters that is printed without a server; it stands beside ``stylesheet``.
    ///
    /// - Parameter title: such as `Letters 12-003`.
    public func file(_ letters: [InvitationLetter], title: String) -> [UInt8] {
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="\(local.rawValue)"><head><meta charset="utf-8"><title>\(title)</title>\
            <meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="\(Asset.stylesheet.name)"></head>\
            <body class="print">\(html(letters))</body></html>

            """
        return page.bytes
    }

    func html(_ letters: [InvitationLetter]) -> HTML { HTML.map(letters, sheet) }

    private func sheet(_ letter: InvitationLetter) -> HTML {
        let heading: [NotePhrase] =
            country == .cambodia ? [.kingdomOfCambodia, .mottoOfCambodia] : [.republicOfVietNam, .mottoOfVietNam]
        return """
            <article class="print-sheet"><header><div><p class="heading" lang="\(local.rawValue)">\
            \(HTML.joined(heading.map { "\(official[$0])" }, separator: "<br>"))</p>\
            <h1 lang="\(local.rawValue)">\(official[OnboardingPhrase.letterTitle])</h1>\
            <p class="soft" lang="en">\(english[OnboardingPhrase.letterTitle])</p></div>\
            \(qr(letter))</header>\(address(letter))\(text(letter, official))\(text(letter, english))\
            <footer lang="\(local.rawValue)">\(official(OnboardingPhrase.letterImprint, ["moment": .moment(letter.invitation.madeAt)]))</footer></article>
            """
    }

    /// The address that scanning opens: the claim's page with the code in it.
    private func qr(_ letter: InvitationLetter) -> QRBlock? {
        guard let code = QRCode.svg("\(origin)/claim/\(letter.code.text)", label: letter.code.description) else { return nil }
        return QRBlock(code: code, number: letter.code.description, caption: official[OnboardingPhrase.letterScan])
    }

    private func address(_ letter: InvitationLetter) -> HTML {
        let firm = letter.organisation
        let row = letter.site?.attributes(on: today)
        var lines: [HTML] = []
        if !firm.nameLocal.isEmpty { lines.append("<b lang=\"\(local.rawValue)\">\(firm.nameLocal)</b>") }
        lines.append(firm.nameLocal.isEmpty ? "<b lang=\"en\">\(firm.nameEnglish)</b>" : "<span lang=\"en\">\(firm.nameEnglish)</span>")
        let place = [letter.site?.address, row?.commune, row?.district].compactMap { $0 }.filter { !$0.isEmpty }
        if !place.isEmpty { lines.append("\(place.joined(separator: ", "))") }
        if let row, let id = ProvinceID(country: country, code: row.province) { lines.append("\(lists.name(of: id, on: today, in: local).text)") }
        lines.append("\(official(OnboardingPhrase.letterRegistered, ["number": .text(firm.registrationNumber)]))")
        return "<p><span class=\"soft\">\(official[OnboardingPhrase.letterTo])</span><br>\(HTML.joined(lines, separator: "<br>"))</p>"
    }

    private func text(_ letter: InvitationLetter, _ words: Words) -> HTML {
        let facts: [String: Fact] = [
            "address": .text(origin + "/claim"), "code": .text(letter.code.description), "date": .date(letter.invitation.validUntil),
        ]
        let steps: [OnboardingPhrase] = [.letterStepOpen, .letterStepFill, .letterStepWait]
        let list = DefinitionList(steps.enumerated().map { DefinitionList.Item(words.localDigits("\($0 + 1)"), words($1, facts)) })
        return """
            <section lang="\(words.language.rawValue)"><p>\(words[OnboardingPhrase.letterWhy])</p><h2>\(words[OnboardingPhrase.letterSteps])</h2>\
            \(list)<p><b>\(words(OnboardingPhrase.letterGoodUntil, facts))</b> \(words[OnboardingPhrase.letterKeep])\
             \(words[OnboardingPhrase.letterHelp])</p></section>
            """
    }
}
