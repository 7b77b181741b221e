// SPDX-License-Identifier: Apache-2.0

import Domain

/// How the mass of a load is known: one waste that left its sender on one day.
public struct MassEvidence: Hashable, Sendable {
    /// Day on which the load left.
    public var day: CalendarDate
    public var waste: WasteCodeID
    /// The better of the sender's and the plant's way of finding the mass.
    public var kind: EvidenceKind
    public var mass: Mass

    public init(day: CalendarDate, waste: WasteCodeID, kind: EvidenceKind, mass: Mass) {
        self.day = day
        self.waste = waste
        self.kind = kind
        self.mass = mass
    }
}

extension Manifest {
    /// How the masses of this note are known, one for each waste and kind, in their order: by the plant's weight once there is
    /// one, before that by what the sender declared. An estimate counts as one only while nobody has done better, and a share of a
    /// round's one weight does better than an estimate alone.
    ///
    /// Each load counts once, when it first leaves where it was generated: loads out of stock and refused parts were counted with
    /// the note that brought them.
    ///
    /// A load whose sender nobody knows counts nowhere before it is assigned to one.
    ///
    /// - Parameter zone: tells the civil day of a moment.
    public func evidence(in zone: CivilZone) -> [MassEvidence] {
        guard let left = leftAt, kind == .ordinary, isSenderKnown else { return [] }
        let day = zone.date(of: left)
        var masses: [WasteCodeID: [EvidenceKind: Mass]] = [:]
        for line in lines where isImplied(line) {
            var kind = EvidenceKind(line.declared.method)
            var mass = line.declared.mass
            if let weighed = line.weighed, let plant = receipt?.evidence, plant.isOfLoadItself || !kind.isOfLoadItself {
                kind = plant
                mass = weighed
            }
            masses[line.waste, default: [:]][kind, default: .zero] += mass
        }
        return masses.sorted { $0.key < $1.key }.flatMap { waste, kinds in
            EvidenceKind.allCases.compactMap { kind in
                kinds[kind].flatMap { $0 > .zero ? MassEvidence(day: day, waste: waste, kind: kind, mass: $0) : nil }
            }
        }
    }

    /// When the load left its sender; `nil` while it has not, or when it never did.
    private var leftAt: Instant? {
        switch state {
        case .draft, .issued, .cancelled: nil
        case .sold: signatures.last { $0.step == .sell }?.at
        default: legs.first?.takenOverAt
        }
    }
}
