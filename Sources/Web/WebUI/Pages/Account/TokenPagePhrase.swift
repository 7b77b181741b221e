// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the page about tokens of other systems says.
enum TokenPagePhrase: String, PhraseKey {
    static let area = "tokenpage"
    case title, lead, columnLabel, columnHolder, columnScopes, columnUsed, columnState, columnActs
    case goodUntil, expiredOn, revokedOn, neverUsed, revoke, nothingToDo, empty, emptyMore
    case makeTitle, makeLead, label, labelHint, scopes, scopesHint, days, daysHint, makeButton
    case madeTitle, madeUntil, shownOnce, stepStore, stepSend, stepLost
    case revokeTitle, revokeFollowsNow, revokeFollowsPast, revokeButton, revoked
}
