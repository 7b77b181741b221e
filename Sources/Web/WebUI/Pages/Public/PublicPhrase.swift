// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the pages for everybody.
enum PublicPhrase: String, PhraseKey {
    static let area = "public"

    case homeTitle, homeLead, signIn, followed, followedNote, recovered, recoveredNote, unknownFate, unknownFateNote, unknownFateSaid, plants, plantsUnit,
        notes, notesUnit, today, tooFew
    case forDrivers, forDriversText, forDriversButton, licencesTitle, licencesText, licencesButton, wasteTitle, wasteText, wasteButton, openTitle
    case openText, openButton, openLead, byChapter, byDivision, byTreatment, byMonth, keyColumn, massColumn, shareColumn, sitesColumn, together
    case totalRow, asOf, tooFewTitle, searchLabel, searchLead, searchWords, codeColumn, nameColumn, listNameColumn, hazardColumn, seeAlsoColumn
    case sourceColumn, confidenceColumn, hazardous, notHazardous, mirror, confidenceHigh, confidenceMedium, confidenceLow, chapters, chapterColumn
    case nothingTitle, nothingText, foundCount, listEdition, baselTitle, baselNoReferences, wasteNames, policiesTitle, policiesButton, policiesText
    case periodRange, answers, baselColumn, baselNote
}
