// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Deadlines
import Discharge
import Domain
import Identity
import Manifests

extension LoadedList where Value == DischargeLimits {
    /// What a file leaves out stays as it is.
    static let dischargeLimits = LoadedList(
        file: DischargeLimits.file, edition: "limits",
        columns: [
            "country": ListFault.Reason.words(Country.allCases), "medium": ListFault.Reason.words(DischargeMedium.allCases),
            "operator": ListFault.Reason.words(Bound.Relation.allCases), "confidence": ListFault.Reason.words(Confidence.allCases),
            "parameter": (.badWord, "COD, BOD5 (20 °C), pH, Sulphur dioxide (SO2)"), "unit": (.badWord, "mg/L, µg/L, °C, pH, mg/Nm3"),
            "lower": (.badNumber, "6, 0.05"), "upper": (.badNumber, "6, 0.05"), "valid_from": ListFault.Reason.day, "valid_until": ListFault.Reason.day,
        ],
        laying: { known, bytes, given in
            let (limits, faults) = known.adding(csv: bytes, units: ResultUnits(given.lists.units.newest))
            return (limits, faults)
        }, isSame: { $0.all.count == $1.all.count })
}

extension LoadedList where Value == FactorEditions {
    /// Each row holds from its first day on.
    static let factors = LoadedList(
        file: FactorEditions.file, edition: "factors",
        columns: [
            "value": (.badNumber, "74100"), "low": (.badNumber, "74100"), "high": (.badNumber, "74100"), "valid_from": ListFault.Reason.day,
            "confidence": ListFault.Reason.words(Confidence.allCases),
        ],
        laying: { known, bytes, _ in
            let (editions, faults) = known.adding(csv: bytes)
            return (editions, faults)
        }, isSame: { $0.loaded.count == $1.loaded.count })
}

extension LoadedList where Value == Holidays {
    /// Each year that a file names is replaced whole.
    static let holidays = LoadedList(
        file: Holidays.file, edition: "holidays",
        columns: [
            "country": ListFault.Reason.words(Country.allCases), "day": ListFault.Reason.day, "standing": (.badWord, "official, assumed"),
            "confidence": ListFault.Reason.words(Confidence.allCases),
        ],
        laying: { known, bytes, _ in
            let (holidays, faults) = known.adding(csv: bytes)
            return (holidays, faults)
        }, isSame: { $0.all == $1.all })
}

extension LoadedList where Value == ManifestPolicies {
    /// What a file leaves out stays as it is.
    static let policies = LoadedList(
        file: ManifestPolicies.file, edition: "rules",
        columns: [
            "country": ListFault.Reason.words(Country.allCases), "waste_class": (.badWord, "hazardous, non_hazardous, 200108"),
            "key": ListFault.Reason.words(PolicyKey.allCases), "value": (.badNumber, "0.05, 7, 1"),
            "standing": ListFault.Reason.words(PolicyStanding.allCases), "valid_from": ListFault.Reason.day,
        ],
        laying: { known, bytes, given in
            let (policies, faults) = known.adding(csv: bytes, edition: given.edition) { waste in
                given.today.map { given.lists.wasteCode(waste, on: $0) != nil } ?? true
            }
            return (policies, faults)
        }, isSame: { $0.csv == $1.csv })
}

extension Platform {
    /// Lays a file of limits over those in force. Results are judged anew by the limits of their days; a case is opened for a result that is
    /// recorded from then on, or when somebody asks for it.
    ///
    /// - Throws: every fault with its line and column and what the column takes.
    public func loadDischargeLimits(_ bytes: [UInt8], by actor: Actor, at moment: Instant? = nil) async throws {
        try await loadFile(bytes, of: .dischargeLimits, over: \.dischargeLimits, by: actor, at: moment)
    }

    /// Lays a file of emission factors over those in force; months before a row's first day are judged by what held then.
    ///
    /// - Throws: every fault with its line and column and what the column takes.
    public func loadFactors(_ bytes: [UInt8], by actor: Actor, at moment: Instant? = nil) async throws {
        try await loadFile(bytes, of: .factors, over: \.factorEditions, by: actor, at: moment)
    }

    /// Lays a file of holidays over those that are known. Returns that were begun keep their last day; all others are due by the days as they are
    /// known then.
    ///
    /// - Throws: every fault with its line and column and what the column takes.
    public func loadHolidays(_ bytes: [UInt8], by actor: Actor, at moment: Instant? = nil) async throws {
        try await loadFile(bytes, of: .holidays, over: \.holidays, by: actor, at: moment)
    }

    /// Lays a file of figures of the hand-over note's rules over those in force.
    ///
    /// - Parameter seen: ``Platform/vocabularyVersion`` as the officer saw it, where he says.
    /// - Throws: every fault with its line and column and what the column takes; ``PlatformError/stale`` when something was changed since.
    public func loadPolicies(_ bytes: [UInt8], seen: Int64? = nil, by actor: Actor, at moment: Instant? = nil) async throws {
        try await loadFile(bytes, of: .policies, over: \.policies, seen: seen, by: actor, at: moment)
    }
}
