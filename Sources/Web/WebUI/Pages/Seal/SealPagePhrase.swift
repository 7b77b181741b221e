// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the page of the seal, and of the doors to it.
enum SealPagePhrase: String, PhraseKey {
    static let area = "sealpage"

    case title, lead, latest, size, moment, root, key, signature, uses, useReceipt, useCheck, useKeep, useErase, days, day, noneTitle, noneText, keys, from
    case publicKey, vouched, vouchedByNobody, homeText, homeButton, receiptButton
    case promiseTitle, promiseGiven, promiseKeptNow, promiseButton, promiseMore, line, leaf
}
