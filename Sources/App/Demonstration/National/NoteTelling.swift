// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Operations
import Stores

/// One note from its issue to where it stands now.
///
/// Its one lot has one origin, so each move carries grams of that origin alone, and the book needs no look at what else stands there.
struct NoteTelling {
    private let notes: NationNotes
    private let context: NoteContext
    private let sender: Int
    private let plant: Int
    private let haulier: Int
    private let stream: Stream
    private let craft: Craft
    private let waste: WasteCodeID
    private let day: CalendarDate
    private let slot: Int
    /// Of the note's number, once a year each: an odd factor goes through all of them.
    private let serial: UInt64
    private let firstAccount: Int
    private(set) var dice: Dice
    private let mass: Int64
    private let isEstimated: Bool
    private let isCancelled: Bool
    private let scale: Double
    private let wait: Int

    private var note: Manifest
    private var accounts: [Account]
    private var rows: [StoredAccount] = []
    private var balances: [Balance] = []
    private var contents: [Int64] = []
    private var origin: Origin?
    private var pendings: [PendingEntry] = []

    /// Places of the note's steps, which keep their ids apart.
    private enum Stage: Int64 { case issue = 0, cancel, collect, weigh, decide, treat }

    init(
        notes: NationNotes, context: NoteContext, sender: Int, stream index: Int, plant: Int, craft: Craft, day: CalendarDate, load: Int, dice: Dice
    ) {
        self.notes = notes
        self.context = context
        self.sender = sender
        self.plant = plant
        self.craft = craft
        self.day = day
        slot = load * 4 + Int(day.month.index) % 4
        serial = UInt64(load * 12 + day.month.month - 1) &* 0x9E37_79B1 % NoteNumber.serialLimit
        var dice = dice
        let firms = notes.firms
        let firm = firms.firms[sender]
        haulier = firms.haulier(for: firm)
        stream = firms.row(firm).streams[index]
        guard let waste = WasteCodeID(text: stream.waste) else { preconditionFailure("The table of trades names wastes of the list.") }
        self.waste = waste
        firstAccount = Int(firm.firstAccount) + index * NationFirms.compartments.count
        // Loads of small firms are small, but a lorry does not come for a handful.
        mass = min(24_000, max(20, Int64(stream.kilograms * Double(firm.factor).squareRoot() * dice.factor(0.35)))) * 1000
        isEstimated = stream.method == .estimated || dice.isChance(0.08)
        isCancelled = dice.isChance(0.012)
        scale = isEstimated ? dice.factor(0.12) : 1 + dice.bell() * 0.008
        wait = dice.integer(craft.days)
        self.dice = dice
        func party(_ place: Int) -> Party { Party(organisation: OrganisationID(firms.firms[place].id), site: SiteID(firms.firms[place].id)) }
        let begun = notes.calendar.moment(day, slot: slot)
        let known = context.wastes[waste]
        var leg = Leg(carrier: party(haulier))
        leg.plate = notes.plates[haulier]
        let draft = ManifestDraft(
            sender: party(sender), receiver: party(plant), intended: TreatmentCode(text: craft.treatment), legs: [leg],
            lines: [
                ManifestLine(
                    waste: waste, isHazardous: known?.isHazardous ?? false,
                    declared: GivenMass(
                        number: String(mass / 1000), unit: "kg", method: isEstimated ? .estimated : .weighed, conversion: context.conversion, mass: Mass(mass)))
            ], plannedPickup: nil, policy: context.policyEdition)
        note = Manifest(id: DocumentID(NationID.make(at: begun, node: Self.node(slot), number: 0)), draft: draft, at: begun)
        self.draft = draft
        accounts = [Account(SiteID(firm.id), .process, .waste(waste))]
    }

    private let draft: ManifestDraft

    /// Whether it is issued by now.
    var begins: Bool { moment(.issue, day, seconds: 0) <= notes.now }

    private func moment(_ stage: Stage, _ day: CalendarDate, seconds: Int64) -> Instant { notes.calendar.moment(day, slot: slot).adding(seconds: seconds) }

    private func id(_ stage: Stage, _ moment: Instant, _ number: Int64) -> Int64 {
        NationID.make(at: moment, node: Self.node(slot), number: stage.rawValue << 9 | number)
    }

    /// A day has thirty-six million moments; where there are more slots, further nodes take them.
    private static func node(_ slot: Int) -> Int64 { 4 + Int64(slot / NationCalendar.slots) }

    mutating func tell(into writer: inout HistoryWriter, _ tally: inout NationTally) throws {
        guard let policy = context.wastes[waste]?.policy else { return }
        let firms = notes.firms
        let begun = moment(.issue, day, seconds: 0)
        // The first account is the sender's process; the lot's own get the ids after the note's.
        rows = [
            StoredAccount(
                row: firms.accountRow(firstAccount), site: firms.firms[sender].id, compartment: Compartment.process.number,
                material: Material.waste(waste).value)
        ]
        balances = [Balance()]
        contents = [0]
        let lot = LotID(id(.issue, begun, 1))

        let open = PartyFacts(
            isSiteOfOrganisation: true, isActive: true, openedOn: nil, closedOn: nil, canProduce: true, canCarry: true, canReceive: true, hasPermit: true)
        let number = NoteNumber.make(year: day.month.year, serial: serial).description
        let issued = try note.issue(
            IssueFacts(policy: policy, sender: open, receiver: open, carriers: [open]),
            MintedForNote(number: number, lots: [lot], linkedNote: note.id), by: acting(sender, begun))
        var issue = issued
        issue.events.insert(.drafted(draft), at: 0)
        perform(issue, .issue, "note.issue", sender, begun, &writer, &tally)

        if isCancelled {
            let at = moment(.cancel, notes.calendar.workday(from: day.adding(days: 1)), seconds: 600)
            if at <= notes.now {
                perform(try note.cancel(remark: nil, pendings: pendings, by: acting(sender, at)), .cancel, "note.cancel", sender, at, &writer, &tally)
            }
        } else {
            try travel(policy, &writer, &tally)
        }
        finish(&writer, &tally)
    }

    private mutating func travel(_ policy: ManifestPolicy, _ writer: inout HistoryWriter, _ tally: inout NationTally) throws {
        let collected = moment(.collect, day, seconds: 5400)
        guard collected <= notes.now else { return }
        perform(
            try note.collect(plate: nil, policy: policy, pendings: pendings, by: acting(haulier, collected)), .collect, "note.takeOver", haulier, collected,
            &writer, &tally)
        pendings = []
        let weighed = moment(.weigh, day, seconds: 14_400)
        guard weighed <= notes.now else { return }
        let found = max(1, Int64(Double(mass / 1000) * scale))
        var arrived = try note.arrive(by: acting(plant, weighed))
        let standing = arrived.events.reduce(note) { $0.applying($1, at: weighed) }
        arrived.events += try standing.weigh(
            GivenMass(number: String(found), unit: "kg", method: .weighed, conversion: context.conversion, mass: Mass(found * 1000)), containers: nil,
            by: acting(plant, weighed)
        ).events
        perform(arrived, .weigh, "note.weigh", plant, weighed, &writer, &tally)
        let decided = moment(.decide, day, seconds: 15_000)
        guard decided <= notes.now else { return }
        let command = ReceiptCommand(
            accepted: note.lines.map { $0.weighed ?? .zero }, refusal: nil,
            discrepancy: note.isOutsideTolerance(policy) ? (isEstimated ? .estimateAtSender : .scaleDifference) : nil)
        let minted = MintedForNote(number: "", lots: [], linkedNote: note.id)
        perform(try note.decide(command, policy: policy, minted: minted, by: acting(plant, decided)), .decide, "note.decide", plant, decided, &writer, &tally)
        let last = notes.calendar.workday(from: day.adding(days: wait))
        let treated = moment(.treat, last, seconds: 21_600)
        guard treated <= notes.now, let code = TreatmentCode(text: craft.treatment) else { return }
        let treatment = TreatmentCommand(line: 0, code: code, mass: note.lines[0].held, occurred: last, residues: [])
        perform(
            try note.treat(treatment, policy: policy, receivedOn: day, by: acting(plant, treated)), .treat, "note.treat", plant, treated, &writer, &tally)
        writer.rows.add(
            TreatmentRow(
                id: id(.treat, treated, 0), site: note.receiver.site, occurred: last, note: note.id, line: 0, material: .waste(waste), code: code,
                mass: treatment.mass))
    }

    private func acting(_ place: Int, _ moment: Instant) -> Acting {
        let firm = notes.firms.firms[place]
        return Acting(organisation: OrganisationID(firm.id), person: NationRegistry.person(of: firm), at: moment, today: CivilZone.phnomPenh.date(of: moment))
    }

    // MARK: Book

    private mutating func perform(
        _ decision: ManifestDecision, _ stage: Stage, _ kind: String, _ actor: Int, _ moment: Instant, _ writer: inout HistoryWriter,
        _ tally: inout NationTally
    ) {
        let operation = id(stage, moment, 0)
        let learned = CivilZone.phnomPenh.date(of: moment).month
        var entries: [StoredEntry] = []
        for move in decision.moves {
            let (credit, debit) = (place(of: move.credit), place(of: move.debit))
            let entry = StoredEntry(
                id: operation + 1 + Int64(entries.count), from: rows[credit], to: rows[debit], grams: move.mass.raw, on: move.occurred, because: move.reason,
                phase: move.phase.number, resolves: move.phase.resolves?.id.value)
            entries.append(entry)
            if let pending = move.phase.resolves {
                balances[place(of: pending.credit)].pending -= pending.mass.raw
                balances[place(of: pending.debit)].pending += pending.mass.raw
            }
            switch move.phase {
            case .pending:
                balances[credit].pending += entry.grams
                balances[debit].pending -= entry.grams
                pendings.append(PendingEntry(id: EntryID(entry.id), credit: move.credit, debit: move.debit, mass: move.mass))
            case .plain, .posting: post(move, credit, debit, learned, &tally)
            case .voiding: break
            }
        }
        let former = HistoryWriter.evidence(of: note)
        for event in decision.events { note = note.applying(event, at: moment) }
        let province = notes.firms.firms[sender].province
        let evidence = HistoryWriter.evidence(of: note)
        if evidence != former {
            for cell in evidence { tally.count(cell, province: province, learned: learned, sign: 1) }
            for cell in former { tally.count(cell, province: province, learned: learned, sign: -1) }
        }
        let firm = notes.firms.firms[actor]
        writer.write(
            OperationID(operation), kind,
            by: Attribution(person: NationRegistry.person(of: firm), organisation: OrganisationID(firm.id), means: .password), at: moment,
            document: note.id, outcomes: decision.events.map { .note(note.id, $0) }, entries: entries)
    }

    private mutating func post(_ move: Move, _ credit: Int, _ debit: Int, _ learned: Month, _ tally: inout NationTally) {
        let firms = notes.firms
        let (grams, occurred) = (move.mass.raw, move.occurred.month)
        let material = firms.number(of: .waste(waste))
        balances[credit].posted -= grams
        balances[debit].posted += grams
        contents[credit] -= grams
        contents[debit] += grams
        if origin == nil, let lot = move.debit.lot {
            let place = firms.classification(firms.firms[sender])
            origin = Origin(
                id: OriginID(lot.value), site: move.credit.site, material: move.credit.material, occurred: move.occurred, province: place.province,
                sector: place.sector)
        }
        tally.count(
            LateEntryCell.cells(from: move.credit, to: move.debit, occurred: move.occurred, learned: learned) { id in
                firms.provinces[Int(firms.firms[site(of: id.value)].province)].id.code
            })
        for (account, amount) in [(credit, -grams), (debit, grams)] {
            let compartment = rows[account].compartment
            tally.count(site(of: rows[account].site), material, compartment, occurred, learned, amount)
            tally.countFate(firms.firms[sender], material, compartment, occurred, learned, amount)
        }
    }

    private func site(of id: Int64) -> Int { [sender, haulier, plant].first { notes.firms.firms[$0].id == id } ?? sender }

    private mutating func place(of account: Account) -> Int {
        if let known = accounts.firstIndex(of: account) { return known }
        accounts.append(account)
        rows.append(
            StoredAccount(
                row: note.id.value + 1 + Int64(accounts.count), site: account.site.value, compartment: account.compartment.number,
                material: account.material.value, lot: account.lot?.value ?? 0))
        balances.append(Balance())
        contents.append(0)
        return accounts.count - 1
    }

    /// What is kept beside the journal once nothing more happens.
    private func finish(_ writer: inout HistoryWriter, _ tally: inout NationTally) {
        let firms = notes.firms
        writer.add(note, at: notes.now, provinces: Set([sender, haulier, plant].map { firms.provinces[Int(firms.firms[$0].province)].id.code }))
        tally.take(firstAccount, posted: balances[0].posted, pending: balances[0].pending)
        for index in rows.indices.dropFirst() { writer.rows.add(rows[index], posted: balances[index].posted, pending: balances[index].pending) }
        if let origin {
            writer.rows.add(origin)
            for index in rows.indices where contents[index] != 0 { writer.rows.add(contentOf: rows[index].row, origin.id, grams: contents[index]) }
        }
        for part in note.intake(in: .phnomPenh) { tally.count(part) }
    }
}
