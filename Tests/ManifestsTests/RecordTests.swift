// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Manifests
import Tabular
import TestSupport
import Testing
import Wording

/// What is kept: JSON of every event, sentences, policies.
struct RecordTests {
    static let signature = Signature(
        step: .collect, organisation: OrganisationID(Int64.max), person: PersonID(2), signer: seal, means: .driverCode, device: OrganisationID(3),
        onBehalfOf: OrganisationID(4), at: FixedTime.now)
    static let proposal: CorrectionProposal? = {
        var stage = Stage()
        let id = stage.draft([line(1000)])
        do {
            try stage.issue(id)
            try stage.collect(id)
            try stage.propose(id, .declared(line: 0), to: given(900), by: Cast.factory.organisation)
        } catch {
            return nil
        }
        return stage.note(id).correction
    }()

    private static let trail = PaperTrail(
        origin: .paper, recorder: .receiver, paper: "BP-26-7KQ4-M2X", otherNumber: seal, photos: ["ab"], collectedAt: FixedTime.now, receivedAt: FixedTime.now,
        recordedAt: FixedTime.now, daysLate: 3, outage: OutageID(4), isSenderKnown: false, sender: OutsideParty(name: seal, place: seal, phone: nil),
        carrier: nil, standing: .unknownSender, confirmBy: FixedTime.now)

    /// One event of every case.
    static let events: [ManifestEvent] = {
        let draft = ManifestDraft(
            sender: Cast.factory, receiver: Cast.plant, intended: code("D10"), legs: [Leg(carrier: Cast.haulier, mode: .cart, plate: seal)],
            lines: [line(5)], plannedPickup: FixedTime.today, remark: seal, policy: "p")
        let loss = LossReport(
            kind: .neverArrived, reportedBy: Cast.plant.organisation, reportedAt: FixedTime.now, place: seal,
            position: Position(latitude: 11.5, longitude: 104.9), photo: "ab", before: .inStorage)
        let treatment = Treatment(
            line: 0, code: code("R13"), mass: .grams(4), occurred: FixedTime.today,
            residues: [Residue(waste: waste("190112"), mass: given(1), lot: LotID(8))], at: FixedTime.now)
        return [
            .drafted(draft), .issued(number: "BT-26-7KQ4-M2X", lots: [LotID(1)], signature: signature),
            .sold(
                number: "BT-26-7KQ4-M2X", lots: [LotID(1)], buyer: Buyer(kind: .kiln, name: seal, phone: nil, place: seal), reason: seal, signature: signature),
            .carrierChanged(legs: draft.legs),
            .collected(plate: nil, signature: signature), .handedOver(plate: seal, signature: signature), .stored(at: Cast.haulier, signature: signature),
            .leftStorage(leg: draft.legs[0], signature: signature), .arrived(signature: signature),
            .weighed(given(7), lines: [.grams(7)], containers: 3, signature: signature),
            .decided(
                accepted: [.grams(3)], refusal: .packaging, discrepancy: .spilled, remark: seal, refusedNote: DocumentID(6), signature: signature),
            .treated(treatment, signature: signature), .lotMoved(line: 0, mass: .grams(-2)), .cancelled(remark: nil, signature: signature),
            .lossReported(loss), .lossDecided(LossDecision(isFound: false, at: FixedTime.now, remark: seal)),
            .correctionApproved(by: Cast.plant.organisation, at: FixedTime.now, isLast: true),
            .correctionRefused(by: Cast.plant.organisation, at: FixedTime.now),
            .correctionExpired(at: FixedTime.now), .linked(kind: .onward, parent: DocumentID(1), number: "n", lots: [LotID(1)], at: FixedTime.now),
            .childLinked(DocumentID(9)), .recorded(number: "n", lots: [LotID(1)], trail: trail, signature: signature), .confirmed(signature: signature),
            .disputed(TrailDispute(by: Cast.factory.organisation, at: FixedTime.now, reason: seal)),
            .disputeDecided(TrailDecision(outcome: .voided, by: Cast.officer, at: FixedTime.now, remark: seal)),
            .senderAssigned(
                to: Cast.secondFactory, lots: [nil], confirmBy: FixedTime.now,
                TrailDecision(outcome: .assigned, by: Cast.officer, at: FixedTime.now, remark: nil)),
        ] + (proposal.map { [.correctionProposed($0)] } ?? [])
    }()

    @Test(arguments: events) func anEventSurvivesJSON(event: ManifestEvent) throws { #expect(try throughJSON(event) == event) }

    /// All kinds but the one that only changes lots of other notes are in the list above, so no case is left out.
    @Test func everyKindOfEventIsTried() {
        #expect(Set(Self.events.compactMap(\.kind)) == Set(ManifestEventKind.allCases))
        #expect(Self.events.filter { $0.kind == nil }.count == 2)
    }

    /// Every event counts one version, whatever it does.
    @Test(arguments: events) func anEventIsOneVersion(event: ManifestEvent) throws {
        var stage = Stage()
        let id = stage.draft([line(5)], by: [Cast.haulier, Cast.secondHaulier])
        let note = stage.note(id)
        let after = note.applying(event, at: FixedTime.now.adding(days: 1))
        #expect(after.version == 1 && after.id == id && after.updatedAt == FixedTime.now.adding(days: 1))
    }

    // MARK: Sentences

    @Test(arguments: Language.allCases) func everyPhraseIsSaid(language: Language) throws {
        for phrase in ManifestPhrase.allCases {
            let text = try #require(WordingTable.shipped.text(phrase.fullKey, language), "\(phrase)")
            #expect(!text.isEmpty && !text.contains("!"), "\(phrase)")
            #expect(!text.unicodeScalars.contains { $0.value == 0x200B }, "\(phrase)")
            let english = try #require(WordingTable.shipped.text(phrase.fullKey, .english))
            #expect(placeholders(text) == placeholders(english), "\(phrase)")
        }
    }

    @Test func noSentenceIsWithoutAPhrase() {
        let keys = WordingTable.shipped.sentences.filter { $0.area == ManifestPhrase.area }.map(\.key)
        #expect(Set(keys) == Set(ManifestPhrase.allCases.map(\.rawValue)))
        #expect(keys.count == Set(keys).count)
    }

    func placeholders(_ text: String) -> Set<Substring> { Set(text.matches(of: /\{[a-z]+\}/).map(\.output)) }

    @Test func aStaleViewNamesBothVersions() throws {
        let error = ManifestError.stale(seen: 3, now: 5)
        #expect(error.standing == .conflict)
        let said = Words(.english)(try #require(error.problems.first))
        #expect(said.contains("3") && said.contains("5"))
    }

    // MARK: Policies

    @Test func policiesAreCompleteAndNewestWins() throws {
        let rows = try policyRows()
        let newer = "KH,non_hazardous,weightTolerance,0.02,official,decree,2026-01-01"
        let (policies, faults) = ManifestPolicies.load(csv: Array((rows + [newer]).joined(separator: "\n").utf8), edition: "e")
        #expect(faults.isEmpty)
        #expect(policies.policy(.cambodia, isHazardous: false, on: FixedTime.today).value(.weightTolerance) == 0.02)
        #expect(policies.policy(.cambodia, isHazardous: false, on: FixedTime.day(2025, 12, 31)).value(.weightTolerance) == 0.1)
        #expect(!policies.policy(.cambodia, isHazardous: false, on: FixedTime.today).isAssumed(.weightTolerance))
        #expect(policies.policy(.vietNam, isHazardous: true, on: FixedTime.today).isAssumed(.weightTolerance))
    }

    /// An officer's file with a figure that cannot be is refused with its line, and does not stop the server later.
    @Test(arguments: [
        ("KH,non_hazardous,collectWithinDays,1e300,official,s,2026-01-01", "value"), ("KH,non_hazardous,collectWithinDays,-1,official,s,2026-01-01", "value"),
        ("KH,non_hazardous,collectWithinDays,nan,official,s,2026-01-01", "value"), ("TH,non_hazardous,collectWithinDays,1,official,s,2026-01-01", "country"),
        ("KH,toxic,collectWithinDays,1,official,s,2026-01-01", "waste_class"), ("KH,hazardous,speed,1,official,s,2026-01-01", "key"),
        ("KH,hazardous,signCodeHours,0,official,s,2026-01-01", "value"), ("KH,hazardous,collectWithinDays,1.5,official,s,2026-01-01", "value"),
        ("KH,hazardous,plateRequired,2,official,s,2026-01-01", "value"), ("KH,hazardous,unlicensedBuyer,4,official,s,2026-01-01", "value"),
        ("KH,2001,plateRequired,1,official,s,2026-01-01", "waste_class"), ("KH,hazardous,plateRequired,1,official,,2026-01-01", "source"),
        ("KH,hazardous,collectWithinDays,1,maybe,s,2026-01-01", "standing"), ("KH,hazardous,collectWithinDays,1,official,s,2026-02-30", "valid_from"),
    ]) func aWrongPolicyIsAFault(row: (text: String, column: String)) throws {
        let rows = try policyRows()
        let (_, faults) = ManifestPolicies.load(csv: Array((rows + [row.text]).joined(separator: "\n").utf8), edition: "e")
        #expect(faults.map(\.column) == [row.column])
        #expect(faults.first?.line == rows.count + 1)
    }

    @Test func aFigureForOneWasteCountsWhenAllWastesOfTheNoteShareIt() throws {
        let rows =
            try policyRows() + [
                "KH,non_hazardous,driverSignatureRequired,1,official,decree,2016-01-01", "KH,200108,driverSignatureRequired,0,assumed,s,2026-01-01",
                "KH,200301,driverSignatureRequired,0,official,order,2026-01-01", "KH,180104,driverSignatureRequired,1,official,order,2026-01-01",
            ]
        let (policies, faults) = ManifestPolicies.load(csv: Array(rows.joined(separator: "\n").utf8), edition: "e")
        #expect(faults.isEmpty)
        func policy(_ codes: [String], on date: CalendarDate = FixedTime.today, _ country: Country = .cambodia) -> ManifestPolicy {
            policies.policy(country, isHazardous: false, wastes: Set(codes.compactMap { WasteCodeID(text: $0) }), on: date)
        }
        #expect(!policy(["200108"]).isOn(.driverSignatureRequired))
        #expect(!policy(["200108", "200301"]).isOn(.driverSignatureRequired))
        #expect(policy(["200108", "200301"]).isAssumed(.driverSignatureRequired), "one of the two is only assumed")
        #expect(policy(["200108", "040222"]).isOn(.driverSignatureRequired), "a waste without a figure of its own")
        #expect(policy(["200108", "180104"]).isOn(.driverSignatureRequired), "two figures that differ")
        #expect(policy([]).isOn(.driverSignatureRequired))
        #expect(policy(["200108"], on: FixedTime.day(2025, 12, 31)).isOn(.driverSignatureRequired), "before its day")
        #expect(policy(["200108"]).value(.weightTolerance) == 0.1, "what it leaves out is its class's")
        #expect(policies.singleWastes(.cambodia, on: FixedTime.today).map(\.waste.text) == ["180104", "200108", "200301"])
        #expect(policies.singleWastes(.vietNam, on: FixedTime.today).isEmpty)
    }

    @Test func aLaterFileLiesOverTheOthersAndReadsBack() throws {
        let base = ManifestPolicies.shipped
        let file = [
            ManifestPolicies.columns.joined(separator: ","), "KH,hazardous,receiveWithinDays,1,official,\"Sub-decree 36, article 12\",2015-01-01",
            "KH,hazardous,weightTolerance,0.02,official,order,2999-01-01",
        ]
        let (after, faults) = base.adding(csv: Array(file.joined(separator: "\n").utf8), edition: "rules-2")
        #expect(faults.isEmpty && after.edition == "rules-2" && after.count == base.count + 2)
        let policy = after.policy(.cambodia, isHazardous: true, on: FixedTime.today)
        #expect(policy.days(.receiveWithinDays) == 1 && !policy.isAssumed(.receiveWithinDays), "of two from one day the later file counts")
        #expect(policy.value(.weightTolerance) == base.policy(.cambodia, isHazardous: true, on: FixedTime.today).value(.weightTolerance))
        #expect(after.coming(.cambodia, after: FixedTime.today).map(\.item.value) == [0.02])
        #expect(after.coming(.vietNam, after: FixedTime.today).isEmpty)
        // What it gives out it takes in again, and that changes nothing.
        let (again, none) = base.adding(csv: after.csv, edition: "rules-3")
        #expect(none.isEmpty && again.csv == after.csv)
        #expect(after.adding(csv: after.csv, edition: "rules-3").policies.count == after.count)
    }

    @Test func aMissingFigureIsAFault() throws {
        let rows = try policyRows().filter { !$0.hasPrefix("VN,hazardous,signCodeHours") }
        let (_, faults) = ManifestPolicies.load(csv: Array(rows.joined(separator: "\n").utf8), edition: "e")
        #expect(faults.map(\.reason) == [.missingRow])
    }

    /// A complete file: every country, class and key.
    func policyRows() throws -> [String] {
        [ManifestPolicies.columns.joined(separator: ",")]
            + Country.allCases.flatMap { country in
                ["hazardous", "non_hazardous"].flatMap { hazard in
                    PolicyKey.allCases.map { key in
                        let value = key == .weightTolerance ? 0.1 : key.measure.range.lowerBound
                        return "\(country.rawValue),\(hazard),\(key.rawValue),\(ManifestPolicies.text(value)),assumed,s,2015-01-01"
                    }
                }
            }
    }
}
