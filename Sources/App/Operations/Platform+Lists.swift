// SPDX-License-Identifier: Apache-2.0

import CodeLists
import Domain
import Foundation
import Identity
import Manifests
import Stores

/// A list file that an officer loads, as typed and chosen.
public struct ListForm: Sendable {
    /// File name of the list, such as `waste_codes.csv`.
    public var list = ""
    /// What the edition calls itself; files of names need none.
    public var edition = ""
    /// An ISO date; files of names need none.
    public var validFrom = ""
    public var source = ""
    public var confidence = ""
    public var file: [UInt8]?

    public init() {}
}

extension Platform {
    /// Loads a newer edition of a code list, or corrected names of codes: all of it, or nothing.
    ///
    /// - Throws: every problem of form and file, those of the file with line and column.
    public func loadList(_ form: ListForm, by actor: Actor, at moment: Instant? = nil) async throws {
        if case .refused(let refusal) = may(.loadCodeList, actor: actor, subject: Subject()) { throw refusal }
        if form.list == ManifestPolicies.file {
            guard let file = form.file else { throw PlatformError.invalid([OperationPhrase.fieldMissing.problem("file")]) }
            return try await loadPolicies(file, by: actor, at: moment)
        }
        try await refreshVocabulary()
        let known = vocabularyVersion
        let stored = try read(form, at: moment ?? now)
        // Checked before the transaction: it takes long and needs no lock.
        _ = try self.lists.applying(stored)
        try await saveEditions([stored], seen: known, by: actor, at: moment)
    }

    /// Keeps files that were checked against the vocabulary as it was `seen`, and puts them in force.
    func saveEditions(_ editions: [StoredEdition], seen known: Int64, by actor: Actor, at moment: Instant?) async throws {
        try await perform("list.load", by: actor, at: moment) { work in
            // An officer at another server was quicker: an edition that does not fit his would keep every server from starting.
            guard try work.settings.vocabularyVersion() == known else { throw PlatformError.stale }
            for stored in editions {
                try work.settings.save(stored, loadedAt: work.now, by: work.operation)
                work.record(ListMark(list: stored.list, edition: stored.edition, digest: self.secrets.sha256(stored.content)).outcome)
            }
        }
        try await refreshVocabulary()
    }

    private func read(_ form: ListForm, at moment: Instant) throws -> StoredEdition {
        var problems: [Problem] = []
        let list = ListFile(rawValue: form.list)
        if list == nil || list == .editions { problems.append(OperationPhrase.fieldMissing.problem("list")) }
        let isNames = list.map { !$0.hasEditions } ?? false
        if form.edition.isEmpty, !isNames { problems.append(OperationPhrase.fieldMissing.problem("edition")) }
        if form.edition.count > 100 {
            problems.append(
                OperationPhrase.textTooLong.problem("edition", ["most": .number(100), "length": .number(Int64(form.edition.count))]))
        }
        let date = CalendarDate(iso: form.validFrom)
        if date == nil, !isNames {
            problems.append(
                form.validFrom.isEmpty
                    ? OperationPhrase.fieldMissing.problem("valid_from") : OperationPhrase.dateUnreadable.problem("valid_from", ["text": .text(form.validFrom)])
            )
        }
        if form.source.isEmpty { problems.append(OperationPhrase.fieldMissing.problem("source")) }
        if Confidence(rawValue: form.confidence) == nil, !isNames { problems.append(OperationPhrase.fieldMissing.problem("confidence")) }
        if form.file == nil { problems.append(OperationPhrase.fieldMissing.problem("file")) }
        guard problems.isEmpty, let list, let file = form.file else { throw PlatformError.invalid(problems) }
        return StoredEdition(
            list: list.rawValue, edition: isNames ? "\(today) \(moment.microseconds)" : form.edition, validFrom: isNames ? today : date ?? today,
            source: form.source, confidence: form.confidence, content: file)
    }
}

/// How the journal says that a file of a list was loaded.
struct ListMark {
    var list: String
    var edition: String
    /// SHA-256 of the file.
    var digest: [UInt8]

    /// What tells it from every other.
    var key: String { "\(list) \(edition)" }
    var outcome: Outcome { .act("list \(key) sha256 \(Secrets.hex(digest))") }

    /// Reads key and digest back; `nil` for another act.
    static func read(_ act: String) -> (key: String, digest: [UInt8])? {
        guard act.hasPrefix("list "), let cut = act.range(of: " sha256 ", options: .backwards) else { return nil }
        let digest = [UInt8](hex: act[cut.upperBound...])
        return (String(act[..<cut.lowerBound].dropFirst(5)), digest)
    }
}

extension CodeLists {
    /// These lists with a loaded file laid over them.
    func applying(_ stored: StoredEdition) throws(ListFaults) -> CodeLists {
        guard let list = ListFile(rawValue: stored.list), list != .editions else {
            throw ListFaults([ListFault(file: stored.list, line: 0, reason: .missingFile)])
        }
        guard list.hasEditions else { return try correcting(list, file: stored.content) }
        let provenance = Provenance(source: stored.source, confidence: Confidence(rawValue: stored.confidence) ?? .low)
        return try adding(stored.edition, of: list, validFrom: stored.validFrom, provenance: provenance, file: stored.content)
    }
}
