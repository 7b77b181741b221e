// SPDX-License-Identifier: Apache-2.0

import Domain
import Wording

/// What is said when firms, sites and one's own account are kept up.
public enum UpkeepPhrase: String, PhraseKey {
    public static let area = "upkeep"
    case passwordNotCurrent, registrationsTooOften, nobodyOfThatName, alreadyClosed, authorityBySelf
}

/// What the upkeep of the registry and of one's own account refuses.
public enum UpkeepError: Explainable, Hashable {
    /// The password that should prove who asks is another.
    case passwordNotCurrent
    /// So many firms came from one network address that it looks like a program.
    case registrationsTooOften(minutes: Int64)
    /// Nobody in the organisation signs in by this name or number.
    case nobodyOfThatName
    case alreadyClosed
    /// An authority is entered by an officer and does not register itself.
    case authorityBySelf

    public var problems: [Problem] {
        switch self {
        case .passwordNotCurrent: [UpkeepPhrase.passwordNotCurrent.problem("current")]
        case .registrationsTooOften(let minutes): [UpkeepPhrase.registrationsTooOften.problem("", ["minutes": .number(minutes)])]
        case .nobodyOfThatName: [UpkeepPhrase.nobodyOfThatName.problem("sign_in_name")]
        case .alreadyClosed: [UpkeepPhrase.alreadyClosed.problem()]
        case .authorityBySelf: [UpkeepPhrase.authorityBySelf.problem("profiles")]
        }
    }

    public var standing: Standing {
        switch self {
        case .passwordNotCurrent, .nobodyOfThatName, .authorityBySelf: .invalid
        case .registrationsTooOften: .busy
        case .alreadyClosed: .conflict
        }
    }
}
