// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Operations
import Tabular
import Testing
import WebSupport

/// Who reported and who did not, and the names of firms, as files.
struct ReturnListFileTests {
    @Test("Returns that are owed and late are files with the firm and its days; what officers decided is a file of its own")
    func owed() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let platform = country.platform
            let filled = try await country.filled(web.siteReturn, by: country.actor(.factory))
            country.clock.advance(days: 70)
            let sent = try await platform.submitReturn(filled.id, version: filled.version, confirms: true, by: country.actor(.factory))
            _ = try await platform.approveReturn(sent.id, version: sent.version, by: country.actor(.ministry))

            let officer = try await web.browser(.ministry)
            let period = sent.head.period
            let owed = try await officer.table("/returns/owed?period=\(period)&show=approved&format=csv").rows
            let row = try #require(owed.first { $0["return"] == sent.id.description }, "\(owed.map(\.fields))")
            #expect(row["organisation"] == "Lotus Garment Factory" && !row["registration_number"].isEmpty && row["site"] == "Lotus Garment Factory")
            #expect(row["due_on"] == sent.head.due.description && row["decided_on"] == platform.today.description)
            let late = try await officer.table("/returns/late?format=csv").rows
            #expect(!late.isEmpty && late.allSatisfy { !$0["organisation"].isEmpty && CalendarDate(iso: $0["due_on"]) != nil })
            #expect(late.allSatisfy { (Int($0["working_days_late"]) ?? 0) > 0 })

            let address = "/returns/completeness?by=province&period=\(period)"
            let links = try await officer.get(address + "&lang=en").links
            for format in ["csv", "xlsx"] { #expect(links.contains(address + "&list=officers&format=\(format)"), "\(links)") }
            let officers = try await officer.table(address + "&list=officers&format=csv").rows
            #expect(officers.map { $0["decided"] } == ["1"] && officers[0]["mean_days"] == "0.0" && officers[0]["longest_days"] == "0")
            #expect(officers[0]["officer"] == "Office of Ministry of Industry", "\(officers.map(\.fields))")
            let groups = try await officer.table(address + "&format=csv").rows
            #expect(groups.contains { $0["key"] == "12" && $0["approved"] == "1" })
        }
    }

    @Test("A firm's own name stands beside the English one, and no spreadsheet program takes either for a formula")
    func names() async throws {
        try await WebCountry.with { web in
            let (name, local) = ("=HYPERLINK(\"http://x\",\"y\")", "@រោងចក្រផ្កាឈូក")
            let changed = try await web.country.rewrite("organisation", Organisation.self) {
                if $0.nameEnglish == "Lotus Garment Factory" { ($0.nameEnglish, $0.nameLocal) = (name, local) }
            }
            // The version moves too: a server keeps firms until their version does.
            for id in changed { try await web.country.run("UPDATE organisation SET version = version + 1 WHERE id = \(id)") }
            let factory = try await web.browser(.factory)
            for address in ["/discharge", "/discharge/cases", "/discharge/pipes", "/book/sites/\(web.country.site(.factory))"] {
                let file = try await factory.get(address + "?format=csv")
                #expect(file.text.contains("\"'=HYPERLINK(") && !file.text.contains("\"=HYPERLINK(") && file.text.contains(",'@រោង"), "\(address)")
                let rows = CSVTable(bytes: file.bytes, required: [], optional: nil).rows
                #expect(!rows.isEmpty && rows.allSatisfy { $0["organisation"] == name && $0["organisation_local"] == local }, "\(address)")
            }
            let arrangement = try #require(try await factory.table("/arrangements?show=agreed&format=csv").rows.first)
            #expect(arrangement["sender"] == name && arrangement["sender_local"] == local)
            let note = try #require(try await factory.table("/notes?format=csv&lang=km").rows.first { $0["note"] == web.waiting.number })
            #expect(note["sender"] == name && note["sender_local"] == local && note["state"] == "issued")
        }
    }

    @Test("Files of returns are taken away by buttons, as tables are", arguments: ["/returns", "/returns/sets", "/returns/import"])
    func buttons(_ address: String) async throws {
        try await WebCountry.with { web in
            let page = try await web.browser(.factory).get(address + "?lang=en").text
            let links = page.matches(of: /<a ([^>]*)>/).map { String($0.1) }.filter { $0.contains("format=csv") || $0.contains("/template\"") }
            #expect(!links.isEmpty && links.allSatisfy { $0.contains("class=\"button") }, "\(links)")
        }
    }
}
