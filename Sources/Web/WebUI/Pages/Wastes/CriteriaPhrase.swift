// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the pages that say what to do with a waste, and of the questions that find it.
enum CriteriaPhrase: String, PhraseKey {
    static let area = "criteria"

    case kind, write, printLabel, whoTakes, leadHazardous, leadNotHazardous, leadMirrorHazardous, leadMirrorNotHazardous, dangers, unClass
    case pairHazardous, pairNotHazardous, test, status, forbidden, keep, pack, label, time, taker, days, assumed, low, note, otherLists, basel, baselNone
    case national, nationalNone, nationalEmpty, nationalEmptyMore, nationalFile, nationalCode, ourCode, toCrosswalk, toFinder
    case crosswalkTitle, crosswalkLead, editionFrom
    case finderTitle, finderLead, finderBegin, finderStep, finderFromList, finderFound, finderAnswers, finderChange, leadFoundMirror, whatToDo, unsure
    case writeInReturn
    case labelHazardous, labelWaste, labelScan, labelHeading, labelImprint, labelFirm, labelBegun, labelAmount, labelCalls
}
