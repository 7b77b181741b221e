// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Manifests
import Operations

/// Tells a planned history: performs one step after another, each at its own moment and by the people whose part it is.
struct Teller {
    let platform: Platform
    let clock: DemonstrationClock
    let firms: [Firm]
    let loads: [Load]
    let plannedRounds: [PlannedRound]
    let applicants: [Firm]
    /// Firms that nobody runs; each has its number once it was entered.
    var unclaimed: [Firm]
    /// Codes of the letters that were printed to them.
    var letters: [Int: String] = [:]
    /// Notes that others entered in the names of small firms.
    var entered: [Manifest] = []
    let delegations: [Int: Delegation]
    /// Of the one driver without a telephone, and its last day; his haulier makes him a new one then.
    private(set) var driverCode: String
    private var driverCodeUntil: CalendarDate
    private let hazardous: Set<String>
    /// Kilograms that all loads of a kind have together.
    let planned: [ArrangementKey: Double]
    var arrangements: [ArrangementKey: ArrangementID] = [:]
    /// As each note was last seen, by the place of its load.
    private(set) var notes: [Int: Manifest] = [:]
    /// Notes that began because a load was refused.
    private(set) var returns: [Int: Manifest] = [:]
    /// As each collection round was last seen, by its place.
    private(set) var rounds: [Int: Round] = [:]
    private(set) var operations = 0

    init(platform: Platform, clock: DemonstrationClock, settlement: Settlement, plan: HistoryPlan, applicants: [Firm], unclaimed: [Firm]) {
        self.platform = platform
        self.clock = clock
        firms = settlement.firms
        delegations = settlement.delegations
        driverCode = settlement.driverCode
        driverCodeUntil = settlement.driverCodeUntil
        loads = plan.loads
        plannedRounds = plan.rounds
        hazardous = plan.hazardous
        planned = plan.loads.reduce(into: [:]) { sums, load in
            let number = Double(load.amount) ?? 0
            // What is gathered from stock is not known beforehand.
            let kilograms = load.amount.isEmpty ? 40_000 : load.unit == "t" ? number * 1000 : number
            sums[ArrangementKey(load), default: 0] += kilograms
        }
        self.applicants = applicants
        self.unclaimed = unclaimed
    }

    var day: CalendarDate { platform.today }
    func actor(_ place: Int, _ roles: Set<Role>) -> Actor { firms[place].actor(roles, on: day) }

    mutating func tell(_ scheduled: ScheduledStep) async throws {
        clock.advance(to: scheduled.at)
        if driverCodeUntil <= day { try await renewDriverCode() }
        guard let place = scheduled.load else { return try await tell(scheduled.step) }
        let load = loads[place]
        switch scheduled.step {
        case .saveDraft:
            var form = try await form(load)
            form.pickup = day.adding(days: 1).description
            notes[place] = try await platform.saveDraft(form, id: nil, version: nil, by: preparer(of: load))
        case .issue:
            notes[place] = try await platform.issue(try await form(load), id: nil, version: nil, key: nil, by: actor(load.sender, [.preparer, .signer]))
        case .sell(let kind):
            var sale = SaleForm()
            sale.note = try await form(load)
            sale.buyerKind = kind.rawValue
            sale.buyerName = load.driver
            sale.buyerPlace = Remarks.market
            notes[place] = try await platform.recordSale(sale, key: nil, by: actor(load.sender, [.signer]))
        case .record(let plan): notes[place] = try await record(plan, load)
        case .gather(let compartment, let least):
            guard let form = try await gathered(load, from: compartment, least: least) else { return }
            notes[place] = try await platform.issue(form, id: nil, version: nil, key: nil, by: actor(load.sender, [.preparer, .signer]))
        default:
            // A load for which there was nothing to gather has no note and no further way.
            guard let note = notes[place] else { return }
            notes[place] = try await tell(scheduled.step, note, load, place)
        }
        operations += 1
    }

    private mutating func renewDriverCode() async throws {
        guard let haulier = firms.first(where: { $0.demoFirm == .haulier }) else { throw PlatformError.notFound }
        driverCodeUntil = platform.driverCodeDays.upperBound
        driverCode = try await platform.makeDriverCode(
            label: Settlement.driverName, for: haulier.organisation, by: haulier.actor([.administrator], on: day)
        ).text
    }

    private mutating func tell(_ step: Step, _ note: Manifest, _ load: Load, _ place: Int) async throws -> Manifest {
        let (id, version) = (note.id, note.version)
        switch step {
        case .issueDraft: return try await platform.issue(id, version: version, key: nil, by: actor(load.sender, [.signer]))
        case .changeCarrier(let other):
            return try await platform.changeCarrier(id, version: version, carrierSites: [firms[other].site.description], by: actor(load.sender, [.signer]))
        case .cancel(let remark): return try await platform.cancel(id, version: version, remark: remark, by: actor(load.sender, [.signer]))
        case .sign(let means): return try await sign(note, load, means)
        case .store:
            let keeper = carrier(of: note, load)
            return try await platform.store(id, version: version, at: firms[keeper].site.description, by: actor(keeper, [.signer]))
        case .leaveStorage:
            let keeper = carrier(of: note, load)
            return try await platform.leaveStorage(
                id, version: version, carrierSite: firms[keeper].site.description, plate: load.plate, by: actor(keeper, [.signer]))
        case .arrive: return try await platform.arrive(id, version: version, by: actor(load.receiver, [.gate]))
        case .weigh(let difference):
            let amount = Self.onScale(note.declaredMass, difference: difference)
            return try await platform.weigh(id, version: version, amount: amount, unit: "kg", method: "weighed", by: actor(load.receiver, [.gate]))
        case .decide(let accepted, let refusal, let remark):
            let decided = try await decide(note, load, accepted: accepted, refusal: refusal, remark: remark)
            if let child = decided.receipt?.refusedNote { returns[place] = try await platform.note(child, by: actor(load.sender, [.gate])) }
            return decided
        case .treat(let share): return try await treat(note, load, share: share)
        case .takeBack:
            if let child = returns[place] { returns[place] = try await takeBack(child, load) }
            return note
        case .reportLoss(let kind, let whereabouts):
            return try await platform.reportLoss(
                id, version: version, kind: kind, place: whereabouts, position: nil, photo: nil, by: actor(carrier(of: note, load), [.signer]))
        case .decideLoss(let isFound, let remark):
            return try await platform.decideLoss(id, version: version, isFound: isFound, remark: remark, by: officerOfEnvironment)
        case .propose(let change, let reason):
            // Grouping the lot may have touched the note since.
            let gate = actor(load.receiver, [.gate])
            let now = try await platform.note(id, by: gate)
            let amount = Self.onScale(now.lines[0].accepted ?? .zero, difference: change)
            return try await platform.proposeCorrection(
                id, version: now.version, field: "accepted0", amount: amount, unit: "kg", method: "weighed", reason: reason, by: gate)
        case .answer(let party, let approves):
            let signer = actor(party, [.signer])
            let now = try await platform.note(id, by: signer)
            return try await platform.answerCorrection(id, version: now.version, approves: approves, by: signer)
        case .confirm: return try await platform.confirmReceived(id, version: version, by: actor(load.sender, [.signer]))
        case .dispute(let reason): return try await platform.disputeReceived(id, version: version, reason: reason, by: actor(load.sender, [.signer]))
        case .saveDraft, .issue, .sell, .gather, .register, .invite, .arrange, .record, .paper, .question, .enter, .writeTo, .claim, .enterFor,
            .correctIndustry,
            .planRound, .makeStop, .makeNewStop, .skipStop, .weighRound, .acceptRound, .fileReturn:
            return note
        }
    }

    /// What concerns no load.
    private mutating func tell(_ step: Step) async throws {
        switch step {
        case .arrange(let plan): try await tell(plan)
        case .fileReturn(let plan): try await tell(plan)
        case .paper(let step): try await tell(step)
        case .question(let step): try await tell(step)
        case .register(let applicant):
            let firm = applicants[applicant]
            guard let founder = firm.people.first else { return }
            _ = try await platform.register(firm.registration, displayName: founder.displayName, signInName: founder.signInName)
        case .invite(let newcomer, let place):
            _ = try await platform.invite(
                displayName: newcomer.displayName, signInName: newcomer.signInName, language: newcomer.language, roles: newcomer.roles,
                to: firms[place].organisation, by: actor(place, [.administrator]))
        case .enter(let place): try await enter(place)
        case .writeTo(let place): try await writeLetter(to: place)
        case .claim(let place): try await claim(place)
        case .enterFor(let place): try await enterFor(place)
        case .correctIndustry: try await correctIndustry()
        case .planRound, .makeStop, .makeNewStop, .skipStop, .weighRound, .acceptRound:
            guard let told = try await tellRound(step, plannedRounds, rounds) else { return }
            rounds[told.place] = told.round
        default: return
        }
        operations += 1
    }

    // MARK: Sender

    private mutating func form(_ load: Load) async throws -> NoteForm {
        var line = NoteForm.Line()
        line.waste = load.waste
        line.amount = load.amount
        line.unit = load.unit
        line.method = load.method.rawValue
        var form = NoteForm()
        form.senderSite = firms[load.sender].site.description
        form.receiverSite = firms[load.receiver].site.description
        form.carrierSites = load.carriers.map { firms[$0].site.description }
        form.intended = load.intended
        form.pickup = day.description
        form.lines = [line]
        if hazardous.contains(load.waste) || load.isArranged {
            if load.carriers.count == 1 {
                form.arrangement = try await arrangement(for: load).description
            } else {
                form.gateReason = Remarks.withoutArrangement
            }
        }
        return form
    }

    /// Groups the lots of the load's waste into one, unless there is only one; `nil` when there are fewer than needed.
    private mutating func gathered(_ load: Load, from compartment: Compartment, least: Int) async throws -> NoteForm? {
        let site = firms[load.sender].site
        let keeper = actor(load.sender, [.gate])
        func stock() async throws -> [StockLine] {
            try await platform.lots(on: site, by: keeper).lots.filter {
                $0.account.compartment == compartment && $0.account.material.wasteCode?.text == load.waste && $0.balance.available > 0
            }
        }
        var lots = try await stock()
        guard lots.count >= least else { return nil }
        if lots.count > 1 {
            let draws = lots.map { (account: $0.id.description, amount: Self.kilograms($0.balance.available)) }
            let group = try await platform.arrangeLots(on: site, draws: draws, by: keeper)
            lots = try await stock().filter { $0.account.lot == group }
        }
        guard let lot = lots.first else { return nil }
        var form = try await form(load)
        form.lines[0].lot = lot.id.description
        form.lines[0].amount = Self.kilograms(lot.balance.available)
        form.lines[0].unit = "kg"
        return form
    }

    private func preparer(of load: Load) -> Actor {
        guard load.isPreparedByCentre, let power = delegations[load.sender], let centre = firms.first(where: { $0.trade == .supportCentre }),
            let person = centre.staff.first
        else { return actor(load.sender, [.preparer]) }
        return Actor(
            person: person.person, memberships: person.memberships, actingFor: centre.summary, means: .password, delegation: power,
            grantor: firms[load.sender].summary, on: day)
    }

    // MARK: Carrier

    /// The place of the carrier who has the load, or who is to collect it.
    private func carrier(of note: Manifest, _ load: Load) -> Int {
        firms.firstIndex { $0.organisation == note.currentLeg.carrier.organisation } ?? load.carriers[0]
    }

    private func sign(_ note: Manifest, _ load: Load, _ means: Step.Signing) async throws -> Manifest {
        let next = note.state == .issued ? 0 : note.leg + 1
        let shower = note.state == .issued ? load.sender : carrier(of: note, load)
        switch means {
        case .account:
            let taker = firms.firstIndex { $0.organisation == note.legs[next].carrier.organisation } ?? load.carriers[0]
            return try await platform.takeOver(note.id, version: nil, plate: load.plate, by: actor(taker, [.signer]))
        case .driverCode:
            return try await platform.sign(note.id, driverCode: driverCode, plate: load.plate, on: actor(shower, [.signer]))
        case .signCode:
            guard let shown = try await platform.signCode(for: note.id, by: actor(shower, [.signer])) else { throw PlatformError.notFound }
            return try await platform.sign(code: shown.code.text, plate: load.plate, driverName: load.driver, address: "demonstration")
        }
    }

    // MARK: Receiver

    private func decide(_ note: Manifest, _ load: Load, accepted: Int, refusal: RefusalReason?, remark: String) async throws -> Manifest {
        var form = Platform.DecisionForm(accepted: [], refusal: refusal?.rawValue ?? "", remark: remark)
        if accepted < 1000 { form.accepted = [String((note.lines[0].weighed ?? .zero).raw / 1000 * Int64(accepted) / 1000)] }
        if note.isOutsideTolerance(platform.policy(for: note, on: day)) { form.discrepancy = load.discrepancy.rawValue }
        return try await platform.decide(note.id, version: note.version, form, by: actor(load.receiver, [.gate]))
    }

    private func treat(_ note: Manifest, _ load: Load, share: Int) async throws -> Manifest {
        guard note.state == .accepted else { return note }
        let held = note.lines[0].held.raw
        let grams = share < 1000 ? held / 1000 * Int64(share) / 1000 * 1000 : held
        var form = Platform.TreatmentForm()
        form.code = load.intended
        if share < 1000 { form.amount = Self.kilograms(grams) }
        if let residue = firms[load.receiver].row.craft(for: load.waste)?.residue {
            let left = grams / 1000 * Int64(residue.permille) / 1000
            if left > 0 {
                var line = Platform.TreatmentForm.ResidueLine()
                line.waste = residue.waste
                line.amount = String(left)
                form.residues = [line]
            }
        }
        return try await platform.treat(note.id, version: note.version, form, by: actor(load.receiver, [.gate]))
    }

    private func takeBack(_ child: Manifest, _ load: Load) async throws -> Manifest {
        let gate = actor(load.sender, [.gate])
        let amount = Self.kilograms(child.declaredMass.raw)
        let weighed = try await platform.weigh(child.id, version: child.version, amount: amount, unit: "kg", method: "weighed", by: gate)
        return try await platform.decide(weighed.id, version: weighed.version, Platform.DecisionForm(accepted: []), by: gate)
    }

    var officerOfEnvironment: Actor {
        guard let ministry = firms.first(where: { $0.trade == .environment }) else { preconditionFailure("There is a ministry of environment.") }
        return ministry.actor([.officer], on: day)
    }

    // MARK: Figures as people type them

    /// A mass that differs by so many per mille, as a scale shows it: whole kilograms, above a tonne in fives.
    private static func onScale(_ mass: Mass, difference: Int) -> String {
        let kilograms = (Double(mass.raw) / 1000 * (1 + Double(difference) / 1000)).rounded()
        let shown = kilograms > 1000 ? (kilograms / 5).rounded() * 5 : kilograms
        return String(max(1, Int(shown)))
    }

    private static func kilograms(_ grams: Int64) -> String { Mass(grams).typedKilograms }
}
