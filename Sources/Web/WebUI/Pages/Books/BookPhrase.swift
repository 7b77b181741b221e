// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the book of mass: names of compartments and reasons, and the pages of sites, accounts and lots.
enum BookPhrase: String, PhraseKey {
    static let area = "books"

    case compartmentOpening, compartmentSupply, compartmentProcess, compartmentProduct, compartmentStore, compartmentTransit, compartmentHeld
    case compartmentDifference, compartmentAir, compartmentWater, compartmentSewer, compartmentUnknown, compartmentTreated, reasonImpliedByNote
    case reasonCollected, reasonHandedOver, reasonAccepted, reasonRefused, reasonWeighingDifference, reasonTrueUp, reasonTreated, reasonResidue
    case reasonGrouped, reasonSplit, reasonLost, reasonCorrection, reasonCorrectionGap, reasonStoredOnTheWay, reasonReturned, reasonSold, reasonOpeningStock
    case bookTitle, bookLead, emptyTitle, emptyText, toRegistry, siteKind, otherSites, totalsTitle, wasteColumn, sumColumn, totalRow, checkLine
    case minusNote, stockTitle, lotColumn, placeColumn, postedColumn, pendingColumn, availableColumn, noteColumn, noLot, stockEmptyTitle
    case stockEmptyText, totalsEmptyTitle, totalsEmptyText, arrange, accountsTitle, accountsLead, accountColumn, pageSum, accountKind, balanceLead
    case balanceOnly, occurredColumn, recordedColumn, reasonColumn, otherColumn, inColumn, outColumn, balanceColumn, whoColumn, linesTotal, tieLine
    case phasePending, phaseVoided, serverOperator, noDocument, ledgerEmptyTitle, ledgerEmptyText, ledgerCaption, lotKind, lotTitle, lotLead
    case flowTitle, flowUnit, flowText, flowNone, originsTitle, fatesTitle, massColumn, shareColumn, sideColumn, originColumn, provinceColumn
    case industryColumn, dayColumn, inSide, outSide, othersNode, bundleOf, bundleLead, countOfCount, originsNone, originsNoneText, inLot, lotsTitle
    case lotsLead, lotsReadOnly, takeColumn, takeFrom, lotsButton, arranged, filterShow, filterOf, filterSite, filterWaste, allWastes, lotsCut
    case lotsEmptyTitle, lotsEmptyText
    case reasonReported, reasonLeftWithoutNote, reasonStockTaken, reasonPiped, goodsTitle, goodsColumn, goodsNote, returnDocument
}
