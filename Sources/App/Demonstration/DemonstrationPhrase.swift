// SPDX-License-Identifier: Apache-2.0

import Domain
import Manifests
import Wording

/// What is said while a demonstration is made.
enum DemonstrationPhrase: String, PhraseKey {
    static let area = "demonstration"
    case settled, monthTold, done
    case nationSettled, nationMonth, nationIndex, nationDone, nationReturns
    case notEmpty, otherCountry, stateMissing, yearsOutside, yearsNone, enterprisesOutside
}

/// Why no demonstration is made.
public enum DemonstrationRefusal: Explainable, Hashable {
    /// The database has organisations already; invented ones are never mixed with them.
    case notEmpty
    /// The invented country is Cambodia.
    case otherCountry(Country)
    /// The history came out without a state that a demonstration must show; nothing of it is meant to be used.
    case statesMissing([ManifestState])
    /// A national history of so many years; the longest possible.
    case yearsOutside(Int, most: Int)
    case enterprisesOutside(Int)

    public var standing: Standing { .conflict }

    public var problems: [Problem] {
        switch self {
        case .notEmpty: [DemonstrationPhrase.notEmpty.problem()]
        case .otherCountry(let country): [DemonstrationPhrase.otherCountry.problem("country", ["country": .text(country.rawValue)])]
        case .yearsOutside(_, most: 0): [DemonstrationPhrase.yearsNone.problem("years")]
        case .yearsOutside(let years, let most):
            [DemonstrationPhrase.yearsOutside.problem("years", ["years": .number(Int64(years)), "most": .number(Int64(most))])]
        case .enterprisesOutside(let count):
            [
                DemonstrationPhrase.enterprisesOutside.problem(
                    "enterprises",
                    [
                        "enterprises": .number(Int64(count)), "least": .number(Int64(NationScale.enterprisesRange.lowerBound)),
                        "most": .number(Int64(NationScale.enterprisesRange.upperBound)),
                    ])
            ]
        case .statesMissing(let states): states.map { DemonstrationPhrase.stateMissing.problem("", ["state": $0.phrase.fact]) }
        }
    }
}
