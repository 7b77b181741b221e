// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of national figures.
enum NationPhrase: String, PhraseKey {
    static let area = "nation"

    case title, titleProvince, mainFigure, periodRange, tabFlow, tabMonths, tabProvinces, tabs, filterFrom, filterTo, filterIn, fromMonth, toMonth
    case province, allProvinces, generated, otherSource, recycling, energy, incineration, landfill, otherTreatment, storage, difference, elsewhere, unknownFate,
        unknownShare, unknownNote
    case treated, recovered, disposed, weighedByReceivers, recoveryShare, ofTreated, openNotes, unweighed, nothingTreated, differenceNote, flowTitle, flowUnit,
        flowText
    case flowNone, flowNote, earlierStock, foundMore, takenBack, otherSectors, unknownSector, unknownProvince, sectorColumn, provinceColumn
    case wasteColumn, placeColumn, massColumn, monthColumn, siteColumn, totalRow, trendTitle, trendText, mapTitle, mapText, cellsTitle, cellsLead
    case cellsCut, cellsOrigin, cellsNone, cellsNoneText, placesTitle, placesLead, placesLeadLong, tieGood, tieBad, entriesDiffer, entriesTitle, entriesLead
    case allWastes, aggregatesOnly, periodTooLong, periodUnreadable, occurredColumn, recordedColumn, noteColumn, reasonColumn, otherColumn, whoColumn
    case whole, accountColumn, openAccount
    case loadsTitle, loadsLead, loadsUnfollowed, loadsElsewhere, generatorColumn, wentColumn, movedTitle, movedLead, periodBackwards
    case estimatedShare, estimatedOf, evidenceTitle, evidenceLead, evidenceCut, evidenceNote, evidenceAll, howColumn, loadsTable, howTable
}
