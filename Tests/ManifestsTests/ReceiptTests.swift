// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import TestSupport
import Testing

/// The plant's gate: weight, acceptance, refusal, differences, treatment.
struct ReceiptTests {
    /// One weight is shared over the lines to the gram, whatever the proportions.
    @Test(arguments: [UInt64](1...40)) func aWeightIsSharedOverTheLinesExactly(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var stage = Stage()
        let id = stage.draft((0..<random.integer(1...7)).map { _ in line(random.grams(1...3_000_000)) })
        let weight = random.grams(1...9_000_000)
        try stage.bring(id, weighing: given(weight))
        let lines = stage.note(id).lines
        #expect(lines.reduce(0) { $0 + ($1.weighed ?? .zero).raw } == weight, "seed \(seed)")
        #expect(lines.allSatisfy { $0.weighed != nil && $0.weighed ?? .zero >= .zero }, "seed \(seed)")
        #expect(lines.allSatisfy { $0.refused == .zero } && stage.note(id).acceptedMass == nil, "nothing is refused or accepted before the gate says so")
        try stage.accept(id)
        #expect(stage.note(id).acceptedMass == .grams(weight), "seed \(seed)")
        #expect(stage.faults() == [], "seed \(seed)")
    }

    /// A load that turns out lighter than it has lines: some lines weigh nothing, and all of them are lost in view.
    @Test func aLineMayWeighNothing() throws {
        var stage = Stage()
        let id = stage.draft([line(1_000_000), line(1), line(1)])
        try stage.bring(id, weighing: given(1000, .weighed))
        #expect(stage.note(id).lines.map(\.weighed) == [.grams(1000), .zero, .zero])
        try stage.accept(id)
        #expect(stage.note(id).state == .accepted)
        #expect(stage.faults() == [])
        try stage.treat(id, 1000)
        #expect(stage.note(id).state == .treated)
        #expect(stage.faults() == [])
    }

    @Test(arguments: [0, -5, 50_000_000_001, Int64.max, Int64.min]) func absurdWeightsAreRefused(grams: Int64) throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        try stage.collect(id)
        try stage.arrive(id)
        let phrase = grams <= 0 ? ManifestPhrase.massNotPositive : .massTooLarge
        #expect { try stage.weigh(id, given(grams)) } throws: { ($0 as? ManifestError)?.problems.map(\.phrase) == [phrase.fullKey] }
        #expect { try stage.note(id).weigh(given(5), containers: -2, by: stage.acting(Cast.plant.organisation)) } throws: {
            ($0 as? ManifestError)?.problems.map(\.phrase) == [ManifestPhrase.containersNotPositive.fullKey]
        }
    }

    /// The tolerance of 10 % is inside: a reason is demanded from the first gram beyond, either way.
    @Test(arguments: [(900, false), (899, true), (1100, false), (1101, true), (1000, false)] as [(Int64, Bool)])
    func aReasonIsDemandedExactlyOutsideTheTolerance(row: (grams: Int64, isDemanded: Bool)) throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.bring(id, weighing: given(row.grams))
        let silent = ReceiptCommand(accepted: [.grams(row.grams)], refusal: nil, discrepancy: nil)
        if row.isDemanded {
            #expect { try stage.decide(id, silent) } throws: {
                ($0 as? ManifestError)?.problems.map(\.phrase) == [ManifestPhrase.discrepancyReasonMissing.fullKey]
            }
            try stage.decide(id, ReceiptCommand(accepted: [.grams(row.grams)], refusal: nil, discrepancy: .moisture))
        } else {
            try stage.decide(id, silent)
        }
        #expect(stage.note(id).state == .accepted)
        #expect(stage.faults() == [])
    }

    @Test(arguments: [Int64.min, -1, 1001, Int64.max]) func acceptanceStaysWithinTheWeight(grams: Int64) throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.bring(id, weighing: given(1000))
        let phrase = grams < 0 ? ManifestPhrase.massNotPositive : .acceptedAboveWeighed
        #expect { try stage.decide(id, ReceiptCommand(accepted: [.grams(grams)], refusal: .tooMuch, discrepancy: .other)) } throws: {
            ($0 as? ManifestError)?.problems.map(\.phrase) == [phrase.fullKey]
        }
    }

    /// What another system sends may have more or fewer lines than the note; it is refused and stops nothing.
    @Test(arguments: [0, 1, 3]) func acceptanceHasOneMassPerLine(count: Int) throws {
        var stage = Stage()
        let id = stage.draft([line(1000), line(500)])
        try stage.bring(id, weighing: given(1500))
        #expect(throws: ManifestError.invalid([ManifestPhrase.lineMissing.problem("accepted0")])) {
            try stage.decide(id, ReceiptCommand(accepted: Array(repeating: .grams(1), count: count), refusal: .tooMuch, discrepancy: nil))
        }
    }

    @Test func aRefusalNeedsAReason() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.bring(id, weighing: given(1000))
        for accepted in [Int64(0), 999] {
            #expect(throws: ManifestError.invalid([ManifestPhrase.refusalReasonMissing.problem("refusal")])) {
                try stage.decide(id, ReceiptCommand(accepted: [.grams(accepted)], refusal: nil, discrepancy: nil))
            }
        }
    }

    /// A lot of two origins is refused in part: the linked note carries exactly the refused grams, in a lot of its own, of
    /// both origins in proportion.
    @Test func theRefusedPartGoesOnUnderItsOwnNote() throws {
        var stage = Stage()
        let first = try stage.stock(600, at: Cast.factory), second = try stage.stock(300, at: Cast.factory)
        let drawn = line(900, draws: [LotDraw(account: first, mass: .grams(600)), LotDraw(account: second, mass: .grams(300))])
        let id = stage.draft([drawn, line(50), line(40, of: "040220")])
        try stage.bring(id, weighing: given(990))
        try stage.accept(id, refusing: [300, 50])
        let note = stage.note(id)
        #expect(note.state == .accepted)
        #expect(note.lines.map(\.refused) == [.grams(300), .grams(50), .zero])
        let child = stage.note(try #require(note.receipt?.refusedNote))
        #expect(note.children == [child.id] && child.parent == id)
        #expect(child.kind == .returned && child.state == .inTransit)
        #expect(child.sender == Cast.plant && child.receiver == Cast.factory)
        #expect(child.lines.map(\.declared.mass) == [.grams(300), .grams(50)])
        #expect(Set(child.lines.map(\.lot)).isDisjoint(with: note.lines.map(\.lot)))
        let lot = Account(Cast.haulier.site, .transit, .waste(waste("040222")), lot: child.lines[0].lot)
        #expect(stage.book.content(lot).shares.map(\.grams) == [200, 100])
        #expect(Set(stage.book.content(lot).shares.map(\.origin.value)) == Set([first.lot?.value, second.lot?.value].compactMap { $0 }))
        #expect(stage.faults() == [])

        // Back home it is stock again, of the same origins, and can leave anew.
        try stage.arrive(child.id)
        try stage.weigh(child.id, given(350))
        #expect { try stage.accept(child.id, refusing: [1]) } throws: {
            ($0 as? ManifestError)?.problems.map(\.phrase) == [ManifestPhrase.returnNotRefusable.fullKey]
        }
        try stage.accept(child.id)
        #expect(stage.note(child.id).state == .returned)
        let home = Account(Cast.factory.site, .store, .waste(waste("040222")), lot: child.lines[0].lot)
        #expect(stage.book.content(home).shares.map(\.grams) == [200, 100])
        try stage.issue(stage.draft([line(300, draws: [LotDraw(account: home, mass: .grams(300))])]))
        #expect(stage.faults() == [])
    }

    @Test func aLoadRefusedInFullLeavesNothingBehind() throws {
        var stage = Stage()
        let id = stage.draft([line(1000, .estimated)])
        try stage.bring(id, weighing: given(1300))
        try stage.decide(id, ReceiptCommand(accepted: [.zero], refusal: .wrongWaste, discrepancy: .other, onwardTo: Cast.secondPlant))
        #expect(stage.note(id).state == .refused)
        let child = stage.note(try #require(stage.note(id).children.first))
        #expect(child.kind == .onward && child.receiver == Cast.secondPlant)
        #expect(child.declaredMass == .grams(1300))
        #expect(stage.faults() == [])
        // The second plant refuses half of it again: that half goes back to the first, which sent it.
        try stage.arrive(child.id)
        try stage.weigh(child.id, given(1290))
        try stage.accept(child.id, refusing: [600])
        #expect(stage.note(stage.note(child.id).children[0]).receiver == Cast.plant)
        #expect(stage.faults() == [])
    }

    /// Sending the refused part "on" to its own sender is a return; to the plant itself it is nonsense; to one without a permit
    /// it is refused.
    @Test func onwardMeansSomebodyElse() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.bring(id, weighing: given(1000))
        let note = stage.note(id)
        let minted = stage.minted(1)
        func decide(_ party: Party, _ facts: PartyFacts?) throws -> ManifestDecision {
            try note.decide(
                ReceiptCommand(accepted: [.zero], refusal: .noCapacity, discrepancy: nil, onwardTo: party), policy: stage.policy, onward: facts,
                minted: minted, by: stage.acting(Cast.plant.organisation))
        }
        #expect(throws: ManifestError.invalid([ManifestPhrase.sameSite.problem("onward")])) { try decide(Cast.plant, Cast.able) }
        var unlicensed = Cast.able
        unlicensed.hasPermit = false
        #expect(throws: ManifestError.invalid([ManifestPhrase.partyWithoutPermit.problem("onward")])) { try decide(Cast.secondPlant, unlicensed) }
        guard case .linked(let kind, _, _, _, _, _) = try #require(decide(Cast.factory, Cast.able).linked.first).event else {
            Issue.record("a linked note begins with its link")
            return
        }
        #expect(kind == .returned)
    }

    /// The sender estimated: its generation becomes what the scale says. It weighed: the difference stands.
    @Test(arguments: [MeasurementMethod.estimated, .weighed, .counted], [Int64(800), 1300]) func estimatesAreTruedUp(method: MeasurementMethod, weight: Int64)
        throws
    {
        var stage = Stage()
        let id = stage.draft([line(1000, method)])
        try stage.bring(id, weighing: given(weight))
        try stage.accept(id)
        let line = stage.note(id).lines[0]
        #expect(stage.posted(Account(Cast.factory.site, .process, line.material)) == (method == .estimated ? -weight : -1000))
        #expect(stage.difference(line, of: stage.note(id)) == (method == .estimated ? 0 : 1000 - weight))
        #expect(stage.faults() == [])
    }

    /// Stock was measured when it came in: drawing an estimated part of it trues nothing up, and a gain is more of all origins.
    @Test func drawnLinesKeepTheirDifference() throws {
        var stage = Stage()
        let first = try stage.stock(600, at: Cast.factory), second = try stage.stock(300, at: Cast.factory)
        let id = stage.draft([line(900, .estimated, draws: [LotDraw(account: first, mass: .grams(600)), LotDraw(account: second, mass: .grams(300))])])
        try stage.bring(id, weighing: given(990))
        try stage.accept(id)
        let line = stage.note(id).lines[0]
        #expect(stage.difference(line, of: stage.note(id)) == -90)
        #expect(stage.book.content(received(line, of: stage.note(id))).shares.map(\.grams) == [660, 330])
        #expect(stage.faults() == [])
    }

    /// The receiver fetches with its own truck, from its own site: transit, difference and stock are of one site.
    @Test(arguments: [MeasurementMethod.estimated, .weighed]) func theReceiversOwnTruck(method: MeasurementMethod) throws {
        var stage = Stage()
        let id = stage.draft([line(1000, method)], by: [Cast.plant])
        try stage.bring(id, weighing: given(1050))
        try stage.accept(id, refusing: [50])
        #expect(stage.faults() == [])
        try stage.treat(id, 1000)
        #expect(stage.note(id).state == .treated)
        #expect(stage.faults() == [])
    }

    // MARK: Treatment

    @Test func treatmentLeavesResiduesAsNewLots() throws {
        var stage = Stage()
        let id = stage.draft([line(1000), line(500, of: "040220")])
        try stage.bring(id, weighing: given(1500))
        try stage.accept(id)
        let residues = [
            Residue(waste: waste("190112"), mass: given(120), lot: stage.mint()), Residue(waste: waste("190112"), mass: given(30), lot: stage.mint()),
        ]
        try stage.treat(id, 400, as: "R3")
        try stage.treat(id, 600, as: "D10", residues: residues)
        #expect(stage.note(id).state == .accepted)
        try stage.treat(id, line: 1, 500)
        #expect(stage.note(id).state == .treated)
        for residue in residues {
            #expect(stage.posted(Account(Cast.plant.site, .store, .waste(residue.waste), lot: residue.lot)) == residue.mass.mass.raw)
        }
        #expect(stage.faults() == [])
    }

    @Test("A treatment dated back further than the policy is refused where the figure is law, and only there")
    func datedBack() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.bring(id, weighing: given(1000))
        try stage.accept(id)
        let note = stage.note(id), today = stage.today
        func problems(_ days: Int, _ standing: PolicyStanding) -> [Problem] {
            var policy = stage.policy
            policy.items[.backdateDays]?.value = 4
            policy.items[.backdateDays]?.standing = standing
            let command = TreatmentCommand(line: 0, code: code("R3"), mass: .grams(5), occurred: today.adding(days: -days), residues: [])
            do throws(ManifestError) {
                _ = try note.treat(command, policy: policy, receivedOn: today.adding(days: -30), by: stage.acting(Cast.plant.organisation))
                return []
            } catch {
                return error.problems
            }
        }
        #expect(problems(4, .official) == [])
        let facts: [String: Fact] = ["date": .date(today.adding(days: -5)), "limit": .number(4), "earliest": .date(today.adding(days: -4))]
        #expect(problems(5, .official) == [ManifestPhrase.dateTooFarBack.problem("date", facts)])
        #expect(problems(30, .assumed) == [])
    }

    @Test func badTreatmentsAreRefused() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.bring(id, weighing: given(1000))
        try stage.accept(id)
        let note = stage.note(id), today = stage.today
        func problems(_ grams: Int64, on date: CalendarDate? = nil, residues: [Int64] = [], line: Int = 0) -> [String] {
            let command = TreatmentCommand(
                line: line, code: code("R3"), mass: .grams(grams), occurred: date ?? today,
                residues: residues.map { Residue(waste: waste("190112"), mass: given($0), lot: LotID(5)) })
            do throws(ManifestError) {
                _ = try note.treat(command, policy: stage.policy, receivedOn: today.adding(days: -2), by: stage.acting(Cast.plant.organisation))
                return []
            } catch {
                return error.problems.map { String($0.phrase.dropFirst("manifests.".count)) }
            }
        }
        #expect(problems(1000) == [])
        #expect(problems(0) == ["massNotPositive"])
        #expect(problems(Int64.min) == ["massNotPositive"])
        #expect(problems(1001) == ["treatedAboveHeld"])
        #expect(problems(5, line: 1) == ["lineMissing"])
        #expect(problems(5, line: -1) == ["lineMissing"])
        #expect(problems(5, on: today.adding(days: 1)) == ["dateInFuture"])
        #expect(problems(5, on: today.adding(days: -3)) == ["dateBeforeReceipt"])
        #expect(problems(5, on: today.adding(days: -2)) == [])
        #expect(problems(100, residues: [50, 50]) == [])
        #expect(problems(100, residues: [50, 51]) == ["residueAboveTreated"])
        #expect(problems(100, residues: [0]) == ["massNotPositive"])
        #expect(problems(100, residues: [150, -50]) == ["massNotPositive"])
        #expect(problems(100, residues: [Int64.max, Int64.max]) == ["residueAboveTreated"])
        #expect(problems(2000, on: today.adding(days: 1), residues: [-1]) == ["treatedAboveHeld", "dateInFuture", "massNotPositive"])
    }
}
