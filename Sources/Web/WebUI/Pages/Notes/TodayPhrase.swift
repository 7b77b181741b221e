// SPDX-License-Identifier: Apache-2.0

import Operations
import Wording

/// What the page of the day says.
enum TodayPhrase: String, PhraseKey {
    static let area = "today"

    case title, overdue, due, waiting, newNote, nothingTitle, nothingMore
    case arrangedTitle, arrangedButton, arrangedLeft
    case repeatTitle, repeatButton, repeatLast
    case sinceToday, overdueOneDay, overdueDays, dueOn, since, more, showAll
    // What is to be done.
    case finishDraft, signDraft, handToDriver, collect, deliver, expect, follow, weigh, decide, treat
    case runRound, receiveRound, answerCorrection, answerArrangement, decideLoss, approveOrganisation, answerClaim, answerBehalf, invited
    case confirmReceived, decideDispute, assignSender
    case fillReturn, mendReturn, approveReturn, followReturns, answerInquiry, lateBy, reminded
    case confirmPipe, statePipe, agreePipe, decidePipe, closeCase
    // Its button.
    case finishDraftButton, signDraftButton, handToDriverButton, collectButton, deliverButton, expectButton, followButton, weighButton, decideButton,
        treatButton
    case runRoundButton, receiveRoundButton
    case answerCorrectionButton, answerArrangementButton, decideLossButton, approveOrganisationButton, answerClaimButton, answerBehalfButton, invitedButton
    case confirmReceivedButton, decideDisputeButton, assignSenderButton
    case fillReturnButton, mendReturnButton, approveReturnButton, followReturnsButton, answerInquiryButton
    case confirmPipeButton, statePipeButton, agreePipeButton, decidePipeButton, closeCaseButton
}

extension Duty.Kind {
    var phrase: TodayPhrase {
        switch self {
        case .finishDraft: .finishDraft
        case .signDraft: .signDraft
        case .handToDriver: .handToDriver
        case .collect: .collect
        case .deliver: .deliver
        case .expect: .expect
        case .follow: .follow
        case .weigh: .weigh
        case .decide: .decide
        case .treat: .treat
        case .runRound: .runRound
        case .receiveRound: .receiveRound
        case .answerCorrection: .answerCorrection
        case .answerArrangement: .answerArrangement
        case .decideLoss: .decideLoss
        case .approveOrganisation: .approveOrganisation
        case .answerClaim: .answerClaim
        case .answerBehalf: .answerBehalf
        case .invited: .invited
        case .confirmReceived: .confirmReceived
        case .decideDispute: .decideDispute
        case .assignSender: .assignSender
        case .fillReturn: .fillReturn
        case .mendReturn: .mendReturn
        case .approveReturn: .approveReturn
        case .followReturns: .followReturns
        case .answerInquiry: .answerInquiry
        case .confirmPipe: .confirmPipe
        case .statePipe: .statePipe
        case .agreePipe: .agreePipe
        case .decidePipe: .decidePipe
        case .closeCase: .closeCase
        }
    }

    var button: TodayPhrase {
        switch self {
        case .finishDraft: .finishDraftButton
        case .signDraft: .signDraftButton
        case .handToDriver: .handToDriverButton
        case .collect: .collectButton
        case .deliver: .deliverButton
        case .expect: .expectButton
        case .follow: .followButton
        case .weigh: .weighButton
        case .decide: .decideButton
        case .treat: .treatButton
        case .runRound: .runRoundButton
        case .receiveRound: .receiveRoundButton
        case .answerCorrection: .answerCorrectionButton
        case .answerArrangement: .answerArrangementButton
        case .decideLoss: .decideLossButton
        case .approveOrganisation: .approveOrganisationButton
        case .answerClaim: .answerClaimButton
        case .answerBehalf: .answerBehalfButton
        case .invited: .invitedButton
        case .confirmReceived: .confirmReceivedButton
        case .decideDispute: .decideDisputeButton
        case .assignSender: .assignSenderButton
        case .fillReturn: .fillReturnButton
        case .mendReturn: .mendReturnButton
        case .approveReturn: .approveReturnButton
        case .followReturns: .followReturnsButton
        case .answerInquiry: .answerInquiryButton
        case .confirmPipe: .confirmPipeButton
        case .statePipe: .statePipeButton
        case .agreePipe: .agreePipeButton
        case .decidePipe: .decidePipeButton
        case .closeCase: .closeCaseButton
        }
    }
}
