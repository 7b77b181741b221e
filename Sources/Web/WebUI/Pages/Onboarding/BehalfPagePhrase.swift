// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages say about notes entered in a small firm's name.
enum BehalfPagePhrase: String, PhraseKey {
    static let area = "behalfpage"

    case title, lead, search, searchHint, enterButton, enteringNow, newNote, stop, nobody, nobodyMore, waiting, acts, actsEmpty, actsEmptyMore
    case columnFirm, columnWhat, columnWhen, columnState, columnNote, slip, entered, stopped
    case slipTitle, slipGive, slipOpen, slipSay, slipUntil, slipScan
    case oursTitle, oursLead, oursEmpty, oursEmptyMore, columnBy, confirm, dispute, wordsLabel, wordsHint, answeredConfirmed, answeredDisputed
    case codeTitle, codeLead, code, codeHint, codeOpen, codeProblem, sheetTitle, sheetLead, what, by, when, doneTitle, disputeFollows
    case notice, noticeWords
}
