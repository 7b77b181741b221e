// SPDX-License-Identifier: Apache-2.0

import Wording

/// What the API itself says: about bodies, parameters, tokens and addresses. The keys are its stable codes.
enum APIPhrase: String, PhraseKey {
    static let area = "api"

    // Bodies
    case notUTF8, notJSON, tooDeep, repeatedKey, unknownKey, missingKey, wrongType
    case typeText, typeWhole, typeNumber, typeFlag, typeList, typeObject
    case controlSign, tooLong, tooShort, notAChoice, outOfRange, listLength
    case notID, notDate, notMonth, notMoment, notDecimal, notWaste, notTreatment, notDigest, notBase64
    // Requests
    case mediaType, unknownPath, methodNotAllowed, unknownParameter, keyUnreadable, tooManyRequests, onBehalfElsewhere
    // Tokens
    case tokenMissing, tokenUnknown, scopeMissing
    // Notes
    case stepElsewhere
}
