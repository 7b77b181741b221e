// SPDX-License-Identifier: Apache-2.0

import Calculations
import CodeLists
import Domain
import Identity
import Stores
import Tabular

extension Platform {
    /// Lays a file of emission factors over those in force: all of it, or nothing. Each row holds from its first day on; months before are judged by
    /// what held then.
    ///
    /// - Throws: every fault with its line and column and what the column takes.
    public func loadFactors(_ bytes: [UInt8], by actor: Actor, at moment: Instant? = nil) async throws {
        if case .refused(let refusal) = may(.loadCodeList, actor: actor, subject: Subject()) { throw refusal }
        guard !bytes.isEmpty else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
        try await refreshVocabulary()
        let known = vocabularyVersion
        let (editions, faults) = factorEditions.adding(csv: bytes)
        guard faults.isEmpty else { throw ListFaults(faults.map { ListFault(factors: $0) }) }
        guard editions.loaded.count > factorEditions.loaded.count else { throw PlatformError.invalid([EditingPhrase.rulesUnchanged.problem("file")]) }
        let stored = StoredEdition(
            list: FactorEditions.file, edition: "factors-\(known + 1)", validFrom: today, source: "", confidence: "high", content: bytes)
        try await saveEdition(stored, seen: known, by: actor, at: moment)
    }
}

extension FactorEditions {
    /// These with a file laid over them that was checked when it was saved.
    func laying(_ bytes: [UInt8]) throws -> FactorEditions {
        let (editions, faults) = adding(csv: bytes)
        guard faults.isEmpty else { throw ListFaults(faults.map { ListFault(factors: $0) }) }
        return editions
    }
}

extension ListFault {
    /// A fault of a file of factors, with what its column takes.
    fileprivate init(factors fault: TableFault) {
        let (reason, expected): (Reason, String) =
            switch (fault.reason, fault.column) {
            case (.unreadableValue, "value"), (.unreadableValue, "low"), (.unreadableValue, "high"): (.badNumber, "74100")
            case (.unreadableValue, "valid_from"): (.badDate, "2027-01-01")
            case (.unreadableValue, "confidence"): (.badWord, Confidence.allCases.map(\.rawValue).joined(separator: ", "))
            case (.unreadableValue, _): (.blank, "")
            default: (.table(fault.reason), "")
            }
        self.init(file: FactorEditions.file, line: fault.line, column: fault.column, value: fault.value, reason: reason, expected: expected)
    }
}
