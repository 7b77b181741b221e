// SPDX-License-Identifier: Apache-2.0

import Identity
import Wording

/// What the pages about oneself and one's people say.
enum AccountPhrase: String, PhraseKey {
    static let area = "account"

    // Signing in
    case signInTitle, signInLead, name, nameHint, password, signInButton, alreadySignedIn, goOn
    case otherWays, byCode, byCodeMore, newFirm, newFirmMore, register
    case demoTitle, demoLead, demoName, demoFirm, demoTry
    case codeTitle, codeLead, code, codeHint, codeButton, byPassword
    // Passwords
    case passwordTitle, passwordLead, passwordFirstTitle, passwordFirstLead, currentPassword, newPassword, newPasswordHint
    case passwordAgain, passwordButton, passwordSaved
    // One's own account
    case whoAmI, signInName, phone, actingFor, roles, noRoles, means, language, languageLead
    case actTitle, actLead, actButton, actingNow, actingChanged, lentToFirm, lentToYou
    // Searching
    case searchTitle, searchLead, searchAsk, searchFirms, searchAll, searchNothing, searchNothingMore, searchLicences
    // People
    case tabPeople, peopleOne, peopleMany, columnPerson, columnSignsInAs, columnRoles, columnStanding, columnActs
    case standingInvited, standingActive, standingSuspended, standingErased, changeRoles, resetCode
    case inviteTitle, inviteLead, displayName, signInNameField, signInNameHint, inviteButton
    case rolesTitle, rolesLead, rolesButton, rolesSaved
    case roleHintAdministrator, roleHintPreparer, roleHintSigner, roleHintDriver, roleHintGate, roleHintReader, roleHintAccountant
    // Codes shown once
    case inviteCodeTitle, resetCodeTitle, codeUntil, codeOnce, codeHow, codeStepOpen, codeStepType, codeStepPassword
    case resetTitle, resetFollowsCode, resetFollowsSessions, resetButton
    // Powers lent
    case powersTitle, powersLead, columnTo, columnRole, columnFrom, columnUntil, columnState, stateInForce, stateToCome, stateEnded
    case powersEmpty, powersEmptyMore, lendTitle, lendLead, delegateNumber, delegateNumberHint, untilHint, lendButton, powerLent
    case endLink, endTitle, endFollowsNow, endFollowsPast, endButton, powerEnded, nothingToDo
    // Drivers' codes
    case driversTitle, driversLead, columnDriver, columnMade, stateGood, revokedOn, revoke, driversEmpty, driversEmptyMore
    case driverLabel, driverLabelHint, makeButton, driverCodeTitle, driverCodeUntil, driverUntilHint, driverStepGive, driverStepType, driverStepLost
    case revokeTitle, revokeFollowsNow, revokeFollowsPast, revokeButton, codeRevoked

    /// What somebody with a role does, in one sentence; `nil` where the role's name says it.
    init?(role: Role) {
        let name = role.rawValue
        self.init(rawValue: "roleHint" + name.prefix(1).uppercased() + name.dropFirst())
    }
}
