// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages say about the classification of a site.
enum ClassificationPagePhrase: String, PhraseKey {
    static let area = "classificationpage"

    case door, title, lead, changesTitle, noChanges, noChangesMore, columnWhat, columnFrom, columnWhy, columnWho, columnRecorded, reasonErased, operatorOfServer
    case formTitle, formExplanation, what, whatChange, whatChangeHint, whatRow, from, fromHint, reason, reasonHint, show
    case previewTitle, followsChange, followsCorrection, followsSums, followsKnown, followsFirm, loadsMoved, loadsLeft
    case flowsTitle, flowGroup, flowFrom, flowTo, flowFigure, flowMass, nothingMoves, noGroup, save, saved
    case scopeNation, scopeProvince, scopeSector, scopeSizeClass, scopePark
}
