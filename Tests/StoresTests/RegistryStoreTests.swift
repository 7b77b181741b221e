// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Stores
import Testing

struct RegistryStoreTests {
    @Test("Organisations, sites and permits are read back as they were saved, and an older version is refused")
    func roundTrip() async throws {
        try await withTestCountry { country in
            let id = country.organisation(.plant)
            let firm = try #require(try await country.database.read { try RegistryStore($0).organisation(id) })
            #expect(firm.nameEnglish == "Kampong Recycling" && firm.profiles == [.treater])
            #expect(try await country.database.read { try RegistryStore($0).organisation(registrationNumber: firm.registrationNumber) } == firm)
            var renamed = firm
            renamed.nameEnglish = "Kampong Recovery"
            renamed.version += 1
            let after = renamed
            try await country.database.write { try RegistryStore($0).update(after, from: firm.version) }
            await #expect(throws: StoreError.stale) { try await country.database.write { try RegistryStore($0).update(after, from: firm.version) } }
            #expect(try await country.database.read { try RegistryStore($0).organisation(id) } == renamed)
            let permits = try await country.database.read { try RegistryStore($0).permits(of: id) }
            #expect(permits.count == 1 && permits[0].organisation == id)
            let today = country.platform.today
            let site = try #require(try await country.database.read { try RegistryStore($0).sites(of: id) }.first)
            #expect(site.id == country.site(.plant) && site.attributes(on: today).province == "08")
        }
    }

    @Test("Firms are found by folded words of their name or number, by profile and province; a percent sign is only a sign")
    func search() async throws {
        try await withTestCountry { country in
            func found(_ words: [String], profile: ChainProfile? = nil, province: String? = nil) async throws -> Set<OrganisationID> {
                let rows = try await country.database.read {
                    try RegistryStore($0).organisations(words: words, profile: profile, province: province, limit: 100)
                }
                return Set(rows.map(\.id))
            }
            let byWords = try await found(["lotus", "garment"])
            #expect(byWords == [country.organisation(.factory)])
            let treaters = try await found([], profile: .treater)
            #expect(treaters == [country.organisation(.plant), country.organisation(.secondPlant)])
            let producers = try await found([], profile: .producer, province: "08")
            #expect(producers == [country.organisation(.secondFactory)])
            for words in [["%"], ["_"], ["' or 1=1 --"]] {
                let none = try await found(words)
                #expect(none.isEmpty)
            }
        }
    }
}
