// SPDX-License-Identifier: Apache-2.0

import Ledger
import Wording

/// Names of what returns book, and why something cannot be booked.
public enum BookingPhrase: String, PhraseKey {
    public static let area = "returnbooking"
    /// Facts: `stated`, `there`.
    case storeShort
    case nothingBroughtForward
    /// Facts: `counted`, `known`, `reserved`.
    case stockReserved
    /// Facts: `date`.
    case countedInFuture
    case paperHashWrong, evidenceMissing
    // Materials that are no single field of a return.
    case materialUncodedWaste, materialWastewater, materialLeachate, materialLandfillGas, materialElectricity, materialSteam, materialOther
    // Names of BookingRule, as what became of a figure.
    case ruleFlow, ruleStock, ruleLeft, ruleBeyondNotes, ruleResidue, ruleInflow, ruleOutflow, ruleReceived, ruleSent, ruleCarried
}

extension BookRules {
    /// The name of a material without a waste code, as a full key of the table.
    public func nameKey(of material: Material) -> String {
        if material == .uncodedWaste { return BookingPhrase.materialUncodedWaste.fullKey }
        guard let name = names[material] else { return BookingPhrase.materialOther.fullKey }
        let own = BookingPhrase(rawValue: "material" + name.prefix(1).uppercased() + name.dropFirst())
        return own?.fullKey ?? DataSetPhrase.of("field", name)?.fullKey ?? BookingPhrase.materialOther.fullKey
    }
}

extension BookingRule {
    public var phrase: BookingPhrase {
        switch self {
        case .flow: .ruleFlow
        case .stock: .ruleStock
        case .left: .ruleLeft
        case .beyondNotes: .ruleBeyondNotes
        case .residue: .ruleResidue
        case .inflow: .ruleInflow
        case .outflow: .ruleOutflow
        case .received: .ruleReceived
        case .sent: .ruleSent
        case .carried: .ruleCarried
        }
    }
}
