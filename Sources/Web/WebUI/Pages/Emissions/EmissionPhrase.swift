// SPDX-License-Identifier: Apache-2.0

import Wording

/// What pages of greenhouse gases say.
enum EmissionPhrase: String, PhraseKey {
    static let area = "emissions"

    case title, lead, site, empty, emptyMore, authority, factorsLink
    case siteTitle, siteLead, filterFrom, filterTo, fromMonth, toMonth, chartTitle, chartMore, month, noneReported, unit, unitPlants, cut
    case scopeDirect, scopeEnergy, scopeChain, scopeOutside, shortDirect, shortEnergy, shortChain
    case scopeDirectNote, scopeEnergyNote, scopeChainNote, plants, plantsNote, notCounted, range,
        lowConfidence
    case linesTitle, allScopes, what, amount, category, factor, tonnes, from, source, confidence, noLines, spread, notesCount, uncountedTitle, uncountedLead
    case reason, nothingTitle, bySource, openMonth
    case categoryFuel, categoryRefrigerant, categoryProcess, categoryWaste, categoryWastewater, categoryElectricity, categorySteam
    case reasonNoEmission, reasonElsewhere, reasonAtOutlets, reasonAtWorks, reasonUpstream, reasonRecycled, reasonInert, reasonNoFactor, reasonGasUnknown
    case reasonProcessUnknown, reasonMixed, reasonUnknownFate, reasonNotTreated, reasonNotMeasured, reasonNotKnown, reasonFactorLater, reasonNoRule
    case factorsTitle, factorsLead, loadTitle, file, fileHint, load, saidLoaded, rulesTitle, rulesLead, rule, loadedTitle, loadedNone, validFrom, value
    case methodTitle, methodScopes, methodYears, methodRange, methodPlants
}
