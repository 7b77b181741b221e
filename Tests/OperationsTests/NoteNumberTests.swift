// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Testing

/// Numbers under which notes are known.
struct NoteNumberTests {
    @Test("A number drawn a second time is drawn again, and both notes are issued")
    func drawnTwice() async throws {
        try await withTestCountry { country in
            var numbers: Set<String> = []
            for _ in 0..<2 {
                // Both draw the same random bytes in the same order.
                let platform = try await Platform(database: country.database, country: .cambodia, secrets: Secrets(work: .least, seed: 19)) {
                    country.clock.now()
                }
                let note = try await platform.issue(country.form(), id: nil, version: nil, key: nil, by: country.actor(.factory))
                numbers.insert(try #require(note.number))
                country.clock.advance(hours: 1)
            }
            #expect(numbers.count == 2)
        }
    }
}
