// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages about firms that were entered twice say.
enum DuplicatePagePhrase: String, PhraseKey {
    static let area = "duplicatepage"

    case listTitle, listLead, listEmpty, listEmptyMore, columnFirms, columnWhy, pairTitle, pairLead, pairLeadNone, pairApart
    case columnFact, otherName, number, standing, place, address, position, sector, employees, contact, permits, people, openNotes, arrangements
    case unknown, apart, keptApart, merge, mergeTitle, survivor, survivorHint, reason, reasonHint, followsSites, followsPeople
    case followsNotes, followsArrangements, followsPointer, mergeButton, merged, mergedInto, mergedFrom, mergedBecause, formerNotes, formerNotesLead
    case formerNotesEmpty, formerNotesEmptyMore, columnNote, columnState, columnWaste, columnDate
}
