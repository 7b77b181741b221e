// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Stores
import Tabular

/// A list over which officers lay files, all of a file or nothing. What differs between such lists stands here; the road is the same for each.
struct LoadedList<Value: Sendable>: Sendable {
    /// A file, and what it may lean on.
    struct Given {
        var bytes: [UInt8]
        var edition: String
        var lists: CodeLists
        /// The day on which it is loaded; `nil` of a file that was checked when it was, and is laid again.
        var today: CalendarDate?
    }

    /// Its file name, under which what was loaded is kept.
    let file: String
    /// What its editions are called before their number.
    let edition: String
    /// What each column takes, for whom it is filled in wrongly. One that is not named here must not be blank.
    let columns: [String: (reason: ListFault.Reason, expected: String)]
    /// The list with a file laid over it, and every fault of the file.
    let laying: @Sendable (Value, Given) -> (Value, [TableFault])
    let isSame: @Sendable (Value, Value) -> Bool

    /// - Throws: every fault with its line and column and what the column takes.
    func laid(_ given: Given, over known: Value) throws(ListFaults) -> Value {
        let (after, faults) = laying(known, given)
        guard faults.isEmpty else { throw ListFaults(faults.map(fault)) }
        return after
    }

    /// The list with every file that was loaded, in their order.
    func laid(_ editions: [StoredEdition], over shipped: Value, _ lists: CodeLists) throws(ListFaults) -> Value {
        var result = shipped
        for stored in editions where stored.list == file {
            result = try laid(Given(bytes: stored.content, edition: stored.edition, lists: lists), over: result)
        }
        return result
    }

    private func fault(_ fault: TableFault) -> ListFault {
        let (reason, expected) = fault.reason == .unreadableValue ? columns[fault.column] ?? (.blank, "") : (.table(fault.reason), "")
        return ListFault(file: file, line: fault.line, column: fault.column, value: fault.value, reason: reason, expected: expected)
    }
}

extension ListFault.Reason {
    /// One of some words.
    static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> (ListFault.Reason, String) {
        (.badWord, words.map(\.rawValue).joined(separator: ", "))
    }

    static let day: (ListFault.Reason, String) = (.badDate, "2027-01-01")
}

extension Platform {
    /// Lays a file over a list: all of it, or nothing.
    ///
    /// - Parameters:
    ///   - known: the list as it is in force here.
    ///   - seen: ``Platform/vocabularyVersion`` as the officer saw it, where he says.
    /// - Throws: every fault with its line and column and what the column takes; ``PlatformError/stale`` when something was changed since.
    func loadFile<Value>(
        _ bytes: [UInt8], of list: LoadedList<Value>, over known: (Platform) -> Value, seen: Int64? = nil, by actor: Actor, at moment: Instant?
    ) async throws {
        if case .refused(let refusal) = may(.loadCodeList, actor: actor, subject: Subject()) { throw refusal }
        guard !bytes.isEmpty else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
        try await refreshVocabulary()
        let version = vocabularyVersion
        if let seen, seen != version { throw PlatformError.stale }
        let (before, edition) = (known(self), "\(list.edition)-\(version + 1)")
        let after = try list.laid(LoadedList.Given(bytes: bytes, edition: edition, lists: lists, today: today), over: before)
        guard !list.isSame(before, after) else { throw PlatformError.invalid([EditingPhrase.rulesUnchanged.problem("file")]) }
        let stored = StoredEdition(list: list.file, edition: edition, validFrom: today, source: "", confidence: Confidence.high.rawValue, content: bytes)
        try await saveEdition(stored, seen: version, by: actor, at: moment)
    }
}
