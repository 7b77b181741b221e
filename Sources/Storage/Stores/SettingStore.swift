// SPDX-License-Identifier: Apache-2.0

import Domain
import StorageCore
import Wording

/// Settings of the installation, corrected sentences and loaded editions of lists; inside one transaction.
public struct SettingStore {
    let session: any Session

    public init(_ session: any Session) { self.session = session }

    /// The value of a setting, set to `fallback` first when there is none.
    public func value(_ key: String, orSet fallback: String) throws -> String {
        try session.execute("INSERT INTO setting (key, value) VALUES (\(key), \(fallback)) ON CONFLICT DO NOTHING")
        return try session.first("SELECT value FROM setting WHERE key = \(key)")?.text(0) ?? fallback
    }

    public func value(_ key: String) throws -> String? {
        try session.first("SELECT value FROM setting WHERE key = \(key)")?.text(0)
    }

    public func wording() throws -> [Sentence] {
        try session.rows("SELECT key, en, km, vi, reviewer, reviewed_on FROM wording ORDER BY key").map { row in
            let key = row.text(0)
            let cut = key.firstIndex(of: ".") ?? key.startIndex
            return Sentence(
                area: String(key[..<cut]), key: String(key[cut...].dropFirst()),
                texts: [.english: row.text(1), .khmer: row.text(2), .vietnamese: row.text(3)], reviewer: row.text(4), reviewedOn: row.text(5))
        }
    }

    public func save(_ sentence: Sentence) throws {
        try session.execute(
            """
            INSERT INTO wording (key, en, km, vi, reviewer, reviewed_on)
            VALUES (\(sentence.fullKey), \(sentence.texts[.english] ?? ""), \(sentence.texts[.khmer] ?? ""), \(sentence.texts[.vietnamese] ?? ""),
            \(sentence.reviewer), \(sentence.reviewedOn))
            ON CONFLICT (key) DO UPDATE SET en = excluded.en, km = excluded.km, vi = excluded.vi, reviewer = excluded.reviewer,
            reviewed_on = excluded.reviewed_on
            """)
        try countVocabulary()
    }

    /// A newer edition of a code list, or corrected names, as an officer loaded it.
    public func save(_ edition: StoredEdition, loadedAt: Instant, by operation: OperationID) throws {
        try session.execute(
            """
            INSERT INTO code_list_edition (list, edition, valid_from, source, confidence, loaded_at, content, operation)
            VALUES (\(edition.list), \(edition.edition), \(Int64(edition.validFrom.dayNumber)), \(edition.source), \(edition.confidence),
            \(loadedAt.microseconds), \(edition.content), \(operation.value))
            """)
        try countVocabulary()
    }

    /// All that were loaded, in the order in which they were.
    public func editions() throws -> [StoredEdition] {
        try session.rows("SELECT list, edition, valid_from, source, confidence, content FROM code_list_edition ORDER BY loaded_at, list").map {
            StoredEdition(
                list: $0.text(0), edition: $0.text(1), validFrom: CalendarDate(dayNumber: $0.int32(2)), source: $0.text(3), confidence: $0.text(4),
                content: $0.blob(5))
        }
    }

    /// When files of some lists were loaded, the latest first.
    public func loads(of lists: [String]) throws -> [StoredLoad] {
        try session.rows(
            """
            SELECT list, edition, loaded_at, operation FROM code_list_edition WHERE list IN (\(values: lists)) ORDER BY loaded_at DESC, list LIMIT 100
            """
        ).map { StoredLoad(list: $0.text(0), edition: $0.text(1), loadedAt: Instant(microseconds: $0.int(2)), operation: OperationID($0.int(3))) }
    }
}

/// That a file of a list was loaded.
public struct StoredLoad: Hashable, Sendable {
    public var list: String
    public var edition: String
    public var loadedAt: Instant
    /// By which it was; 0 where it was loaded before this was kept.
    public var operation: OperationID
}

/// A list file that an officer loaded, whole.
public struct StoredEdition: Sendable {
    /// File name of the list.
    public var list: String
    /// What the edition calls itself.
    public var edition: String
    public var validFrom: CalendarDate
    public var source: String
    public var confidence: String
    public var content: [UInt8]

    public init(list: String, edition: String, validFrom: CalendarDate, source: String, confidence: String, content: [UInt8]) {
        self.list = list
        self.edition = edition
        self.validFrom = validFrom
        self.source = source
        self.confidence = confidence
        self.content = content
    }
}
