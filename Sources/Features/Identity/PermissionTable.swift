// SPDX-License-Identifier: Apache-2.0

/// The one table of permissions. What is not in it is not allowed.
///
/// Duties are kept apart: an administrator rules over people, powers and standing arrangements and signs no note; a preparer drafts and does not
/// sign; a signer signs and does not draft; the gate weighs and decides; a driver signs for the load on the truck and sees
/// nothing else. Where a firm is small, one person holds several roles and each act still says under which. Officers see
/// as far as their mandate reaches and never sign for a firm.
public enum PermissionTable {
    /// All rows, one per holder, action, scope and mandate.
    public static let rows: [PermissionRow] = groups.flatMap { group in
        group.actions.map { PermissionRow(group.holder, $0, group.scope, mandate: group.mandate) }
    }

    /// The rows of each action, narrowest scope first.
    static let rowsByAction: [Action: [PermissionRow]] = Dictionary(grouping: rows, by: \.action).mapValues { rows in
        rows.sorted { $0.scope < $1.scope }
    }

    /// The first role of the table that may do an action, for telling a person whom to ask.
    public static func firstRole(for action: Action) -> Role? {
        rows.lazy.filter { $0.action == action }.compactMap(\.role).first
    }

    private struct Group {
        let holder: PermissionHolder
        let mandate: Mandate.Kind?
        let scope: PermissionScope
        let actions: [Action]

        init(_ role: Role, _ scope: PermissionScope, mandate: Mandate.Kind? = nil, _ actions: [Action]) {
            self.init(holder: .role(role), scope, mandate: mandate, actions)
        }

        init(holder: PermissionHolder, _ scope: PermissionScope, mandate: Mandate.Kind? = nil, _ actions: [Action]) {
            self.holder = holder
            self.mandate = mandate
            self.scope = scope
            self.actions = actions
        }
    }

    private static let reading: [Action] = [.readNote, .readArrangement, .readRound, .readReturn, .readRegister, .readBook, .readRegistry, .readDischarge]
    /// Outlets, results and the own part of cases: the whole of what a site does about its discharge.
    private static let discharging: [Action] = [.keepOutlets, .recordResults, .handleCase]

    private static let groups: [Group] = [
        // Who is licensed for what, and published figures, are for everybody.
        Group(holder: .anyone, .public, [.readRegistry, .readNation]),

        // In any organisation.
        Group(
            .signer, .own,
            reading + discharging + [
                .issueNote, .signCollection, .signHandOver, .cancelNote, .proposeCorrection, .decideCorrection, .reportLoss, .enterPaper, .confirmReceived,
                .manageDriverCodes, .exportRegister, .proposeArrangement, .decideArrangement, .endArrangement, .planRound, .makeStop, .enterFirmAtStop,
                .renewRoundCode, .makeToken, .answerBehalf, .submitReturn, .reopenReturn, .askRuling, .readInquiry, .agreePipe,
            ]),
        Group(
            .preparer, .own,
            reading + discharging + [.draftNote, .proposeCorrection, .reportLoss, .renewRoundCode, .makeToken, .fillReturn, .askRuling, .readInquiry]),
        Group(
            .gate, .own,
            reading + [
                .recordArrival, .weighLoad, .decideAcceptance, .recordTreatment, .arrangeLots, .proposeCorrection, .reportLoss,
                .recordUnannounced, .makeToken, .askRuling, .readInquiry,
            ]),
        Group(.driver, .ownCurrent, [.readNote, .signCollection, .signHandOver, .readRound, .makeStop, .enterFirmAtStop]),
        Group(.reader, .own, reading),
        Group(.accountant, .own, reading + [.exportRegister]),
        Group(
            .administrator, .own,
            reading + discharging + [
                .exportRegister, .editOrganisation, .readPersonList, .invitePerson, .changeRoles, .makeResetCode, .grantDelegation,
                .manageDriverCodes, .proposeArrangement, .decideArrangement, .endArrangement, .makeToken, .manageTokens, .managePaper, .renewRoundCode,
                .answerBehalf, .askRuling, .readInquiry,
            ]),

        // Officers. A lost administrator comes back through the industry's office, in person; the code made there is journalled.
        Group(
            .officer, .nation, mandate: .industry,
            reading + [
                .readNation, .exportRegister, .editOrganisation, .approveOrganisation, .importOrganisations, .recordPermit, .decideLoss,
                .decideDispute, .makeResetCode, .loadCodeList, .managePaper, .declareOutage, .makeInvitation, .answerClaim, .mergeOrganisations,
                .transferSite, .classifySite, .enterOnBehalf, .handleCase, .decideReturn, .reopenReturn, .typeReturn, .giveRuling, .readInquiry,
            ]),
        Group(
            .officer, .nation, mandate: .environment,
            reading + [
                .readNation, .exportRegister, .recordPermit, .decideLoss, .decideDispute, .loadCodeList, .managePaper, .declareOutage, .keepOutlets,
                .giveRuling,
                .handleCase, .closeCase, .decidePipe,
                .readInquiry,
            ]),
        Group(
            .officer, .province, mandate: .provincial,
            reading + [
                .readNation, .exportRegister, .editOrganisation, .approveOrganisation, .decideLoss, .decideDispute, .makeResetCode, .managePaper,
                .declareOutage, .makeInvitation, .answerClaim, .mergeOrganisations, .transferSite, .classifySite, .enterOnBehalf, .handleCase, .decideReturn,
                .reopenReturn,
                .typeReturn,
            ]),
        Group(.officer, .nation, mandate: .finance, [.readNation, .readRegistry]),

        // Personal content is erased by those who answer for the programme's people, not by those who judge its loads.
        Group(.administrator, .nation, mandate: .industry, [.erasePersonal, .keepSeal]),
        Group(.administrator, .nation, mandate: .environment, [.erasePersonal]),

        // Inspectors read all their mandate reaches and change nothing.
        Group(.inspector, .nation, mandate: .industry, reading + [.readNation, .exportRegister, .readInquiry]),
        Group(.inspector, .nation, mandate: .environment, reading + [.readNation, .exportRegister, .readInquiry]),
        Group(.inspector, .province, mandate: .provincial, reading + [.readNation, .exportRegister]),

        // By profession: their own organisation's papers here, a client's only under a delegation.
        Group(.consultant, .own, reading),
        Group(.verifier, .own, reading),
        Group(.supportCentre, .own, reading),
        Group(.zoneOperator, .own, reading),
        Group(.laboratory, .own, [.readRegistry, .readNote]),

        // Small firms without a telephone are helped by those around them: they write their notes down, and issue them for ordinary
        // waste; the firm confirms each by a code. Preparers only at collection centres, by ``helps(_:at:firmAt:)``.
        Group(.zoneOperator, .neighbours, [.enterOnBehalf]),
        Group(.supportCentre, .neighbours, [.enterOnBehalf]),
        Group(.preparer, .neighbours, [.enterOnBehalf]),
        // Whoever enters sees what is under way and nothing of the firm's past.
        Group(.entrant, .ownCurrent, [.draftNote, .issueNote, .readNote]),

        // Around the programme.
        Group(.juror, .own, [.readRegistry]),
        Group(.donorReader, .nation, [.readNation]),
        Group(.editor, .nation, [.editWording, .readNation]),

        // At the server's command line: setting the country up, typing in and sending a firm's returns, never signing a note.
        Group(
            holder: .operatorOfServer, .nation,
            reading + [
                .readNation, .exportRegister, .editOrganisation, .approveOrganisation, .importOrganisations, .recordPermit, .readPersonList,
                .invitePerson, .changeRoles, .makeResetCode, .loadCodeList, .editWording, .erasePersonal, .makeToken, .manageTokens, .managePaper,
                .declareOutage, .makeInvitation, .mergeOrganisations, .transferSite, .classifySite, .keepSeal, .keepOutlets, .recordResults, .fillReturn,
                .submitReturn,
            ]),
    ]
}
