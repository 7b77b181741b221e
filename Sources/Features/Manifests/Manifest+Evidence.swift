// SPDX-License-Identifier: Apache-2.0

import Domain

/// How the mass of a load is known: one waste that left its sender on one day.
public struct MassEvidence: Hashable, Sendable {
    /// Day on which the load left.
    public var day: CalendarDate
    public var waste: WasteCodeID
    /// The better of the sender's and the plant's way of finding the mass.
    public var method: MeasurementMethod
    public var mass: Mass

    public init(day: CalendarDate, waste: WasteCodeID, method: MeasurementMethod, mass: Mass) {
        self.day = day
        self.waste = waste
        self.method = method
        self.mass = mass
    }
}

extension Manifest {
    /// How the masses of this note are known, one for each waste and method, in their order: by the plant's weight once there is
    /// one, before that by what the sender declared. An estimate counts as one only while nobody has done better.
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
        var masses: [WasteCodeID: [MeasurementMethod: Mass]] = [:]
        for line in lines where isImplied(line) {
            let isWeighed = line.weighed != nil
            let scale = receipt?.weighed?.method
            let isBetter = line.declared.method.isEstimate || scale.map { !$0.isEstimate } ?? false
            let method = isWeighed && isBetter ? scale ?? line.declared.method : line.declared.method
            masses[line.waste, default: [:]][method, default: .zero] += isWeighed && isBetter ? line.weighed ?? .zero : line.declared.mass
        }
        return masses.sorted { $0.key < $1.key }.flatMap { waste, methods in
            MeasurementMethod.allCases.compactMap { method in
                methods[method].flatMap { $0 > .zero ? MassEvidence(day: day, waste: waste, method: method, mass: $0) : nil }
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
