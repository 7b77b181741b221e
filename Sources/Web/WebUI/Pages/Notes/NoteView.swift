// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// The page of a note: what it is, what happens next, where its mass stands in the book, and everything that proves it.
struct NoteView: Part {
    var request: PageRequest
    var model: NoteModel
    var problems: [Problem] = []

    var note: Manifest { model.note }
    var words: Words { request.words }
    var teller: NoteTeller { NoteTeller(request: request, note: note, names: model.names) }
    func say(_ phrase: NotePhrase) -> String { words[phrase] }

    /// Lines and treatments shown on the page; the rest stands on a page of its own.
    static let linesShown = 12

    var html: HTML {
        let acts = NoteActs(request: request, model: model)
        let heading = PageHeading(
            title: teller.title, kind: words[note.kind.phrase], chip: request.chip(note.state), lead: teller.load, action: acts.primary,
            others: note.state == .draft
                ? []
                : [
                    LinkButton(label: words[PartPhrase.print], href: "/notes/\(note.id)/print", icon: .print),
                    LinkButton(label: words[SealPagePhrase.receiptButton], href: "/notes/\(note.id)/receipt", icon: .lock),
                ])
        let next = Panel(title: say(.whatNext), content: "\(following)\(acts.others)")
        return """
            \(heading)\(ProblemSummary(words: words, problems: problems))\(lateNotice)\(waitingCorrection)\(request.stopNotice(note, model.names))\(request.behalfNotices(model.behalf))\(teller.route)\
            \(TimeLine(words: words, events: events, isHorizontal: events.count <= 5))\
            \(PanelGrid(content: "\(next)\(ledger)"))\(promise)\
            <div id="load">\(Panel(title: say(.load), content: "\(linesTable)", link: moreLines))</div>\
            \(grid("\(if: note.trail != nil, TrailPanel(teller: teller).html)\(receipt)\(loss)\(treatments)\(fates)\(linkedNotes)"))\
            \(PanelGrid(content: "<div id=\"facts\">\(factsPanel)</div><div id=\"evidence\">\(evidence)</div>"))\
            \(gates)\(corrections)<div id="history">\(historyPanel)</div>\(policyPanel)
            """
    }

    /// Panels side by side; nothing at all where there is none.
    private func grid(_ panels: HTML) -> HTML { panels.isEmpty ? HTML() : PanelGrid(content: panels).html }

    private var promise: HTML {
        HTML.ifPresent(model.promise) { given in
            PromisePanel(request: request, given: given, href: "/notes/\(note.id)/promise/\(given.promise.line.id)").html
        }
    }

    // MARK: Time

    private var events: [TimeLine.Event] {
        let nothingAccepted = note.state == .refused
        var events = note.signatures.suffix(12).map { signature in
            TimeLine.Event(
                state: signature.step == .decide && nothingAccepted || signature.step == .cancel ? .refused : .done, title: words[signature.step.donePhrase],
                time: words.moment(signature.at), person: teller.signer(signature))
        }
        if let loss = note.loss {
            events.append(
                TimeLine.Event(
                    state: .refused, title: say(.doneReportLoss), time: words.moment(loss.reportedAt), person: teller.name(loss.reportedBy)))
            if let decision = loss.decision {
                events.append(
                    TimeLine.Event(
                        state: decision.isFound ? .done : .refused, title: say(decision.isFound ? .lossFound : .lossGivenUp), time: words.moment(decision.at)))
            }
        }
        if let step = note.state.awaitedStep { events.append(TimeLine.Event(state: .current, title: words[step.phrase], time: due ?? "")) }
        return events
    }

    /// `by 14 Sep 2026`, or since when it is late; a clock that is our own figure is marked.
    var due: String? {
        guard let dueAt = model.dueAt, note.state != .missing else { return nil }
        let day = request.platform.zone.date(of: dueAt)
        let text = words(dueAt < model.now ? NotePhrase.dueOver : .dueBy, ["date": .date(day)])
        guard let clock = note.state.clock, model.policy.isAssumed(clock) else { return text }
        return text + " (" + say(.assumed) + ")"
    }

    // MARK: Next

    /// What happens next and by when, one sentence each.
    private var following: HTML {
        let next = note.leg + 1 < note.legs.count ? note.legs[note.leg + 1].carrier.organisation : nil
        var facts: [String: Fact] = [
            "sender": .text(teller.name(note.sender.organisation)), "receiver": .text(teller.name(note.receiver.organisation)),
            "carrier": .text(teller.name(note.currentLeg.carrier.organisation)), "place": .text(teller.place(note.storage ?? note.sender)),
            "mass": .mass(note.heldMass),
        ]
        if let next { facts["next"] = .text(teller.name(next)) }
        let sentence: NotePhrase =
            switch note.state {
            case .inTransit where next != nil: .nextHandOver
            case .issued where !model.policy.isOn(.driverSignatureRequired): .nextIssuedUnsigned
            default: note.state.nextPhrase
            }
        return """
            <p>\(words(sentence, facts))</p>\
            \(HTML.ifPresent(due) { "<p>\(StatusChip(text: $0, tone: (model.dueAt ?? model.now) < model.now ? .danger : .waiting))</p>" })
            """
    }

    private var waitingCorrection: HTML {
        guard let proposal = note.openCorrection(at: model.now) else { return HTML() }
        let text = words(
            NotePhrase.correctionWaits,
            [
                "parties": .text(proposal.waitingFor.map(teller.name).joined(separator: ", ")), "old": .mass(proposal.old.mass),
                "new": .mass(proposal.new.mass),
                "date": .moment(proposal.expiresAt),
            ])
        return NoticeLine(text: text, tone: .waiting, link: LinkButton(label: say(.seeCorrection), href: "/notes/\(note.id)/correct/answer")).html
    }
}

extension ManifestState {
    /// The step that the note waits for; `nil` when nothing more is awaited.
    var awaitedStep: ManifestEventKind? {
        switch self {
        case .draft: .issue
        case .issued: .collect
        case .inTransit: .arrive
        case .inStorage: .leaveStorage
        case .arrived: .weigh
        case .weighed: .decide
        case .accepted: .treat
        case .missing: .decideLoss
        case .refused, .treated, .passedOn, .returned, .cancelled, .lost, .sold: nil
        }
    }

    /// The policy's clock that runs in the state.
    var clock: PolicyKey? {
        switch self {
        case .issued: .collectWithinDays
        case .inTransit, .inStorage, .arrived, .weighed: .receiveWithinDays
        case .accepted: .treatWithinDays
        default: nil
        }
    }

    var nextPhrase: NotePhrase {
        switch self {
        case .draft: .nextDraft
        case .issued: .nextIssued
        case .inTransit: .nextInTransit
        case .inStorage: .nextInStorage
        case .arrived: .nextArrived
        case .weighed: .nextWeighed
        case .accepted: .nextAccepted
        case .refused: .nextRefused
        case .treated: .nextTreated
        case .passedOn: .nextPassedOn
        case .returned: .nextReturned
        case .cancelled: .nextCancelled
        case .missing: .nextMissing
        case .lost: .nextLost
        case .sold: .nextSold
        }
    }
}
