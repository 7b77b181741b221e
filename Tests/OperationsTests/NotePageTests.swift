// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Manifests
import Operations
import Testing

/// What the page of a note offers and shows.
struct NotePageTests {
    private static let firms: [TestFirm] = [.factory, .haulier, .plant, .collector, .secondFactory, .ministry]

    /// Takes a step with inputs that are right in themselves.
    private func take(_ step: ManifestEventKind, _ note: Manifest, _ country: TestCountry, _ firm: TestFirm) async throws {
        let (platform, actor, id, version) = (country.platform, country.actor(firm), note.id, note.version)
        switch step {
        case .edit: _ = try await platform.saveDraft(country.form("1250"), id: id, version: version, by: actor)
        case .issue: _ = try await platform.issue(id, version: version, key: nil, by: actor)
        case .changeCarrier:
            _ = try await platform.changeCarrier(id, version: version, carrierSites: [country.site(.collector).description], by: actor)
        case .collect, .handOver: _ = try await platform.takeOver(id, version: version, plate: "2AB-1234", by: actor)
        case .store: _ = try await platform.store(id, version: version, at: country.site(firm).description, by: actor)
        case .leaveStorage:
            _ = try await platform.leaveStorage(id, version: version, carrierSite: country.site(.haulier).description, plate: "", by: actor)
        case .arrive: _ = try await platform.arrive(id, version: version, by: actor)
        case .weigh: _ = try await platform.weigh(id, version: version, amount: "1240", unit: "kg", method: "weighed", by: actor)
        case .decide: _ = try await platform.decide(id, version: version, Platform.DecisionForm(accepted: [""]), by: actor)
        case .treat: _ = try await country.treat(note, at: firm)
        case .cancel: _ = try await platform.cancel(id, version: version, remark: "", by: actor)
        case .reportLoss: _ = try await platform.reportLoss(id, version: version, kind: .lost, place: "", position: nil, photo: nil, by: actor)
        case .decideLoss: _ = try await platform.decideLoss(id, version: version, isFound: true, remark: "", by: actor)
        case .proposeCorrection:
            let field = note.correctableFields.first?.name ?? "declared0"
            _ = try await platform.proposeCorrection(
                id, version: version, field: field, amount: "1000", unit: "kg", method: "weighed", reason: "misread", by: actor)
        case .approveCorrection: _ = try await platform.answerCorrection(id, version: version, approves: true, by: actor)
        case .refuseCorrection: _ = try await platform.answerCorrection(id, version: version, approves: false, by: actor)
        case .confirm: _ = try await platform.confirmReceived(id, version: version, by: actor)
        case .dispute: _ = try await platform.disputeReceived(id, version: version, reason: "not ours", by: actor)
        case .decideDispute: _ = try await platform.decideDispute(id, version: version, stands: true, by: actor)
        case .assignSender:
            _ = try await platform.assignSender(id, version: version, to: country.site(.secondFactory).description, by: actor)
        case .moveLots, .expireCorrection, .sell, .record: Issue.record("\(step) is not taken on a note itself")
        }
    }

    /// One way of a note from draft to treatment, with a loss that is found again and a correction on the way.
    private static let way: [(step: ManifestEventKind, firm: TestFirm)] = [
        (.edit, .factory), (.issue, .factory), (.changeCarrier, .factory), (.collect, .collector), (.store, .collector), (.leaveStorage, .collector),
        (.reportLoss, .factory), (.decideLoss, .ministry), (.proposeCorrection, .factory), (.approveCorrection, .collector), (.approveCorrection, .haulier),
        (.refuseCorrection, .plant), (.arrive, .plant), (.weigh, .plant), (.decide, .plant), (.proposeCorrection, .plant), (.refuseCorrection, .plant),
        (.treat, .plant),
    ]

    @Test("What is offered succeeds, and what is not offered is refused, for every party at every stage of a note")
    func offersAreExact() async throws {
        try await withTestCountry { country in
            let draft = try await country.platform.saveDraft(country.form(), id: nil, version: nil, by: country.actor(.factory))
            let note = try await go(Self.way, draft, country)
            #expect(note.state == .treated)
            #expect(try await country.platform.availableSteps(note.id, by: country.actor(.haulier)) == [.proposeCorrection])
        }
    }

    @Test("So it is with a load that a gate recorded: its sender disputes, an officer finds another, who confirms")
    func offersAreExactForRecordedLoads() async throws {
        try await withTestCountry { country in
            let recorded = try await country.platform.recordLoad(country.recordForm("1240"), by: country.actor(.plant))
            let note = try await go(
                [(.dispute, .factory), (.assignSender, .ministry), (.confirm, .secondFactory), (.treat, .plant)], recorded, country)
            #expect(note.state == .treated && note.trail?.standing == .confirmed)
        }
    }

    /// Takes one step after another; before each, tries everything that nobody is offered.
    private func go(_ way: [(step: ManifestEventKind, firm: TestFirm)], _ begun: Manifest, _ country: TestCountry) async throws -> Manifest {
        var note = begun
        let steps = ManifestEventKind.allCases.filter { ![.moveLots, .expireCorrection, .sell, .record].contains($0) }
        for (i, next) in way.enumerated() {
            for firm in Self.firms {
                // Who may not see the note is offered nothing at all.
                let offered = (try? await country.platform.availableSteps(note.id, by: country.actor(firm))) ?? []
                for step in steps where !offered.contains(step) {
                    // Weighing on the road records the arrival as well; the pages offer it as receiving.
                    if step == .weigh, note.state == .inTransit, offered.contains(.arrive) { continue }
                    // One operation takes over a load, whichever of the two steps that is.
                    if [.collect, .handOver].contains(step), !Set(offered).isDisjoint(with: [.collect, .handOver]) { continue }
                    await #expect(throws: (any Error).self, "step \(i), \(note.state): \(firm) was not offered \(step)") {
                        try await take(step, note, country, firm)
                    }
                }
            }
            #expect(
                try await country.platform.availableSteps(note.id, by: country.actor(next.firm)).contains(next.step),
                "step \(i), \(note.state): \(next.firm) is offered \(next.step)")
            try await take(next.step, note, country, next.firm)
            note = try await country.platform.note(note.id, by: country.actor(.plant, [.gate]), or: country.actor(.factory))
        }
        return note
    }

    @Test("The fates of a line add up to what it brought, through a refusal and a treatment, and the shares to one")
    func fatesAddUp() async throws {
        try await withTestCountry { country in
            let weighed = try await country.weigh(try await country.collect(try await country.issue(country.form())), "1240")
            let accepted = try await country.decide(weighed, accepted: ["1000"], refusal: RefusalReason.contaminated.rawValue)
            let treated = try await country.treat(accepted, "600")
            let model = try await country.platform.noteModel(treated.id, by: country.actor(.factory))
            let line = try #require(model.fates[0])
            #expect(line.isFollowed)
            var grams: [Compartment: Int64] = [:]
            for fate in line.fates { grams[fate.compartment, default: 0] += fate.mass.raw }
            let recycled = try #require(TreatmentCode(text: "R3"))
            #expect(grams == [.treated(recycled): 600_000, .held: 400_000, .transit: 240_000])
            #expect(abs(line.fates.reduce(0) { $0 + $1.share } - 1) < 1e-9)
            #expect(model.linked.map(\.note.declaredMass) == [.kilograms(240)])
        }
    }

    @Test("Only reservations that still wait are among the telling entries, and only accounts one may open are doors")
    func entriesOfTheNote() async throws {
        try await withTestCountry { country in
            let issued = try await country.issue(country.form())
            let before = try await country.platform.noteModel(issued.id, by: country.actor(.factory))
            #expect(before.entries.map(\.standing) == [.pending, .pending])
            let collected = try await country.collect(issued)
            let after = try await country.platform.noteModel(collected.id, by: country.actor(.factory))
            #expect(after.entries.map(\.standing) == [.posted, .posted])
            #expect(after.entryCount == 4)
            let leaving = try #require(after.entries.last)
            #expect(leaving.credit != nil, "the factory's own store")
            #expect(leaving.debit == nil, "the haulier's vehicle")
        }
    }

    @Test("A note is found by its number as printed, scanned as an address or typed without the year, and by nobody else's")
    func foundByNumber() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form())
            let number = try #require(note.number)
            let compact = number.filter { $0 != "-" }
            for typed in [number, compact.lowercased(), "http://localhost:8080/n/\(compact)?lang=km", String(compact.suffix(7))] {
                #expect(try await country.platform.note(numbered: typed, by: country.actor(.plant)) == note.id, "\(typed)")
            }
            await #expect(throws: SpokenCodeRefusal.self) { try await country.platform.note(numbered: number + "7", by: country.actor(.plant)) }
            await #expect(throws: (any Error).self) { try await country.platform.note(numbered: number, by: country.actor(.secondPlant)) }
        }
    }

    @Test("The driver's code is for those who deal with the load: not for who only reads, and not once it is collected")
    func whoShowsTheCode() async throws {
        try await withTestCountry { country in
            func mayShow(_ note: Manifest, _ firm: TestFirm, _ role: Role) async throws -> Bool {
                try await country.platform.noteModel(note.id, by: country.actor(firm, [role])).mayShowCode
            }
            let issued = try await country.issue(country.form())
            #expect(try await mayShow(issued, .factory, .preparer))
            #expect(try await mayShow(issued, .haulier, .driver))
            #expect(try await mayShow(issued, .factory, .reader) == false)
            #expect(try await mayShow(issued, .plant, .gate) == false)
            let collected = try await country.collect(issued)
            #expect(try await mayShow(collected, .factory, .preparer) == false)
        }
    }

    @Test("The gate lists what stands at it before what is on the road, and no load of others")
    func gateList() async throws {
        try await withTestCountry { country in
            let onTheRoad = try await country.collect(try await country.issue(country.form()))
            let atTheGate = try await country.weigh(try await country.collect(try await country.issue(country.form("300"))), "300")
            _ = try await country.collect(try await country.issue(country.form("80", to: .secondPlant)))
            let gate = try await country.platform.gate(by: country.actor(.plant, [.gate]))
            #expect(gate.loads.map(\.note.id) == [atTheGate.id, onTheRoad.id])
            await #expect(throws: PermissionRefusal.self) { try await country.platform.gate(by: country.actor(.factory, [.signer])) }
        }
    }
}

extension Platform {
    /// A note as the first of two actors who may read it.
    fileprivate func note(_ id: DocumentID, by first: Actor, or second: Actor) async throws -> Manifest {
        do {
            return try await note(id, by: first)
        } catch is PermissionRefusal {
            return try await note(id, by: second)
        }
    }
}
