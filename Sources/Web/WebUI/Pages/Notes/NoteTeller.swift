// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Identity
import Ledger
import Manifests
import Markup
import Operations
import Wording

/// Tells about one note in the reader's words: who, where, what happened.
struct NoteTeller: Sendable {
    var request: PageRequest
    var note: Manifest
    var names: NoteNames

    private var words: Words { request.words }

    var title: String { request.title(of: note) }
    var href: URLPath { "/notes/\(note.id)" }

    /// What is on the note in one line: `04 02 22 Textile offcuts · 1,240 kg estimated`.
    var load: String {
        let mass = words.mass(note.acceptedMass ?? note.declaredMass)
        guard note.lines.count == 1, let line = note.lines.first else {
            return words(NotePhrase.loadOfSeveral, ["count": .number(Int64(note.lines.count)), "mass": .text(mass)])
        }
        let method = note.acceptedMass == nil ? line.declared.method : note.receipt?.weighed?.method ?? line.declared.method
        return words(
            NotePhrase.loadOfOne, ["waste": .text(request.wasteLine(line.waste)), "mass": .text(mass), "method": method.phrase.fact])
    }

    // MARK: Parties

    func name(_ id: OrganisationID) -> String { names.organisations[id].map(request.name(of:)) ?? id.description }

    /// The firm, and the site's own name where it says more.
    func place(_ party: Party) -> String {
        let firm = name(party.organisation)
        guard let site = names.sites[party.site].map(request.name(of:)), !site.isEmpty, site != firm else { return firm }
        return firm + ", " + site
    }

    func place(_ site: SiteID) -> String {
        guard let known = names.sites[site] else { return site.description }
        return place(Party(organisation: known.organisation, site: site))
    }

    /// Sender, carriers and receiver, each a link to its entry in the registry.
    var route: RouteLine {
        var stops = [
            note.isSenderKnown
                ? RouteLine.Stop(words[PartyRole.sender.phrase], name(note.sender.organisation), href: registry(note.sender))
                : RouteLine.Stop(words[PartyRole.sender.phrase], senderName)
        ]
        if let buyer = note.buyer {
            stops.append(RouteLine.Stop(words[NotePhrase.buyer], told(buyer)))
            return RouteLine(stops: stops)
        }
        for leg in note.legs {
            let plate = leg.plate.map { " · " + text($0) } ?? ""
            let isKnown = note.isCarrierKnown || leg != note.legs[0]
            stops.append(
                RouteLine.Stop(
                    words[PartyRole.carrier.phrase], (isKnown ? name(leg.carrier.organisation) : carrierName) + plate,
                    href: isKnown ? registry(leg.carrier) : nil))
        }
        let code = note.intended.map { " (\($0))" } ?? ""
        stops.append(RouteLine.Stop(words[PartyRole.receiver.phrase], name(note.receiver.organisation) + code, href: registry(note.receiver)))
        return RouteLine(stops: stops)
    }

    /// The sender's name, or whom the gate was told where nobody registered is known.
    var senderName: String {
        guard !note.isSenderKnown else { return name(note.sender.organisation) }
        return note.trail?.sender.map { text($0.name) } ?? words[PaperPagePhrase.notKnown]
    }

    /// The first carrier's name, likewise.
    var carrierName: String {
        guard !note.isCarrierKnown else { return note.legs.first.map { name($0.carrier.organisation) } ?? "" }
        return note.trail?.carrier.map { text($0.name) } ?? words[PaperPagePhrase.notKnown]
    }

    /// Somebody outside the system: what they are, and their name as the sender gave it.
    func told(_ buyer: Buyer) -> String { words[buyer.kind.phrase] + ", " + (names.texts[buyer.name] ?? words[NotePhrase.erased]) }

    private func registry(_ party: Party) -> URLPath { "/registry/organisations/\(party.organisation)" }

    // MARK: Names and texts

    /// A sealed text, or that it was erased.
    func text(_ text: SealedText) -> String { names.texts[text] ?? words[NotePhrase.erased] }

    /// The name of somebody who signs in, or that it was erased.
    func name(_ person: PersonID) -> String { names.people[person] ?? words[NotePhrase.erased] }

    /// Who signed: by account, or by the name that a driver gave.
    func person(_ signature: Signature) -> String? { signature.person.map(name) ?? signature.signer.map(text) }

    // MARK: Signatures

    /// Who signed by which means, on whose device, on behalf of whom.
    func signer(_ signature: Signature) -> String {
        let person = person(signature)
        var who = person ?? name(signature.organisation)
        if let behalf = signature.onBehalfOf {
            who = words(NotePhrase.onBehalf, ["person": .text(who), "organisation": .text(name(behalf))])
        } else if person != nil {
            who += ", " + name(signature.organisation)
        }
        let facts: [String: Fact] = ["who": .text(who), "means": signature.means.phrase.fact]
        guard let device = signature.device, device != signature.organisation else { return words(NotePhrase.signedBy, facts) }
        return words(NotePhrase.signedOnDevice, facts.merging(["device": .text(name(device))]) { known, _ in known })
    }

    /// Who stands behind a line of the journal.
    func author(_ attribution: Attribution) -> String {
        let own = attribution.organisation.map(name)
        let person = attribution.person.map(name)
        var who = [person, own].compactMap { $0 }.joined(separator: ", ")
        if let behalf = attribution.onBehalfOf { who = words(NotePhrase.onBehalf, ["person": .text(who), "organisation": .text(name(behalf))]) }
        return words(NotePhrase.signedBy, ["who": .text(who), "means": attribution.means.phrase.fact])
    }

    // MARK: The book

    /// One side of an entry: the compartment as a link to its account, and whose it is.
    func side(_ account: Account, _ id: AccountID?) -> HTML {
        let label = request.placeName(account.compartment)
        let door: HTML = id.map { "<a href=\"/book/accounts/\($0.description)\">\(label)</a>" } ?? "\(label)"
        return "\(door) <span class=\"soft\">\(place(account.site))</span>"
    }

    func standing(_ entry: NoteEntry) -> StatusChip {
        switch entry.standing {
        case .posted: StatusChip(text: words[NotePhrase.entryPosted], tone: .good)
        case .pending: StatusChip(text: words[NotePhrase.entryPending], tone: .waiting)
        case .voided: StatusChip(text: words[NotePhrase.entryVoided], tone: .neutral)
        case .settled: StatusChip(text: words[NotePhrase.entrySettled], tone: .neutral)
        }
    }
}

extension ManifestEventKind {
    /// What happened, once it has: `Collected`.
    var donePhrase: NotePhrase {
        switch self {
        case .edit: .doneEdit
        case .issue: .doneIssue
        case .sell: .doneSell
        case .changeCarrier: .doneChangeCarrier
        case .collect: .doneCollect
        case .handOver: .doneHandOver
        case .store: .doneStore
        case .leaveStorage: .doneLeaveStorage
        case .arrive: .doneArrive
        case .weigh: .doneWeigh
        case .decide: .doneDecide
        case .treat: .doneTreat
        case .moveLots: .doneMoveLots
        case .cancel: .doneCancel
        case .reportLoss: .doneReportLoss
        case .decideLoss: .doneDecideLoss
        case .proposeCorrection: .doneProposeCorrection
        case .approveCorrection: .doneApproveCorrection
        case .refuseCorrection: .doneRefuseCorrection
        case .expireCorrection: .doneExpireCorrection
        case .record: .doneRecord
        case .confirm: .doneConfirm
        case .dispute: .doneDispute
        case .decideDispute: .doneDecideDispute
        case .assignSender: .doneAssignSender
        }
    }
}
