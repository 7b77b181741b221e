// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import TestSupport
import Testing

/// What a note must be before it is issued, and what issuing, changing and cancelling reserve.
struct IssueTests {
    let today = FixedTime.today
    let policy = ManifestPolicies.shipped.policy(.cambodia, isHazardous: false, on: FixedTime.today)

    func draft(_ lines: [ManifestLine] = [line(1000)], change: (inout ManifestDraft) -> Void = { _ in }) -> ManifestDraft {
        var draft = ManifestDraft(
            sender: Cast.factory, receiver: Cast.plant, intended: code("R3"), legs: [Leg(carrier: Cast.haulier)], lines: lines, plannedPickup: nil,
            policy: "shipped-1")
        change(&draft)
        return draft
    }

    func phrases(_ draft: ManifestDraft, sender: PartyFacts = Cast.able, receiver: PartyFacts = Cast.able, carrier: PartyFacts = Cast.able) -> [String] {
        let facts = IssueFacts(policy: policy, sender: sender, receiver: receiver, carriers: draft.legs.map { _ in carrier })
        return Manifest.problems(in: draft, facts: facts, today: today).map { "\($0.field) \($0.phrase.dropFirst("manifests.".count))" }
    }

    func facts(_ change: (inout PartyFacts) -> Void) -> PartyFacts {
        var facts = Cast.able
        change(&facts)
        return facts
    }

    @Test func aCompleteDraftHasNoProblems() { #expect(phrases(draft()) == []) }

    /// One row per fault of a party, with the field it belongs to.
    @Test func partiesMustBeAbleToTakeTheirPart() {
        let tomorrow = FixedTime.today.adding(days: 1), yesterday = FixedTime.today.adding(days: -1)
        let unknown = facts { $0.isSiteOfOrganisation = false }
        let idle = facts { $0.isActive = false }
        let closed = facts { $0.closedOn = yesterday }
        let future = facts { $0.openedOn = tomorrow }
        let unlicensed = facts { $0.hasPermit = false }
        for (bad, phrase) in [(unknown, "unknownParty"), (idle, "partyClosed"), (closed, "partyClosed"), (future, "partyNotYetOpen")] {
            #expect(phrases(draft(), sender: bad) == ["sender \(phrase)"])
            #expect(phrases(draft(), receiver: bad) == ["receiver \(phrase)"])
            #expect(phrases(draft(), carrier: bad) == ["carrier \(phrase)"])
        }
        #expect(phrases(draft(), receiver: unlicensed) == ["receiver partyWithoutPermit"])
        #expect(phrases(draft(), carrier: unlicensed) == ["carrier partyWithoutPermit"])
        #expect(phrases(draft(), sender: unlicensed) == [])
        #expect(
            phrases(
                draft(),
                sender: facts {
                    $0.canProduce = false; $0.canReceive = false
                }) == ["sender partyCannotSend"])
        #expect(phrases(draft(), receiver: facts { $0.canReceive = false }) == ["receiver partyCannotReceive"])
        #expect(phrases(draft(), carrier: facts { $0.canCarry = false }) == ["carrier partyCannotCarry"])
        // A site is open on its first and its last day.
        #expect(
            phrases(
                draft(),
                sender: facts {
                    $0.openedOn = FixedTime.today; $0.closedOn = FixedTime.today
                }) == [])
    }

    /// Sender and receiver carry their own waste without being hauliers.
    @Test(arguments: [Cast.factory, Cast.plant]) func ownTrucksNeedNoHauliersPermit(carrier: Party) {
        let own = facts {
            $0.canCarry = false; $0.hasPermit = false
        }
        #expect(phrases(draft { $0.legs = [Leg(carrier: carrier)] }, carrier: own) == [])
    }

    @Test func emptyAndContradictingDraftsAreToldEverythingAtOnce() {
        let empty = draft([]) {
            $0.legs = []; $0.intended = nil; $0.receiver = $0.sender
        }
        #expect(phrases(empty) == ["receiver sameSite", "carrier carrierMissing", "intended treatmentMissing", "line0.waste lineMissing"])
    }

    @Test(arguments: [(-1, "pickup pickupInPast"), (0, nil), (90, nil), (91, "pickup pickupTooFar")] as [(Int, String?)])
    func pickUpIsSoon(row: (days: Int, problem: String?)) {
        #expect(phrases(draft { $0.plannedPickup = FixedTime.today.adding(days: row.days) }) == [row.problem].compactMap { $0 })
    }

    @Test(
        arguments: [
            (0, "line0.mass massNotPositive"), (-1, "line0.mass massNotPositive"), (Int64.min, "line0.mass massNotPositive"), (1, nil),
            (40_000_000, nil), (40_000_001, "line0.mass overVehicle"), (50_000_000_001, "line0.mass massTooLarge"), (Int64.max, "line0.mass massTooLarge"),
        ] as [(Int64, String?)])
    func aLineWeighsSomethingThatAVehicleCanCarry(row: (grams: Int64, problem: String?)) {
        #expect(phrases(draft([line(row.grams)])) == [row.problem].compactMap { $0 })
    }

    @Test func aBargeCarriesMoreThanALorry() {
        #expect(phrases(draft([line(400_000_000)]) { $0.legs[0].mode = .water }) == [])
    }

    @Test func aNoteHasAnEnd() {
        let most = Manifest.linesMax
        #expect(phrases(draft(Array(repeating: line(10), count: most))) == [])
        #expect(phrases(draft(Array(repeating: line(10), count: most + 1))) == ["line0.waste tooManyLines"])
    }

    @Test(arguments: [-1, 0]) func containersAreCountedOrLeftOut(count: Int) {
        var counted = line(10)
        counted.containers = count
        #expect(phrases(draft([counted])) == ["line0.containers containersNotPositive"])
    }

    /// Nobody draws from a neighbour's stock, from another waste or from places that are no stock.
    @Test func drawsComeFromTheSendersOwnStockOfThatWaste() {
        let material = Material.waste(waste("040222"))
        func drawing(_ account: Account) -> [String] { phrases(draft([line(10, draws: [LotDraw(account: account, mass: .grams(10))])])) }
        for compartment in [Compartment.store, .held] {
            #expect(drawing(Account(Cast.factory.site, compartment, material, lot: LotID(3))) == [])
        }
        let strange = [
            Account(Cast.secondFactory.site, .store, material, lot: LotID(3)), Account(Cast.factory.site, .process, material),
            Account(Cast.factory.site, .transit, material, lot: LotID(3)), Account(Cast.factory.site, .difference, material, lot: LotID(3)),
            Account(Cast.factory.site, .store, .waste(waste("040220")), lot: LotID(3)),
        ]
        for account in strange { #expect(drawing(account) == ["line0.lot drawNotInStock"], "\(account)") }
    }

    @Test(
        arguments: [
            ([4, 6], nil), ([4, 5], "line0.mass drawsDiffer"), ([12, -2], "line0.mass massNotPositive"), ([10, 0], "line0.mass massNotPositive"),
            ([Int64.max, Int64.max], "line0.mass massTooLarge"),
        ] as [([Int64], String?)])
    func drawsAddUpToTheLine(row: (masses: [Int64], problem: String?)) {
        let account = Account(Cast.factory.site, .store, .waste(waste("040222")), lot: LotID(3))
        let drawn = line(10, draws: row.masses.map { LotDraw(account: account, mass: .grams($0)) })
        #expect(phrases(draft([drawn])) == [row.problem].compactMap { $0 })
    }

    @Test func onlyTheSenderIssues() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        let facts = IssueFacts(policy: stage.policy, sender: Cast.able, receiver: Cast.able, carriers: [Cast.able])
        let minted = stage.minted(1)
        for other in [Cast.haulier.organisation, Cast.plant.organisation, Cast.stranger] {
            #expect(throws: ManifestError.notYourStep) { try stage.note(id).issue(facts, minted, by: stage.acting(other)) }
        }
    }

    /// Two lines of one waste are two lots; each is generated and reserved, and nothing is there before the driver signs.
    @Test func issuingReservesAndCollectingBooks() throws {
        var stage = Stage()
        let id = stage.draft([line(1000), line(500), line(200, of: "040220")])
        try stage.issue(id)
        #expect(Set(stage.note(id).lines.map(\.lot)).count == 3)
        let transit = stage.note(id).lines.map { Account(Cast.haulier.site, .transit, $0.material, lot: $0.lot) }
        #expect(transit.map { stage.book.balance($0) } == [Balance(pending: -1000), Balance(pending: -500), Balance(pending: -200)])
        #expect(stage.faults() == [])
        try stage.collect(id)
        #expect(transit.map { stage.book.balance($0) } == [Balance(posted: 1000), Balance(posted: 500), Balance(posted: 200)])
        #expect(stage.book.pendings(of: id).isEmpty)
        #expect(stage.faults() == [])
    }

    @Test func cancellingGivesEverythingBack() throws {
        var stage = Stage()
        let store = try stage.stock(900, at: Cast.factory)
        let id = stage.draft([line(600, draws: [LotDraw(account: store, mass: .grams(600))]), line(50)])
        try stage.issue(id)
        #expect(stage.book.balance(store) == Balance(posted: 900, pending: 600))
        try stage.cancel(id)
        #expect(stage.note(id).state == .cancelled)
        #expect(stage.book.balances.values.allSatisfy { $0.pending == 0 })
        #expect(stage.book.balance(store) == Balance(posted: 900))
        #expect(stage.faults() == [])
    }

    /// Stock that one note has reserved is not left for the next, and the refusal says how much is.
    @Test func stockIsPromisedOnce() throws {
        var stage = Stage()
        let store = try stage.stock(900, at: Cast.factory)
        try stage.issue(stage.draft([line(600, draws: [LotDraw(account: store, mass: .grams(600))])]))
        let second = stage.draft([line(400, draws: [LotDraw(account: store, mass: .grams(400))])])
        #expect(throws: LedgerError.insufficientStock(account: store, available: .grams(300), requested: .grams(400))) { try stage.issue(second) }
        #expect(stage.note(second).state == .draft)
        // The same lot drawn by two lines of one note is drawn twice.
        let twice = stage.draft([200, 200].map { line($0, draws: [LotDraw(account: store, mass: .grams($0))]) })
        #expect(throws: LedgerError.insufficientStock(account: store, available: .grams(300), requested: .grams(400))) { try stage.issue(twice) }
        #expect(stage.faults() == [])
    }

    @Test func anotherCarrierTakesTheReservationOver() throws {
        var stage = Stage()
        let store = try stage.stock(900, at: Cast.factory)
        let id = stage.draft([line(600, draws: [LotDraw(account: store, mass: .grams(600))]), line(50)])
        try stage.issue(id)
        try stage.changeCarrier(id, to: [Cast.secondHaulier, Cast.thirdHaulier])
        #expect(stage.book.balance(store) == Balance(posted: 900, pending: 600))
        let lines = stage.note(id).lines
        #expect(lines.map { stage.book.balance(Account(Cast.haulier.site, .transit, $0.material, lot: $0.lot)) } == [Balance(), Balance()])
        #expect(throws: ManifestError.notYourStep) {
            try stage.note(id).collect(plate: nil, policy: stage.policy, pendings: [], by: stage.acting(Cast.haulier.organisation))
        }
        try stage.collect(id)
        #expect(lines.map { stage.posted(Account(Cast.secondHaulier.site, .transit, $0.material, lot: $0.lot)) } == [600, 50])
        #expect(stage.faults() == [])
    }

    @Test func aNewCarrierMustBeAbleToCarry() throws {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        let note = stage.note(id)
        for (bad, phrase) in [
            (facts { $0.isSiteOfOrganisation = false }, ManifestPhrase.unknownParty), (facts { $0.closedOn = FixedTime.day(2026, 1, 1) }, .partyClosed),
            (facts { $0.canCarry = false }, .partyCannotCarry), (facts { $0.hasPermit = false }, .partyWithoutPermit),
        ] {
            #expect(throws: ManifestError.invalid([phrase.problem("carrier")])) {
                try note.changeCarrier(to: [Leg(carrier: Cast.secondHaulier)], carriers: [bad], pendings: [], by: stage.acting(Cast.factory.organisation))
            }
        }
        #expect(throws: ManifestError.invalid([ManifestPhrase.carrierMissing.problem("carrier")])) {
            try note.changeCarrier(to: [], carriers: [], pendings: [], by: stage.acting(Cast.factory.organisation))
        }
    }

    @Test func hazardousLoadsNeedANumberPlate() throws {
        var stage = Stage()
        stage.policy = ManifestPolicies.shipped.policy(.cambodia, isHazardous: true, on: FixedTime.today)
        let id = stage.draft([line(1000)])
        try stage.issue(id)
        #expect(throws: ManifestError.invalid([ManifestPhrase.plateMissing.problem("plate")])) { try stage.collect(id) }
        let note = stage.note(id)
        let decision = try note.collect(plate: seal, policy: stage.policy, pendings: stage.book.pendings(of: id), by: stage.acting(Cast.haulier.organisation))
        try stage.carryOut(decision, on: id)
        #expect(stage.note(id).currentLeg.plate == seal)
    }
}
