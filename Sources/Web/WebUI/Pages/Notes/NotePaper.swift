// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Manifests
import Markup
import Operations
import Wording

/// The note as a form of A4: to go with the load, to be signed by hand where nobody has a telephone.
struct NotePaper: Part {
    var request: PageRequest
    var model: NoteModel
    /// Who prints it.
    var printedBy: String

    private var note: Manifest { model.note }
    private var words: Words { request.words }
    private var teller: NoteTeller { NoteTeller(request: request, note: note, names: model.names) }
    private func say(_ phrase: NotePhrase) -> String { words[phrase] }

    /// The country's own language, in which the statutory heading stands.
    private var local: Language { request.platform.country == .cambodia ? .khmer : .vietnamese }

    var title: String { words(NotePhrase.paperTitle, ["number": .text(teller.title)]) }

    var html: HTML {
        let official = Words(local, table: request.platform.wording, zone: request.platform.zone)
        let english = Words(.english, table: request.platform.wording, zone: request.platform.zone)
        let isCambodia = request.platform.country == .cambodia
        let heading: [NotePhrase] = isCambodia ? [.kingdomOfCambodia, .mottoOfCambodia] : [.republicOfVietNam, .mottoOfVietNam]
        return PrintSheet(
            words: words, heading: heading.map { official[$0] }, language: local, title: official[note.kind.phrase], titleInEnglish: english[note.kind.phrase],
            qr: qr, content: "\(parties)\(load)\(particulars)", signatures: signatures, imprint: imprint
        ).html
    }

    /// The public address of the number; a note without one is still a draft.
    private var qr: QRBlock? {
        guard let number = note.number, case .success(let read) = NoteNumber.read(number),
            let code = QRCode.svg("\(request.origin)/n/\(read.compact)", label: number)
        else { return nil }
        return QRBlock(code: code, number: number, caption: say(.paperScan))
    }

    private var parties: HTML {
        var items = [DefinitionList.Item(words[PartyRole.sender.phrase], note.isSenderKnown ? whole(note.sender) : teller.senderName)]
        if let buyer = note.buyer {
            let teller = NoteTeller(request: request, note: note, names: model.names)
            items.append(DefinitionList.Item(say(.buyer), teller.told(buyer) + " · " + (model.names.texts[buyer.place] ?? say(.erased))))
            return DefinitionList(items).html
        }
        for leg in note.legs {
            let plate = leg.plate.map { say(.plate) + ": " + teller.text($0) } ?? say(.plate) + ": ……………………"
            let carrier = note.isCarrierKnown || leg != note.legs[0] ? whole(leg.carrier) : teller.carrierName
            items.append(DefinitionList.Item(words[PartyRole.carrier.phrase], carrier + " · " + words[leg.mode.phrase] + " · " + plate))
        }
        items.append(DefinitionList.Item(words[PartyRole.receiver.phrase], whole(note.receiver)))
        return DefinitionList(items).html
    }

    /// Name, number in the business register, site and address.
    private func whole(_ party: Party) -> String {
        let firm = model.names.organisations[party.organisation]
        let site = model.names.sites[party.site]
        return [teller.place(party), firm.map { registered($0) }, site?.address]
            .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private func registered(_ firm: Organisation) -> String {
        firm.hasProvisionalNumber ? words[StopFirmPhrase.notRegistered] : words(NotePhrase.paperRegistered, ["number": .text(firm.registrationNumber)])
    }

    /// A plain table: paper is too narrow for a book's unbroken lines, and a list would fall apart on it.
    private var load: HTML {
        func head(_ title: String, isNumber: Bool = false, unit: String? = nil) -> HTML {
            "<th scope=\"col\"\(if: isNumber, " class=\"number\"")>\(title)\(HTML.ifPresent(unit) { " (\($0))" })</th>"
        }
        func cell(_ text: String?) -> HTML { "<td class=\"number\">\(text ?? "")</td>" }
        let counts = note.lines.contains { $0.containers != nil } || note.receipt == nil
        let rows = HTML.map(note.lines) { line in
            """
            <tr><th scope="row"><span class="code-text">\(line.waste.description)\(if: line.isHazardous, "*")</span> \(request.wasteName(line.waste))\
            \(if: line.isHazardous, " (\(words[PartPhrase.hazardous]))")</th>\(if: counts, cell(line.containers.map { words.number(Int64($0)) }))\
            <td class="number">\(words.kilograms(line.declared.mass))<br><small>\(words[line.declared.method.phrase])</small></td>\
            \(cell(line.weighed.map { words.kilograms($0) }))\(cell(line.accepted.map { words.kilograms($0) }))</tr>
            """
        }
        return """
            <div class="table-frame"><table class="table"><caption class="unseen">\(say(.load))</caption><thead><tr>\(head(say(.waste)))\
            \(if: counts, head(say(.containers), isNumber: true))\(head(say(.declared), isNumber: true, unit: "kg"))\
            \(head(say(.weighed), isNumber: true, unit: "kg"))\(head(say(.accepted), isNumber: true, unit: "kg"))</tr></thead><tbody>\(rows)</tbody>\
            <tfoot><tr><th scope="row">\(say(.total))</th>\(if: counts, cell(nil))\(cell(words.kilograms(note.declaredMass)))\
            \(cell(note.receipt?.weighed.map { words.kilograms($0.mass) }))\(cell(note.acceptedMass.map { words.kilograms($0) }))</tr></tfoot></table></div>
            """
    }

    private var particulars: HTML {
        var items: [DefinitionList.Item] = []
        if let code = note.intended {
            items.append(
                DefinitionList.Item(
                    say(.intended), html: "\(code.description) \(request.marked(request.platform.lists.name(of: code, in: words.language)))"))
        }
        if let arrangement = model.arrangement {
            let text = model.arrangementAgreed.map {
                words(
                    NotePhrase.paperArrangement,
                    ["number": .text(arrangement.description), "date": .date(request.platform.zone.date(of: $0))])
            }
            items.append(DefinitionList.Item(say(.arrangement), text ?? arrangement.description))
        }
        if let pickup = note.plannedPickup { items.append(DefinitionList.Item(say(.plannedPickup), words.date(pickup))) }
        if let refusal = note.receipt?.refusal { items.append(DefinitionList.Item(say(.refusalReason), words[refusal.phrase])) }
        if let reason = note.receipt?.discrepancy { items.append(DefinitionList.Item(say(.discrepancyReason), words[reason.phrase])) }
        if note.receipt?.isShared == true { items.append(DefinitionList.Item(say(.weighed), words[RoundPagePhrase.sharedWeight])) }
        for treatment in note.treatments {
            items.append(
                DefinitionList.Item(say(.treatments), "\(words.date(treatment.occurred)) · \(treatment.code) · \(words.mass(treatment.mass))"))
        }
        if let remark = note.remark { items.append(DefinitionList.Item(say(.remark), teller.text(remark))) }
        items.append(DefinitionList.Item(say(.state), words[note.state.phrase]))
        if let trail = note.trail {
            items.append(DefinitionList.Item(words[PaperPagePhrase.trailOrigin], words[trail.origin.phrase] + (trail.paper.map { " · " + $0 } ?? "")))
            items.append(DefinitionList.Item(words[PaperPagePhrase.trailStanding], words[trail.standing.phrase]))
        }
        return DefinitionList(items).html
    }

    /// A box for each party: filled where it has signed, room for a hand where it has not.
    private var signatures: [SignatureBox] {
        func isSender(_ signature: Signature) -> Bool {
            [.issue, .sell, .confirm].contains(signature.step) || signature.step == .record && note.trail?.recorder == .sender
        }
        func box(_ role: PartyRole, _ party: Party?, _ signature: Signature?) -> SignatureBox {
            let filled = signature.map { signature in
                SignatureBox.Signature(
                    person: teller.person(signature) ?? teller.name(signature.organisation), time: words.moment(signature.at),
                    means: words[signature.means.phrase])
            }
            let name = party.map { teller.name($0.organisation) } ?? (role == .sender ? teller.senderName : teller.carrierName)
            return SignatureBox(words: words, role: words[role.phrase], organisation: name, signature: filled)
        }
        var boxes = [box(.sender, note.isSenderKnown ? note.sender : nil, note.signatures.last { isSender($0) })]
        // Nobody signs against a sale.
        if note.buyer != nil { return boxes }
        var taken = note.signatures.filter { [.collect, .handOver, .leaveStorage].contains($0.step) }
        for leg in note.legs {
            let own = leg.takenOverAt == nil ? nil : taken.firstIndex { $0.organisation == leg.carrier.organisation }
            boxes.append(box(.carrier, note.isCarrierKnown || leg != note.legs[0] ? leg.carrier : nil, own.map { taken.remove(at: $0) }))
        }
        boxes.append(
            box(.receiver, note.receiver, note.signatures.last { $0.step == .decide || $0.step == .record && note.trail?.recorder == .receiver }))
        return boxes
    }

    private var imprint: String {
        words(
            NotePhrase.imprint,
            ["number": .text(teller.title), "version": .numeral(Int64(note.version)), "date": .moment(model.now), "person": .text(printedBy)])
    }
}
