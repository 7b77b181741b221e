// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Markup
import Operations
import Wording

/// Blank paper notes as sheets of A4: a number with its check character, a QR code that tells what became of it, and everything a
/// load needs to be written down by hand, in three languages.
public struct BlankSheets: Sendable {
    var platform: Platform
    /// Of whoever prints: for the button only.
    var words: Words
    /// `https://host`, where the QR codes lead.
    var origin: String
    var print: PaperPrint
    var holder: String

    private var spoken: SpokenInThree { SpokenInThree(platform: platform) }
    private var languages: [Language] { spoken.languages }

    var html: HTML { HTML.map(print.sheets.filter { $0.state == .blank }) { sheet($0).html } }

    private func words(in language: Language) -> Words { spoken.words(in: language) }
    private func said(_ phrase: SheetPhrase) -> HTML { spoken.said(phrase) }

    private func sheet(_ sheet: PaperSheet) -> PrintSheet {
        let local = languages[0]
        let official = words(in: local)
        let heading: [NotePhrase] = platform.country == .cambodia ? [.kingdomOfCambodia, .mottoOfCambodia] : [.republicOfVietNam, .mottoOfVietNam]
        let number = (try? PaperNumber.read(sheet.number).get()).map(\.compact) ?? sheet.number
        let qr = QRCode.svg("\(origin)/p/\(number)", label: sheet.number).map { QRBlock(code: $0, number: sheet.number, caption: words[SheetPhrase.scan]) }
        return PrintSheet(
            words: words, heading: heading.map { official[$0] }, language: local, title: official[SheetPhrase.sheetTitle],
            titleInEnglish: words(in: .english)[SheetPhrase.sheetTitle], qr: qr, content: "\(parties)\(load)\(instructions)",
            imprint: words(
                SheetPhrase.imprint, ["number": .text(sheet.number), "holder": .text(holder), "date": .date(print.batch.printedOn)]))
    }

    /// Who, when and signed by whom: a label over room for a hand, one column a party.
    private var parties: HTML {
        let rows: [(phrases: [SheetPhrase], lines: Int)] = [
            ([.fieldSender, .fieldCarrier, .fieldReceiver], 2), ([.fieldCollected, .fieldPlate, .fieldReceived], 1), ([.sign, .sign, .sign], 2),
        ]
        let body = HTML.map(rows) { row in
            let room = HTML.joined(Array(repeating: Self.line, count: row.lines), separator: "<br>")
            return "<tr>\(HTML.map(row.phrases) { "<td>\(said($0))<br>\(room)</td>" })</tr>"
        }
        return "<div class=\"table-frame\"><table class=\"table\"><tbody>\(body)</tbody></table></div>"
    }

    /// Room for three wastes.
    private var load: HTML {
        let heads: [SheetPhrase] = [.fieldWaste, .fieldMass, .fieldHow, .fieldContainers]
        let blank: HTML = "<tr>\(HTML.map(heads) { _ in "<td>\(Self.line)</td>" })</tr>"
        return """
            <div class="table-frame"><table class="table"><thead><tr>\(HTML.map(heads) { "<th scope=\"col\">\(said($0))</th>" })</tr></thead>\
            <tbody>\(blank)\(blank)\(blank)</tbody></table></div>
            """
    }

    private var instructions: HTML {
        let steps: [SheetPhrase] = [.rule1, .rule2, .rule3]
        return HTML.map(languages) { language in
            let words = words(in: language)
            return "<p lang=\"\(language.rawValue)\"><small>\(steps.map { words[$0] }.joined(separator: " "))</small></p>"
        }
    }

    private static let line: HTML = "…………………"
}

extension BlankSheets {
    /// A whole batch for a file that prints without a server.
    ///
    /// - Parameters:
    ///   - origin: `https://host`, where the QR codes lead.
    ///   - holder: for whom they are printed, by name.
    /// - Returns: language and title of the document, its stylesheet, and the sheets as markup.
    public static func parts(_ print: PaperPrint, holder: String, origin: String, platform: Platform) -> (
        language: Language, title: String, stylesheet: [UInt8], markup: [UInt8]
    ) {
        let words = Words(platform.country == .cambodia ? .khmer : .vietnamese, table: platform.wording, zone: platform.zone)
        let sheets = BlankSheets(platform: platform, words: words, origin: origin, print: print, holder: holder)
        return (words.language, words[SheetPhrase.sheetTitle], Asset.stylesheet.bytes, sheets.html.bytes)
    }
}
