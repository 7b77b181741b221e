// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the statutory registers.
enum RegisterPhrase: String, PhraseKey {
    static let area = "registers"

    case title, kindOutgoing, kindTransported, kindIncoming, kindTreated, leadOutgoing, leadTransported, leadIncoming, leadTreated, leadLong, leadLongTreated
    case filterFrom
    case filterTo, filterAt, fromMonth, toMonth, site, allSites, dateColumn, noteColumn, stateColumn, wasteColumn, senderColumn, carrierColumn
    case receiverColumn, declaredColumn, weighedColumn, acceptedColumn, refusedColumn, treatmentColumn, treatedColumn, siteColumn, totalRow
    case linesShown, notYet, emptyTitle, emptyText, cut, periodTooLong, periodUnreadable, withMerged
}
