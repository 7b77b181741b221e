// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Identity
import Stores
import Tabular

/// A list over which officers lay files, all of them or nothing. What differs between such lists stands here; the road is the same for each.
struct LoadedList<Value: Sendable>: Sendable {
    /// Files that come together, and what they may lean on.
    struct Given {
        /// By name.
        var files: [String: [UInt8]]
        var edition: String
        var lists: CodeLists
        /// The day on which they are loaded; `nil` of files that were checked when they were, and are laid again.
        var today: CalendarDate?
    }

    /// Names of its files, under which what was loaded is kept.
    let files: [String]
    /// What its editions are called before their number.
    let edition: String
    /// The list with files laid over it, and every fault of them.
    let laying: @Sendable (Value, Given) -> (Value, [ListFault])
    let isSame: @Sendable (Value, Value) -> Bool

    /// - Throws: every fault with its line and column and what the column takes.
    func laid(_ given: Given, over known: Value) throws(ListFaults) -> Value {
        let (after, faults) = laying(known, given)
        guard faults.isEmpty else { throw ListFaults(faults) }
        return after
    }

    /// The list with everything that was loaded, in its order; files of one name of an edition were loaded together.
    func laid(_ editions: [StoredEdition], over shipped: Value, _ lists: CodeLists) throws(ListFaults) -> Value {
        var order: [String] = []
        var together: [String: [String: [UInt8]]] = [:]
        for stored in editions where files.contains(stored.list) {
            if together[stored.edition] == nil { order.append(stored.edition) }
            together[stored.edition, default: [:]][stored.list] = stored.content
        }
        var result = shipped
        for edition in order { result = try laid(Given(files: together[edition] ?? [:], edition: edition, lists: lists), over: result) }
        return result
    }
}

extension LoadedList {
    /// A list of one file.
    ///
    /// - Parameter columns: what each column takes, for whom it is filled in wrongly; one that is not named must not be blank.
    init(
        file: String, edition: String, columns: [String: (reason: ListFault.Reason, expected: String)],
        laying: @escaping @Sendable (Value, [UInt8], Given) -> (Value, [TableFault]), isSame: @escaping @Sendable (Value, Value) -> Bool
    ) {
        self.init(
            files: [file], edition: edition,
            laying: { known, given in
                let (after, faults) = laying(known, given.files[file] ?? [], given)
                return (
                    after,
                    faults.map { fault in
                        let (reason, expected) =
                            fault.reason == .unreadableValue ? columns[fault.column] ?? (.blank, "") : (.table(fault.reason), "")
                        return ListFault(file: file, line: fault.line, column: fault.column, value: fault.value, reason: reason, expected: expected)
                    }
                )
            }, isSame: isSame)
    }
}

extension ListFault.Reason {
    /// One of some words.
    static func words<Word: RawRepresentable<String>>(_ words: [Word]) -> (ListFault.Reason, String) {
        (.badWord, words.map(\.rawValue).joined(separator: ", "))
    }

    static let day: (ListFault.Reason, String) = (.badDate, "2027-01-01")
}

/// Files that were found good, with the list before and after them.
struct CheckedFiles<Value: Sendable>: Sendable {
    var before: Value
    var after: Value
    var editions: [StoredEdition]
    /// ``Platform/vocabularyVersion`` against which they were checked.
    var version: Int64
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
        let files = Dictionary(list.files.prefix(1).map { ($0, bytes) }, uniquingKeysWith: { a, _ in a })
        try await save(try await checkFiles(files, of: list, over: known, seen: seen, by: actor), by: actor, at: moment)
    }

    /// Checks files against a list as it is at every server of the database; it takes long and needs no lock.
    func checkFiles<Value>(
        _ files: [String: [UInt8]], of list: LoadedList<Value>, over known: (Platform) -> Value, seen: Int64? = nil, by actor: Actor
    ) async throws -> CheckedFiles<Value> {
        if case .refused(let refusal) = may(.loadCodeList, actor: actor, subject: Subject()) { throw refusal }
        let given = files.filter { !$0.value.isEmpty }
        guard !given.isEmpty else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
        try await refreshVocabulary()
        let version = vocabularyVersion
        if let seen, seen != version { throw PlatformError.stale }
        let (before, edition) = (known(self), "\(list.edition)-\(version + 1)")
        let after = try list.laid(LoadedList.Given(files: given, edition: edition, lists: lists, today: today), over: before)
        guard !list.isSame(before, after) else { throw PlatformError.invalid([EditingPhrase.rulesUnchanged.problem("file")]) }
        let editions = list.files.compactMap { name in
            given[name].map {
                StoredEdition(list: name, edition: edition, validFrom: today, source: "", confidence: Confidence.high.rawValue, content: $0)
            }
        }
        return CheckedFiles(before: before, after: after, editions: editions, version: version)
    }

    /// Keeps files that were found good, and puts them in force.
    func save<Value>(_ checked: CheckedFiles<Value>, by actor: Actor, at moment: Instant?) async throws {
        try await saveEditions(checked.editions, seen: checked.version, by: actor, at: moment)
    }
}
