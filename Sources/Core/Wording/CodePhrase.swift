// SPDX-License-Identifier: Apache-2.0

import Domain

/// What is wrong with a code that somebody typed: a note's number, a driver's code, a code for a lost password.
public enum CodePhrase: String, PhraseKey {
    public static let area = "codes"

    case wrongLength, badCharacter, wrongCheck
}

extension SpokenCodeRefusal: Explainable {
    public var standing: Standing { .invalid }
    public var problems: [Problem] { [problem()] }

    public func problem(field: String = "") -> Problem {
        switch self {
        case .wrongLength(let expected, let found):
            CodePhrase.wrongLength.problem(field, ["expected": .number(Int64(expected)), "found": .number(Int64(found))])
        case .badCharacter(let sign): CodePhrase.badCharacter.problem(field, ["sign": .text(sign)])
        case .wrongCheck: CodePhrase.wrongCheck.problem(field)
        }
    }
}
