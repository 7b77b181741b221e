// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Ledger
import Manifests
import Markup
import Operations
import Wording

// What stands behind the note: facts, evidence, corrections, the journal and the figures of the policy.

extension NoteView {
    var factsPanel: Panel {
        var items = [DefinitionList.Item(words[PartyRole.sender.phrase], note.isSenderKnown ? teller.place(note.sender) : teller.senderName)]
        if let buyer = note.buyer {
            items.append(DefinitionList.Item(say(.buyer), teller.told(buyer)))
            items.append(DefinitionList.Item(say(.buyerPlace), opened(buyer.place)))
            if let phone = buyer.phone { items.append(DefinitionList.Item(say(.buyerPhone), opened(phone))) }
        }
        for leg in note.legs where note.buyer == nil {
            let plate = leg.plate.map(opened)
            items.append(
                DefinitionList.Item(
                    words[PartyRole.carrier.phrase],
                    [note.isCarrierKnown || leg != note.legs[0] ? teller.place(leg.carrier) : teller.carrierName, words[leg.mode.phrase], plate].compactMap {
                        $0
                    }.joined(separator: " · ")))
        }
        if let storage = note.storage { items.append(DefinitionList.Item(say(.storedAt), teller.place(storage))) }
        if note.buyer == nil { items.append(DefinitionList.Item(words[PartyRole.receiver.phrase], teller.place(note.receiver))) }
        if let code = note.intended {
            items.append(
                DefinitionList.Item(
                    say(.intended), html: "\(code.description) \(request.marked(request.platform.lists.name(of: code, in: words.language)))"))
        }
        if let arrangement = model.arrangement {
            items.append(
                DefinitionList.Item(say(.arrangement), html: "<a href=\"\("/arrangements/\(arrangement)" as URLPath)\">\(say(.openArrangement))</a>"))
        }
        if let stop = model.stop {
            let text = words(RoundPagePhrase.stopOf, ["number": .numeral(Int64(stop.number)), "day": .date(stop.day)])
            let door: HTML = stop.mayOpen ? "<a href=\"\("/rounds/\(stop.round)" as URLPath)\">\(text)</a>" : "\(text)"
            items.append(DefinitionList.Item(words[RoundPagePhrase.kind], html: door))
        }
        if let pickup = note.plannedPickup { items.append(DefinitionList.Item(say(.plannedPickup), words.date(pickup))) }
        if let remark = note.remark { items.append(DefinitionList.Item(say(.remark), opened(remark))) }
        items.append(DefinitionList.Item(say(.version), words.numeral(Int64(note.version)) + " · " + words.moment(note.updatedAt)))
        return Panel(title: say(.facts), content: DefinitionList(items).html)
    }

    var evidence: Panel {
        var items: [EvidenceList.Item] = []
        if let loss = note.loss, let photo = loss.photo {
            items.append(photograph(photo, detail: words.moment(loss.reportedAt) + " · " + teller.name(loss.reportedBy)))
        }
        for photo in note.trail?.photos ?? [] { items.append(photograph(photo, detail: words.moment(note.trail?.recordedAt ?? note.updatedAt))) }
        if let weighed = note.receipt?.weighed, let signature = note.signatures.last(where: { $0.step == .weigh || $0.step == .record }) {
            let shared = note.receipt?.isShared == true ? " · " + words[RoundPagePhrase.sharedWeight] : ""
            items.append(
                EvidenceList.Item(
                    kind: .weighing, title: words.mass(weighed.mass) + " · " + words[weighed.method.phrase] + shared,
                    detail: words.moment(signature.at) + " · " + teller.name(signature.organisation)))
        }
        return Panel(title: say(.evidence), content: EvidenceList(words: words, items: items).html)
    }

    /// A photo that opens; of one that was erased, when and by whom.
    private func photograph(_ hash: String, detail: String) -> EvidenceList.Item {
        let erased = model.erasedPhotos[hash].map { photo in
            " · "
                + words(
                    NotePhrase.photoErased,
                    [
                        "at": .moment(photo.at), "by": .text(photo.by.map(request.name(of:)) ?? words[ErasurePagePhrase.byNobody]),
                    ])
        }
        return EvidenceList.Item(
            kind: .photograph, title: say(.photo), detail: detail + (erased ?? ""), fingerprint: String(hash.prefix(8)),
            href: erased == nil ? "/notes/\(note.id)/photo/\(hash)" : nil)
    }

    // MARK: Permits

    /// What permits said against the load at its signatures, and why it was signed all the same.
    var gates: HTML {
        guard !note.gates.isEmpty else { return HTML() }
        let content = HTML.map(note.gates) { gate in
            let sentences = gate.findings.map { words($0.problem("")) }
            let reason = HTML.ifPresent(gate.reason) { "<p>\(words(ManifestPhrase.gateGiven, ["reason": .text(opened($0))]))</p>" }
            return """
                <p>\(StatusChip(text: words[gate.step.phrase], tone: .warning))</p><ul>\(HTML.map(sentences) { "<li>\($0)</li>" })</ul>\(reason)
                """
        }
        return Panel(title: words[ManifestPhrase.gateTold], content: content).html
    }

    // MARK: Corrections

    /// Every correction that was decided, the last ones first, with what it changed and who agreed.
    var corrections: HTML {
        let shown = note.corrections.suffix(5).reversed()
        guard !shown.isEmpty else { return HTML() }
        let content = HTML.map(shown) { record in
            var text = teller.proposedBy(record.proposal)
            if !record.proposal.approvedBy.isEmpty {
                text += " " + words(NotePhrase.agreedBy, ["parties": .text(record.proposal.approvedBy.map(teller.name).joined(separator: ", "))])
            }
            if let refuser = record.refusedBy { text += " " + words(NotePhrase.refusedBy, ["party": .text(teller.name(refuser))]) }
            if record.outcome == .applied { text += " " + words(NotePhrase.replacesVersion, ["version": .numeral(Int64(record.replaces))]) }
            let tone: Tone = record.outcome == .applied ? .good : record.outcome == .refused ? .danger : .neutral
            return """
                <p>\(StatusChip(text: words[record.outcome.phrase], tone: tone)) \(words.moment(record.at))</p>\
                \(teller.difference(record.proposal))\(teller.reason(record.proposal))<p class="soft">\(text)</p>
                """
        }
        return Panel(title: say(.corrections), content: content).html
    }

    // MARK: History

    var historyPanel: Panel {
        Panel(
            title: say(.history), content: NoteHistory(teller: teller, lines: model.history).html,
            link: model.historyHasMore ? LinkButton(label: say(.allHistory), href: "/notes/\(note.id)/history") : nil)
    }

    // MARK: Policy

    /// The figures of the policy that this note was measured with; our own assumptions are marked.
    var policyPanel: Panel {
        let used: [PolicyKey] = [
            .weightTolerance, .collectWithinDays, .receiveWithinDays, .treatWithinDays, .correctionWithinDays, .backdateDays, .signCodeHours,
        ]
        let items = used.compactMap { key -> DefinitionList.Item? in
            guard let item = model.policy.items[key] else { return nil }
            let figure = key == .weightTolerance ? words.percent(item.value) : words.number(Int64(item.value))
            let source: HTML = item.standing == .assumed ? assumedMark : "<span class=\"soft\" lang=\"en\">\(item.source)</span>"
            return DefinitionList.Item(words[key.phrase], html: "\(figure) \(source)")
        }
        let note: HTML = "<p class=\"note\">\(say(.assumedExplained))</p>"
        return Panel(title: say(.policy), content: "\(DefinitionList(items))\(if: used.contains(where: model.policy.isAssumed), note)")
    }
}

extension NoteTeller {
    /// What a correction changes, before and after.
    func difference(_ proposal: CorrectionProposal) -> Difference {
        let words = request.words
        return Difference(
            words: words, caption: words(NotePhrase.correctionOf, ["date": .moment(proposal.proposedAt)]),
            changes: [Difference.Change(field: figureName(proposal.field), old: words.mass(proposal.old.mass), new: words.mass(proposal.new.mass))])
    }

    /// Why a party wants it changed.
    func reason(_ proposal: CorrectionProposal) -> HTML {
        "<p>\(request.words[NotePhrase.reason]): \(text(proposal.reason))</p>"
    }

    /// A figure of the note that can be corrected: `Declared, 04 02 22`.
    func figureName(_ field: CorrectedField) -> String {
        let phrase: NotePhrase =
            switch field {
            case .declared: .declared
            case .accepted: .accepted
            }
        guard note.lines.indices.contains(field.line) else { return request.words[phrase] }
        return request.words[phrase] + " · " + note.lines[field.line].waste.description
    }

    func proposedBy(_ proposal: CorrectionProposal) -> String {
        request.words(NotePhrase.proposedBy, ["party": .text(name(proposal.proposedBy)), "date": .moment(proposal.proposedAt)])
    }
}

/// Lines of the journal about a note.
struct NoteHistory: Part {
    var teller: NoteTeller
    /// Latest first.
    var lines: [NoteHistoryLine]

    private var words: Words { teller.request.words }

    var html: HTML {
        let rows = lines.map { line in
            DataTable.Row([
                .text(words.moment(line.at)), .text(line.events.map { words[$0.donePhrase] }.joined(separator: ", ")), .text(teller.author(line.attribution)),
                line.entries == 0 ? .text("") : .number(words.number(Int64(line.entries)), "/notes/\(teller.note.id)/entries"),
                .html("<code>\(line.fingerprint)</code>"),
            ])
        }
        return DataTable(
            words: words, caption: words[NotePhrase.history],
            columns: [
                DataTable.Column(words[NotePhrase.columnWhen]), DataTable.Column(words[NotePhrase.columnWhat]), DataTable.Column(words[NotePhrase.columnWho]),
                DataTable.Column(words[NotePhrase.columnEntries], isNumber: true), DataTable.Column(words[NotePhrase.columnFingerprint]),
            ], rows: rows, empty: EmptyState(icon: .clock, title: words[NotePhrase.history], explanation: words[NotePhrase.historyEmpty])
        ).html
    }
}
