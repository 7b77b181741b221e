// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Ledger
import Manifests
import Stores

/// What of one waste a load brings to a plant.
struct GateLoad {
    var line: Int
    var waste: WasteCodeID
    var isHazardous: Bool
    var mass: Mass
}

/// Room that permits leave at a plant for some wastes, on one day. `nil` where no permit names an amount.
public struct Headroom: Hashable, Sendable {
    /// What an amount on a permit leaves.
    public struct Room: Hashable, Sendable, Comparable {
        public var left: Mass
        public var limit: Mass

        /// Share of the amount that is taken in or reserved, 0...1.
        public var usedShare: Double { limit > .zero ? 1 - Double(left.raw) / Double(limit.raw) : 1 }
        public static func < (a: Room, b: Room) -> Bool { a.left < b.left }
    }

    public var day: Room?
    public var year: Room?
    public var store: Room?

    /// The tightest of what several permits leave.
    mutating func narrow(_ other: Headroom) {
        day = [day, other.day].compactMap { $0 }.min()
        year = [year, other.year].compactMap { $0 }.min()
        store = [store, other.store].compactMap { $0 }.min()
    }
}

/// Asks the permits of plants: is this waste covered, by this treatment, on this day, and is there room left.
///
/// At issue open notes hold what they reserve; at the gate only what stands there counts, because what is still on the road
/// may never come.
struct PlantGate {
    let day: CalendarDate
    private let permits: [SiteID: [Permit]]
    private let uses: [SiteID: [WasteCodeID: IntakeUse]]
    private let held: [SiteID: [Material: Mass]]
    private let lists: CodeLists

    /// Reads what is asked of some plants, in four queries however many they are.
    init(_ reading: Reading, plants: [Party], on day: CalendarDate) throws {
        self.day = day
        lists = reading.platform.lists
        let byOwner = try reading.registry.permits(of: Set(plants.map(\.organisation)))
        permits = Dictionary(
            plants.map { plant in
                (plant.site, (byOwner[plant.organisation] ?? []).filter { ($0.site == nil || $0.site == plant.site) && !$0.treatments.isEmpty })
            }, uniquingKeysWith: { a, _ in a })
        let sites = plants.map(\.site)
        uses = try reading.notes.intake(at: sites, on: day)
        held = try reading.ledger.held(at: sites)
    }

    /// Everything the plant's permits say against some loads.
    ///
    /// - Parameter own: what the note itself holds reserved there, which is no room lost to it.
    func findings(_ loads: [GateLoad], at plant: SiteID, by treatment: TreatmentCode?, _ step: GateStep, own: [PlantIntake] = []) -> [GateFinding] {
        let permits = permits[plant] ?? []
        var findings: [GateFinding] = []
        var covered: [PermitID: [GateLoad]] = [:]
        for load in loads where load.mass > .zero {
            guard let nearest = permits.nearest(waste: load.waste, isHazardous: load.isHazardous, treatment: treatment, on: day) else {
                findings.append(cover(.waste, load, treatment, permit: nil, day: day))
                continue
            }
            switch nearest.verdict {
            case .allows: covered[nearest.permit.id, default: []].append(load)
            case .notYetValid(let from): findings.append(cover(.dates, load, treatment, permit: nearest.permit, day: from))
            case .expired(let on): findings.append(cover(.dates, load, treatment, permit: nearest.permit, day: on))
            case .treatmentNotCovered, .transportNotCovered: findings.append(cover(.treatment, load, treatment, permit: nearest.permit, day: day))
            case .wasteNotCovered: findings.append(cover(.waste, load, treatment, permit: nil, day: day))
            }
        }
        for permit in permits {
            guard let loads = covered[permit.id], let first = loads.first else { continue }
            let load = loads.reduce(Mass.zero) { $0 + $1.mass }
            for (topic, limit, used) in amounts(of: permit, at: plant, step, own: own) where used + load > limit {
                findings.append(
                    GateFinding(
                        topic: topic, line: first.line, permit: permit.number, waste: first.waste, treatment: treatment, day: day, limit: limit, used: used,
                        load: load, isSure: permit.confidence != .low))
            }
        }
        return findings
    }

    /// What permits in force leave at a plant for some wastes; nothing where none covers them.
    func headroom(for wastes: [WasteCode], at plant: SiteID) -> Headroom {
        var headroom = Headroom()
        for permit in permits[plant] ?? [] where permit.validFrom <= day && (permit.validUntil.map { day <= $0 } ?? true) {
            guard wastes.contains(where: { waste in permit.wastes.contains { $0.covers(waste.id, isHazardous: waste.isHazardous) } }) else { continue }
            var left = Headroom()
            for (topic, limit, used) in amounts(of: permit, at: plant, .issue, own: []) {
                let room = Headroom.Room(left: max(.zero, limit - used), limit: limit)
                switch topic {
                case .day: left.day = room
                case .year: left.year = room
                case .store: left.store = room
                case .waste, .treatment, .dates, .arrangement, .arranged: break
                }
            }
            headroom.narrow(left)
        }
        return headroom
    }

    private func cover(_ topic: GateTopic, _ load: GateLoad, _ treatment: TreatmentCode?, permit: Permit?, day: CalendarDate) -> GateFinding {
        GateFinding(
            topic: topic, line: load.line, permit: permit?.number ?? "", waste: load.waste, treatment: treatment, day: day, load: load.mass,
            isSure: permit?.confidence != .low)
    }

    /// The amounts a permit names, with what stands against each.
    private func amounts(of permit: Permit, at plant: SiteID, _ step: GateStep, own: [PlantIntake]) -> [(topic: GateTopic, limit: Mass, used: Mass)] {
        func covers(_ waste: WasteCodeID) -> Bool {
            let isHazardous = lists.wasteCode(waste, on: day)?.isHazardous ?? false
            return permit.wastes.contains { $0.covers(waste, isHazardous: isHazardous) }
        }
        let uses = (uses[plant] ?? [:]).values.filter { covers($0.waste) }
        let own = own.filter { $0.site == plant && covers($0.waste) }
        func sum(_ part: (IntakeUse) -> Mass) -> Mass { uses.reduce(.zero) { $0 + part($1) } }
        func ownReserved(_ isMeant: (PlantIntake) -> Bool) -> Mass { own.filter(isMeant).reduce(.zero) { $0 + $1.reserved } }
        let standing = (held[plant] ?? [:]).reduce(Mass.zero) { sum, row in row.key.wasteCode.map(covers) == true ? sum + row.value : sum }
        let counts = step != .acceptance
        let year = Period.year(day.month.year)
        var amounts: [(GateTopic, Mass, Mass)] = []
        if let limit = permit.dailyCapacity {
            amounts.append((.day, limit, sum(\.dayAccepted) + (counts ? sum(\.dayReserved) - ownReserved { $0.day == day } : .zero)))
        }
        if let limit = permit.yearlyCapacity {
            let mine = ownReserved { year.first <= $0.day && $0.day <= year.last }
            amounts.append((.year, limit, sum(\.yearAccepted) + (counts ? sum(\.yearReserved) - mine : .zero)))
        }
        if let limit = permit.storageCeiling {
            amounts.append((.store, limit, standing + (counts ? sum(\.reserved) - ownReserved { _ in true } : .zero)))
        }
        return amounts
    }
}

extension Work {
    /// What the receiver's permits say against a note that is to be issued.
    func gate(issuing note: Manifest, reason: String) throws -> PermitGate {
        let day = max(note.plannedPickup ?? today, today)
        let gate = try PlantGate(reading, plants: [note.receiver], on: day)
        let loads = note.lines.enumerated().map { GateLoad(line: $0, waste: $1.waste, isHazardous: $1.isHazardous, mass: $1.declared.mass) }
        return PermitGate(
            .issue, findings: gate.findings(loads, at: note.receiver.site, by: note.intended, .issue, own: note.intake(in: platform.zone)),
            reason: try seal(reason))
    }

    /// What the plant's permits say against what it is about to accept. Waste that comes back to its sender needs none.
    func gate(accepting accepted: [Mass], of note: Manifest, reason: String) throws -> PermitGate {
        guard note.kind != .returned else { return PermitGate(.acceptance) }
        let gate = try PlantGate(reading, plants: [note.receiver], on: today)
        let loads = zip(note.lines, accepted).enumerated().map { i, pair in
            GateLoad(line: i, waste: pair.0.waste, isHazardous: pair.0.isHazardous, mass: pair.1)
        }
        return PermitGate(.acceptance, findings: gate.findings(loads, at: note.receiver.site, by: note.intended, .acceptance), reason: try seal(reason))
    }

    /// What the permits of another plant say against the part that is refused here and goes on to it.
    func gate(sending accepted: [Mass], of note: Manifest, on plant: Party?, reason: String) throws -> PermitGate {
        guard let plant, plant != note.sender else { return PermitGate(.onward) }
        let gate = try PlantGate(reading, plants: [plant], on: today)
        let loads = zip(note.lines, accepted).enumerated().map { i, pair in
            GateLoad(line: i, waste: pair.0.waste, isHazardous: pair.0.isHazardous, mass: (pair.0.weighed ?? .zero) - pair.1)
        }
        return PermitGate(.onward, findings: gate.findings(loads, at: plant.site, by: note.intended, .onward), reason: try seal(reason))
    }
}
