// SPDX-License-Identifier: Apache-2.0

import Domain
import Identity
import Stores
import Tabular
import Wording

/// Sentences of the pages where words and lists are edited.
public enum EditingPhrase: String, PhraseKey {
    public static let area = "editing"

    // What is wrong with a file of sentences.
    case unknownKey, repeatedKey, blankSentence, placeholdersDiffer, reviewerIncomplete, dateUnreadable, nothingNew
    // The page of sentences.
    case wordingTitle, wordingLead, languageColumn, sentencesColumn, reviewedColumn, openColumn, downloadWording, uploadTitle, uploadHint, uploadFile
    case uploadButton, wordingSaved, uploadMissing, areaColumn
    // The page of lists.
    case listsTitle, listsLead, listColumn, editionColumn, validColumn, rowsColumn, sourceColumn, confidenceColumn, validFrom, validBetween
    case confidenceHigh, confidenceMedium, confidenceLow, loadTitle, loadHint, loadList, loadEdition, loadEditionHint, loadValidFrom, loadSource
    case loadConfidence, loadFile, loadFileHint, loadButton, listLoaded, namesWaste, namesCodes, namesRules, rulesOwnDays, toLists, listsTable, wordingTable
    // The figures of rules.
    case ruleOutOfRange, rulesUnchanged
}

/// What an import of sentences changed.
public struct WordingImport: Hashable, Sendable {
    public var changed: Int
    /// Of those changed, how many carry the name of a reviewer.
    public var reviewed: Int
}

extension Platform {
    /// All sentences in force as one file, `key,en,km,vi,reviewer,date`.
    public func exportWording(by actor: Actor) throws -> [UInt8] {
        if case .refused(let refusal) = may(.editWording, actor: actor, subject: Subject()) { throw refusal }
        return wording.csv()
    }

    /// Lays corrected sentences over those in force: all of the file, or nothing. Rows that change nothing are passed over.
    ///
    /// - Throws: every fault with its line: keys nobody says, sentences that are blank or lack a placeholder.
    public func importWording(_ bytes: [UInt8], by actor: Actor, at moment: Instant? = nil) async throws -> WordingImport {
        if case .refused(let refusal) = may(.editWording, actor: actor, subject: Subject()) { throw refusal }
        try await refreshVocabulary()
        let changed = try corrections(bytes)
        try await perform("wording.import", by: actor, at: moment) { work in
            for sentence in changed { try work.settings.save(sentence) }
            work.record(.act("wording: " + changed.map(\.fullKey).joined(separator: " ")))
        }
        try await refreshVocabulary()
        return WordingImport(changed: changed.count, reviewed: changed.count { $0.isReviewed })
    }

    private func corrections(_ bytes: [UInt8]) throws -> [Sentence] {
        let table = CSVTable(bytes: bytes, required: WordingTable.columns)
        var problems = table.faults.map(\.problem).map { Problem(field: "file", phrase: $0.phrase, facts: $0.facts) }
        let known = Dictionary(wording.sentences.map { ($0.fullKey, $0) }, uniquingKeysWith: { _, later in later })
        let columns: [(column: String, language: Language)] = [("en", .english), ("km", .khmer), ("vi", .vietnamese)]
        var seen: Set<String> = []
        var changed: [Sentence] = []
        for row in table.rows {
            let key = row["key"]
            func note(_ phrase: EditingPhrase, _ facts: [String: Fact] = [:]) {
                let place: [String: Fact] = ["line": .numeral(Int64(row.line)), "key": .text(key)]
                problems.append(phrase.problem("file", place.merging(facts) { _, more in more }))
            }
            guard var sentence = known[key] else {
                note(.unknownKey)
                continue
            }
            guard seen.insert(key).inserted else {
                note(.repeatedKey)
                continue
            }
            let before = sentence
            let wanted = Self.placeholders(WordingTable.shipped.text(key, .english) ?? before.texts[.english] ?? "")
            for (column, language) in columns {
                let text = row[column].visible
                if text.isEmpty { note(.blankSentence, ["column": .text(column)]) }
                if Self.placeholders(text) != wanted, !text.isEmpty {
                    note(.placeholdersDiffer, ["column": .text(column), "expected": .text(wanted.isEmpty ? "–" : wanted.sorted().joined(separator: " "))])
                }
                sentence.texts[language] = text
            }
            sentence.reviewer = row["reviewer"]
            sentence.reviewedOn = row["date"]
            if !sentence.reviewedOn.isEmpty, CalendarDate(iso: sentence.reviewedOn) == nil { note(.dateUnreadable, ["text": .text(sentence.reviewedOn)]) }
            if sentence.reviewer.isEmpty != sentence.reviewedOn.isEmpty { note(.reviewerIncomplete) }
            if sentence != before { changed.append(sentence) }
        }
        if changed.isEmpty, problems.isEmpty { problems.append(EditingPhrase.nothingNew.problem("file")) }
        guard problems.isEmpty else { throw PlatformError.invalid(problems) }
        return changed
    }

    /// Names in braces, each once, with their braces.
    static func placeholders(_ text: String) -> Set<String> {
        var found: Set<String> = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            found.insert(String(rest[open...close]))
            rest = rest[rest.index(after: close)...]
        }
        return found
    }
}

extension String {
    /// Without blanks at its ends and without zero-width signs, which Khmer keyboards add and which searching trips over.
    fileprivate var visible: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { ![0x200B, 0x200C, 0x200D, 0xFEFF].contains($0.value) })).trimmedBlanks
    }
}
