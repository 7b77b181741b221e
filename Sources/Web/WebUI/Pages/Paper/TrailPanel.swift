// SPDX-License-Identifier: Apache-2.0

import Domain
import HTTPSupport
import Manifests
import Markup
import Operations
import Wording

/// How a load travelled that had no digital note: what paper there was, who recorded it and when, who stands behind it.
struct TrailPanel: Part {
    var teller: NoteTeller

    private var words: Words { teller.request.words }
    private var note: Manifest { teller.note }
    private func say(_ phrase: PaperPagePhrase) -> String { words[phrase] }

    /// The answer in one sentence: whose record it is, and who has not signed.
    var lead: String {
        guard let trail = note.trail else { return "" }
        let facts: [String: Fact] = [
            "recorder": .text(teller.name(trail.recorder == .receiver ? note.receiver.organisation : note.sender.organisation)),
            "date": .moment(trail.recordedAt), "mass": .mass(note.acceptedMass ?? note.declaredMass),
        ]
        return words(trail.recorder == .receiver ? PaperPagePhrase.trailLead : .trailLeadSender, facts)
    }

    var html: HTML {
        guard let trail = note.trail else { return HTML() }
        return Panel(title: say(.trailTitle), content: "\(DefinitionList(items(trail)))").html
    }

    private func items(_ trail: PaperTrail) -> [DefinitionList.Item] {
        var items = [DefinitionList.Item(say(.trailOrigin), words[trail.origin.phrase]), DefinitionList.Item(say(.trailStanding), standing(trail))]
        if let paper = trail.paper {
            items.append(DefinitionList.Item(say(.paperNumber), html: "<a class=\"code-text\" href=\"\("/p/\(paper)" as URLPath)\">\(paper)</a>"))
        }
        if let other = trail.otherNumber { items.append(DefinitionList.Item(say(.otherNumber), teller.text(other))) }
        if let collected = trail.collectedAt { items.append(DefinitionList.Item(say(.collectedOn), words.moment(collected))) }
        if let received = trail.receivedAt { items.append(DefinitionList.Item(say(.receivedOn), words.moment(received))) }
        items.append(DefinitionList.Item(say(.trailRecorded), words.moment(trail.recordedAt)))
        if trail.outage != nil {
            items.append(DefinitionList.Item(say(.trailClock), html: "<a href=\"/outages\">\(say(.trailOutage))</a>"))
        } else if trail.daysLate > 0 {
            items.append(DefinitionList.Item(say(.trailClock), words(PaperPagePhrase.trailDaysLate, ["days": .number(Int64(trail.daysLate))])))
        } else {
            items.append(DefinitionList.Item(say(.trailClock), say(.trailInTime)))
        }
        for (label, party) in [(PaperPagePhrase.toldSender, trail.sender), (.toldCarrier, trail.carrier)] {
            if let party { items.append(DefinitionList.Item(say(label), told(party))) }
        }
        if trail.photos.isEmpty { items.append(DefinitionList.Item(words[NotePhrase.photo], say(.trailNoPhoto))) }
        if let dispute = trail.dispute {
            items.append(
                DefinitionList.Item(say(.disputeReason), teller.text(dispute.reason) + " · " + teller.name(dispute.by) + ", " + words.moment(dispute.at)))
        }
        if let decision = trail.decision {
            let text = [words[decision.outcome.phrase], words.moment(decision.at), teller.name(decision.by), decision.remark.map(teller.text)]
            items.append(DefinitionList.Item(say(.decideWhat), text.compactMap { $0 }.joined(separator: " · ")))
        }
        return items
    }

    /// Who stands behind it, and until when the sender is asked.
    private func standing(_ trail: PaperTrail) -> String {
        let text = words[trail.standing.phrase]
        guard trail.standing == .waiting, let by = trail.confirmBy else { return text }
        return text + " · " + words(PaperPagePhrase.confirmBy, ["date": .date(teller.request.platform.zone.date(of: by))])
    }

    private func told(_ party: OutsideParty) -> String {
        [party.name, party.place, party.phone].compactMap { $0 }.map(teller.text).joined(separator: " · ")
    }
}

extension NoteView {
    /// That nobody but the gate stands behind the note yet, on top of its page.
    var lateNotice: HTML {
        guard let trail = note.trail else { return HTML() }
        let panel = TrailPanel(teller: teller)
        let step: LinkButton? =
            model.steps.contains(.confirm)
            ? LinkButton(label: words[PaperPagePhrase.answerButton], href: "/notes/\(note.id)/confirm")
            : model.steps.contains(.assignSender) ? LinkButton(label: words[PaperPagePhrase.decideButton], href: "/notes/\(note.id)/dispute") : nil
        let tone: Tone = trail.countsAsLate ? .warning : .neutral
        return NoticeLine(text: words[trail.standing.phrase] + ". " + panel.lead, tone: tone, link: step).html
    }
}
