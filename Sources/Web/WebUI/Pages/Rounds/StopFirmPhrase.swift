// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Wording

/// What pages say of firms that drivers enter at stops, and of the paper sheet of a round.
enum StopFirmPhrase: String, PhraseKey {
    static let area = "stopfirms"

    // The driver's form.
    case enter, title, lead, assumed, notPossible, name, nameHint, province, place, placeHint, phone, more
    case knownTitle, knownHint, knownNone, slipTitle, slip
    // Beside the sender's name, and on its note.
    case remarkWaits, remarkRefused, noteWaits, noteRefused, notRegistered
    // In the registry.
    case entered, enteredBy, forOfficer, likely, likelyNone, compare, number, numberHint
    // The sheet.
    case sheetTitle, sheetStop, sheetSender, sheetWeight, sheetContainers, sheetSignature, sheetFurther, sheetRule, sheetScan, sheetImprint, sheetPrint
}

extension StopStanding {
    /// What stands beside the firm's name while it is not registered.
    func remark(_ words: Words) -> String? {
        switch self {
        case .waits: words[StopFirmPhrase.remarkWaits]
        case .refused: words[StopFirmPhrase.remarkRefused]
        case .approved, .merged: nil
        }
    }
}
