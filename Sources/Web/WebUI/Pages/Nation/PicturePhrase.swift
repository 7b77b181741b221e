// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the whole picture of the nation says.
enum PicturePhrase: String, PhraseKey {
    static let area = "picture"

    case tab, tabGroups, title, titleProvince, lead
    case threeTitle, threeLead, figureColumn, massColumn, basisColumn, declared, declaredBasis, declaredNotesOnly, weighed, weighedBasis, expected,
        expectedNone, expectedBasis, owedLine
    case moved, movedNote, treated, diversion, diversionNote, unknownShare, unknownNote, textileShare, textileNote, discharged, dischargedNote, direct,
        directNote
    case energy, energyNote, plants, completeness, fewSites, nothing, lowConfidence
    case groupsTitle, groupsLead, filterBy, by, byProvince, bySector, bySize, byPark, byChapter, byTreatment, byMonth, generated, weighedShort
    case landfilled, dischargedShort, directShort, energyShort, sitesColumn, hidden, hiddenNote, noReports, svg, chartTitle, chartText, notClassed,
        outsideZones, toldTitle
    case outletVolume, outletVolumeNote, outletLoad, outletLoadNote, outletsCount, outletsFew, notSampled
    case outletsTitle, outletsLead, outletsEmpty, outletColumn, whereColumn, volumeColumn
    case reportsTitle, reportsLead, reportsEmpty, siteColumn, sewerColumn, surfaceColumn, untoldColumn, withoutNoteColumn, withoutNoteShort, returnsColumn
    case returnsCount, sitesDiffer
    case groupsOfNation
}
