// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Manifests
import Stores

/// What the form of a load without a digital note offers for what is filled in so far.
public struct RecordModel: Sendable {
    /// As given; blanks filled where there is only one answer.
    public var form: RecordForm
    public var organisation: Organisation
    /// Sites of the acting organisation that are open today.
    public var ownSites: [Site]
    /// Firms that send, or in a sender's form that receive: the last partners, and those whose name or number holds the words.
    public var partners: [PlaceChoice]
    public var carriers: [PlaceChoice]
    public var recentWastes: [WasteCodeID]
    /// Stock of the sender who enters a paper; none at a gate.
    public var lots: [LotOption]
    public var now: Instant
}

extension Platform {
    /// What can be chosen while a load that had no digital note is recorded.
    ///
    /// - Parameters:
    ///   - partnerWords, carrierWords: words of the names or numbers looked for; blank offers those of the last loads.
    public func recordModel(_ form: RecordForm, partnerWords: String = "", carrierWords: String = "", by actor: Actor) async throws -> RecordModel {
        let now = self.now
        let today = self.today
        return try await read { r in
            let isAtGate = form.recorder == .receiver
            let action: Action = isAtGate ? .recordUnannounced : .enterPaper
            if case .refused(let refusal) = may(action, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard let id = actor.principal?.id, let own = try r.registry.organisation(id) else { throw PlatformError.notFound }
            let sites = try r.registry.sites(of: id).filter { site in
                site.isOpen(on: today) && may(action, actor: actor, subject: Subject(parties: [id], sites: [site.id])).isAllowed
            }
            var form = form
            let ownSite = isAtGate ? form.receiverSite : form.sender.site
            if !sites.contains(where: { $0.id.description == ownSite }), let first = sites.first {
                if isAtGate { form.receiverSite = first.id.description } else { form.sender.site = first.id.description }
            }
            let recent = try r.notes.notes(of: id, NoteFilter(role: isAtGate ? .receiver : .sender), limit: 40)
            let partner = isAtGate ? form.sender.site : form.receiverSite
            let partners = try r.choices(
                profiles: isAtGate ? [.producer, .collector, .treater] : [.collector, .treater], words: partnerWords,
                usual: recent.compactMap { isAtGate ? ($0.isSenderKnown ? $0.sender.site : nil) : $0.receiver.site }, chosen: partner, unless: id)
            let carriers = try r.choices(
                profiles: [.haulier], words: carrierWords, usual: recent.flatMap { $0.isCarrierKnown ? $0.legs.map(\.carrier.site) : [] },
                chosen: form.carrier.site, unless: id)
            let wastes = isAtGate ? recent.flatMap { $0.lines.map(\.waste) } : try r.notes.recentWastes(of: id, limit: 8)
            var seen: Set<WasteCodeID> = []
            return RecordModel(
                form: form, organisation: own, ownSites: sites, partners: partners, carriers: carriers,
                recentWastes: Array(wastes.filter { seen.insert($0).inserted }.prefix(8)),
                lots: isAtGate ? [] : try SiteID(text: form.sender.site).map { try r.lots(on: $0, for: form.lines) } ?? [], now: now)
        }
    }

    /// Fills what a chosen lot of the sender's says by itself: its waste, and all of it where no weight was typed.
    public func filledFromLots(_ form: RecordForm, by actor: Actor) async throws -> RecordForm {
        guard form.recorder == .sender, form.lines.contains(where: \.asksLot) else { return form }
        return try await read { r in
            if case .refused(let refusal) = may(.enterPaper, actor: actor, subject: actor.wholeReach) { throw refusal }
            guard let own = actor.principal?.id else { throw PermissionRefusal.missing }
            var form = form
            form.lines = try r.filled(form.lines, of: own)
            return form
        }
    }

    /// Firms of which an officer could name one as the sender of a note.
    public func senderChoices(_ id: DocumentID, words: String, chosen: String, by actor: Actor) async throws -> [PlaceChoice] {
        try await read { r in
            guard let note = try r.notes.note(id) else { throw PlatformError.notFound }
            try r.require(.decideDispute, on: note, by: actor)
            return try r.choices(
                profiles: [.producer, .collector, .treater], words: words, usual: [], chosen: chosen, unless: note.receiver.organisation)
        }
    }
}

extension Reading {
    /// Sites of open firms: those whose names or numbers hold the words, else the usual ones; the chosen one always.
    fileprivate func choices(
        profiles: [ChainProfile], words: String, usual: [SiteID], chosen: String, unless own: OrganisationID, limit: Int = 8
    ) throws -> [PlaceChoice] {
        let today = platform.today
        let folded = TextFolding.fold(words).split(separator: " ").map(String.init)
        var ids = folded.isEmpty ? usual : try registry.places(profiles: profiles, words: folded, limit: limit * 3).map(\.site)
        if let chosen = SiteID(text: chosen) { ids.insert(chosen, at: 0) }
        var seen: Set<SiteID> = []
        ids = ids.filter { seen.insert($0).inserted }
        let sites = try registry.sites(ids.prefix(limit * 3))
        let organisations = try registry.organisations(Set(sites.values.map(\.organisation)))
        return Array(
            ids.compactMap { id -> PlaceChoice? in
                guard let site = sites[id], let owner = organisations[site.organisation], owner.id != own, site.isOpen(on: today), owner.isOpen(on: today)
                else { return nil }
                return PlaceChoice(site: site, organisation: owner, kilometres: nil, hasPermit: true, carriesOwn: false)
            }.prefix(limit))
    }
}
