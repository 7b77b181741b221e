// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Ledger
import Returns
import Tabular

// Lists of the book as files: what stands on the page, in codes and digits that programs read.

extension MaterialMeasure {
    /// Places by which the whole unit (kilogram, cubic metre, kilowatt-hour) is greater than the one that is stored.
    public var places: Int { self == .volume ? 6 : 3 }

    /// The whole unit, as names of columns end in it.
    var columnUnit: String {
        switch self {
        case .mass: "kg"
        case .volume: "m3"
        case .gasVolume: "nm3"
        case .energy: "kwh"
        }
    }

    /// An amount in the whole unit, with all its places.
    func text(_ amount: Int64) -> String { ExactDecimal(digits: amount, scale: places).description }
}

extension FileColumns {
    /// Whose site a row is of: the firm and the site by which people and programs know it.
    static func place(_ organisation: @escaping (Row) -> Organisation?, _ site: @escaping (Row) -> Site?) -> Self {
        ["registration_number": { organisation($0)?.registrationNumber ?? "" }] + .name("organisation", organisation) + .name("site", site)
    }

    /// What a row is about: a waste by its code, anything else as returns name it.
    static func material(_ material: @escaping (Row) -> Material) -> Self {
        ["waste_code": { material($0).wasteCode?.text ?? "" }, "good": { BookRules.shipped.names[material($0)] ?? "" }]
    }
}

extension StockLine {
    fileprivate static func columns(_ site: Site, _ organisation: Organisation, _ measure: MaterialMeasure) -> FileColumns<StockLine> {
        .place({ _ in organisation }, { _ in site })
            + [
                "account": { $0.id.description }, "lot": { $0.account.lot?.description ?? "" }, "note": { $0.noteNumber ?? "" },
                "compartment": { String($0.account.compartment.number) },
            ] + .material { $0.account.material } + [
                "posted_\(measure.columnUnit)": { measure.text($0.balance.posted) }, "pending_\(measure.columnUnit)": { measure.text($0.balance.pending) },
                "available_\(measure.columnUnit)": { measure.text($0.balance.available) },
            ]
    }
}

extension SiteBook {
    /// What stands on the site.
    public var stockFile: FileRows { FileRows(stock, StockLine.columns(site, organisation, .mass)) }

    /// The sums of the book by material and place, each in the unit of its material.
    public var totalsFile: FileRows {
        let lines = (totals + goods).flatMap { total in
            total.grams.sorted { $0.key.number < $1.key.number }.map { (material: total.material, compartment: $0.key, amount: $0.value) }
        }
        let columns: FileColumns<(material: Material, compartment: Compartment, amount: Int64)> =
            .place({ _ in organisation }, { _ in site }) + .material { $0.material } + [
                "compartment": { String($0.compartment.number) }, "amount": { $0.material.measure.text($0.amount) },
                "unit": { $0.material.measure.columnUnit },
            ]
        return FileRows(lines, columns)
    }
}

extension AccountList {
    public var file: FileRows { FileRows(accounts, StockLine.columns(site, organisation, material.measure)) }
}

extension LotList {
    /// - Parameter waste: the only waste of which lots are listed; all where there is none.
    public func file(of waste: WasteCodeID?) -> FileRows {
        FileRows(lots.filter { waste == nil || $0.account.material.wasteCode == waste }, StockLine.columns(site, organisation, .mass))
    }
}

extension Recorder {
    /// As files name it: the person within one's own firm, else the firm; blank for the operator of the server.
    var text: String { person ?? organisation?.nameEnglish ?? "" }
}

extension AccountLedger {
    /// The entries, the newest first, in the unit of the account's material. Column ids never change their meaning; further columns come at the end.
    public var file: FileRows {
        let measure = account.material.measure
        let unit = measure.columnUnit
        return FileRows(
            lines,
            [
                "entry": { $0.entry.id.description }, "occurred": { $0.entry.occurred.description },
                "recorded_utc_microseconds": { $0.recorded.map { String($0.microseconds) } ?? "" }, "note": { $0.noteNumber ?? "" },
                "reason": { "\($0.entry.reason)" }, "phase": { String($0.entry.phase) },
            ] + .name("other_site", { $0.otherSite }) + [
                "other_compartment": { String($0.other.compartment.number) }, "other_lot": { $0.other.lot?.description ?? "" },
                "in_\(unit)": { measure.text(max(0, $0.moved)) }, "out_\(unit)": { measure.text(max(0, -$0.moved)) },
                "reserved_\(unit)": { measure.text($0.reserved) }, "balance_\(unit)": { measure.text($0.balance) },
                "document": { $0.entry.document?.description ?? "" }, "recorded_by": { $0.who.text },
                "recorded_at": { $0.recorded?.rfc3339 ?? "" },
            ])
    }
}
