// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// Sentences about requests themselves.
public enum WebPhrase: String, PhraseKey {
    public static let area = "web"
    case notUTF8, tooLarge, tooManyFields, unreadableForm, crossSite, staleForm, unexpected, busy, unavailable, uncertain
    case missingTitle, forbiddenTitle, invalidTitle, conflictTitle, busyTitle, tooLargeTitle, unexpectedTitle, reference, goBack
}

/// What is wrong with a request before any page sees it.
public enum RequestRefusal: Explainable, Hashable {
    case notUTF8
    case tooLarge(most: Int)
    case tooManyFields
    case unreadableForm
    /// The form was sent from another site, or its token belongs to another session.
    case crossSite
    case staleForm
    /// The database takes no more work at the moment.
    case busy
    case unavailable
    /// The database was lost while it saved; nobody knows whether it did.
    case uncertain

    public var problems: [Problem] {
        switch self {
        case .notUTF8: [WebPhrase.notUTF8.problem()]
        case .tooLarge(let most): [WebPhrase.tooLarge.problem("", ["most": .number(Int64(most / 1000))])]
        case .tooManyFields: [WebPhrase.tooManyFields.problem()]
        case .unreadableForm: [WebPhrase.unreadableForm.problem()]
        case .crossSite: [WebPhrase.crossSite.problem()]
        case .staleForm: [WebPhrase.staleForm.problem()]
        case .busy: [WebPhrase.busy.problem()]
        case .unavailable: [WebPhrase.unavailable.problem()]
        case .uncertain: [WebPhrase.uncertain.problem()]
        }
    }

    public var standing: Standing {
        switch self {
        case .tooLarge: .tooLarge
        case .crossSite, .staleForm: .forbidden
        case .busy, .unavailable, .uncertain: .busy
        default: .invalid
        }
    }
}

extension Standing {
    /// The status code of the answer.
    public var status: Int {
        switch self {
        case .invalid: 422
        case .missing: 404
        case .forbidden: 403
        case .unauthenticated: 401
        case .conflict: 409
        case .busy: 503
        case .tooLarge: 413
        }
    }
}
