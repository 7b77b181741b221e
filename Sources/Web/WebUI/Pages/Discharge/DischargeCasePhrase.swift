// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the pages of cases say.
enum DischargeCasePhrase: String, PhraseKey {
    static let area = "dischargecases"
    case title, kind, lead, showRunning, showHelp, showClosed, openedOn, state, due, owner, ownerHint, noPlan, overdue, asksHelp, emptyTitle, emptyMore
    case leadOpen, leadPlanned, leadOverdue, leadAnswered, leadClosed, action, help, resultsTitle, historyTitle, eventOpened, eventJoined, openFile
    case actionLabel, doneLabel, closeLabel, sendBackLabel, reopenLabel, wordsLabel, wordsHint, fileLabel, fileHint, saidDone, saidClosed, saidOpened
    case openCase, toCase, casesHere, leadGroundless, groundless
}
