// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Tabular

// The steps down from a national figure as files. What a process gave stands below zero, as booked.

extension NationCells {
    /// Column ids never change their meaning: `grams` as booked.
    ///
    /// - Parameter sign: of `mass_kg`; -1 for a figure that shows above zero what a process gave.
    public func file(sign: Int64) -> FileRows {
        FileRows(
            cells,
            [
                "province": { $0.province }, "isic": { $0.sector }, "waste_code": { $0.material.wasteCode?.text ?? "" },
                "compartment": { String($0.compartment.number) }, "from": { _ in filter.months.lowerBound.description },
                "to": { _ in filter.months.upperBound.description }, "grams": { String($0.grams) },
                "mass_kg": { kilograms(Mass($0.grams * sign)) },
            ])
    }
}

extension NationPlaces {
    /// Provinces, or the sites of one.
    public var file: FileRows {
        FileRows(
            places,
            ["province": { $0.province }] + .place({ $0.organisation }, { $0.site }) + [
                "compartment": { _ in String(compartment.number) }, "waste_code": { _ in material?.wasteCode?.text ?? "" },
                "from": { _ in months.lowerBound.description }, "to": { _ in months.upperBound.description },
                "mass_kg": { kilograms(Mass($0.grams)) },
            ])
    }
}

extension NationEntries {
    public var file: FileRows {
        FileRows(
            lines,
            .place({ _ in organisation }, { _ in site }) + [
                "entry": { $0.entry.id.description }, "occurred": { $0.entry.occurred.description },
                "recorded_utc_microseconds": { $0.recorded.map { String($0.microseconds) } ?? "" }, "note": { $0.noteNumber ?? "" },
                "reason": { "\($0.entry.reason)" },
            ] + .name("other_site", { sites[$0.other.site] }) + [
                "other_compartment": { String($0.other.compartment.number) }, "mass_kg": { kilograms(Mass($0.effect)) }, "recorded_by": { $0.who.text },
                "account": { $0.account?.description ?? "" }, "recorded_at": { $0.recorded?.rfc3339 ?? "" },
            ])
    }
}

extension NationEvidence {
    /// Sums by month, province, waste and the way in which they are known.
    public var file: FileRows {
        FileRows(
            cells,
            [
                "month": { $0.month.description }, "province": { $0.province }, "waste_code": { $0.waste.text }, "known_by": { $0.kind.rawValue },
                "mass_kg": { kilograms($0.mass) },
            ])
    }
}
