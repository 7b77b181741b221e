// SPDX-License-Identifier: Apache-2.0

/// What a token lets a program do, within what its person may do. The raw value is the name at the API; never change one.
public enum TokenScope: String, CaseIterable, Comparable, Codable, Sendable {
    case notesRead = "notes:read"
    case notesWrite = "notes:write"
    case notesSign = "notes:sign"
    case bookRead = "book:read"
    case bookWrite = "book:write"
    case registersRead = "registers:read"
    case registryRead = "registry:read"
    case registryWrite = "registry:write"
    case nationRead = "nation:read"
    case peopleRead = "people:read"
    case peopleWrite = "people:write"
    case listsWrite = "lists:write"
    case personalErase = "personal:erase"
    case dischargeRead = "discharge:read"
    case dischargeWrite = "discharge:write"
    case returnsRead = "returns:read"
    case returnsWrite = "returns:write"

    /// Actions of which the person must be allowed at least one; a scope that would open nothing is not given out.
    public var actions: [Action] {
        switch self {
        case .notesRead: [.readNote, .readArrangement]
        case .notesWrite:
            [
                .answerBehalf,
                .draftNote, .recordArrival, .weighLoad, .decideAcceptance, .recordTreatment, .proposeCorrection, .reportLoss, .decideLoss,
                .recordUnannounced, .enterPaper, .decideDispute, .askRuling,
            ]
        case .notesSign:
            [
                .issueNote, .signCollection, .signHandOver, .cancelNote, .decideCorrection, .confirmReceived, .planRound, .makeStop, .enterFirmAtStop,
                .renewRoundCode,
                .proposeArrangement,
                .decideArrangement, .endArrangement,
            ]
        case .bookRead: [.readBook]
        case .bookWrite: [.arrangeLots]
        case .registersRead: [.readRegister]
        case .registryRead: [.readRegistry]
        case .registryWrite:
            [
                .editOrganisation, .approveOrganisation, .importOrganisations, .recordPermit, .managePaper, .declareOutage, .makeInvitation, .answerClaim,
                .mergeOrganisations, .transferSite, .classifySite,
            ]
        case .nationRead: [.readNation]
        case .peopleRead: [.readPersonList, .manageDriverCodes]
        case .peopleWrite: [.invitePerson, .changeRoles, .makeResetCode, .grantDelegation, .manageDriverCodes]
        case .listsWrite: [.loadCodeList, .editWording, .giveRuling]
        case .personalErase: [.erasePersonal]
        case .dischargeRead: [.readDischarge]
        case .dischargeWrite: [.keepOutlets, .recordResults, .handleCase, .closeCase, .agreePipe, .decidePipe, .recordPermit]
        case .returnsRead: [.readReturn]
        case .returnsWrite: [.fillReturn, .submitReturn, .reopenReturn, .decideReturn, .typeReturn]
        }
    }

    public var phrase: IdentityPhrase { .named("scope", "\(self)") }

    /// In the order of the list.
    public static func < (a: TokenScope, b: TokenScope) -> Bool { a.position < b.position }

    private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
