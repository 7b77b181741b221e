// SPDX-License-Identifier: Apache-2.0

import Identity
import Wording

/// What the pages about an organisation's people, lent powers and drivers' codes say.
enum PeoplePhrase: String, PhraseKey {
    static let area = "people"

    // The list.
    case title, lead, person, signsInBy, roles, standing, invite, noName
    case standingInvited, standingActive, standingSuspended, standingErased
    // Inviting.
    case inviteTitle, inviteLead, displayName, signInName, signInNameHint, language, languageHint, rolesHint, inviteButton
    // One person.
    case phone, rolesTitle, rolesLead, rolesButton, rolesSaved, resetTitle, resetLead, resetButton, backToPeople
    // A code, shown once.
    case codeTitle, codeUntil, codeOnce, codeHow, codeStepOpen, codeStepPassword, codeStepLost, openPerson
    // Lent powers.
    case powersTitle, powersLead, lentTo, lentRole, scope, allSites, someSites, from, until, state, act, inForce, toCome, ended, endPower
    case powersEmpty, powersEmptyMore, lendTitle, lendLead, delegateNumber, delegateNumberHint, untilHint, lendButton, powerLent, powerEnded
    // Codes of drivers.
    case driversTitle, driversLead, driver, madeAt, codeInUse, codeEnded, endCode, driversEmpty, driversEmptyMore, driverNewTitle
    case driverLabel, driverLabelHint, driverButton, driverCodeUntil, driverCodeOnce, driverStepSign, driverStepKeep, driverStepEnd
    case driverRevoked, backToDrivers
}

extension Person.Standing {
    var phrase: PeoplePhrase {
        switch self {
        case .invited: .standingInvited
        case .active: .standingActive
        case .suspended: .standingSuspended
        case .erased: .standingErased
        }
    }

    var tone: Tone {
        switch self {
        case .invited: .waiting
        case .active: .good
        case .suspended: .danger
        case .erased: .neutral
        }
    }
}
