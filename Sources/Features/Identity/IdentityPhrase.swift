// SPDX-License-Identifier: Apache-2.0

import Wording

/// What this room says to people. The names of cases of other types begin with the type's word: `roleSigner`.
public enum IdentityPhrase: String, PhraseKey {
    public static let area = "identity"

    // Roles.
    case roleAdministrator, rolePreparer, roleSigner, roleDriver, roleGate, roleReader, roleAccountant, roleOfficer
    case roleInspector, roleConsultant, roleVerifier, roleSupportCentre, roleZoneOperator, roleLaboratory, roleJuror
    case roleDonorReader, roleEditor, roleEntrant
    // Profiles in the chain.
    case profileProducer, profileHaulier, profileCollector, profileTreater, profileZone, profileLaboratory, profileConsultant
    case profileSupportCentre, profileAuthority
    // Mandates of authorities.
    case mandateIndustry, mandateEnvironment, mandateFinance, mandateProvincial
    // Standing of organisations.
    case statusPendingApproval, statusActive, statusClosed
    // Size classes.
    case sizeMicro, sizeSmall, sizeMedium, sizeLarge
    // Means of signing in.
    case meansPassword, meansOneTimeCode, meansSignCode, meansDriverCode, meansDeviceKey, meansToken, meansSystem
    // Actions.
    case actionDraftNote, actionIssueNote, actionSignCollection, actionSignHandOver, actionRecordArrival, actionWeighLoad
    case actionProposeArrangement, actionDecideArrangement, actionEndArrangement, actionReadArrangement
    case actionPlanRound, actionMakeStop, actionEnterFirmAtStop, actionRenewRoundCode, actionReadRound
    case actionDecideAcceptance, actionRecordTreatment, actionArrangeLots, actionCancelNote, actionProposeCorrection
    case actionDecideCorrection, actionReportLoss, actionDecideLoss, actionReadNote, actionReadRegister, actionReadBook
    case actionExportRegister, actionReadRegistry, actionEditOrganisation, actionApproveOrganisation, actionImportOrganisations
    case actionRecordPermit, actionReadPersonList, actionInvitePerson, actionChangeRoles, actionMakeResetCode
    case actionGrantDelegation, actionManageDriverCodes, actionMakeToken, actionManageTokens, actionReadNation, actionEditWording, actionLoadCodeList,
        actionErasePersonal, actionKeepSeal, actionMakeInvitation, actionAnswerClaim, actionMergeOrganisations, actionTransferSite, actionClassifySite,
        actionEnterOnBehalf,
        actionAnswerBehalf
    case actionFillReturn, actionSubmitReturn, actionReopenReturn, actionDecideReturn, actionTypeReturn, actionReadReturn
    case actionAskRuling, actionGiveRuling, actionReadInquiry
    case actionRecordUnannounced, actionEnterPaper, actionConfirmReceived, actionDecideDispute, actionManagePaper, actionDeclareOutage
    case actionReadDischarge, actionKeepOutlets, actionRecordResults, actionHandleCase, actionCloseCase, actionAgreePipe, actionDecidePipe
    // Scopes of tokens.
    case scopeNotesRead, scopeNotesWrite, scopeNotesSign, scopeBookRead, scopeBookWrite, scopeRegistersRead, scopeRegistryRead
    case scopeRegistryWrite, scopeNationRead, scopePeopleRead, scopePeopleWrite, scopeListsWrite, scopePersonalErase, scopeDischargeRead, scopeDischargeWrite
    case scopeReturnsRead, scopeReturnsWrite
    // Refusals of permission.
    case refusedMissing, refusedForbidden, refusedOrganisationPending, refusedOrganisationClosed
    // Delegations.
    case delegationRole, delegationEndsBeforeStart, delegationTooLong, delegationToSelf, delegationWithoutSite
    // Sign-in names.
    case nameEmpty, nameLength, nameBadCharacter, nameNoLetter, phoneCambodia, phoneVietNam, phoneOther
    // Passwords.
    case passwordTooShort, passwordTooLong, passwordContainsName, passwordCommon, passwordRepetitive, throttledSeconds
    case throttledMinutes
    // Verdicts of permits.
    case verdictAllows, verdictNotYetValid, verdictExpired, verdictWasteNotCovered, verdictTreatmentNotCovered
    case verdictTransportNotCovered
    // Registration of organisations.
    case registrationMissing, registrationNumberMissing, registrationNameMissing, registrationCountryMissing
    case registrationProvinceMissing, registrationISICMissing, registrationProfilesMissing, registrationNumberSigns
    case registrationDuplicate, registrationTooLong, registrationControlSign, registrationCountry, registrationProvince
    case registrationISIC, registrationHalfPosition, registrationDegreesUnreadable, registrationLatitude, registrationLongitude
    case registrationProfile, registrationCountUnreadable, registrationCountNegative, registrationCountTooLarge
    case registrationWomen, registrationWomenWithoutTotal, registrationDateForm, registrationNoSuchDay, registrationDateInFuture
    case registrationClosedBeforeOpened

    /// The name of one case of an enum of this room: `named("role", "signer")` is `roleSigner`.
    static func named(_ kind: String, _ rawValue: String) -> IdentityPhrase {
        guard let phrase = IdentityPhrase(rawValue: kind + rawValue.prefix(1).uppercased() + rawValue.dropFirst()) else {
            preconditionFailure("There is no phrase for \(kind) \(rawValue).")
        }
        return phrase
    }
}
