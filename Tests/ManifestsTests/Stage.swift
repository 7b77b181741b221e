// SPDX-License-Identifier: Apache-2.0

import Domain
import Ledger
import LedgerSupport
import Manifests
import TestSupport
import Testing

/// The parties of every test: two factories, three hauliers, two plants and an officer, each with one site of its own.
enum Cast {
    static let factory = party(1), secondFactory = party(2), haulier = party(11), secondHaulier = party(12), thirdHaulier = party(13)
    static let plant = party(21), secondPlant = party(22)
    static let officer = OrganisationID(90)
    static let stranger = OrganisationID(91)

    static func party(_ number: Int64, site: Int64? = nil) -> Party {
        Party(organisation: OrganisationID(number), site: SiteID(site ?? number + 100))
    }

    /// A party that may do everything from 2020 on.
    static let able = PartyFacts(
        isSiteOfOrganisation: true, isActive: true, openedOn: FixedTime.day(2020, 1, 1), closedOn: nil, canProduce: true, canCarry: true,
        canReceive: true, hasPermit: true)

    static let classify: @Sendable (SiteID, CalendarDate) -> Classification = { site, _ in
        let isFactory = site.value < 110
        return Classification(
            province: site.value % 2 == 0 ? "KH-12" : "KH-8", sector: isFactory ? "1410" : "3821", sizeClass: isFactory ? "large" : "medium",
            park: site.value == 101 ? "PPSEZ" : "")
    }
}

func waste(_ text: String) -> WasteCodeID {
    guard let code = WasteCodeID(text: text) else { preconditionFailure("\(text) is no waste code.") }
    return code
}

func code(_ text: String) -> TreatmentCode {
    guard let code = TreatmentCode(text: text) else { preconditionFailure("\(text) is no treatment code.") }
    return code
}

func given(_ grams: Int64, _ method: MeasurementMethod = .weighed) -> GivenMass {
    GivenMass(number: String(grams), unit: "g", method: method, conversion: "units-1", mass: .grams(grams))
}

func line(_ grams: Int64, _ method: MeasurementMethod = .weighed, of text: String = "040222", draws: [LotDraw] = []) -> ManifestLine {
    ManifestLine(waste: waste(text), isHazardous: false, declared: given(grams, method), draws: draws)
}

let seal = SealedText(hash: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")

/// Notes, their histories and the book they are posted to: what a server does around the pure rules.
struct Stage {
    private(set) var book = MemoryBook(classify: Cast.classify)
    private(set) var naive = NaiveBook()
    private(set) var notes: [DocumentID: Manifest] = [:]
    private(set) var histories: [DocumentID: (draft: ManifestDraft, at: Instant, events: [(event: ManifestEvent, at: Instant)])] = [:]
    private var ids = IdentifierSequence(after: 5000)
    private(set) var now = FixedTime.now
    var policy = ManifestPolicies.shipped.policy(.cambodia, isHazardous: false, on: FixedTime.today)
    /// Transitions that the table does not have; always empty.
    private(set) var strayTransitions: [String] = []

    var today: CalendarDate { CivilZone.phnomPenh.date(of: now) }

    func acting(_ organisation: OrganisationID) -> Acting { Acting(organisation: organisation, at: now, today: today) }
    func note(_ id: DocumentID) -> Manifest {
        guard let note = notes[id] else { preconditionFailure("There is no note \(id).") }
        return note
    }
    mutating func mint<Kind>(_ kind: Kind.Type = Kind.self) -> Identifier<Kind> { ids.next() }
    mutating func wait(hours: Int) { now = now.adding(hours: Int64(hours)) }
    mutating func minted(_ lines: Int) -> MintedForNote {
        MintedForNote(number: "BT-26-\(mint(DocumentKind.self))", lots: (0..<lines).map { _ in mint() }, linkedNote: mint())
    }

    /// A draft from the factory to the plant by the haulier, unless others are named.
    mutating func draft(
        _ lines: [ManifestLine], from sender: Party = Cast.factory, to receiver: Party = Cast.plant, by carriers: [Party] = [Cast.haulier],
        pickup: CalendarDate? = nil
    ) -> DocumentID {
        let draft = ManifestDraft(
            sender: sender, receiver: receiver, intended: code("R3"), legs: carriers.map { Leg(carrier: $0) }, lines: lines, plannedPickup: pickup,
            policy: "shipped-1")
        return begin(draft)
    }

    mutating func begin(_ draft: ManifestDraft) -> DocumentID {
        let id: DocumentID = mint()
        notes[id] = Manifest(id: id, draft: draft, at: now)
        histories[id] = (draft, now, [])
        return id
    }

    /// Posts what a decision moves and applies its events; a refused posting leaves everything as it was.
    mutating func carryOut(_ decision: ManifestDecision, on id: DocumentID) throws {
        if !decision.moves.isEmpty {
            let posting = try book.post(decision.moves, learned: today.month)
            let isTaken = naive.take(decision.moves, ids: posting.entries.map(\.id))
            if !isTaken { strayTransitions.append("the naive book refuses what was posted for note \(id)") }
            moveLots(posting, of: id)
        }
        for event in decision.events { apply(event, to: id) }
        for linked in decision.linked {
            notes[linked.id] = Manifest(id: linked.id, draft: linked.draft, at: now)
            histories[linked.id] = (linked.draft, now, [])
            apply(linked.event, to: linked.id)
        }
        now = now.adding(hours: 1)
    }

    mutating func apply(_ event: ManifestEvent, to id: DocumentID) {
        let before = note(id)
        let after = before.applying(event, at: now)
        if let kind = event.kind {
            switch before.state.transition(on: kind) {
            case .leads(let states) where states.contains(after.state): break
            default:
                // A lot that a correction brings back is an outcome, and no step that somebody asks for.
                if kind != .moveLots { strayTransitions.append("\(before.state) on \(kind) to \(after.state)") }
            }
        }
        notes[id] = after
        histories[id]?.events.append((event, now))
    }

    /// What one note takes out of the lots another note brought in, or brings back, is told to that note.
    private mutating func moveLots(_ posting: Posting, of id: DocumentID) {
        for (other, note) in notes where other != id && note.receipt?.decidedAt != nil {
            for (i, line) in note.lines.enumerated() {
                guard let change = posting.balances[received(line, of: note)], change.posted != 0 else { continue }
                apply(.lotMoved(line: i, mass: Mass(-change.posted)), to: other)
            }
        }
    }

    /// Stock on a site that no note has brought: one lot, generated there.
    mutating func stock(_ grams: Int64, at party: Party, of text: String = "040222") throws -> Account {
        let account = Account(party.site, .store, .waste(waste(text)), lot: mint())
        let moves = [
            Move(.grams(grams), from: Account(party.site, .process, account.material), to: account, on: today, because: .impliedByNote)
        ]
        let posting = try book.post(moves, learned: today.month)
        _ = naive.take(moves, ids: posting.entries.map(\.id))
        return account
    }
}

// MARK: The verbs, as a server would call them

extension Stage {
    mutating func issue(_ id: DocumentID) throws {
        let note = note(id)
        let facts = IssueFacts(policy: policy, sender: Cast.able, receiver: Cast.able, carriers: note.legs.map { _ in Cast.able })
        let minted = minted(note.lines.count)
        try carryOut(note.issue(facts, minted, by: acting(note.sender.organisation)), on: id)
    }
    mutating func sell(_ id: DocumentID) throws {
        let note = note(id)
        let buyer = Buyer(kind: .scrapDealer, name: seal, phone: nil, place: seal)
        let minted = minted(note.lines.count)
        try carryOut(note.sell(to: buyer, SaleFacts(policy: policy, sender: Cast.able), minted, by: acting(note.sender.organisation)), on: id)
    }
    mutating func collect(_ id: DocumentID) throws {
        let note = note(id)
        // In no order at all, as a database may give them.
        let pendings = book.pendings(of: id).reversed()
        try carryOut(note.collect(plate: nil, policy: policy, pendings: Array(pendings), by: acting(note.currentLeg.carrier.organisation)), on: id)
    }
    mutating func cancel(_ id: DocumentID) throws {
        try carryOut(note(id).cancel(remark: nil, pendings: book.pendings(of: id), by: acting(note(id).sender.organisation)), on: id)
    }
    mutating func changeCarrier(_ id: DocumentID, to carriers: [Party]) throws {
        let decision = try note(id).changeCarrier(
            to: carriers.map { Leg(carrier: $0) }, carriers: carriers.map { _ in Cast.able }, pendings: book.pendings(of: id),
            by: acting(note(id).sender.organisation))
        try carryOut(decision, on: id)
    }
    mutating func handOver(_ id: DocumentID) throws {
        let note = note(id)
        let next = note.legs[min(note.leg + 1, note.legs.count - 1)].carrier.organisation
        try carryOut(note.handOver(plate: seal, by: acting(next)), on: id)
    }
    mutating func store(_ id: DocumentID, at site: Int64) throws {
        let keeper = note(id).currentLeg.carrier.organisation
        let place = Party(organisation: keeper, site: SiteID(site))
        try carryOut(note(id).store(at: place, facts: Cast.able, by: acting(keeper)), on: id)
    }
    mutating func leaveStorage(_ id: DocumentID, with carrier: Party) throws {
        let note = note(id)
        let keeper = note.storage?.organisation ?? carrier.organisation
        try carryOut(note.leaveStorage(with: Leg(carrier: carrier), facts: Cast.able, by: acting(keeper)), on: id)
    }
    mutating func arrive(_ id: DocumentID) throws { try carryOut(note(id).arrive(by: acting(note(id).receiver.organisation)), on: id) }
    mutating func weigh(_ id: DocumentID, _ weight: GivenMass) throws {
        try carryOut(note(id).weigh(weight, containers: nil, by: acting(note(id).receiver.organisation)), on: id)
    }
    mutating func decide(_ id: DocumentID, _ command: ReceiptCommand) throws {
        let note = note(id)
        let minted = minted(note.lines.count)
        let decision = try note.decide(
            command, policy: policy, onward: command.onwardTo.map { _ in Cast.able }, minted: minted, by: acting(note.receiver.organisation))
        try carryOut(decision, on: id)
    }
    /// Accepts all that was weighed but the given part of each line.
    mutating func accept(_ id: DocumentID, refusing refused: [Int64] = [], onwardTo: Party? = nil) throws {
        let accepted = note(id).lines.enumerated().map { i, line in (line.weighed ?? .zero) - .grams(i < refused.count ? refused[i] : 0) }
        try decide(id, ReceiptCommand(accepted: accepted, refusal: .contaminated, discrepancy: .moisture, onwardTo: onwardTo))
    }
    mutating func treat(_ id: DocumentID, line: Int = 0, _ grams: Int64, as text: String = "R3", residues: [Residue] = []) throws {
        let note = note(id)
        let command = TreatmentCommand(line: line, code: code(text), mass: .grams(grams), occurred: today, residues: residues)
        let received = CivilZone.phnomPenh.date(of: note.receipt?.decidedAt ?? now)
        try carryOut(note.treat(command, policy: policy, receivedOn: received, by: acting(note.receiver.organisation)), on: id)
    }
    mutating func reportLoss(_ id: DocumentID, by organisation: OrganisationID) throws {
        let report = LossReport(
            kind: .spilled, reportedBy: organisation, reportedAt: now, place: nil, position: nil, photo: nil, before: note(id).state)
        try carryOut(note(id).reportLoss(report, by: acting(organisation)), on: id)
    }
    mutating func decideLoss(_ id: DocumentID, isFound: Bool) throws {
        try carryOut(note(id).decideLoss(isFound: isFound, remark: nil, by: acting(Cast.officer)), on: id)
    }
    mutating func propose(_ id: DocumentID, _ field: CorrectedField, to new: GivenMass, by organisation: OrganisationID) throws {
        try carryOut(note(id).proposeCorrection(field, to: new, reason: seal, policy: policy, by: acting(organisation)), on: id)
    }
    mutating func approve(_ id: DocumentID, by organisation: OrganisationID) throws {
        let book = book
        try carryOut(note(id).approveCorrection(balance: { book.balance($0) }, by: acting(organisation)), on: id)
    }
    /// Proposed by the receiver, agreed by all others.
    mutating func correct(_ id: DocumentID, _ field: CorrectedField, to new: GivenMass) throws {
        try propose(id, field, to: new, by: note(id).receiver.organisation)
        for organisation in note(id).correction?.waitingFor ?? [] { try approve(id, by: organisation) }
    }
    /// Recorded afterwards, by the receiver at its gate or by the sender from a paper.
    mutating func record(_ id: DocumentID, as recorder: PartyRole, isSenderKnown: Bool = true) throws {
        let note = note(id)
        let happened = now.adding(hours: -2)
        let command = RecordCommand(
            origin: .paper, recorder: recorder, photos: ["00"], collectedAt: now.adding(hours: -30), receivedAt: recorder == .receiver ? happened : nil,
            isSenderKnown: isSenderKnown, sender: isSenderKnown ? nil : OutsideParty(name: seal, place: nil, phone: nil))
        let facts = RecordFacts(
            policy: policy, sender: isSenderKnown ? Cast.able : nil, receiver: Cast.able, carrier: Cast.able, zone: .phnomPenh)
        let minted = minted(note.lines.count)
        let who = recorder == .receiver ? note.receiver : note.sender
        try carryOut(note.record(command, facts, minted, by: acting(who.organisation)), on: id)
    }
    mutating func confirm(_ id: DocumentID) throws { try carryOut(note(id).confirm(by: acting(note(id).sender.organisation)), on: id) }
    mutating func dispute(_ id: DocumentID) throws {
        try carryOut(note(id).dispute(reason: seal, by: acting(note(id).sender.organisation)), on: id)
    }
    mutating func decideDispute(_ id: DocumentID, stands: Bool) throws {
        let book = book
        let decision = try note(id).decideDispute(
            stands: stands, remark: nil, zone: .phnomPenh, balance: { book.balance($0) }, by: acting(Cast.officer))
        try carryOut(decision, on: id)
    }
    mutating func assignSender(_ id: DocumentID, to party: Party) throws {
        let book = book
        let lots: [LotID] = note(id).lines.map { _ in mint() }
        let decision = try note(id).assignSender(
            to: party, AssignFacts(sender: Cast.able, policy: policy, zone: .phnomPenh), remark: nil, balance: { book.balance($0) }, lots: lots,
            by: acting(Cast.officer))
        try carryOut(decision, on: id)
    }
    /// From a draft to the gate's scale.
    mutating func bring(_ id: DocumentID, weighing weight: GivenMass) throws {
        try issue(id)
        try collect(id)
        try arrive(id)
        try weigh(id, weight)
    }
}
