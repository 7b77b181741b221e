// SPDX-License-Identifier: Apache-2.0

/// Everything somebody may be allowed to do. Each operation asks for exactly one of these.
public enum Action: String, CaseIterable, Codable, Sendable {
    // Hand-over notes.
    case draftNote, issueNote, signCollection, signHandOver, recordArrival, weighLoad, decideAcceptance, recordTreatment
    /// Group, split and mix lots.
    case arrangeLots
    // Standing arrangements.
    case proposeArrangement
    /// Agree to one, or decline it.
    case decideArrangement
    case endArrangement, readArrangement
    // Collection rounds.
    case planRound
    /// Make the note of a stop, or skip it, in the haulier's name.
    case makeStop
    /// Enter a firm on its behalf that stands in no register, when its load is picked up.
    case enterFirmAtStop
    /// Give a round another code, after a telephone was lost.
    case renewRoundCode
    case readRound
    case cancelNote, proposeCorrection, decideCorrection
    case reportLoss
    // Loads that had no digital note.
    case recordUnannounced, enterPaper
    /// Confirm what a gate recorded in the own firm's name, or dispute it.
    case confirmReceived
    /// An officer decides disputes and names senders whom the gate did not know.
    case decideDispute
    /// Print blank paper notes for a holder, void those that are not used, and see what became of them.
    case managePaper
    /// Declare a time in which the platform could not be reached.
    case declareOutage
    /// An officer decides what becomes of mass that never arrived.
    case decideLoss
    case readNote, readRegister
    /// The ledger of an organisation's sites.
    case readBook
    case exportRegister
    // Organisations and permits.
    case readRegistry, editOrganisation, approveOrganisation, importOrganisations, recordPermit
    /// Print the letters by which firms are claimed.
    case makeInvitation
    /// Approve or refuse somebody who claimed a firm.
    case answerClaim
    /// Say that two firms are two, or make them one.
    case mergeOrganisations
    /// Give a site to another owner.
    case transferSite
    /// Change or correct a site's province, industry, size or zone.
    case classifySite
    /// Write notes down in a small firm's name.
    case enterOnBehalf
    /// Confirm or dispute what others entered in one's own name.
    case answerBehalf
    // Discharge.
    /// Outlets, laboratory results and cases.
    case readDischarge
    /// Add outlets and say where they lead.
    case keepOutlets
    /// Record and withdraw results and volumes.
    case recordResults
    /// Plan, comment and prove in a case of an exceedance.
    case handleCase
    /// Close a case of an exceedance, send it back, or open it again.
    case closeCase
    /// Agree with the other end of a pipe on a month, or dispute it.
    case agreePipe
    /// Decide a month that both ends of a pipe dispute.
    case decidePipe
    // Returns.
    case fillReturn, submitReturn
    /// Begin a further version of one that was sent.
    case reopenReturn
    /// Approve one, or send it back with remarks.
    case decideReturn
    /// Type a small firm's paper sheet in for it.
    case typeReturn
    case readReturn
    // People.
    case readPersonList, invitePerson, changeRoles, makeResetCode, grantDelegation, manageDriverCodes
    // Other systems.
    /// A token by which a program acts in one's own name.
    case makeToken
    /// See and end the tokens of everybody in the organisation.
    case manageTokens
    // The nation.
    /// National figures: sums over many organisations, never one of them.
    case readNation
    case editWording, loadCodeList
    /// Erase what names or reaches somebody, on request.
    case erasePersonal
    /// Publish the key by which heads of the journal are signed.
    case keepSeal
    // Questions about wastes.
    /// Ask an officer what a waste is.
    case askRuling
    /// Rule on such a question, for everybody to read.
    case giveRuling
    case readInquiry

    /// The reading action that shows the thing this action is done to. Who may not even read it is told that it is
    /// missing, so that nobody learns by trying what exists.
    public var sight: Action {
        switch self {
        case .draftNote, .issueNote, .signCollection, .signHandOver, .recordArrival, .weighLoad, .decideAcceptance, .recordTreatment,
            .cancelNote, .proposeCorrection, .decideCorrection, .reportLoss, .decideLoss, .readNote, .recordUnannounced, .enterPaper, .confirmReceived,
            .decideDispute:
            .readNote
        case .arrangeLots, .readBook: .readBook
        case .readRegister, .exportRegister: .readRegister
        case .proposeArrangement, .decideArrangement, .endArrangement, .readArrangement: .readArrangement
        case .planRound, .makeStop, .enterFirmAtStop, .renewRoundCode, .readRound: .readRound
        case .readDischarge, .keepOutlets, .recordResults, .handleCase, .closeCase, .agreePipe, .decidePipe: .readDischarge
        case .fillReturn, .submitReturn, .reopenReturn, .decideReturn, .typeReturn, .readReturn: .readReturn
        case .readRegistry, .editOrganisation, .approveOrganisation, .importOrganisations, .recordPermit, .invitePerson, .changeRoles,
            .makeResetCode, .grantDelegation, .readPersonList, .manageDriverCodes, .makeToken, .manageTokens, .managePaper, .makeInvitation, .answerClaim,
            .mergeOrganisations, .transferSite, .classifySite, .enterOnBehalf, .answerBehalf:
            .readRegistry
        case .readNation, .editWording, .loadCodeList, .declareOutage: .readNation
        // Whoever may not erase is not told what could be.
        case .erasePersonal: .erasePersonal
        case .keepSeal: .keepSeal
        case .askRuling, .giveRuling, .readInquiry: .readInquiry
        }
    }

    /// Not while the acting organisation awaits approval: what would bind others or show the register of others.
    /// Not once it has closed: what would begin something new. What is under way may be finished.
    public func isBarred(while status: Organisation.Status) -> Bool {
        switch status {
        case .active: false
        case .closed:
            [
                .draftNote, .issueNote, .enterPaper, .grantDelegation, .proposeArrangement, .decideArrangement, .planRound, .makeStop, .enterFirmAtStop,
                .makeToken, .keepOutlets, .askRuling,
            ].contains(self)
        case .pendingApproval:
            ![
                .draftNote, .readNote, .readArrangement, .readRound, .readReturn, .readRegister, .readBook, .readRegistry, .readNation, .readDischarge,
                .exportRegister,

                .editOrganisation,
                .readPersonList, .invitePerson, .changeRoles, .makeResetCode, .manageTokens, .readInquiry,
            ].contains(self)
        }
    }

    public var phrase: IdentityPhrase { .named("action", rawValue) }
}
