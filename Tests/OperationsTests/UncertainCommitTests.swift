// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Operations
import StorageCore
import TestSupport
import Testing

/// A write whose commit went unanswered while the database changed servers.
struct UncertainCommitTests {
    @Test("A verb whose commit went unanswered is answered as done when its line is in the journal, and as not known when it is not", arguments: [true, false])
    func lookedUp(_ arrives: Bool) async throws {
        try await withTestCountry { country in
            let form = country.form()
            let before = try await country.number("SELECT count(*) FROM journal")
            country.database.loseAnswers(arrives ? .afterCommit : .beforeCommit)
            let outcome = await Result.of { try await country.platform.saveDraft(form, id: nil, version: nil, by: country.actor(.factory)) }
            country.database.loseAnswers(nil)
            let lines = try await country.number("SELECT count(*) FROM journal") - before
            switch outcome {
            case .success(let note):
                #expect(arrives && lines == 1)
                #expect(try await country.number("SELECT count(*) FROM note WHERE id = \(note.id.value)") == 1)
            case .failure(let error):
                #expect(!arrives && lines == 0)
                #expect(error as? StorageError == .commitOutcomeUnknown("cut"))
            }
        }
    }
}

extension Result where Failure == any Error {
    fileprivate static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }
}
