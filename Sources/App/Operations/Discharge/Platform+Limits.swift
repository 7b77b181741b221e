// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Discharge
import Domain
import Identity
import Stores
import Tabular

extension Platform {
    /// Lays a file of limits over those in force: all of it, or nothing. What it leaves out stays as it is. Results are judged anew by the
    /// limits of their days; a case is opened for a result that is recorded from then on, or when somebody asks for it.
    ///
    /// - Throws: every fault with its line and column and what the column takes.
    public func loadDischargeLimits(_ bytes: [UInt8], by actor: Actor, at moment: Instant? = nil) async throws {
        if case .refused(let refusal) = may(.loadCodeList, actor: actor, subject: Subject()) { throw refusal }
        guard !bytes.isEmpty else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
        try await refreshVocabulary()
        let known = vocabularyVersion
        let (limits, faults) = dischargeLimits.adding(csv: bytes, units: ResultUnits(lists.units.newest))
        guard faults.isEmpty else { throw ListFaults(faults.map { ListFault(limits: $0) }) }
        guard limits.all.count > dischargeLimits.all.count else { throw PlatformError.invalid([EditingPhrase.rulesUnchanged.problem("file")]) }
        let stored = StoredEdition(
            list: DischargeLimits.file, edition: "limits-\(known + 1)", validFrom: today, source: "", confidence: "high", content: bytes)
        try await saveEdition(stored, seen: known, by: actor, at: moment)
    }
}

extension DischargeLimits {
    /// These limits with a file laid over them that was checked when it was saved.
    func laying(_ bytes: [UInt8], _ units: ResultUnits) throws -> DischargeLimits {
        let (limits, faults) = adding(csv: bytes, units: units)
        guard faults.isEmpty else { throw ListFaults(faults.map { ListFault(limits: $0) }) }
        return limits
    }

    /// A country's limits as a file of the same shape, so that an officer can send it back changed.
    public func csv(_ country: Country) -> [UInt8] {
        var writer = CSVWriter(columns: Self.columns, marksOrder: true)
        for limit in listed(country) {
            writer.append([
                limit.id, limit.country.rawValue, limit.medium.rawValue, limit.standard, limit.column, limit.receivingWater,
                DischargeParameters.shipped[limit.parameter]?.names[.english] ?? limit.parameter, DischargeParameters.shipped[limit.parameter]?.unit ?? "",
                limit.bound.relation.rawValue, limit.bound.lower?.description ?? "", limit.bound.upper?.description ?? "", limit.validFrom.description,
                limit.validUntil?.description ?? "", limit.source, limit.confidence.rawValue, limit.note,
            ])
        }
        return writer.bytes
    }
}

extension ListFault {
    /// A fault of a file of limits, with what its column takes.
    fileprivate init(limits fault: TableFault) {
        func words<Word: RawRepresentable<String>>(_ words: [Word]) -> (Reason, String) { (.badWord, words.map(\.rawValue).joined(separator: ", ")) }
        let (reason, expected): (Reason, String) =
            switch (fault.reason, fault.column) {
            case (.unreadableValue, "country"): words(Country.allCases)
            case (.unreadableValue, "medium"): words(DischargeMedium.allCases)
            case (.unreadableValue, "operator"): words(Bound.Relation.allCases)
            case (.unreadableValue, "confidence"): (.badWord, "high, medium, low")
            case (.unreadableValue, "parameter"): (.badWord, "COD, BOD5 (20 °C), pH, Sulphur dioxide (SO2)")
            case (.unreadableValue, "unit"): (.badWord, "mg/L, µg/L, °C, pH, mg/Nm3")
            case (.unreadableValue, "lower"), (.unreadableValue, "upper"): (.badNumber, "6, 0.05")
            case (.unreadableValue, "valid_from"), (.unreadableValue, "valid_until"): (.badDate, "2027-01-01")
            case (.unreadableValue, _): (.blank, "")
            default: (.table(fault.reason), "")
            }
        self.init(file: DischargeLimits.file, line: fault.line, column: fault.column, value: fault.value, reason: reason, expected: expected)
    }
}
