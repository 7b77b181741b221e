// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Stores

/// Stock on the sender's site that a line may take from.
public struct LotOption: Sendable {
    public var account: AccountID
    public var waste: WasteCodeID
    public var available: Mass
    /// The note whose load made the lot, where one did.
    public var noteNumber: String?
}

/// What the compose form offers for what is filled in so far.
public struct ComposeModel: Sendable {
    /// As given; blanks filled where there is only one answer.
    public var form: NoteForm
    public var organisation: Organisation
    /// Sites of the acting organisation that are open today.
    public var senderSites: [Site]
    public var lots: [LotOption]
    public var recentWastes: [WasteCodeID]
    /// Nearest first; those chosen on top when they are not among them.
    public var plants: [PartyOption]
    public var hauliers: [PartyOption]
    /// The chosen plant.
    public var receiver: PartyOption?
    public var mayIssue: Bool
    /// In force on the day asked for, from the chosen site, and with whoever is chosen so far.
    public var arrangements: [ArrangementLine]
    /// The plants of those arrangements.
    public var partners: [OrganisationID: Organisation]
}

extension Platform {
    /// What can be chosen for a note that is being filled in.
    ///
    /// - Parameters:
    ///   - plantWords, haulierWords: words of the names looked for; blank offers those nearest by.
    public func compose(_ form: NoteForm, plantWords: String = "", haulierWords: String = "", by actor: Actor) async throws -> ComposeModel {
        let lists = self.lists
        let today = self.today
        return try await read { r in
            let own = try r.composer(actor)
            let sites = try r.registry.sites(of: own.id).filter { $0.isOpen(on: today) && actor.mayDraft(from: $0.id) }
            var form = form
            if !sites.contains(where: { $0.id.description == form.senderSite }) { form.senderSite = sites.first?.id.description ?? "" }
            let sender = sites.first { $0.id.description == form.senderSite }
            let wastes = form.lines.compactMap { WasteCodeID(written: $0.waste) }.compactMap { lists.wasteCode($0, on: today) }
            let pickup = CalendarDate(iso: form.pickup) ?? today
            let search = PartySearch(
                reading: r, from: sender, wastes: wastes, load: FormReader(lists: lists, today: today).declared(form), today: today,
                day: max(pickup, today))
            let plants = try search.options(
                profiles: [.collector, .treater], words: plantWords, chosen: [form.receiverSite].compactMap { SiteID(text: $0) },
                unless: sender.map { [$0.id] } ?? [],
                isPlant: true)
            let receiver = plants.first { $0.site.id.description == form.receiverSite }
            let ownCarriage = Set([sender?.id, receiver?.site.id].compactMap { $0 })
            let hauliers = try search.options(
                profiles: [.haulier], words: haulierWords, chosen: form.carrierSites.compactMap { SiteID(text: $0) }, unless: ownCarriage, isPlant: false)
            let offered = try r.arrangements(for: form, of: own.id, on: max(pickup, today))
            let arranged = offered.first { $0.arrangement.id.description == form.arrangement }?.arrangement.terms.wastes.map(\.waste) ?? []
            let recent = try r.notes.recentWastes(of: own.id, limit: 8)
            if form.intended.isEmpty, let only = receiver?.onlyTreatment { form.intended = only.description }
            return ComposeModel(
                form: form, organisation: own, senderSites: sites, lots: try sender.map { try r.lots(on: $0.id, for: form.lines) } ?? [],
                recentWastes: arranged + recent.filter { !arranged.contains($0) }, plants: plants, hauliers: hauliers, receiver: receiver,
                mayIssue: may(.issueNote, actor: actor, subject: actor.wholeReach).isAllowed, arrangements: offered,
                partners: try r.registry.organisations(Set(offered.map(\.arrangement.terms.receiver.organisation))))
        }
    }

    /// A draft as a form again, and the version it was read at.
    public func draftForm(_ id: DocumentID, by actor: Actor) async throws -> (form: NoteForm, version: Int) {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.draftNote, on: note, by: actor)
            if case .refused(let phrase) = note.state.transition(on: .edit) { throw ManifestError.notNow(phrase, note.state) }
            let lots = try r.ledger.lots(on: note.sender.site)
            var form = NoteForm()
            form.senderSite = note.sender.site.description
            form.receiverSite = note.receiver.site.description
            form.carrierSites = note.legs.map(\.carrier.site.description)
            form.mode = note.legs.first?.mode.rawValue ?? form.mode
            form.intended = note.intended?.description ?? ""
            form.arrangement = note.arrangement?.description ?? ""
            form.pickup = note.plannedPickup?.description ?? ""
            form.remark = try note.remark.flatMap { try r.journal.open($0) } ?? ""
            form.lines = note.lines.map { line in
                var typed = NoteForm.Line()
                typed.waste = line.waste.text
                typed.amount = line.declared.typedNumber
                typed.unit = line.declared.unit
                typed.method = line.declared.method.rawValue
                typed.containers = line.containers.map(String.init) ?? ""
                typed.lot = line.draws.first.flatMap { draw in lots.first { $0.account == draw.account } }?.id.description ?? ""
                return typed
            }
            return (form, note.version)
        }
    }

    /// Wastes for a code picker: those that match the words, the actor's recent ones first; without words the recent ones.
    public func wastes(matching words: String, limit: Int, by actor: Actor) async throws -> [WasteCodeID] {
        let search = lists.wasteSearch(on: today)
        let recent = try await read { r in try actor.principal.map { try r.notes.recentWastes(of: $0.id, limit: limit) } ?? [] }
        guard words.contains(where: { !$0.isWhitespace }) else { return recent }
        return search.matches(words, recent: recent, limit: limit).map(\.code)
    }

    /// Fills what a chosen lot says by itself: its waste, and all of it where no weight was typed.
    public func filledFromLots(_ form: NoteForm, by actor: Actor) async throws -> NoteForm {
        guard form.lines.contains(where: \.asksLot) else { return form }
        return try await read { r in
            let own = try r.composer(actor)
            var form = form
            form.lines = try r.filled(form.lines, of: own.id)
            return form
        }
    }
}

extension NoteForm.Line {
    /// Names a lot and leaves to it what the lot says by itself.
    var asksLot: Bool { !lot.isEmpty && (waste.isEmpty || amount.isEmpty) }
}

extension Actor {
    /// A lent power may be for some sites only.
    fileprivate func mayDraft(from site: SiteID) -> Bool {
        guard let principal else { return false }
        return may(.draftNote, actor: self, subject: Subject(parties: [principal.id], sites: [site])).isAllowed
    }
}

extension PartyOption {
    /// The treatment that the plant's permits leave, when it is only one.
    fileprivate var onlyTreatment: TreatmentCode? {
        let codes = Set(permits.flatMap(\.treatments))
        return fitness == .covered && codes.count == 1 ? codes.first : nil
    }
}

extension Reading {
    /// The organisation in whose name the actor composes notes.
    ///
    /// - Throws: ``PermissionRefusal`` when the actor may not.
    fileprivate func composer(_ actor: Actor) throws -> Organisation {
        if case .refused(let refusal) = may(.draftNote, actor: actor, subject: actor.wholeReach) { throw refusal }
        guard let id = actor.principal?.id, let own = try registry.organisation(id) else { throw PlatformError.notFound }
        return own
    }

    /// Lines with the waste of their lots, and all that is in them where no weight was typed.
    func filled(_ lines: [NoteForm.Line], of own: OrganisationID) throws -> [NoteForm.Line] {
        try lines.map { line in
            guard line.asksLot, let id = AccountID(text: line.lot), let row = try ledger.account(id), let waste = row.account.material.wasteCode,
                try registry.site(row.account.site)?.organisation == own
            else { return line }
            var filled = line
            if line.waste.isEmpty { filled.waste = waste.text }
            if line.amount.isEmpty {
                filled.amount = Mass(row.balance.available).typedKilograms
                filled.unit = "kg"
            }
            return filled
        }
    }

    /// Lots to take from: those of the wastes already chosen, else all; those chosen always, the newest first.
    func lots(on site: SiteID, for lines: [NoteForm.Line]) throws -> [LotOption] {
        let wastes = Set(lines.compactMap { WasteCodeID(written: $0.waste) })
        let chosen = Set(lines.map(\.lot))
        let rows = try ledger.lots(on: site).reversed().compactMap { row in row.account.material.wasteCode.map { (row: row, waste: $0) } }
        let fitting = rows.filter { wastes.isEmpty || wastes.contains($0.waste) || chosen.contains($0.row.id.description) }
        let shown = fitting.filter { chosen.contains($0.row.id.description) } + fitting.filter { !chosen.contains($0.row.id.description) }.prefix(8)
        let numbers = try notes.numbers(ofLots: shown.compactMap(\.row.account.lot))
        return shown.map { found in
            LotOption(
                account: found.row.id, waste: found.waste, available: Mass(found.row.balance.available),
                noteNumber: found.row.account.lot.flatMap { numbers[$0] })
        }
    }
}
