// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the pages of rules.
enum RulePhrase: String, PhraseKey {
    static let area = "rules"

    case lead, ruleColumn, hazardousWaste, ordinaryWaste, standingColumn, sourceColumn, validFromColumn, assumed, official, yes, no, days, hours
    case countryCambodia, countryVietNam, edition, loadFile, changeColumn, change, singleTitle, singleLead, wasteColumn, figureColumn, comingTitle
    case changeTitle, changeLead, now, scopeLabel, scopeWaste, wasteLabel, wasteHint, valueLabel, valueShare, valueMass, valueDays, valueHours, standingLabel,
        standingHint
    case sourceLabel, sourceHint, fromLabel, fromHint, save, saved
}
