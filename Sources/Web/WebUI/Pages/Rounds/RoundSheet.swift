// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// A round as a form of A4 that goes with the vehicle: the stops in their order, room for weight and signature, in three languages.
struct RoundSheet: Part {
    var request: PageRequest
    var model: RoundModel
    /// Who prints it.
    var printedBy: String

    private static let furtherRows = 4

    private var round: Round { model.round }
    private var words: Words { request.words }
    private var teller: RoundTeller { RoundTeller(request: request, round: round, names: model.names) }
    private func say(_ phrase: StopFirmPhrase) -> String { words[phrase] }

    /// The country's own language first.
    private var languages: [Language] {
        request.platform.country == .cambodia ? [.khmer, .vietnamese, .english] : [.vietnamese, .khmer, .english]
    }
    private func words(in language: Language) -> Words { Words(language, table: request.platform.wording, zone: request.platform.zone) }

    /// A phrase in the country's language, and smaller in the others, each marked as such.
    private func said(_ phrase: StopFirmPhrase) -> HTML {
        func marked(_ language: Language) -> HTML { "<span lang=\"\(language.rawValue)\">\(words(in: language)[phrase])</span>" }
        return "\(marked(languages[0]))<br><small>\(HTML.joined(languages.dropFirst().map(marked), separator: " · "))</small>"
    }

    var title: String { say(.sheetTitle) + " " + teller.title }

    var html: HTML {
        let local = languages[0]
        let official = words(in: local)
        let heading: [NotePhrase] =
            request.platform.country == .cambodia ? [.kingdomOfCambodia, .mottoOfCambodia] : [.republicOfVietNam, .mottoOfVietNam]
        let imprint = words(
            StopFirmPhrase.sheetImprint,
            ["day": .date(round.plan.day), "plate": .text(teller.plate), "at": .moment(request.platform.now), "person": .text(printedBy)])
        return PrintSheet(
            words: words, heading: heading.map { official[$0] }, language: local, title: official[StopFirmPhrase.sheetTitle],
            titleInEnglish: words(in: .english)[StopFirmPhrase.sheetTitle], qr: qr, content: "\(facts)\(stops)\(rules)", imprint: imprint
        ).html
    }

    /// Opens the round on a telephone, for whoever may show its code; else its page.
    private var qr: QRBlock? {
        let address = model.code.map { "\(request.origin)/r/\($0.text)" } ?? "\(request.origin)/rounds/\(round.id)"
        return QRCode.svg(address, label: say(.sheetScan)).map {
            QRBlock(code: $0, number: model.code?.spoken ?? round.id.description, caption: say(.sheetScan))
        }
    }

    private var facts: HTML {
        DefinitionList(
            [
                DefinitionList.Item(words[PartyRole.carrier.phrase], teller.place(round.plan.carrier) + " · " + teller.plate),
                DefinitionList.Item(words[RoundPagePhrase.driver], html: "<span translate=\"no\">\(teller.text(round.plan.driver))</span>"),
                DefinitionList.Item(words[PartyRole.receiver.phrase], teller.place(round.plan.receiver) + " (" + round.plan.intended.description + ")"),
                DefinitionList.Item(words[RoundPagePhrase.day], words.date(round.plan.day)),
                DefinitionList.Item(
                    words[RoundPagePhrase.wastes],
                    html: HTML.joined(round.plan.wastes.map { "\($0.waste.description) \(request.wasteName($0.waste))" }, separator: ", ")),
            ] + (round.plan.container.map { [DefinitionList.Item(words[RoundPagePhrase.container], words.mass($0.mass))] } ?? [])
        ).html
    }

    /// What was made stands with its figures; what is ahead, and some rows beyond, is left to the hand.
    private var stops: HTML {
        let heads: [StopFirmPhrase] = [.sheetStop, .sheetSender, .sheetContainers, .sheetWeight, .sheetSignature]
        var rows = model.notes.map { note in
            let line = note.lines.first
            return row(
                teller.place(note.sender), line?.containers.map { words.number(Int64($0)) } ?? "", words.kilograms(note.declaredMass), note.number ?? "")
        }
        rows += round.ahead.map { row(teller.place($0), "", "", "") }
        let further = said(.sheetFurther)
        let blanks = (0..<Self.furtherRows).map { _ in [further] + Self.blanks }
        let body = HTML.map((rows + blanks).enumerated()) { i, cells in
            "<tr><th scope=\"row\">\(words.numeral(Int64(i + 1)))</th>\(HTML.map(cells) { "<td>\($0)</td>" })</tr>"
        }
        return """
            <div class="table-frame"><table class="table"><caption class="unseen">\(words[RoundPagePhrase.stops])</caption>\
            <thead><tr>\(HTML.map(heads) { "<th scope=\"col\">\(said($0))</th>" })</tr></thead><tbody>\(body)</tbody></table></div>
            """
    }

    private func row(_ sender: String, _ containers: String, _ weight: String, _ signed: String) -> [HTML] {
        ["\(sender)"] + [containers, weight, signed].map { $0.isEmpty ? Self.blank : HTML(text: $0) }
    }

    private static let blank: HTML = "……………"
    private static let blanks = [blank, blank, blank]

    private var rules: HTML {
        HTML.map(languages) { language in "<p lang=\"\(language.rawValue)\"><small>\(words(in: language)[StopFirmPhrase.sheetRule])</small></p>" }
    }
}
