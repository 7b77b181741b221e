// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Sentences of operations that belong to no single feature.
public enum OperationPhrase: String, PhraseKey {
    public static let area = "operations"
    case notFound, staleRecord, unreadableNumber, numberMissing, unknownUnit
    case signInWrong, signInTooOften, sessionOver, codeWrong, codeUsed, codeExpired, codeWrongCheck, notSuspended
    case duplicateRegistration, duplicateSignInName, textTooLong, fieldMissing, photoTooLarge, photoType, paperType
    case personInactive, treatmentNotFinalHere, dateUnreadable, dateInFuture, driverCodeWrong, driverCodeOver, driverCodeDates
    case roleNotHere, lastAdministrator, permitDates, permitWastes, permitWithoutUse, capacityUnreadable
    case delegationDates, delegateUnknown, passwordsDiffer
}

/// What an operation refuses beside its feature's own errors.
public enum PlatformError: Explainable, Hashable {
    /// No such thing, or not this actor's to see: the two look the same.
    case notFound
    /// Somebody saved it first.
    case stale
    case signInWrong
    case tooOften(seconds: Int64)
    case code(OperationPhrase)
    case invalid([Problem])

    public var problems: [Problem] {
        switch self {
        case .notFound: [OperationPhrase.notFound.problem()]
        case .stale: [OperationPhrase.staleRecord.problem()]
        case .signInWrong: [OperationPhrase.signInWrong.problem("name")]
        case .tooOften(let seconds): [OperationPhrase.signInTooOften.problem("", ["seconds": .number(seconds)])]
        case .code(let phrase): [phrase.problem("code")]
        case .invalid(let problems): problems
        }
    }

    public var standing: Standing {
        switch self {
        case .notFound: .missing
        case .stale: .conflict
        case .signInWrong, .code, .invalid: .invalid
        case .tooOften: .busy
        }
    }
}
