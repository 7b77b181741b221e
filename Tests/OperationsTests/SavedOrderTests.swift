// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Domain
import Identity
import Manifests
import Operations
import Stores
import Testing

/// Servers of one database whose clocks are apart: what was done later counts as later.
struct SavedOrderTests {
    /// Another server of the country, whose clock is two hours ahead.
    private func serverAhead(of country: TestCountry) async throws -> Platform {
        try await Platform(database: country.database, country: .cambodia, node: 2, secrets: Secrets(work: .least)) { country.clock.now().adding(hours: 2) }
    }

    @Test("Moments and lines of a note ascend with its versions, though servers are two hours apart, one leases its number, and a clock goes back")
    func noteMoments() async throws {
        try await withTestCountry { country in
            let ahead = try await serverAhead(of: country)
            let behind = try await Platform(database: country.database, country: .cambodia, holder: "behind", secrets: Secrets(work: .least)) {
                country.clock.now()
            }
            let form = country.form()
            var note = try await behind.saveDraft(form, id: nil, version: nil, by: country.actor(.factory))
            let moments = try await [ahead, behind, ahead, country.platform, behind].asyncMap { server in
                if server === country.platform { country.clock.advance(hours: -2) }
                let before = note.updatedAt
                note = try await server.saveDraft(form, id: note.id, version: note.version, by: country.actor(.factory))
                #expect(note.updatedAt.microseconds / 1000 > before.microseconds / 1000, "version \(note.version)")
                return note.updatedAt
            }
            let lines = try await country.database.read { [id = note.id] in try JournalStore($0).lines(of: id) }
            #expect(lines.dropFirst().map(\.recorded) == moments)
            #expect(try await country.platform.verify().problems == [])
            try await behind.releaseNode()
        }
    }

    @Test("A firm's name, an arrangement and a round that a server two hours behind changed last are replayed so, before the seal and after it")
    func otherThings() async throws {
        try await withTestCountry { country in
            let ahead = try await serverAhead(of: country)
            let firm = country.organisation(.secondFactory)
            try await ahead.renameOrganisation(firm, nameEnglish: "First Name", nameLocal: "", version: 1, by: country.actor(.department))
            try await country.platform.renameOrganisation(firm, nameEnglish: "Second Name", nameLocal: "", version: 2, by: country.actor(.department))

            let proposed = try await country.propose(country.arrangementForm())
            let agreed = try await ahead.agree(to: proposed.id, version: proposed.version, by: country.actor(.haulier))
            _ = try await country.agree(agreed, by: .plant)

            let planned = try await country.planRound()
            let renewed = try await ahead.renewRoundCode(planned.id, version: planned.version, by: country.actor(.haulier))
            _ = try await country.platform.cancelRound(renewed.id, version: renewed.version, by: country.actor(.haulier))
            #expect(try await country.platform.verify().problems == [])

            let saved = try await country.database.read { try $0.rows("SELECT line FROM seal_wait ORDER BY saved").map { $0.int(0) } }
            #expect(saved != saved.sorted())
            let sealer = Sealer(country.platform, secret: try await country.publishKey(1), name: "first")
            _ = try await sealer.sealAll(limit: 7)
            let sealed = try await country.database.read { try $0.rows("SELECT line FROM seal_line ORDER BY position").map { $0.int(0) } }
            #expect(Array(sealed.prefix(saved.count)) == saved)
            #expect(try await country.platform.verify().problems == [])
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await body(element)) }
        return result
    }
}
