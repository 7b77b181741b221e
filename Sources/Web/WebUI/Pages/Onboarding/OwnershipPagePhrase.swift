// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages say about sites that change hands and firms that close.
enum OwnershipPagePhrase: String, PhraseKey {
    static let area = "ownershippage"

    case transfer, transferTitle, newOwner, newOwnerHint, from, permits, permitsChoice, permitsHint
    case followsStock, followsNotes, followsArrangements, followsHistory, transferButton, transferred
    case openTitle, openNothing, columnNote, columnState, columnFate, more, stock, permitsInForce, arrangements, successor, successorHint, askOfficer
    case fateGoesAlong, fateFinishFirst, fateGoesOn, fateCancelled, fateNeedsSuccessor
}
