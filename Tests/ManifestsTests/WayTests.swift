// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import TestSupport
import Testing

/// Under way: hand-over, setting down, loss.
struct WayTests {
    @Test func theLoadIsBookedWhereItIs() throws {
        var stage = Stage()
        let id = stage.draft([line(1000), line(300, of: "040220")], by: [Cast.haulier, Cast.secondHaulier])
        try stage.issue(id)
        try stage.collect(id)
        func sites() -> [SiteID] {
            stage.book.balances.filter { $0.key.compartment == .transit && $0.value.posted > 0 }.map(\.key.site).sorted()
        }
        #expect(sites() == [Cast.haulier.site, Cast.haulier.site])
        try stage.store(id, at: 199)
        #expect(sites() == [SiteID(199), SiteID(199)])
        try stage.leaveStorage(id, with: Cast.haulier)
        #expect(sites() == [Cast.haulier.site, Cast.haulier.site])
        try stage.handOver(id)
        #expect(sites() == [Cast.secondHaulier.site, Cast.secondHaulier.site])
        #expect(stage.note(id).legs.map(\.carrier) == [Cast.haulier, Cast.haulier, Cast.secondHaulier])
        #expect(stage.faults() == [])
    }

    /// Carriers who share one yard: the signature changes, the account does not.
    @Test func carriersOfOneSiteMoveNothing() throws {
        var stage = Stage()
        let second = Cast.party(12, site: Cast.haulier.site.value)
        let id = stage.draft([line(1000)], by: [Cast.haulier, second])
        try stage.issue(id)
        try stage.collect(id)
        let entries = stage.book.entries.count
        try stage.handOver(id)
        #expect(stage.book.entries.count == entries)
        #expect(stage.note(id).currentLeg.carrier == second)
        #expect(stage.faults() == [])
    }

    @Test func aNoteWithoutAFurtherCarrierIsNotHandedOver() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        try stage.collect(id)
        #expect(throws: ManifestError.notNow(.refusedNoNextCarrier, .inTransit)) { try stage.handOver(id) }
    }

    /// Each step belongs to one party; everybody else is told so.
    @Test func otherPartiesDoNotSign() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)], by: [Cast.haulier, Cast.secondHaulier])
        let everybody = [Cast.factory, Cast.haulier, Cast.secondHaulier, Cast.plant].map(\.organisation) + [Cast.stranger]
        func refuses(all but: [OrganisationID], _ verb: (Acting) throws -> ManifestDecision) {
            for organisation in everybody where !but.contains(organisation) {
                #expect(throws: ManifestError.notYourStep, "\(organisation)") { try verb(stage.acting(organisation)) }
            }
        }
        try stage.issue(id)
        var note = stage.note(id)
        refuses(all: [Cast.haulier.organisation]) { try note.collect(plate: nil, policy: stage.policy, pendings: [], by: $0) }
        refuses(all: [Cast.factory.organisation]) { try note.cancel(remark: nil, pendings: [], by: $0) }
        refuses(all: [Cast.factory.organisation]) { try note.changeCarrier(to: note.legs, carriers: [Cast.able, Cast.able], pendings: [], by: $0) }
        try stage.collect(id)
        note = stage.note(id)
        refuses(all: [Cast.secondHaulier.organisation]) { try note.handOver(plate: nil, by: $0) }
        refuses(all: [Cast.haulier.organisation]) { try note.store(at: Cast.haulier, facts: Cast.able, by: $0) }
        refuses(all: [Cast.plant.organisation]) { try note.arrive(by: $0) }
        let report = LossReport(kind: .lost, reportedBy: Cast.stranger, reportedAt: stage.now, place: nil, position: nil, photo: nil, before: .draft)
        refuses(all: everybody.filter { $0 != Cast.stranger }) { try note.reportLoss(report, by: $0) }
        try stage.arrive(id)
        note = stage.note(id)
        refuses(all: [Cast.plant.organisation]) { try note.weigh(given(5), containers: nil, by: $0) }
        try stage.weigh(id, given(1000))
        note = stage.note(id)
        let minted = stage.minted(1)
        refuses(all: [Cast.plant.organisation]) {
            try note.decide(ReceiptCommand(accepted: [.grams(1000)], refusal: nil, discrepancy: nil), policy: stage.policy, minted: minted, by: $0)
        }
        try stage.accept(id)
        note = stage.note(id)
        let command = TreatmentCommand(line: 0, code: code("R3"), mass: .grams(1), occurred: stage.today, residues: [])
        refuses(all: [Cast.plant.organisation]) { try note.treat(command, policy: stage.policy, receivedOn: stage.today, by: $0) }
        refuses(all: everybody.filter { $0 != Cast.stranger }) {
            try note.proposeCorrection(.accepted(line: 0), to: given(900), reason: seal, policy: stage.policy, by: $0)
        }
    }

    /// Mass is set down at a site of the carrier's own: nobody books it onto a stranger.
    @Test func aLoadIsSetDownOnlyAtAnOwnSite() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        try stage.collect(id)
        let note = stage.note(id)
        #expect(throws: ManifestError.invalid([ManifestPhrase.unknownParty.problem("storage")])) {
            try note.store(at: Cast.secondPlant, facts: Cast.able, by: stage.acting(Cast.haulier.organisation))
        }
        var closed = Cast.able
        closed.closedOn = FixedTime.day(2026, 1, 1)
        #expect(throws: ManifestError.invalid([ManifestPhrase.partyClosed.problem("storage")])) {
            try note.store(at: Cast.party(11, site: 198), facts: closed, by: stage.acting(Cast.haulier.organisation))
        }
    }

    /// From storage the load goes with the note's next carrier, who signs, or with one whom the keeper names; a haulier who is
    /// neither cannot help himself.
    @Test func aStoredLoadGoesOnlyWithACarrierThatSomebodyNamed() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)], by: [Cast.haulier, Cast.secondHaulier])
        try stage.issue(id)
        try stage.collect(id)
        try stage.store(id, at: 199)
        let note = stage.note(id)
        #expect(throws: ManifestError.notYourStep) {
            try note.leaveStorage(with: Leg(carrier: Cast.thirdHaulier), facts: Cast.able, by: stage.acting(Cast.thirdHaulier.organisation))
        }
        var unlicensed = Cast.able
        unlicensed.hasPermit = false
        #expect(throws: ManifestError.invalid([ManifestPhrase.partyWithoutPermit.problem("carrier")])) {
            try note.leaveStorage(with: Leg(carrier: Cast.thirdHaulier), facts: unlicensed, by: stage.acting(Cast.haulier.organisation))
        }
        // The planned carrier takes its own leg and is not named a second time.
        let decision = try note.leaveStorage(with: Leg(carrier: Cast.secondHaulier), facts: Cast.able, by: stage.acting(Cast.secondHaulier.organisation))
        try stage.carryOut(decision, on: id)
        #expect(stage.note(id).legs.map(\.carrier) == [Cast.haulier, Cast.secondHaulier])
        #expect(stage.note(id).currentLeg.carrier == Cast.secondHaulier)
        #expect(stage.faults() == [])
    }

    /// What is reported says itself where the note stood; a found load goes on from there.
    @Test(arguments: [ManifestState.inTransit, .inStorage, .arrived]) func aFoundLoadGoesOnWhereItWas(state: ManifestState) throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        try stage.collect(id)
        if state == .inStorage { try stage.store(id, at: 199) }
        if state == .arrived { try stage.arrive(id) }
        let wrong = LossReport(kind: .stolen, reportedBy: Cast.stranger, reportedAt: FixedTime.now, place: nil, position: nil, photo: nil, before: .draft)
        try stage.carryOut(stage.note(id).reportLoss(wrong, by: stage.acting(Cast.factory.organisation)), on: id)
        #expect(stage.note(id).state == .missing)
        #expect(stage.note(id).loss?.reportedBy == Cast.factory.organisation)
        try stage.decideLoss(id, isFound: true)
        #expect(stage.note(id).state == state)
        #expect(stage.faults() == [])
    }

    /// Lost in transit or in storage: the mass stands in the difference of who had it, and nothing stays pending.
    @Test(arguments: [false, true]) func aLostLoadIsADifference(isStored: Bool) throws {
        var stage = Stage()
        let id = stage.draft([line(1000), line(70, of: "040220")])
        try stage.issue(id)
        try stage.collect(id)
        if isStored { try stage.store(id, at: 199) }
        try stage.reportLoss(id, by: Cast.haulier.organisation)
        try stage.decideLoss(id, isFound: false)
        #expect(stage.note(id).state == .lost)
        let gap = stage.book.balances.filter { $0.key.compartment == .difference }
        #expect(gap.values.map(\.posted).sorted() == [70, 1000])
        #expect(gap.keys.allSatisfy { $0.site == (isStored ? SiteID(199) : Cast.haulier.site) })
        #expect(stage.faults() == [])
    }
}
