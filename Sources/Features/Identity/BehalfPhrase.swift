// SPDX-License-Identifier: Apache-2.0

import Wording

/// What is said about acts in a small firm's name.
public enum BehalfPhrase: String, PhraseKey {
    public static let area = "behalf"

    case stateUnconfirmed, stateConfirmed, stateDisputed, kindDrafted, kindIssued
    case refusedAuthority, refusedNotOpen, refusedOwnPeople, refusedHazardous, refusedOfficerSigns, refusedTooMany, refusedAnswered, refusedCodeExpired
    case refusedWordsMissing
}
