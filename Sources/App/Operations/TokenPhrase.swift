// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// What is said about tokens of other systems and about commands under a key.
public enum TokenPhrase: String, PhraseKey {
    public static let area = "tokens"
    case labelMissing, labelTooLong, scopesMissing, scopeBeyondRoles, expiryUnreadable, expiryOutOfRange, underDelegation, tooMany
    case tokenUnknown, personUnknown, keyUnanswered, keyReused
}
