// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of blank paper notes say, and the sheets themselves.
enum SheetPhrase: String, PhraseKey {
    static let area = "sheets"

    // The page
    case title, lead, printTitle, printMore, count, countHint, province, noProvince, firm, firmHint, printButton
    case voidTitle, voidNumber, voidReason, voidButton, saidVoided
    case filterShow, anyState, columnNumber, columnState, columnHolder, columnPrinted, columnNote, emptyTitle, emptyMore
    case batch, anyBatch, batchOption, filterBatch, filterPlace, anyPlace, filterFirm
    case toList, sheetsBefore, sheetsAfter
    // The look-up
    case lookTitle, lookBlank, lookUsed, lookVoided, lookUnknown, lookWrong, lookWrongMore, lookNote, lookRecord
    // The sheet
    case sheetTitle, scan, imprint, fieldSender, fieldCarrier, fieldPlate, fieldReceiver, fieldWaste, fieldMass, fieldHow, fieldContainers
    case fieldCollected, fieldReceived, sign, rule1, rule2, rule3
}
