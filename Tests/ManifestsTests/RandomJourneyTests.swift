// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import Manifests
import TestSupport
import Testing

/// Random journeys of several notes at once, checked against book, naive book, replay and table after every step.
struct RandomJourneyTests {
    @Test(arguments: [UInt64](1...120)) func aRandomJourneyKeepsNoteAndBookTogether(seed: UInt64) throws {
        var journey = RandomJourney(seed: seed)
        for step in 1...60 {
            let verb = try journey.step()
            let faults = journey.stage.faults()
            #expect(faults == [], "seed \(seed), step \(step), after \(verb)")
            guard faults.isEmpty else { return }
        }
    }

    @Test func journeysReachEveryState() throws {
        var reached: Set<ManifestState> = []
        for seed in UInt64(1)...60 {
            var journey = RandomJourney(seed: seed)
            for _ in 1...60 {
                _ = try journey.step()
                reached.formUnion(journey.stage.notes.values.map(\.state))
            }
        }
        #expect(reached == Set(ManifestState.allCases), "never reached: \(Set(ManifestState.allCases).subtracting(reached))")
    }
}

/// Does something that the state of some note allows.
struct RandomJourney {
    var stage = Stage()
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// - Returns: what was done, for a failing test's message.
    mutating func step() throws -> String {
        stage.wait(hours: random.integer(0...20))
        if stage.notes.isEmpty || (stage.notes.count < 6 && random.once(in: 7)) { return try write() }
        // The rarely possible is tried often enough: a note that can still do something is picked before a closed one.
        let lively = stage.notes.values.filter { !$0.state.isFinal }.map(\.id).sorted()
        let all = stage.notes.keys.sorted()
        let id = lively.isEmpty || random.once(in: 5) ? random.pick(all) : random.pick(lively)
        let note = stage.note(id)
        let isAnswerable = note.correction != nil
        let events = note.state.possibleEvents.filter { event in
            switch event {
            case .approveCorrection, .refuseCorrection, .expireCorrection: isAnswerable
            case .proposeCorrection: !isAnswerable && random.once(in: 2)
            case .edit, .cancel, .reportLoss: random.once(in: 5)
            case .treat: random.once(in: 3)
            case .confirm, .dispute, .decideDispute, .assignSender: note.trail?.isUnconfirmed == true
            case .record: random.once(in: 3)
            case .handOver: note.leg + 1 < note.legs.count
            case .moveLots: false
            default: true
            }
        }
        guard !events.isEmpty else { return "nothing on \(id)" }
        let event = random.pick(events)
        do {
            try carryOut(event, on: id)
        } catch let refusal as LedgerError {
            guard case .insufficientStock(_, let available, let requested) = refusal, available < requested else { throw refusal }
            return "\(event) on \(id), refused by the book"
        }
        return "\(event) on \(id)"
    }

    private mutating func mass() -> Int64 { random.once(in: 6) ? random.grams(1...3) : random.grams(1...400_000) }

    /// A new draft: generated or drawn from stock, also from what plants hold of other notes.
    private mutating func write() throws -> String {
        let method = random.pick([MeasurementMethod.weighed, .estimated])
        var lines: [ManifestLine] = []
        var sender = random.pick([Cast.factory, Cast.secondFactory])
        var receiver = Cast.plant
        let stocks = stage.book.balances.filter {
            [.store, .held].contains($0.key.compartment) && $0.key.lot != nil && $0.value.available > 0
                && [Cast.plant.site, Cast.secondPlant.site].contains($0.key.site)
        }.keys.sorted()
        if !stocks.isEmpty, !random.once(in: 4) {
            let from = random.pick(stocks)
            sender = from.site == Cast.plant.site ? Cast.plant : Cast.secondPlant
            receiver = sender == Cast.plant ? Cast.secondPlant : Cast.plant
            let available = stage.book.balance(from).available
            let drawn = random.once(in: 2) ? available : random.grams(1...available)
            lines.append(line(drawn, method, of: from.material.wasteCode?.text ?? "", draws: [LotDraw(account: from, mass: .grams(drawn))]))
        } else {
            for _ in 0..<random.integer(1...3) {
                let text = random.pick(["040222", "040220"])
                if random.once(in: 3) {
                    let draws = try (0..<random.integer(1...3)).map { _ in
                        let stock = try stage.stock(mass(), at: sender, of: text)
                        return LotDraw(account: stock, mass: .grams(random.grams(1...stage.posted(stock))))
                    }
                    lines.append(line(draws.reduce(0) { $0 + $1.mass.raw }, method, of: text, draws: draws))
                } else {
                    lines.append(line(mass(), random.pick([.weighed, .estimated]), of: text))
                }
            }
        }
        let carriers = (0..<random.integer(1...3)).map { _ in
            random.pick([Cast.haulier, Cast.secondHaulier, Cast.thirdHaulier, receiver, Cast.party(12, site: Cast.haulier.site.value)])
        }
        let id = stage.draft(lines, from: sender, to: receiver, by: carriers)
        return "draft \(id)"
    }

    private mutating func carryOut(_ event: ManifestEventKind, on id: DocumentID) throws {
        let note = stage.note(id)
        switch event {
        case .edit: stage.apply(.drafted(try #require(stage.histories[id]).draft), to: id)
        case .issue: try stage.issue(id)
        case .sell: try stage.sell(id)
        case .changeCarrier: try stage.changeCarrier(id, to: [random.pick([Cast.haulier, Cast.secondHaulier]), Cast.thirdHaulier])
        case .collect: try stage.collect(id)
        case .handOver: try stage.handOver(id)
        case .store: try stage.store(id, at: random.grams(190...192))
        case .leaveStorage:
            let planned = note.leg + 1 < note.legs.count ? note.legs[note.leg + 1].carrier : Cast.thirdHaulier
            try stage.leaveStorage(id, with: random.pick([note.currentLeg.carrier, Cast.thirdHaulier, planned]))
        case .arrive: try stage.arrive(id)
        case .weigh: try stage.weigh(id, given(weight(of: note), random.pick([.weighed, .estimated])))
        case .decide: try decide(id)
        case .treat: try treat(id)
        case .moveLots: break
        case .cancel: try stage.cancel(id)
        case .reportLoss: try stage.reportLoss(id, by: random.pick(note.parties).party.organisation)
        case .decideLoss: try stage.decideLoss(id, isFound: random.once(in: 2))
        case .proposeCorrection: try propose(id)
        case .approveCorrection: try approve(id)
        case .refuseCorrection:
            if let proposal = note.correction, random.once(in: 3) {
                let who = random.pick(proposal.waitingFor + [proposal.proposedBy])
                try stage.carryOut(note.refuseCorrection(by: stage.acting(who)), on: id)
            }
        case .record: try record(id)
        case .confirm: if note.trail?.standing == .waiting, note.isSenderKnown { try stage.confirm(id) }
        case .dispute: if note.trail?.standing == .waiting { try stage.dispute(id) }
        case .decideDispute:
            if note.trail?.standing == .disputed, note.correction == nil { try stage.decideDispute(id, stands: random.once(in: 2)) }
        case .assignSender:
            let standing = note.trail?.standing
            if standing == .disputed || standing == .unknownSender, note.correction == nil {
                let other = note.sender == Cast.factory ? Cast.secondFactory : Cast.factory
                try stage.assignSender(id, to: other)
            }
        case .expireCorrection: if let expiry = note.expireCorrection(at: stage.now) { try stage.carryOut(expiry, on: id) }
        }
    }

    /// A draft that was never issued turns out to have left; or something comes from nobody who is known.
    private mutating func record(_ id: DocumentID) throws {
        let note = stage.note(id)
        guard note.sender.site != note.receiver.site, note.lines.allSatisfy(\.draws.isEmpty) else { return }
        guard random.once(in: 3) else { return try stage.record(id, as: random.pick([.receiver, .sender])) }
        try stage.record(stage.draft(note.lines, from: note.receiver, to: note.receiver), as: .receiver, isSenderKnown: false)
    }

    private mutating func weight(of note: Manifest) -> Int64 {
        let declared = note.declaredMass.raw
        switch random.integer(1...5) {
        case 1: return declared
        case 2: return random.grams(1...max(1, declared / 5))
        default: return max(1, declared + random.grams(-declared / 8...declared / 8))
        }
    }

    private mutating func decide(_ id: DocumentID) throws {
        let note = stage.note(id)
        guard note.kind != .returned else { return try stage.accept(id) }
        let choice = random.integer(1...4)
        let refused = note.lines.map { line -> Int64 in
            let weighed = line.weighed?.raw ?? 0
            return choice == 1 ? weighed : choice == 2 ? random.grams(0...weighed) : 0
        }
        let other = note.receiver == Cast.plant ? Cast.secondPlant : Cast.plant
        let isOnward = random.once(in: 2) && other.site != note.sender.site
        try stage.accept(id, refusing: refused, onwardTo: isOnward ? other : nil)
    }

    private mutating func treat(_ id: DocumentID) throws {
        let note = stage.note(id)
        let line = random.pick(note.lines.indices.filter { note.lines[$0].held > .zero })
        let held = note.lines[line].held.raw
        let grams = random.once(in: 2) ? held : random.grams(1...held)
        var residues: [Residue] = []
        if grams > 10, random.once(in: 2) {
            residues = (0..<random.integer(1...2)).map { _ in
                Residue(waste: waste("190112"), mass: given(random.grams(1...grams / 3)), lot: stage.mint())
            }
        }
        try stage.treat(id, line: line, grams, as: random.pick(["R3", "R4", "D1", "D10"]), residues: residues)
    }

    private mutating func propose(_ id: DocumentID) throws {
        let note = stage.note(id)
        let line = random.pick(note.lines.indices)
        let field: CorrectedField
        let old: Mass
        if let accepted = note.lines[line].accepted {
            (field, old) = (.accepted(line: line), accepted)
        } else {
            guard note.kind == .ordinary else { return }
            (field, old) = (.declared(line: line), note.lines[line].declared.mass)
        }
        let new = max(1, old.raw + random.grams(-old.raw / 2 - 5...old.raw / 2 + 5))
        guard new != old.raw else { return }
        try stage.propose(id, field, to: given(new, random.pick([.weighed, .estimated])), by: random.pick(note.parties).party.organisation)
    }

    private mutating func approve(_ id: DocumentID) throws {
        while let proposal = stage.note(id).correction, let who = proposal.waitingFor.first, stage.now < proposal.expiresAt {
            if case .declared = proposal.field, stage.note(id).receipt?.weighed != nil { return }
            try stage.approve(id, by: who)
        }
    }
}
