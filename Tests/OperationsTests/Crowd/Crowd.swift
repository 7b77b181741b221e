// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores
import TestSupport
import Testing

/// Clients who act on the same few loads, lots and permits at once, each by its own dice.
///
/// Whatever is answered as done goes into the record; whatever is refused must be refused by a rule of ours. Nothing else may
/// reach a client: no deadlock, no busy database.
final class Crowd: Sendable {
    let country: TestCountry
    let seed: UInt64
    let record = Record()

    init(_ country: TestCountry, seed: UInt64) async throws {
        self.country = country
        self.seed = seed
        // Oil has room for one tonne a day at one plant only.
        try await country.permit(.secondPlant, number: "OIL", wastes: "130205", treatments: "R9", daily: "1")
    }

    /// What clients were told that was done.
    actor Record {
        private(set) var answered: [DocumentID: [(act: String, note: Manifest)]] = [:]
        private(set) var acts: [String: Int] = [:]
        private(set) var refusals: [String: Int] = [:]
        private var open: [DocumentID] = []

        func done(_ act: String, _ note: Manifest?) {
            acts[act, default: 0] += 1
            guard let note else { return }
            answered[note.id, default: []].append((act, note))
            if note.state.isFinal { open.removeAll { $0 == note.id } } else if !open.contains(note.id) { open.append(note.id) }
            for child in note.children where !open.contains(child) { open.append(child) }
        }

        func refused(_ phrase: String) { refusals[phrase, default: 0] += 1 }
        /// One of the loads of late, so that several clients meet at the same.
        func oneOpen(_ dice: inout SeededGenerator) -> DocumentID? { open.isEmpty ? nil : dice.pick(open.suffix(24)) }
    }

    /// So many clients at once, each so many acts.
    func live(clients: Int, acts: Int) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask { [self] in
                    var dice = SeededGenerator(seed: seed &+ UInt64(client) &* 7919)
                    for _ in 0..<acts { try await act(&dice) }
                }
            }
            try await group.waitForAll()
        }
    }

    private func act(_ dice: inout SeededGenerator) async throws {
        do {
            switch dice.integer(0...11) {
            case 0: try await issue(&dice)
            case 1: try await issueOil(&dice)
            case 2: try await mixLots(&dice)
            default: try await goOn(&dice)
            }
        } catch is NoCodeToShow {
            await record.refused("collected by another")
        } catch let error as any Explainable {
            await record.refused(error.problems.first?.phrase ?? "\(error)")
        }
    }

    private func issue(_ dice: inout SeededGenerator) async throws {
        let sender = dice.pick([TestFirm.factory, .secondFactory])
        var form = country.form(String(dice.grams(20_000...900_000)), from: sender, to: dice.pick([TestFirm.plant, .collector, .collector]))
        form.lines[0].unit = "g"
        await record.done("issue", try await country.issue(form, by: sender))
    }

    private func issueOil(_ dice: inout SeededGenerator) async throws {
        var form = country.form(String(dice.grams(10_000...90_000)), waste: "130205", to: .secondPlant)
        form.lines[0].unit = "g"
        form.intended = "R9"
        form.gateReason = "There is no arrangement yet."
        await record.done("oil", try await country.issue(form))
    }

    /// Two lots of one waste at the collector become one.
    private func mixLots(_ dice: inout SeededGenerator) async throws {
        let site = country.site(.collector)
        let lots = try await country.database.read { try LedgerStore($0).lots(on: site) }.filter { $0.balance.available >= 2000 }
        guard lots.count > 1 else { return }
        let first = dice.pick(lots)
        let same = lots.filter { $0.id != first.id && $0.account.material == first.account.material && $0.account.compartment == first.account.compartment }
        guard let second = same.isEmpty ? nil : dice.pick(same) else { return }
        _ = try await country.platform.arrangeLots(
            on: site, draws: [first, second].map { ($0.id.description, String($0.balance.available / 2000)) },
            by: country.actor(.collector, [.gate]))
        await record.done("mix", nil)
    }

    /// Some load goes a step on, as its state allows when it is looked at; somebody else may have been quicker.
    private func goOn(_ dice: inout SeededGenerator) async throws {
        guard let id = await record.oneOpen(&dice), let note = try await country.database.read({ try NoteStore($0).note(id) }),
            let sender = firm(note.sender.organisation), let receiver = firm(note.receiver.organisation)
        else { return }
        let platform = country.platform
        let gate = country.actor(receiver, [.gate])
        switch note.state {
        case .issued where dice.once(in: 8):
            await record.done("cancel", try await platform.cancel(id, version: note.version, remark: "wrong day", by: country.actor(sender)))
        case .issued:
            await record.done("collect", try await country.collect(note, shownBy: sender))
        case .inTransit, .arrived:
            await record.done(
                "weigh",
                try await platform.weigh(
                    id, version: note.version, amount: String(max(1, note.declaredMass.raw - 1_000)), unit: "g", method: "weighed", by: gate))
        case .weighed where dice.once(in: 3):
            // What travels back may be less than two kilograms.
            let accepted = dice.grams(0...max(0, note.declaredMass.raw - 2_000))
            let decision = Platform.DecisionForm(accepted: [String(accepted)], unit: "g", refusal: RefusalReason.contaminated.rawValue)
            await record.done("refuse", try await platform.decide(id, version: note.version, decision, by: gate))
        case .weighed:
            await record.done("accept", try await platform.decide(id, version: note.version, Platform.DecisionForm(accepted: [""]), by: gate))
        case .accepted where note.correction != nil:
            let answering = dice.pick([sender, .haulier])
            await record.done("answer", try await platform.answerCorrection(id, version: note.version, approves: true, by: country.actor(answering)))
        case .accepted where dice.once(in: 2):
            // Downwards: a weight found to be larger is a fact, whatever the permit has room for.
            let less = (note.lines.first?.accepted?.raw ?? 0) - dice.grams(1...2_000)
            await record.done(
                "propose",
                try await platform.proposeCorrection(
                    id, version: note.version, field: "accepted0", amount: String(max(1, less)), unit: "g", method: "weighed", reason: "pallet",
                    by: country.actor(receiver)))
        case .accepted:
            var form = Platform.TreatmentForm()
            form.code = note.intended?.description ?? "R3"
            form.amount = String(dice.grams(1...max(1, note.heldMass.raw)))
            form.unit = "g"
            await record.done("treat", try await platform.treat(id, version: note.version, form, by: gate))
        default: break
        }
    }

    private func firm(_ id: OrganisationID) -> TestFirm? { TestFirm.allCases.first { country.organisation($0) == id } }
}
