// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Deadlines
import Domain
import Identity
import Stores
import Tabular

extension Platform {
    /// Lays a file of holidays over those that are known: each year that it names is replaced whole. Returns that were begun keep their last day;
    /// all others are due by the days as they are known then.
    ///
    /// - Throws: every fault with its line and column and what the column takes.
    public func loadHolidays(_ bytes: [UInt8], by actor: Actor, at moment: Instant? = nil) async throws {
        if case .refused(let refusal) = may(.loadCodeList, actor: actor, subject: Subject()) { throw refusal }
        guard !bytes.isEmpty else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
        try await refreshVocabulary()
        let known = vocabularyVersion
        let before = holidays
        let after = try before.laying(bytes)
        guard after.all != before.all else { throw PlatformError.invalid([EditingPhrase.rulesUnchanged.problem("file")]) }
        let stored = StoredEdition(
            list: Holidays.file, edition: "holidays-\(known + 1)", validFrom: today, source: "", confidence: "high", content: bytes)
        try await saveEdition(stored, seen: known, by: actor, at: moment)
    }
}

extension Holidays {
    /// These holidays with a file laid over them.
    func laying(_ bytes: [UInt8]) throws -> Holidays {
        let (holidays, faults) = adding(csv: bytes)
        guard faults.isEmpty else { throw ListFaults(faults.map { ListFault(holidays: $0) }) }
        return holidays
    }
}

extension ListFault {
    /// A fault of a file of holidays, with what its column takes.
    fileprivate init(holidays fault: TableFault) {
        let (reason, expected): (Reason, String) =
            switch (fault.reason, fault.column) {
            case (.unreadableValue, "country"): (.badWord, Country.allCases.map(\.rawValue).joined(separator: ", "))
            case (.unreadableValue, "day"): (.badDate, "2027-01-01")
            case (.unreadableValue, "standing"): (.badWord, "official, assumed")
            case (.unreadableValue, "confidence"): (.badWord, "high, medium, low")
            case (.unreadableValue, _): (.blank, "")
            default: (.table(fault.reason), "")
            }
        self.init(file: Holidays.file, line: fault.line, column: fault.column, value: fault.value, reason: reason, expected: expected)
    }
}
