// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Testing

/// Loads without a note, papers, and the time in which papers were the rule.
extension DaysOfWork {
    private func recorded(_ form: RecordForm, photos: [Platform.Photo] = [], by firm: TestFirm = .plant) async throws -> Manifest {
        let note = seen(try await platform.recordLoad(form, photos: photos, by: country.actor(firm)))
        if note.trail?.standing == .waiting { waiting.append(note.id) }
        return note
    }

    func unannounced() async throws {
        var form = recordForm(grams())
        form.sender.site = country.site(dice.pick([.factory, .secondFactory])).description
        let isUnknown = dice.once(in: 3)
        if isUnknown {
            form.sender.site = RecordForm.Party.outside
            form.sender.name = "A man with a cart"
            form.carrier = form.sender
        }
        let note = try await recorded(form)
        guard isUnknown else { return }
        seen(
            try await platform.assignSender(note.id, version: note.version, to: country.site(.factory).description, by: country.actor(.ministry)))
        waiting.append(note.id)
    }

    /// A blank paper of the factory is used at the gate or by the factory itself, once; a spoilt one is voided.
    func paper() async throws {
        if papers.count < 2 { papers += try await country.papers(5).sheets.map(\.number) }
        let number = papers.removeFirst()
        let recorder = dice.pick([PartyRole.receiver, .sender])
        var form = recordForm(grams(), recorder: recorder)
        form.origin = ManifestOrigin.paper.rawValue
        form.paper = number
        let firm = recorder == .receiver ? TestFirm.plant : .factory
        _ = try await recorded(form, photos: [RecordTests.photo], by: firm)
        papersUsed += 1
        try await refused("a paper used twice", { $0.problems.contains { $0.phrase == PaperPhrase.numberUsed.fullKey } }) {
            _ = try await recorded(form, photos: [RecordTests.photo], by: firm)
        }
        if dice.once(in: 3) { _ = try await platform.voidPaper(papers.removeFirst(), reason: "wet", by: country.actor(.factory)) }
    }

    func paperFromStock() async throws {
        let lot = try await stock()
        var form = recordForm(String(dice.grams(1...lot.balance.available)), recorder: .sender)
        form.sender.site = country.site(.collector).description
        form.lines[0].waste = lot.account.material.wasteCode?.text ?? ""
        form.lines[0].lot = lot.id.description
        _ = try await recorded(form, photos: [RecordTests.photo], by: .collector)
        form.lines[0].amount = String(lot.balance.available + 1)
        try await refused("a paper for more than the lot holds", { $0.standing == .invalid }) {
            _ = try await recorded(form, photos: [RecordTests.photo], by: .collector)
        }
    }

    /// A record that waits for its sender; one is made where none does.
    private func unanswered() async throws -> Manifest {
        while !waiting.isEmpty {
            let note = try await kept(waiting.remove(at: dice.integer(0...(waiting.count - 1))))
            if note.trail?.standing == .waiting { return note }
        }
        let note = try await recorded(recordForm(grams()))
        waiting.removeAll { $0 == note.id }
        return note
    }

    func confirmation() async throws {
        let note = try await unanswered()
        let sender = try await actor(for: note.sender.organisation)
        let confirmed = seen(try await platform.confirmReceived(note.id, version: note.version, by: sender))
        try await refused("a second word on it", { $0.standing == .conflict || $0.standing == .invalid }) {
            seen(try await platform.disputeReceived(note.id, version: confirmed.version, reason: "no", by: sender))
        }
    }

    /// The sender disputes; an officer lets it stand, voids it, or finds another sender.
    func dispute() async throws {
        let note = try await unanswered()
        let sender = try await actor(for: note.sender.organisation)
        let disputed = seen(try await platform.disputeReceived(note.id, version: note.version, reason: "not our truck", by: sender))
        let ministry = country.actor(.ministry)
        switch dice.integer(0...2) {
        case 0: seen(try await platform.decideDispute(note.id, version: disputed.version, stands: true, by: ministry))
        case 1: seen(try await platform.decideDispute(note.id, version: disputed.version, stands: false, by: ministry))
        default:
            let other = firm(note.sender.organisation) == .factory ? TestFirm.secondFactory : .factory
            seen(
                try await platform.assignSender(
                    note.id, version: disputed.version, to: country.site(other).description, remark: "plate known", by: ministry))
            waiting.append(note.id)
        }
    }

    /// An outage of the country or a province; its papers are excused where the sender's site lies in its area, and only there.
    func outage() async throws {
        let declarer = dice.pick([TestFirm.ministry, .department])
        let from = Int64(dice.integer(6...30))
        let province = declarer == .department ? dice.pick(["08", ""]) : dice.pick(["", "08", "12"])
        outages.append(
            try await platform.declareOutage(country.outageForm(fromHoursAgo: from, until: 1, province: province), by: country.actor(declarer)))
        if declarer == .department {
            try await refused("another province's outage", { $0.problems.contains { $0.phrase == PaperPhrase.outageElsewhere.fullKey } }) {
                _ = try await platform.declareOutage(country.outageForm(fromHoursAgo: from, until: 1, province: "12"), by: country.actor(.department))
            }
        }
        let sender = dice.pick([TestFirm.factory, .secondFactory])
        var form = recordForm(grams())
        form.sender.site = country.site(sender).description
        form.origin = ManifestOrigin.paper.rawValue
        form.otherNumber = "A-\(day)"
        let happened = country.outageForm(fromHoursAgo: Int64(dice.integer(2...40)), until: 0)
        (form.receivedDate, form.receivedTime) = (happened.fromDate, happened.fromTime)
        let note = try await recorded(form, photos: [RecordTests.photo])
        let moment = note.trail?.receivedAt ?? note.updatedAt
        let covered = outages.contains { outage in
            outage.from <= moment && moment <= outage.until && (outage.province == nil || outage.province == (sender == .factory ? "12" : "08"))
        }
        #expect((note.trail?.outage != nil) == covered, "day \(day), seed \(dice.seed)")
    }
}
