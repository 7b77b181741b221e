// SPDX-License-Identifier: Apache-2.0

import Domain

/// What a permit says about one waste, done one way, on one day.
public enum PermitVerdict: Hashable, Sendable, Codable {
    case allows
    case notYetValid(from: CalendarDate)
    /// The day after which it no longer held.
    case expired(on: CalendarDate)
    case wasteNotCovered
    case treatmentNotCovered
    /// Transport was asked and the permit is for treatment alone.
    case transportNotCovered

    public var isAllowed: Bool { self == .allows }

    public var phrase: IdentityPhrase {
        switch self {
        case .allows: .verdictAllows
        case .notYetValid: .verdictNotYetValid
        case .expired: .verdictExpired
        case .wasteNotCovered: .verdictWasteNotCovered
        case .treatmentNotCovered: .verdictTreatmentNotCovered
        case .transportNotCovered: .verdictTransportNotCovered
        }
    }

    /// The sentence that tells a person, with the permit's number and what was asked of it; `nil` when it allows.
    ///
    /// - Parameter treatment: `nil` when transport was asked.
    public func problem(_ permit: Permit, waste: WasteCodeID, treatment: TreatmentCode?, field: String = "") -> Problem? {
        var facts: [String: Fact] = ["permit": .text(permit.number), "waste": .text(waste.description)]
        if let treatment { facts["treatment"] = .text(treatment.description) }
        switch self {
        case .allows: return nil
        case .notYetValid(let day), .expired(let day): facts["day"] = .date(day)
        case .wasteNotCovered, .treatmentNotCovered, .transportNotCovered: break
        }
        return phrase.problem(field, facts)
    }

    /// How near a verdict is to allowing; of several permits the nearest is worth telling.
    fileprivate var nearness: Int {
        switch self {
        case .allows: 5
        case .expired: 4
        case .notYetValid: 3
        case .treatmentNotCovered, .transportNotCovered: 2
        case .wasteNotCovered: 1
        }
    }
}

extension Sequence<Permit> {
    /// The permit that allows one waste, done one way, on one day, or else the one that comes nearest to it.
    ///
    /// Dates say little about a permit that would not cover the waste anyway, so a permit outside its dates counts as near
    /// only when it would allow the same inside them. Of equals the first wins; `nil` when there are no permits.
    public func nearest(
        waste: WasteCodeID, isHazardous: Bool, treatment: TreatmentCode?, on day: CalendarDate
    ) -> (permit: Permit, verdict: PermitVerdict)? {
        var best: (permit: Permit, verdict: PermitVerdict)?
        for permit in self {
            var verdict = permit.verdict(waste: waste, isHazardous: isHazardous, treatment: treatment, on: day)
            switch verdict {
            case .notYetValid, .expired:
                let inside = permit.verdict(waste: waste, isHazardous: isHazardous, treatment: treatment, on: permit.validFrom)
                if !inside.isAllowed { verdict = inside }
            default: break
            }
            if verdict.nearness > (best?.verdict.nearness ?? 0) { best = (permit, verdict) }
        }
        return best
    }
}
