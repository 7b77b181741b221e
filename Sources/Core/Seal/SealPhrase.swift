// SPDX-License-Identifier: Apache-2.0

import Wording

/// Sentences of the seal: of receipts, of its audit, of its keys.
public enum SealPhrase: String, PhraseKey {
    public static let area = "seal"
    case receiptUnreadable, receiptFormat, receiptRewritten, receiptEmpty, receiptKeyID, receiptKeyMissing, receiptKeyStrange, receiptHeadSignature
    case receiptLine, receiptContent, receiptPath, receiptPromise, receiptUnproved
    case receiptSound, receiptUnsound, receiptCompareKey
    case auditKey, auditKeySignature, auditPosition, auditLine, auditLeaf, auditNode, auditNodeCount, auditHeadSize, auditHeadRoot, auditHeadSignature,
        auditHeadTime
    case auditUnsealed, auditTwice, auditWaiting
    case keyFile, keyFileOpen, keyUnknown, keySuperseded, keyMade, keyFirstMissing, keyUnchanged, sealedCount
    case sizeMissing
    case promiseFormat, promiseKeyStrange, promiseLeaf, promiseSignature
    case promiseSound, promiseKept, promiseKeptLate, promiseWaits, promiseBroken, promiseAbsent, promiseOver, promiseNoKey
}
