// SPDX-License-Identifier: Apache-2.0

import StorageCore

extension SettingStore {
    private static let vocabulary = "vocabulary_version"

    /// Grows with every sentence corrected and every list loaded, at whichever server; 0 before the first.
    public func vocabularyVersion() throws -> Int64 { try value(Self.vocabulary).flatMap { Int64($0) } ?? 0 }

    /// Counts a change of sentences or lists; the same transaction holds the change itself.
    func countVocabulary() throws { try set(Self.vocabulary, to: String(vocabularyVersion() + 1)) }
}
