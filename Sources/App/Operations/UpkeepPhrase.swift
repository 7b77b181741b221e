// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Wording

/// What is said when firms, sites and one's own account are kept up.
public enum UpkeepPhrase: String, PhraseKey {
    public static let area = "upkeep"
    case passwordNotCurrent, registrationsTooOften, nobodyOfThatName, alreadyClosed, profileBySelf, notWaiting
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
    /// Who is this was entered or appointed, and does not register itself.
    case profileBySelf(ChainProfile)
    /// Only an organisation that awaits approval is approved or refused; this one was answered before.
    case notWaiting(Organisation.Status)

    public var problems: [Problem] {
        switch self {
        case .passwordNotCurrent: [UpkeepPhrase.passwordNotCurrent.problem("current")]
        case .registrationsTooOften(let minutes): [UpkeepPhrase.registrationsTooOften.problem("", ["minutes": .number(minutes)])]
        case .nobodyOfThatName: [UpkeepPhrase.nobodyOfThatName.problem("sign_in_name")]
        case .alreadyClosed: [UpkeepPhrase.alreadyClosed.problem()]
        case .profileBySelf(let profile): [UpkeepPhrase.profileBySelf.problem("profiles", ["profile": profile.phrase.fact])]
        case .notWaiting(let status): [UpkeepPhrase.notWaiting.problem("", ["status": status.phrase.fact])]
        }
    }

    public var standing: Standing {
        switch self {
        case .passwordNotCurrent, .nobodyOfThatName, .profileBySelf: .invalid
        case .registrationsTooOften: .busy
        case .alreadyClosed, .notWaiting: .conflict
        }
    }
}
