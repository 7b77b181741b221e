// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Discharge
import Domain
import HTTPSupport
import Ledger
import Markup
import Operations
import Returns
import Wording

// What pages of greenhouse gases say the same way.

extension GHGScope {
    var phrase: EmissionPhrase {
        switch self {
        case .direct: .scopeDirect
        case .energy: .scopeEnergy
        case .chain: .scopeChain
        case .outside: .scopeOutside
        }
    }
}

extension GHGCategory {
    var phrase: EmissionPhrase { EmissionPhrase(rawValue: "category" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) ?? .categoryWaste }
}

extension GHGReason {
    var phrase: EmissionPhrase { EmissionPhrase(rawValue: "reason" + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) ?? .reasonNoRule }
}

extension Words {
    /// Tonnes with three places: kilograms are seen.
    func gasTonnes(_ value: Double) -> String { decimal(Int64((value * 1000).rounded()), scale: 3) }

    /// Tonnes of many sites together: four digits, from a thousand on whole tonnes, as other sums of a nation or province.
    func gasTonnesRounded(_ value: Double) -> String { tonnesRounded(Mass(Int64((value * 1_000_000).rounded()))) }

    /// From what to what a sum may lie, as far as factors have ranges; `nil` where none has.
    func gasRange(_ interval: Interval, isRounded: Bool = false) -> String? {
        guard let low = interval.low, let high = interval.high else { return nil }
        let write = isRounded ? gasTonnesRounded : gasTonnes
        return self(EmissionPhrase.range, ["low": .text(write(low)), "high": .text(write(high))])
    }
}

extension PageRequest {
    /// What was reported, in words.
    func name(of activity: ReportedActivity) -> HTML {
        let waste = activity.waste.map { materialName(.waste($0)) }
        switch activity.kind {
        case .answer: return HTML(text: words[DataSetPhrase.of("field", activity.name) ?? .fieldOther])
        case .way: return "\(waste): \(words[DataSetPhrase.of("destination", activity.name) ?? .destinationTown])"
        case .treated, .sent:
            let place = TreatmentCode(text: activity.name).map { Compartment.treated($0) } ?? Compartment.untreated.first { "\($0)" == activity.name }
            return "\(waste): \(place.map { placeName($0) } ?? activity.name)"
        case .load:
            let parts = activity.name.split(separator: ".").map(String.init)
            let body = parts.last.flatMap { ReceivingBody(rawValue: $0) }.map { words[$0.phrase] } ?? ""
            return "\(words.parameter(parts.first ?? "")): \(body)"
        }
    }

    /// Its amount in the unit in which such things are read; `nil` where nobody knows.
    func amount(of activity: ReportedActivity) -> String? {
        guard let amount = activity.amount?.value else { return nil }
        let (divisor, unit): (Double, String) =
            switch activity.dimension {
            case .mass: (1, "kg")
            case .volume: (1, "m³")
            case .energy: (3.6e6, "kWh")
            case .gasVolume: (1, "Nm³")
            case .time: (3600, "h")
            case .length: (1000, "km")
            default: (1, "")
            }
        return words.decimal(Int64((amount / divisor * 1000).rounded()), scale: 3) + (unit.isEmpty ? "" : "\u{A0}" + unit)
    }

    /// Where it stands.
    func href(of reference: GHGReference, at site: SiteID, in month: Month) -> URLPath {
        switch reference {
        case .siteReturn(let id): return "/returns/\(id)"
        case .outlet(let id): return ("/discharge/outlets/\(id)/trend" as URLPath).setting("to", month.description)
        case .treated(let compartment, let material):
            return ("/nation/entries" as URLPath).setting("site", site.description).setting("compartment", String(compartment.number))
                .setting("material", String(material.value)).setting("month", month.description)
        case .notes:
            return ("/registers/outgoing" as URLPath).setting("from", month.description).setting("until", month.description)
                .setting("site", site.description)
        }
    }
}
