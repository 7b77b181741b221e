// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Stores
import Testing

@testable import Operations

/// What may happen to a round beside its ordinary way: stops that leave its load, gates at a stop, corrections, a file touched.
struct RoundEdgeTests {
    private func setDown(_ note: Manifest, thenBy carrier: TestFirm, _ country: TestCountry) async throws -> Manifest {
        let stored = try await country.platform.store(
            note.id, version: note.version, at: country.site(.haulier).description, by: country.actor(.haulier))
        return try await country.platform.leaveStorage(
            stored.id, version: stored.version, carrierSite: country.site(carrier).description, plate: "5F-1020", by: country.actor(.haulier))
    }

    @Test("What was set down on the way and left again has no part of the round's weight, whoever brings it, and is weighed by itself")
    func setDownOnTheWay() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            _ = try await country.stop("100", at: .factory, of: round)
            let other = try await country.stop("33", at: .secondFactory, of: round)
            let last = try await country.stop("7", at: .collector, of: round)
            let gone = try await setDown(other.note, thenBy: .collector, country)
            let again = try await setDown(last.note, thenBy: .haulier, country)
            #expect(gone.state == .inTransit && again.state == .inTransit)
            let model = try await country.platform.roundModel(round.id, by: country.actor(.haulier))
            #expect(model.load.count == 1 && model.declared == .kilograms(100))
            // It is there first, and need not wait for the round.
            let alone = try await country.decide(try await country.weigh(gone, "33"))
            #expect(alone.state == .accepted && alone.receipt?.isShared == false)
            let weighed = try await country.weigh(last.round, "101")
            #expect(weighed.weighing?.shares == [RoundShare(note: weighed.stops[0].note, mass: .kilograms(101))])
            _ = try await country.decide(weighed)
            _ = try await country.decide(try await country.weigh(again, "7"))
            #expect(try await country.grams(.held, of: .plant) == 141_000)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A round whose only load went on with another carrier can be cancelled")
    func cancelledOnceEmpty() async throws {
        try await withTestCountry { country in
            let made = try await country.stop("100", of: try await country.planRound())
            _ = try await setDown(made.note, thenBy: .collector, country)
            let cancelled = try await country.platform.cancelRound(made.round.id, version: made.round.version, by: country.actor(.haulier))
            #expect(cancelled.state == .cancelled)
        }
    }

    @Test("A waste that no permit of the plant covers is refused at the stop, and neither note nor line of the journal is kept")
    func permitAtTheStop() async throws {
        try await withTestCountry(policies: try .shipped(ruling: .arrangementRequired, as: .pass)) { country in
            var form = country.roundForm(wastes: ["130205"])
            form.treatment = "R9"
            let round = try await country.planRound(form)
            let journal = try await country.number("SELECT count(*) FROM journal")
            let refused = await problems { _ = try await country.stop("100", of: round) }
            #expect(refused.map(\.phrase) == [ManifestPhrase.gateWaste.fullKey])
            #expect(try await country.number("SELECT count(*) FROM note") == 0)
            #expect(try await country.number("SELECT count(*) FROM journal") == journal)
            #expect(try await country.number("SELECT version FROM round") == 1)
            try await country.permit(.plant, number: "OIL-1", wastes: "130205", treatments: "R9", yearly: "1")
            _ = try await country.stop("900", of: round)
            let full = await problems { _ = try await country.stop("200", at: .secondFactory, of: round) }
            #expect(full.map(\.phrase) == [ManifestPhrase.gateYear.fullKey], "what is on the vehicle holds the permit's room")
            #expect(try await country.number("SELECT count(*) FROM note") == 1)
        }
    }

    @Test("Hazardous waste at a stop asks for its arrangement, takes a reason in its place, and draws down the one that is there")
    func arrangementAtTheStop() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound(country.roundForm(wastes: ["150202"]))
            let asked = await problems { _ = try await country.stop("100", of: round) }
            #expect(asked.map(\.field) == ["arrangement", "gateReason"] && asked.last?.phrase == ManifestPhrase.gateReasonMissing.fullKey)
            #expect(try await country.number("SELECT count(*) FROM note") == 0)
            var form = country.stopForm("100")
            form.gateReason = "the arrangement is being signed"
            let made = try await country.platform.makeStop(form, code: try country.code(of: round), address: "10.0.0.9", key: nil)
            #expect(made.note.gates.count == 1 && made.note.isHazardous && made.note.arrangement == nil)
            let arrangement = try await country.arrangement("1", wastes: ["150202"])
            let under = try await country.stop("900", of: round)
            #expect(under.note.arrangement == arrangement.id && under.note.gates.isEmpty)
            let over = await problems { _ = try await country.stop("200", of: round) }
            #expect(over.map(\.phrase) == [ManifestPhrase.gateArranged.fullKey])
            #expect(try await country.number("SELECT count(*) FROM note") == 2)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A share is corrected like any weight: the book follows, the other shares and the round's weight stay as they were found")
    func correctedShare() async throws {
        try await withTestCountry { country in
            let under = try await country.roundOfTwo("100", "50")
            let decided = try await country.decide(try await country.weigh(under, "150"))
            let note = try await country.notes(of: decided)[0]
            let proposed = try await country.platform.proposeCorrection(
                note.id, version: note.version, field: "accepted0", amount: "90", unit: "kg", method: "weighed", reason: "a bag was counted twice",
                by: country.actor(.plant, [.gate]))
            let half = try await country.platform.answerCorrection(proposed.id, version: proposed.version, approves: true, by: country.actor(.factory))
            let done = try await country.platform.answerCorrection(half.id, version: half.version, approves: true, by: country.actor(.haulier))
            #expect(done.corrections.map(\.outcome) == [.applied] && done.acceptedMass == .kilograms(90))
            #expect(try await country.notes(of: decided)[1].acceptedMass == .kilograms(50))
            #expect(try await country.grams(.held, of: .plant) == 140_000)
            let after = try await country.platform.roundModel(under.id, by: country.actor(.haulier)).round
            #expect(after.weighing?.weight.mass == .kilograms(150) && after.verdict?.mass == .kilograms(150))
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A share counts as better known than an estimate and worse than the sender's own scale, which keeps its figure")
    func sharedEvidence() async throws {
        try await withTestCountry { country in
            let months = Month(year: 2026, month: 1)...Month(year: 2026, month: 12)
            func sums() async throws -> [EvidenceKind: Mass] {
                try await country.platform.nationEvidence(months: months, province: nil, kind: nil, limit: 9, by: country.actor(.ministry)).sums
            }
            let round = try await country.planRound()
            var guessed = country.stopForm("", at: .secondFactory)
            guessed.containers = "10"
            guessed.each = "5"
            let estimated = try await country.platform.makeStop(guessed, code: try country.code(of: round), address: "10.0.0.9", key: nil)
            let under = try await country.stop("100", at: .factory, of: estimated.round).round
            #expect(try await sums() == [.weighed: .kilograms(100), .estimated: .kilograms(50)])
            let weighed = try await country.weigh(under, "141")
            #expect(try await sums() == [.weighed: .kilograms(100), .shared: .kilograms(47)])
            _ = try await country.decide(weighed, discrepancy: DiscrepancyReason.estimateAtSender.rawValue)
            let evidence = try await country.platform.nationEvidence(
                months: months, province: nil, kind: .shared, limit: 9, by: country.actor(.ministry))
            #expect(evidence.cells.map(\.mass) == [.kilograms(47)] && evidence.sums.estimatedShare == 0)
            #expect(EvidenceKind.allCases.suffix(2) == [.shared, .estimated], "the order of rank")
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("The audit names the round whose shares do not add up to its weight, the note and the round whose figures were changed")
    func shareTouched() async throws {
        try await withTestCountry { country in
            let under = try await country.roundOfTwo("100", "50")
            _ = try await country.decide(try await country.weigh(under, "150"))
            #expect(try await country.platform.verify().problems == [])

            try await country.rewrite("round", Round.self) { $0.weighing?.shares[0].mass += .grams(1) }
            let inRound = try await country.platform.verify().problems
            #expect(inRound.map(\.phrase) == [VerifyPhrase.roundBody.fullKey] && inRound.first?.facts["round"] == .text(under.id.description))
            try await country.rewrite("round", Round.self) { $0.weighing?.shares[0].mass -= .grams(1) }

            let changed = try await country.rewrite("note", Manifest.self) {
                if $0.sender.site == country.site(.factory) { $0.receipt?.weighed?.mass += .grams(1) }
            }
            let inNote = try await country.platform.verify().problems
            #expect(inNote.map(\.phrase) == [VerifyPhrase.noteBody.fullKey] && inNote.first?.facts["note"] == .text(String(changed[0])))

            // Whoever changes the journal as well is betrayed by its hash, and by the weight that is not all shared out.
            try await country.database.unlock("journal")
            try await country.rewrite("journal", JournalPayload.self, column: "payload", where: "kind = 'round.weigh'") { payload in
                for (i, outcome) in payload.outcomes.enumerated() {
                    guard case .note(let id, .weighed(var part, let lines, let containers, let round, let signature)) = outcome, id.value == changed[0] else {
                        continue
                    }
                    part.mass += .grams(1)
                    payload.outcomes[i] = .note(id, .weighed(part, lines: lines, containers: containers, round: round, signature: signature))
                }
            }
            let inJournal = try await country.platform.verify().problems
            #expect(Set(inJournal.map(\.phrase)) == Set([VerifyPhrase.lineHash, .roundShares].map(\.fullKey)))
            let named = try #require(inJournal.first { $0.phrase == VerifyPhrase.roundShares.fullKey })
            #expect(named.facts["round"] == .text(under.id.description))
            #expect(named.facts["expected"] == .mass(.grams(150_000)) && named.facts["found"] == .mass(.grams(150_001)))
        }
    }
}
