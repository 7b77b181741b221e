// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Tabular
import Testing
import WebSupport

/// What stands in files of lists of firms, and what does not.
struct RegistryListFileTests {
    @Test("The file of firms holds what the filter holds, and registration numbers of those firms alone whose facts the reader may read")
    func firms() async throws {
        try await WebCountry.with { web in
            let ministry = try await web.browser(.ministry).table("/registry?format=csv")
            #expect(ministry.rows.count == Int(try await web.country.number("SELECT count(*) FROM organisation")))
            #expect(ministry.rows.allSatisfy { !$0["registration_number"].isEmpty })
            let haulier = try #require(ministry.rows.first { $0["organisation"] == "Tonle Transport" })
            #expect(haulier["organisation_id"] == web.country.organisation(.haulier).description && haulier["profiles"] == "haulier")
            #expect(haulier["provinces"] == "12" && haulier["permits_in_force"] == "1" && haulier["status"] == "active")
            #expect(ministry.rows.first { $0["organisation"] == "Phsar Collectors" }?["profiles"] == "collector;haulier")

            let stranger = try await web.browser(.secondFactory)
            let page = try await stranger.get("/registry?profile=haulier&lang=en")
            #expect(page.links.contains("/registry?profile=haulier&format=csv") && page.links.contains("/registry?profile=haulier&format=xlsx"))
            let hauliers = try await stranger.table("/registry?profile=haulier&format=csv").rows
            #expect(hauliers.map { $0["organisation"] } == ["Tonle Transport", "Phsar Collectors"])
            let seen = try await stranger.table("/registry?format=csv").rows
            #expect(seen.filter { !$0["registration_number"].isEmpty }.map { $0["organisation"] } == ["Kirirom Footwear"], "its own number and no other")
            let numbered = try await web.browser(.department).table("/registry?format=csv").rows.filter { !$0["registration_number"].isEmpty }
            #expect(numbered.allSatisfy { $0["provinces"] == "08" } && numbered.contains { $0["organisation"] == "Kampong Recycling" })
        }
    }

    @Test("Claims and pairs are in the files of the officers who answer them, and in nobody else's")
    func officers() async throws {
        try await WebCountry.with { web in
            let (ministry, department) = (try await web.browser(.ministry), try await web.browser(.department))
            let claim = try #require(try await ministry.table("/claims?format=csv").rows.first)
            #expect(claim["registration_number"] == "KH 802" && claim["organisation"] == "Tuol Kork Printing" && claim["claimant"] == "Keo Dara")
            #expect(claim["province"] == "12" && claim["made_on"] == web.country.platform.today.description && claim["days_waiting"] == "0")
            let pair = try #require(try await ministry.table("/duplicates?format=csv").rows.first)
            #expect([pair["registration_number"], pair["other_registration_number"]] == ["KH 802", "KH 803"] && pair["provinces"] == "12")
            #expect(pair["other_organisation"] == "Tuol Kork Printing Co., Ltd" && pair["reasons"] == "sameName;sameCommune;sameDistrict;sameProvince")
            #expect(try await department.table("/claims?format=csv").rows.isEmpty)
            #expect(try await department.table("/duplicates?format=csv").rows.isEmpty)
            let factory = try await web.browser(.factory)
            for path in ["/claims", "/duplicates"] { #expect(try await factory.get(path + "?format=csv").status == factory.get(path).status) }
        }
    }

    @Test("What was entered for others is in the helper's file, and with who entered it in the file of the firm")
    func onBehalf() async throws {
        try await WebCountry.with { web in
            let platform = web.country.platform
            let ours = try #require(try await web.browser(.collector).table("/behalf?format=csv").rows.first)
            #expect(ours["organisation"] == "Boeng Trabaek Tailoring" && ours["kind"] == "drafted" && ours["declared_kg"] == "12.000")
            #expect(ours["state"] == "unconfirmed" && ours["waste_code"] == "040222" && ours["note"].isEmpty && ours["entered_at"].hasSuffix("Z"))
            #expect(try await web.browser(.haulier).get("/behalf?format=csv").status == 404)

            let act = try #require(try await platform.enteredByUs(limit: 1, by: web.country.actor(.collector)).rows.first?.act)
            let letter = try await web.country.letter(to: act.organisation, by: .ministry)
            let claim = try await platform.claim(code: letter.text, web.country.claimForm(), language: .khmer, address: "office")
            _ = try await platform.answerClaim(claim.id, version: 1, approves: true, by: web.country.actor(.ministry))
            let owner = WebProbe(web.server)
            #expect(try await owner.post("/sign-in", [("name", "012345678"), ("password", "green pond 27 lotus")]).status == 303)
            let page = try await owner.get("/in-your-name?lang=en")
            #expect(page.links.contains("/in-your-name?format=csv") && page.links.contains("/in-your-name?format=xlsx"))
            let theirs = try #require(try await owner.table("/in-your-name?format=csv").rows.first)
            #expect(theirs["act"] == ours["act"] && theirs["entered_by"] == "Phsar Collectors" && theirs["entered_by_person"] == "Office of Phsar Collectors")
            #expect(try await web.browser(.factory).table("/in-your-name?format=csv").rows.isEmpty)
        }
    }
}

extension WebProbe {
    /// A list as comma-separated values; whatever does not read as one is a fault of the test.
    func table(_ path: String) async throws -> CSVTable {
        let answer = try await get(path)
        #expect(answer.status == 200, "\(path)")
        let table = CSVTable(bytes: answer.bytes, required: [], optional: nil)
        #expect(table.faults.isEmpty, "\(path): \(table.faults)")
        return table
    }
}
