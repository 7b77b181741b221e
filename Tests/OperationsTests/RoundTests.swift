// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Stores
import TestSupport
import Testing

/// Collection rounds from plan to the last gram, with everything kept about them audited.
struct RoundTests {
    @Test("Three stops made on the driver's phone are three notes on the way, signed for by name; one weight is shared over them to the gram")
    func fromStopsToShares() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            let first = try await country.stop("120", at: .factory, of: round)
            #expect(first.note.state == .inTransit && first.note.round == round.id && first.round.state == .underWay)
            let issue = try #require(first.note.signatures.first { $0.step == .issue })
            #expect(issue.means == .round && issue.device == country.organisation(.haulier) && issue.organisation == country.organisation(.factory))
            #expect(issue.person == nil && issue.signer != nil)
            _ = try await country.stop("33.3", at: .secondFactory, of: round)
            let third = try await country.stop("7", at: .collector, of: round)
            let weighed = try await country.weigh(third.round, "159")
            #expect(weighed.state == .weighed)
            var notes = try await country.notes(of: weighed)
            let shares = notes.compactMap { $0.receipt?.weighed?.mass }
            // 159,000 g by 120,000 : 33,300 : 7,000 of 160,300; the largest remainder has the gram that is left over.
            #expect(shares == [.grams(119_027), .grams(33_030), .grams(6_943)])
            #expect(notes.allSatisfy { $0.receipt?.isShared == true })
            let decided = try await country.decide(weighed)
            notes = try await country.notes(of: decided)
            #expect(decided.state == .decided && notes.allSatisfy { $0.state == .accepted })
            #expect(try await country.grams(.held, of: .plant) == 159_000)
            #expect(try await country.grams(.transit, of: .haulier) == 0)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A part that is refused is shared likewise, and goes back to each sender under a note of its own")
    func partRefused() async throws {
        try await withTestCountry { country in
            let under = try await country.roundOfTwo("100", "50")
            let weighed = try await country.weigh(under, "150")
            let missing = await problems { _ = try await country.decide(weighed, accepted: "100") }
            #expect(missing.map(\.phrase) == [ManifestPhrase.refusalReasonMissing.fullKey])
            let decided = try await country.decide(weighed, accepted: "100", refusal: RefusalReason.contaminated.rawValue)
            let notes = try await country.notes(of: decided)
            #expect(notes.map { $0.acceptedMass } == [.grams(66_667), .grams(33_333)])
            var back: [Mass] = []
            for note in notes {
                let linked = try await country.platform.note(try #require(note.children.first), by: country.actor(.plant))
                #expect(linked.kind == .returned && linked.receiver == note.sender && linked.round == nil)
                back.append(linked.declaredMass)
            }
            #expect(back == [.grams(33_333), .grams(16_667)])
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A note of a round is not weighed or decided by itself while the round holds it, and goes on alone afterwards")
    func together() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            let made = try await country.stop("100", of: round)
            let alone = await problems { _ = try await country.weigh(made.note, "100") }
            #expect(alone.map(\.phrase) == [RoundPhrase.refusedTogether.fullKey])
            let weighed = try await country.weigh(made.round, "100")
            let note = try await country.notes(of: weighed)[0]
            #expect(await problems { _ = try await country.decide(note) }.map(\.phrase) == [RoundPhrase.refusedTogether.fullKey])
            let decided = try await country.decide(weighed)
            let treated = try await country.treat(try await country.notes(of: decided)[0], "100")
            #expect(treated.state == .treated)
        }
    }

    @Test("A weight that would leave a note less than a gram is refused with the stop's number, and nothing is saved of it")
    func lessThanAGram() async throws {
        try await withTestCountry { country in
            let under = try await country.roundOfTwo("20000", "0.001")
            let found = await problems { _ = try await country.weigh(under, "20", unit: "kg") }
            #expect(found.map(\.phrase) == [RoundPhrase.shareBelowGram.fullKey] && found.first?.facts["stop"] == .numeral(2))
            let notes = try await country.notes(of: under)
            #expect(notes.allSatisfy { $0.state == .inTransit }, "neither arrival nor weight was kept")
            let lost = try await country.platform.reportLoss(
                notes[1].id, version: notes[1].version, kind: .neverArrived, place: "", position: nil, photo: nil, by: country.actor(.haulier))
            #expect(lost.state == .missing)
            let weighed = try await country.weigh(under, "20")
            #expect(weighed.weighing?.shares.map(\.mass) == [.kilograms(20)])
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("A form sent twice makes one note; a stop made meanwhile by another phone is told before a second one is made")
    func twoPhones() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            let code = try country.code(of: round)
            let once = try await country.stop("100", of: round, key: "form-1")
            let twice = try await country.stop("100", of: round, key: "form-1")
            #expect(once.note.id == twice.note.id && twice.round.stops.count == 1)
            let told = await problems {
                _ = try await country.platform.makeStop(country.stopForm("80", seen: 0), code: code, address: "10.0.0.9", key: "form-2")
            }
            #expect(told.map(\.phrase) == [RoundPhrase.stopMadeMeanwhile.fullKey] && told.first?.facts["mass"] == .mass(.kilograms(100)))
            let second = try await country.platform.makeStop(country.stopForm("80", seen: 1), code: code, address: "10.0.0.9", key: "form-2")
            #expect(second.round.stops.count == 2)
        }
    }

    @Test("Containers times kilograms each is an estimate, which the plant's scale makes true")
    func containers() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            var form = country.stopForm("")
            form.containers = "12"
            form.each = "2.5"
            let made = try await country.platform.makeStop(form, code: try country.code(of: round), address: "10.0.0.9", key: nil)
            let line = made.note.lines[0]
            #expect(line.declared.mass == .kilograms(30) && line.declared.method == .estimated && line.containers == 12)
            _ = try await country.decide(try await country.weigh(made.round, "28"), discrepancy: DiscrepancyReason.estimateAtSender.rawValue)
            #expect(try await country.grams(.process, of: .factory) == -28_000)
        }
    }

    @Test("A wrong code opens nothing and is counted against its address; the code ends, and a round without stops can be cancelled")
    func codes() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            let other = SpokenCode.make(randomness: [9, 8, 7, 6, 5, 4, 3, 2, 1], length: OneTimeCode.driver.length).text
            let wrong = await problems {
                _ = try await country.platform.makeStop(country.stopForm("1"), code: other, address: "10.0.0.8", key: nil)
            }
            #expect(wrong.map(\.phrase) == [OperationPhrase.codeWrong.fullKey])
            #expect(try await country.number("SELECT count(*) FROM sign_in_failure WHERE subject = 'address:10.0.0.8'") == 1)
            let code = try country.code(of: round)
            country.clock.advance(days: 8)
            let over = await problems { _ = try await country.platform.makeStop(country.stopForm("1"), code: code, address: "10.0.0.9", key: nil) }
            #expect(over.map(\.phrase) == [RoundPhrase.codeOver.fullKey])
            let cancelled = try await country.platform.cancelRound(round.id, version: round.version, by: country.actor(.haulier))
            #expect(cancelled.state == .cancelled && country.platform.roundCode(of: cancelled, by: country.actor(.haulier)) == nil)
        }
    }

    @Test("Strangers and senders do not learn that a round exists; the gate cannot plan and the haulier cannot weigh")
    func whoMay() async throws {
        try await withTestCountry { country in
            let made = try await country.stop("100", of: try await country.planRound())
            let id = made.round.id
            for firm in [TestFirm.factory, .secondPlant] {
                let seen = await problems { _ = try await country.platform.cancelRound(id, version: made.round.version, by: country.actor(firm)) }
                #expect(seen.map(\.phrase) == [OperationPhrase.notFound.fullKey], "\(firm)")
            }
            let weighing = await problems {
                _ = try await country.platform.weighRound(id, version: made.round.version, amount: "1", unit: "t", by: country.actor(.haulier))
            }
            #expect(!weighing.isEmpty)
            let planning = await problems { _ = try await country.platform.planRound(country.roundForm(), by: country.actor(.plant)) }
            #expect(!planning.isEmpty)
            let full = await problems { _ = try await country.platform.cancelRound(id, version: made.round.version, by: country.actor(.haulier)) }
            #expect(full.map(\.phrase) == [RoundPhrase.refusedHasLoad.fullKey])
        }
    }

    @Test("Two gates weigh one round at once: one wins, the other is told, and nothing is weighed twice")
    func twoGates() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            var last = try await country.stop("100", at: .factory, of: round)
            for i in 1...6 { last = try await country.stop(String(10 * i), at: .secondFactory, of: round) }
            let made = last.round
            let won = await withTaskGroup(of: Bool.self) { group in
                for i in 0..<8 { group.addTask { (try? await country.weigh(made, String(300 + i))) != nil } }
                var won = 0
                for await did in group where did { won += 1 }
                return won
            }
            #expect(won == 1)
            let note = try await country.notes(of: made)[0]
            #expect(note.signatures.filter { $0.step == .weigh }.count == 1)
            #expect(try await country.platform.verify().problems == [])
        }
    }

    @Test("Random rounds: shares sum to the weight to the gram, accepted and refused to the shares, the book to zero, and the audit is clean")
    func randomRounds() async throws {
        try await withTestCountry { country in
            var random = SeededGenerator(seed: 20_261_121)
            for turn in 0..<8 {
                let round = try await country.planRound()
                var made = round
                for _ in 0..<random.integer(1...9) {
                    let sender = random.pick([TestFirm.factory, .secondFactory, .collector])
                    made = try await country.stop(random.grams(100...40_000), at: sender, of: round, random: &random).round
                }
                let weight = random.grams(1_000_000...3_000_000)
                let weighed = try await country.weigh(made, String(weight), unit: "g")
                let accepted = random.once(in: 3) ? weight : random.grams(0...weight)
                let decided = try await country.decide(
                    weighed, accepted: String(accepted), unit: "g", refusal: RefusalReason.contaminated.rawValue,
                    discrepancy: DiscrepancyReason.scaleDifference.rawValue)
                let notes = try await country.notes(of: decided)
                #expect(notes.reduce(0) { $0 + ($1.receipt?.weighed?.mass.raw ?? 0) } == weight, "turn \(turn), seed \(random.seed)")
                #expect(notes.reduce(0) { $0 + ($1.acceptedMass?.raw ?? 0) } == accepted, "turn \(turn), seed \(random.seed)")
                #expect(notes.reduce(0) { $0 + $1.lines[0].refused.raw } == weight - accepted, "turn \(turn), seed \(random.seed)")
            }
            #expect(try await country.platform.verify().problems == [], "seed \(random.seed)")
        }
    }

    @Test("The audit names a round that was changed in the file, and one that was taken out of it")
    func tampered() async throws {
        try await withTestCountry { country in
            let round = try await country.planRound()
            try await country.run("UPDATE round SET version = 3 WHERE id = \(round.id.value)")
            #expect(try await country.platform.verify().problems.map(\.phrase).contains(VerifyPhrase.roundBody.fullKey))
            try await country.run("DELETE FROM round_code")
            try await country.run("DELETE FROM round WHERE id = \(round.id.value)")
            #expect(try await country.platform.verify().problems.map(\.phrase).contains(VerifyPhrase.roundBeyond.fullKey))
        }
    }
}

extension TestCountry {
    /// A stop of so many times ten grams, weighed or counted in containers.
    fileprivate func stop(_ tens: Int64, at sender: TestFirm, of round: Round, random: inout SeededGenerator) async throws -> Platform.MadeStop {
        var form = stopForm(ExactDecimal(digits: tens, scale: 2).description, at: sender)
        if random.once(in: 3) {
            form.each = form.amount
            form.amount = ""
            form.containers = "2"
        }
        return try await platform.makeStop(form, code: try code(of: round), address: "10.0.0.9", key: nil)
    }
}
