// SPDX-License-Identifier: Apache-2.0

import Domain
import Foundation
import Ledger
import Manifests
import TestSupport
import Testing
import Wording

/// The one total table of the life-cycle.
struct TransitionTests {
    static let pairs = ManifestState.allCases.flatMap { state in ManifestEventKind.allCases.map { (state, $0) } }

    @Test func everyPairHasOneAnswer() {
        for (state, event) in Self.pairs {
            let rows = transitionTable.filter { $0.event == event && $0.from.contains(state) }
            #expect(rows.count <= 1, "\(state) on \(event) stands in \(rows.count) rows")
            switch state.transition(on: event) {
            case .leads(let states):
                #expect(rows.count == 1 && !states.isEmpty, "\(state) on \(event)")
                #expect(state.possibleEvents.contains(event))
            case .refused:
                #expect(rows.isEmpty && !state.possibleEvents.contains(event), "\(state) on \(event)")
            }
        }
    }

    @Test(arguments: Language.allCases) func everyRefusalIsASentence(language: Language) throws {
        for (state, event) in Self.pairs {
            guard case .refused(let phrase) = state.transition(on: event) else { continue }
            let text = try #require(WordingTable.shipped.text(phrase.fullKey, language), "\(phrase)")
            #expect(text.count > 10)
            let said = Words(language)(try #require(ManifestError.notNow(phrase, state).problems.first))
            #expect(!said.contains("{") && !said.contains("manifests."), "\(said)")
        }
    }

    @Test func everyStateIsReachedFromADraft() {
        var reached: Set<ManifestState> = [.draft]
        var edge: [ManifestState] = [.draft]
        while let state = edge.popLast() {
            for event in ManifestEventKind.allCases {
                guard case .leads(let states) = state.transition(on: event) else { continue }
                for next in states where reached.insert(next).inserted { edge.append(next) }
            }
        }
        #expect(reached == Set(ManifestState.allCases))
    }

    /// A closed note opens again by a correction only; a proposal that waits when it closes can still end.
    @Test func finalStatesAllowOnlyCorrections() {
        let corrections: Set<ManifestEventKind> = [.proposeCorrection, .approveCorrection, .refuseCorrection, .expireCorrection]
        // What a gate recorded in somebody's name may be treated before its sender, or an officer, has answered.
        let answers: Set<ManifestEventKind> = [.confirm, .dispute, .decideDispute, .assignSender]
        for state in ManifestState.allCases where state.isFinal {
            let possible = Set(state.possibleEvents)
            switch state {
            case .treated, .passedOn: #expect(possible == corrections.union(answers), "\(state)")
            case .returned: #expect(possible == corrections, "\(state)")
            // A sale recorded in error is taken back.
            case .sold: #expect(possible == [.cancel])
            case .refused, .lost: #expect(possible == [.refuseCorrection, .expireCorrection], "\(state)")
            default: #expect(possible.isEmpty, "\(state)")
            }
        }
    }

    /// States and roles are stored by number: this table was true when the first was written, and stays.
    @Test func numbersOfStatesNeverChange() {
        #expect(ManifestState.allCases.map(\.rawValue) == Array(1...15))
        #expect(
            ManifestState.draft.rawValue == 1 && ManifestState.accepted.rawValue == 7 && ManifestState.lost.rawValue == 14 && ManifestState.sold.rawValue == 15)
        #expect(PartyRole.sender.rawValue == 1 && PartyRole.carrier.rawValue == 2 && PartyRole.receiver.rawValue == 3)
    }

    /// Each verb asks the table: in every state that refuses its event, the rule itself refuses with the table's sentence.
    @Test(arguments: ManifestState.allCases) func theVerbsRefuseWhatTheTableRefuses(state: ManifestState) throws {
        var stage = Stage()
        let id = stage.draft([line(1000)], by: [Cast.haulier, Cast.secondHaulier])
        try stage.bring(id, weighing: given(1000))
        var note = stage.note(id)
        note.state = state
        let book = stage.book
        let verbs: [(ManifestEventKind, () throws -> ManifestDecision)] = [
            (
                .issue,
                {
                    let facts = IssueFacts(policy: stage.policy, sender: Cast.able, receiver: Cast.able, carriers: [Cast.able, Cast.able])
                    return try note.issue(
                        facts, MintedForNote(number: "x", lots: [LotID(1)], linkedNote: DocumentID(2)), by: stage.acting(Cast.factory.organisation))
                }
            ),
            (
                .changeCarrier,
                { try note.changeCarrier(to: note.legs, carriers: [Cast.able, Cast.able], pendings: [], by: stage.acting(Cast.factory.organisation)) }
            ),
            (.collect, { try note.collect(plate: nil, policy: stage.policy, pendings: [], by: stage.acting(Cast.haulier.organisation)) }),
            (.handOver, { try note.handOver(plate: nil, by: stage.acting(Cast.secondHaulier.organisation)) }),
            (.store, { try note.store(at: Cast.haulier, facts: Cast.able, by: stage.acting(Cast.haulier.organisation)) }),
            (.leaveStorage, { try note.leaveStorage(with: Leg(carrier: Cast.haulier), facts: Cast.able, by: stage.acting(Cast.haulier.organisation)) }),
            (.arrive, { try note.arrive(by: stage.acting(Cast.plant.organisation)) }),
            (.weigh, { try note.weigh(given(5), containers: nil, by: stage.acting(Cast.plant.organisation)) }),
            (
                .decide,
                {
                    try note.decide(
                        ReceiptCommand(accepted: [.grams(1000)], refusal: nil, discrepancy: nil), policy: stage.policy,
                        minted: MintedForNote(number: "x", lots: [LotID(1)], linkedNote: DocumentID(2)), by: stage.acting(Cast.plant.organisation))
                }
            ),
            (
                .treat,
                {
                    try note.treat(
                        TreatmentCommand(line: 0, code: code("R3"), mass: .grams(1), occurred: stage.today, residues: []), policy: stage.policy,
                        receivedOn: stage.today, by: stage.acting(Cast.plant.organisation))
                }
            ),
            (.cancel, { try note.cancel(remark: nil, pendings: [], by: stage.acting(Cast.factory.organisation)) }),
            (
                .reportLoss,
                {
                    try note.reportLoss(
                        LossReport(
                            kind: .lost, reportedBy: Cast.plant.organisation, reportedAt: stage.now, place: nil, position: nil, photo: nil, before: .draft),
                        by: stage.acting(Cast.plant.organisation))
                }
            ),
            (.decideLoss, { try note.decideLoss(isFound: true, remark: nil, by: stage.acting(Cast.officer)) }),
            (
                .proposeCorrection,
                {
                    try note.proposeCorrection(.declared(line: 0), to: given(5), reason: seal, policy: stage.policy, by: stage.acting(Cast.plant.organisation))
                }
            ),
            (.approveCorrection, { try note.approveCorrection(balance: { book.balance($0) }, by: stage.acting(Cast.plant.organisation)) }),
            (.refuseCorrection, { try note.refuseCorrection(by: stage.acting(Cast.plant.organisation)) }),
            (.confirm, { try note.confirm(by: stage.acting(Cast.factory.organisation)) }),
            (.dispute, { try note.dispute(reason: seal, by: stage.acting(Cast.factory.organisation)) }),
            (
                .decideDispute,
                {
                    try note.decideDispute(
                        stands: true, remark: nil, zone: .phnomPenh, balance: { book.balance($0) }, by: stage.acting(Cast.officer))
                }
            ),
        ]
        for (event, verb) in verbs {
            guard case .refused(let phrase) = state.transition(on: event) else { continue }
            #expect(throws: ManifestError.notNow(phrase, state), "\(event)") { try verb() }
        }
    }

    /// The page is written from the table. To write it anew: `BAITONG_WRITE_DOCS=1 swift test --filter ManifestsTests`.
    @Test func theDocumentationIsTheTable() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/manifest-states.md")
        if ProcessInfo.processInfo.environment["BAITONG_WRITE_DOCS"] == "1" {
            try Data(manifestStatesDocument().utf8).write(to: page)
        }
        let written = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        #expect(
            written == manifestStatesDocument(),
            "docs/manifest-states.md is not what the table says. Write it anew: BAITONG_WRITE_DOCS=1 swift test --filter ManifestsTests")
    }
}
