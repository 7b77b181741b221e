// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages about checks of returns say.
enum CheckPagePhrase: String, PhraseKey {
    static let area = "checkpages"

    case title, lead, emptyTitle, emptyMore, unusualTitle, unusualLead, explainMissing
    /// Facts: `field`.
    case explainMissingOf
    /// Facts: `remark`.
    case remarkCounts
    /// Facts: `finding`.
    case lookAgain
    case columnUnusual, noneUnusual, foundTitle, explanation, columnFound, filterIn, filterProvince, filterSector, filterRule, allProvinces, allSectors
    case allRules, onlyFar, expectedTitle, expectedLead, expectedDeclared, expectedModel, expectedInterval, expectedSites, unsaidSites
    case silentDoor, withheld, expectedFrom, expectedMonths, expectedRange, expectedCount, chooseArea, wholeNation, notReported
    case expectedAllMonths, expectedSitesTitle, expectedOutside, expectedAlone, expectedAloneRange, expectedPart, expectedAllSites, expectedNotAdded
    case expectedInside, expectedMoved
    /// Facts: `draws`.
    case expectedSitesLead
    /// Facts: `declared`, `expected`.
    case expectedMonthRow
}
