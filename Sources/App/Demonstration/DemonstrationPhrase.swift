// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Wording

/// What is said while a demonstration is made.
enum DemonstrationPhrase: String, PhraseKey {
    static let area = "demonstration"
    case settled, monthTold, done
    case notEmpty, otherCountry, stateMissing
}

/// Why no demonstration is made.
public enum DemonstrationRefusal: Explainable, Hashable {
    /// The database has organisations already; invented ones are never mixed with them.
    case notEmpty
    /// The invented country is Cambodia.
    case otherCountry(Country)
    /// The history came out without a state that a demonstration must show; nothing of it is meant to be used.
    case statesMissing([ManifestState])

    public var standing: Standing { .conflict }

    public var problems: [Problem] {
        switch self {
        case .notEmpty: [DemonstrationPhrase.notEmpty.problem()]
        case .otherCountry(let country): [DemonstrationPhrase.otherCountry.problem("country", ["country": .text(country.rawValue)])]
        case .statesMissing(let states): states.map { DemonstrationPhrase.stateMissing.problem("", ["state": $0.phrase.fact]) }
        }
    }
}
