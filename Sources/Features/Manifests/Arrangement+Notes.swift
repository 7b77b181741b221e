// SPDX-License-Identifier: Apache-2.0

import Domain

/// What one note takes of an arrangement's amount of a year.
public struct ArrangementDraw: Hashable, Sendable {
    public var arrangement: ArrangementID
    /// Calendar year in which the load was expected to leave; it stays, however late the plant accepts.
    public var year: Int
    /// Issued and not decided yet.
    public var reserved: Mass
    /// Accepted by the plant.
    public var used: Mass

    public init(arrangement: ArrangementID, year: Int, reserved: Mass, used: Mass) {
        self.arrangement = arrangement
        self.year = year
        self.reserved = reserved
        self.used = used
    }
}

/// What stands against an arrangement's amount of one year.
public struct ArrangementUse: Hashable, Sendable {
    public var year: Int
    public var reserved: Mass
    public var used: Mass

    public init(year: Int, reserved: Mass = .zero, used: Mass = .zero) {
        self.year = year
        self.reserved = reserved
        self.used = used
    }

    public var taken: Mass { reserved + used }
}

extension Manifest {
    /// What the note takes of its arrangement: its load from issue on, what was accepted from the gate's decision on. Cancelled,
    /// refused and lost loads take nothing.
    ///
    /// - Parameter zone: tells the civil day of a moment.
    public func draw(in zone: CivilZone) -> ArrangementDraw? {
        guard let arrangement, kind == .ordinary else { return nil }
        func sum(_ mass: (ManifestLine) -> Mass) -> Mass { lines.reduce(.zero) { $0 + mass($1) } }
        var (reserved, used) = (Mass.zero, Mass.zero)
        switch state {
        case .draft, .cancelled, .lost, .sold: return nil
        case .issued, .inTransit, .inStorage, .arrived, .weighed, .missing: reserved = sum { $0.weighed ?? $0.declared.mass }
        case .accepted, .refused, .treated, .passedOn, .returned: used = sum { $0.accepted ?? .zero }
        }
        guard reserved != .zero || used != .zero else { return nil }
        return ArrangementDraw(arrangement: arrangement, year: expectedDay(in: zone).month.year, reserved: reserved, used: used)
    }
}

extension Arrangement {
    /// Why a note that names this arrangement does not go under it, by field of the compose form; empty when it does. Its amount
    /// is another matter: see ``finding(against:of:)``.
    func problems(of draft: ManifestDraft, today: CalendarDate) -> [Problem] {
        var problems: [Problem] = []
        let day = max(draft.plannedPickup ?? today, today)
        let facts: [String: Fact] = ["day": .date(day), "from": .date(terms.validFrom), "until": .date(terms.validUntil)]
        switch standing(on: day) {
        case .inForce: break
        case .proposed: problems.append(ArrangementPhrase.noteNotAgreed.problem("arrangement", facts))
        case .upcoming, .expired: problems.append(ArrangementPhrase.noteOutsideDates.problem("arrangement", facts))
        case .declined, .ended: problems.append(ArrangementPhrase.noteEnded.problem("arrangement", facts))
        }
        if draft.sender != terms.sender { problems.append(ArrangementPhrase.noteSender.problem("sender")) }
        if draft.receiver != terms.receiver { problems.append(ArrangementPhrase.noteReceiver.problem("receiver")) }
        if let problem = carrierProblem(draft.legs) { problems.append(problem) }
        if let intended = draft.intended, intended != terms.treatment {
            problems.append(
                ArrangementPhrase.noteTreatment.problem(
                    "intended", ["treatment": .text(intended.description), "arranged": .text(terms.treatment.description)]))
        }
        for (i, line) in draft.lines.enumerated() where !terms.wastes.contains(where: { $0.waste == line.waste }) {
            problems.append(
                ArrangementPhrase.noteWaste.problem(
                    "line\(i).waste",
                    ["waste": .text(line.waste.description), "wastes": .text(terms.wastes.map(\.waste.description).joined(separator: ", "))]))
        }
        return problems
    }

    /// Every part of the way is the agreed haulier's, from whichever of its sites.
    func carrierProblem(_ legs: [Leg]) -> Problem? {
        legs.allSatisfy { $0.carrier.organisation == terms.carrier.organisation } ? nil : ArrangementPhrase.noteCarrier.problem("carrier")
    }

    /// What the year's amount says against a load; `nil` while there is room.
    ///
    /// - Parameter use: what stands against the amount of the year in which the load is to leave, without it.
    public func finding(against load: Mass, of use: ArrangementUse, waste: WasteCodeID, on day: CalendarDate) -> GateFinding? {
        guard use.taken + load > terms.yearlyAmount else { return nil }
        return GateFinding(
            topic: .arranged, line: 0, permit: "", waste: waste, treatment: terms.treatment, day: day, limit: terms.yearlyAmount, used: use.taken,
            load: load, isSure: true)
    }
}
