// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the checks of returns say.
public enum CheckPhrase: String, PhraseKey {
    public static let area = "checks"

    // What a rule found, by kind. Facts: `field`, `found`, `unit`, `low`, `high`; of a slip `factor`, of a waste `code`.
    case sayPerDay, sayBetween, sayShare, sayRequires, saySlip, sayUsual, sayLastYear, sayPerUnit, sayPerWorkday, sayExpected, sayOutdated, saySilent,
        sayWasteStopped
    // Of a figure that was worked out from what is no longer there. Facts as of the others, with `input`, `was`, `now`, `inputUnit`.
    case sayOutdatedNothing, inputWater, inputProduct
    // Why there is the rule.
    case whyDaysInPeriod, whyHoursInPeriod, whyTemperaturePossible, whyTemperatureOrder, whyWastewaterImpossible, whyWastewaterAboveWater
    case whyWasteAboveMaterials, whyPeopleForProduct, whyEnergyForProduct, whyUnitSlip, whyOwnPast, whySameMonthLastYear, whyPerProduct
    case whyPeoplePossible, whyPeopleSlip, whyPeoplePast, whyDaysForProduct, whyWorkForDays, whyPerWorkday
    case whyEstimateOutdated
    case whyWasteExpected, whyFieldSilent, whyFieldSilentLong, whyWasteExpectedLong, whyWasteStopped, whyOther
    /// What came about as waste in the period.
    case wasteOfPeriod
    // Why the model says nothing.
    case unsaidNoProduct, unsaidNoPeople, unsaidFewPeers, unsaidBeyondPeers
    /// Facts: `most`, `length`.
    case explanationTooLong
    // What is set against production or people.
    case intensityEnergy, intensityWater, intensityWastewater, intensityWaste
    // Why nothing is told of peers.
    case peersFew, peersDominated
}

extension CheckPhrase {
    /// Why there is a rule; `nil` when nobody has said so.
    public static func why(_ rule: String) -> CheckPhrase? { CheckPhrase(rawValue: "why" + rule.prefix(1).uppercased() + rule.dropFirst()) }
}
