// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import TestSupport
import Testing

/// Corrections of signed figures: who must agree, until when, and what the book makes of it.
struct CorrectionTests {
    /// A note of 1,000 g accepted by the plant, of which it has treated some.
    func accepted(_ method: MeasurementMethod = .weighed, treated: Int64 = 0, by carrier: Party = Cast.haulier) throws -> (Stage, DocumentID) {
        var stage = Stage()
        let id = stage.draft([line(1000, method)], by: [carrier])
        try stage.bring(id, weighing: given(1000))
        try stage.accept(id)
        if treated > 0 { try stage.treat(id, treated) }
        return (stage, id)
    }

    // MARK: Who and when

    @Test func everyOtherPartyAgreesBeforeItHolds() throws {
        var (stage, id) = try accepted()
        try stage.propose(id, .accepted(line: 0), to: given(900), by: Cast.plant.organisation)
        #expect(stage.note(id).correction?.waitingFor == [Cast.factory.organisation, Cast.haulier.organisation])
        for other in [Cast.plant.organisation, Cast.stranger] {
            #expect(throws: ManifestError.notYourStep) { try stage.approve(id, by: other) }
        }
        try stage.approve(id, by: Cast.haulier.organisation)
        #expect(stage.note(id).lines[0].accepted == .grams(1000))
        #expect(throws: ManifestError.notYourStep) { try stage.approve(id, by: Cast.haulier.organisation) }
        let before = stage.note(id).version
        try stage.approve(id, by: Cast.factory.organisation)
        let note = stage.note(id)
        #expect(note.lines[0].accepted == .grams(900) && note.correction == nil)
        #expect(note.corrections.map(\.outcome) == [.applied])
        #expect(note.corrections.first?.replaces == before)
        #expect(note.corrections.first?.proposal.old.mass == .grams(1000))
        #expect(stage.faults() == [])
    }

    @Test(arguments: [Cast.factory, Cast.haulier, Cast.plant]) func oneNoEndsIt(party: Party) throws {
        var (stage, id) = try accepted()
        try stage.propose(id, .accepted(line: 0), to: given(900), by: Cast.plant.organisation)
        try stage.approve(id, by: party == Cast.factory ? Cast.haulier.organisation : Cast.factory.organisation)
        try stage.carryOut(stage.note(id).refuseCorrection(by: stage.acting(party.organisation)), on: id)
        #expect(stage.note(id).corrections.map(\.outcome) == [.refused])
        #expect(stage.note(id).corrections.first?.refusedBy == party.organisation)
        #expect(stage.note(id).lines[0].accepted == .grams(1000))
        #expect(throws: ManifestError.notNow(.refusedNoCorrection, .accepted)) { try stage.approve(id, by: Cast.factory.organisation) }
        #expect(stage.faults() == [])
    }

    @Test func strangersDoNotRefuse() throws {
        var (stage, id) = try accepted()
        #expect(throws: ManifestError.notNow(.refusedNoCorrection, .accepted)) {
            try stage.note(id).refuseCorrection(by: stage.acting(Cast.factory.organisation))
        }
        try stage.propose(id, .accepted(line: 0), to: given(900), by: Cast.plant.organisation)
        #expect(throws: ManifestError.notYourStep) { try stage.note(id).refuseCorrection(by: stage.acting(Cast.stranger)) }
    }

    /// Five days to answer: at the last moment it still runs, then it is over for approvers and it expires.
    @Test func theClockRunsOut() throws {
        var (stage, id) = try accepted()
        try stage.propose(id, .accepted(line: 0), to: given(900), by: Cast.plant.organisation)
        let proposal = try #require(stage.note(id).correction)
        #expect(proposal.expiresAt == proposal.proposedAt.adding(days: 5))
        #expect(stage.note(id).expireCorrection(at: Instant(microseconds: proposal.expiresAt.microseconds - 1)) == nil)
        stage.wait(hours: 5 * 24)
        #expect(throws: ManifestError.notNow(.refusedCorrectionExpired, .accepted)) { try stage.approve(id, by: Cast.factory.organisation) }
        let expiry = try #require(stage.note(id).expireCorrection(at: proposal.expiresAt))
        try stage.carryOut(expiry, on: id)
        #expect(stage.note(id).corrections.map(\.outcome) == [.expired])
        #expect(stage.note(id).expireCorrection(at: stage.now) == nil)
        try stage.propose(id, .accepted(line: 0), to: given(900), by: Cast.factory.organisation)
        #expect(stage.faults() == [])
    }

    /// A proposal that waits while the load is weighed, refused or lost can still be taken back or expire.
    @Test func aProposalIsNeverStuck() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        try stage.collect(id)
        try stage.propose(id, .declared(line: 0), to: given(900), by: Cast.factory.organisation)
        let proposed = stage
        // Lost meanwhile.
        try stage.reportLoss(id, by: Cast.haulier.organisation)
        #expect(throws: ManifestError.notNow(.refusedMissing, .missing)) { try stage.approve(id, by: Cast.plant.organisation) }
        try stage.decideLoss(id, isFound: false)
        try stage.carryOut(stage.note(id).refuseCorrection(by: stage.acting(Cast.factory.organisation)), on: id)
        #expect(stage.note(id).state == .lost && stage.note(id).correction == nil)
        #expect(stage.faults() == [])
        // Weighed and refused meanwhile.
        stage = proposed
        try stage.arrive(id)
        try stage.weigh(id, given(1000))
        #expect(throws: ManifestError.notNow(.refusedDeclaredAfterReceipt, .weighed)) { try stage.approve(id, by: Cast.plant.organisation) }
        try stage.accept(id, refusing: [1000])
        stage.wait(hours: 6 * 24)
        try stage.carryOut(try #require(stage.note(id).expireCorrection(at: stage.now)), on: id)
        #expect(stage.note(id).state == .refused && stage.note(id).corrections.map(\.outcome) == [.expired])
        #expect(stage.faults() == [])
    }

    @Test func oneIsDecidedAtATime() throws {
        var (stage, id) = try accepted()
        try stage.propose(id, .accepted(line: 0), to: given(900), by: Cast.plant.organisation)
        #expect(throws: ManifestError.notNow(.refusedCorrectionPending, .accepted)) {
            try stage.propose(id, .accepted(line: 0), to: given(800), by: Cast.factory.organisation)
        }
    }

    /// A factory that carries its own waste to its own plant agrees with itself, in a second step.
    @Test func oneOrganisationCanCorrectItsOwnNote() throws {
        var stage = Stage()
        let mill = Cast.party(1, site: 150)
        let id = stage.draft([line(1000)], from: Cast.factory, to: mill, by: [Cast.factory])
        try stage.bring(id, weighing: given(1000))
        try stage.accept(id)
        try stage.correct(id, .accepted(line: 0), to: given(900))
        #expect(stage.note(id).lines[0].accepted == .grams(900))
        #expect(stage.faults() == [])
    }

    @Test func badProposalsAreRefused() throws {
        let (stage, id) = try accepted()
        let note = stage.note(id)
        func propose(_ field: CorrectedField, _ grams: Int64) throws -> ManifestDecision {
            try note.proposeCorrection(field, to: given(grams), reason: seal, policy: stage.policy, by: stage.acting(Cast.factory.organisation))
        }
        let cases: [(Int64, ManifestPhrase)] = [
            (0, .massNotPositive), (-1, .massNotPositive), (Int64.min, .massNotPositive), (1000, .correctionChangesNothing),
            (50_000_000_001, .massTooLarge), (Int64.max, .massTooLarge),
        ]
        for (grams, phrase) in cases {
            #expect { try propose(.accepted(line: 0), grams) } throws: { ($0 as? ManifestError)?.problems.map(\.phrase) == [phrase.fullKey] }
        }
        for line in [-1, 1, Int.max] {
            #expect(throws: ManifestError.invalid([ManifestPhrase.lineMissing.problem("line")])) { try propose(.accepted(line: line), 900) }
        }
        #expect(throws: ManifestError.notNow(.refusedDeclaredAfterReceipt, .accepted)) { try propose(.declared(line: 0), 900) }
    }

    @Test func whatIsNotReceivedHasNoAcceptedFigure() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        try stage.collect(id)
        #expect(throws: ManifestError.notNow(.refusedNotReceived, .inTransit)) {
            try stage.propose(id, .accepted(line: 0), to: given(900), by: Cast.plant.organisation)
        }
    }

    /// An approval reads no balance but those it names, so that a caller can load them.
    @Test func anApprovalAsksOnlyForTheAccountsItNames() throws {
        for (figure, carrier) in [(Int64(900), Cast.haulier), (1100, Cast.haulier), (900, Cast.plant), (1100, Cast.plant)] {
            var (stage, id) = try accepted(treated: 1000, by: carrier)
            try stage.propose(id, .accepted(line: 0), to: given(figure), by: Cast.factory.organisation)
            for organisation in try #require(stage.note(id).correction).waitingFor.dropLast() { try stage.approve(id, by: organisation) }
            let note = stage.note(id), book = stage.book
            let last = try #require(note.correction?.waitingFor.first)
            var asked: [Account] = []
            _ = try note.approveCorrection(
                balance: { account in
                    asked.append(account)
                    return book.balance(account)
                }, by: stage.acting(last))
            #expect(Set(asked).isSubset(of: note.correctionAccounts))
        }
    }

    // MARK: What was declared

    @Test(arguments: [Int64(700), 1200]) func whatWasDeclaredComesFromWhereTheLoadCameFrom(grams: Int64) throws {
        var stage = Stage()
        let first = try stage.stock(900, at: Cast.factory), second = try stage.stock(600, at: Cast.factory)
        let drawn = line(1000, draws: [LotDraw(account: first, mass: .grams(600)), LotDraw(account: second, mass: .grams(400))])
        let id = stage.draft([drawn, line(1000)])
        try stage.issue(id)
        try stage.collect(id)
        for i in [0, 1] { try stage.correct(id, .declared(line: i), to: given(grams)) }
        #expect(stage.posted(first) == 300 - (grams - 1000) * 6 / 10)
        #expect(stage.posted(second) == 200 - (grams - 1000) * 4 / 10)
        #expect(stage.faults() == [])
        try stage.arrive(id)
        try stage.weigh(id, given(2 * grams))
        try stage.accept(id)
        #expect(stage.faults() == [])
    }

    /// More is declared than the stock it was drawn from still has: the book refuses with the numbers, the proposal stays.
    @Test func moreThanTheStockHasIsNotDeclaredAfterwards() throws {
        var stage = Stage()
        let store = try stage.stock(1000, at: Cast.factory)
        let id = stage.draft([line(900, draws: [LotDraw(account: store, mass: .grams(900))])])
        try stage.issue(id)
        try stage.collect(id)
        #expect(throws: LedgerError.insufficientStock(account: store, available: .grams(100), requested: .grams(200))) {
            try stage.correct(id, .declared(line: 0), to: given(1100))
        }
        #expect(stage.note(id).correction?.waitingFor.count == 1)
        #expect(stage.faults() == [])
    }

    /// An estimate that was corrected to a weighed figure is an estimate no more: the difference at the gate stands.
    @Test func aCorrectedEstimateIsNotTruedUp() throws {
        var stage = Stage()
        let id = stage.draft([line(1000, .estimated)])
        try stage.issue(id)
        try stage.collect(id)
        try stage.correct(id, .declared(line: 0), to: given(1100, .weighed))
        try stage.arrive(id)
        try stage.weigh(id, given(1080))
        try stage.accept(id)
        #expect(stage.difference(stage.note(id).lines[0], of: stage.note(id)) == 20)
        #expect(stage.faults() == [])
    }

    // MARK: What was accepted

    /// One row per case: how the sender measured, whose truck it was, how much was treated, the figures corrected to, and then
    /// what is held and the gap at the plant.
    @Test(
        arguments: [
            (.weighed, Cast.haulier, 0, [900], 900, 0), (.weighed, Cast.haulier, 0, [1100], 1100, 0), (.weighed, Cast.haulier, 800, [900], 100, 0),
            (.weighed, Cast.haulier, 1000, [900], 0, 100), (.weighed, Cast.haulier, 950, [900], 0, 50), (.weighed, Cast.haulier, 1000, [1100], 100, 0),
            // A second correction closes the gap of the first before anything is held again.
            (.weighed, Cast.haulier, 1000, [800, 850], 0, 150), (.weighed, Cast.haulier, 1000, [800, 1100], 100, 0),
            (.weighed, Cast.haulier, 1000, [800, 700, 1000], 0, 0),
            (.estimated, Cast.haulier, 1000, [800, 850], 0, 150), (.estimated, Cast.haulier, 1000, [800, 1100], 100, 0),
            (.estimated, Cast.plant, 1000, [800, 850], 0, 150), (.estimated, Cast.plant, 1000, [800, 1100], 100, 0),
            // On the plant's own truck gap and weighing difference are one account, which is open by nothing and then by the gain.
            (.weighed, Cast.plant, 1000, [800, 850], 0, 0), (.weighed, Cast.plant, 1000, [800, 1100], 100, 100), (.weighed, Cast.plant, 300, [600], 300, -400),
        ] as [(MeasurementMethod, Party, Int64, [Int64], Int64, Int64)])
    func aGapAfterTheLotMovedOnIsADifference(row: (method: MeasurementMethod, carrier: Party, treated: Int64, figures: [Int64], held: Int64, gap: Int64)) throws
    {
        var (stage, id) = try accepted(row.method, treated: row.treated, by: row.carrier)
        for figure in row.figures {
            try stage.correct(id, .accepted(line: 0), to: given(figure))
            #expect(stage.faults() == [])
        }
        let note = stage.note(id)
        #expect(note.heldMass == .grams(row.held))
        #expect(note.state == (row.held > 0 ? .accepted : .treated))
        #expect(stage.posted(received(note.lines[0], of: note)) == row.held)
        #expect(stage.gap(note.lines[0], of: note) == row.gap)
        #expect(note.lines[0].treated == .grams(row.treated))
    }

    /// What another note has promised away has moved on too; when that note is cancelled, a later correction closes the gap.
    @Test func whatIsPromisedHasMovedOn() throws {
        var (stage, id) = try accepted()
        let held = received(stage.note(id).lines[0], of: stage.note(id))
        let onward = stage.draft([line(1000, draws: [LotDraw(account: held, mass: .grams(1000))])], from: Cast.plant, to: Cast.secondPlant)
        try stage.issue(onward)
        try stage.correct(id, .accepted(line: 0), to: given(900))
        #expect(stage.gap(stage.note(id).lines[0], of: stage.note(id)) == 100)
        let promised = stage
        try stage.collect(onward)
        #expect(stage.note(id).state == .passedOn)
        #expect(stage.faults() == [])
        stage = promised
        try stage.cancel(onward)
        #expect(stage.faults() == [])
        try stage.correct(id, .accepted(line: 0), to: given(1000))
        #expect(stage.gap(stage.note(id).lines[0], of: stage.note(id)) == 0)
        #expect(stage.note(id).heldMass == .grams(1000))
        #expect(stage.faults() == [])
    }

    /// A lot went on to the next plant; the sending note's declared mass is corrected down: the rest is held here again.
    @Test func whatComesBackIsHeldAgain() throws {
        var (stage, id) = try accepted()
        let held = received(stage.note(id).lines[0], of: stage.note(id))
        let onward = stage.draft([line(1000, draws: [LotDraw(account: held, mass: .grams(1000))])], from: Cast.plant, to: Cast.secondPlant)
        try stage.issue(onward)
        try stage.collect(onward)
        #expect(stage.note(id).state == .passedOn)
        try stage.correct(onward, .declared(line: 0), to: given(950))
        #expect(stage.note(id).state == .accepted && stage.note(id).heldMass == .grams(50))
        #expect(stage.faults() == [])
        try stage.treat(id, 50)
        #expect(stage.note(id).state == .passedOn)
        #expect(stage.faults() == [])
    }

    /// A returned load that left again: correcting what came back is a gap at the sender's.
    @Test func aReturnIsCorrectedLikeAnyReceipt() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.bring(id, weighing: given(1000))
        try stage.accept(id, refusing: [1000])
        let child = stage.note(id).children[0]
        try stage.arrive(child)
        try stage.weigh(child, given(1000))
        try stage.accept(child)
        let home = received(stage.note(child).lines[0], of: stage.note(child))
        let again = stage.draft([line(1000, draws: [LotDraw(account: home, mass: .grams(1000))])], to: Cast.secondPlant)
        try stage.issue(again)
        try stage.collect(again)
        try stage.correct(child, .accepted(line: 0), to: given(940))
        #expect(stage.note(child).state == .returned)
        #expect(stage.gap(stage.note(child).lines[0], of: stage.note(child)) == 60)
        try stage.correct(child, .accepted(line: 0), to: given(980))
        #expect(stage.gap(stage.note(child).lines[0], of: stage.note(child)) == 20)
        #expect(stage.faults() == [])
    }
}
