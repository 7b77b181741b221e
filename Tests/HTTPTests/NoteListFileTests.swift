// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Stores
import Tabular
import Testing
import WebSupport

/// What stands in files of notes, arrangements, rounds and outages; and that lists read part by part are whole.
struct NoteListFileTests {
    @Test("Arrangements of one part or of all are a file, and so are their notes; others' are not in it")
    func arrangements() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            for address in ["/arrangements?", "/arrangements?show=agreed&"] {
                let links = try await factory.get(address + "lang=en").links.filter { $0.contains("format=") }
                #expect(links == [address + "format=csv", address + "format=xlsx"], "one file for what a page shows")
            }
            let row = try #require(try await factory.table("/arrangements?show=agreed&format=csv").rows.first)
            #expect(row["arrangement"] == web.arrangement.id.description && row["sender"] == "Lotus Garment Factory" && row["waste_codes"] == "040222")
            #expect(row["yearly_kg"] == "10000.000" && row["left_kg"] == "9966.000" && row["standing"] == "inForce" && row["treatment"] == "R3")
            let proposed = try await web.country.propose(web.country.arrangementForm("3"))
            #expect(try await factory.table("/arrangements?show=others&format=csv").rows.map { $0["arrangement"] } == [proposed.id.description])
            #expect(try await factory.table("/arrangements?format=csv").rows.map { $0["standing"] } == ["proposed", "inForce"], "all parts, newest first")
            #expect(try await web.browser(.secondFactory).table("/arrangements?format=csv").rows.isEmpty)

            let address = "/arrangements/\(web.arrangement.id)/notes"
            let note = try #require(try await factory.table(address + "?format=csv").rows.first)
            #expect(note["reserved_kg"] == "34.000" && note["used_kg"] == "0.000" && note["state"] == "issued" && !note["note"].isEmpty)
            #expect(note["year"] == String(web.country.platform.today.month.year))
            #expect(try await web.browser(.secondFactory).get(address + "?format=csv").status == 404)
        }
    }

    @Test("A note's lines and entries are files with every figure, for its parties alone")
    func ofOneNote() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let address = "/notes/\(web.waiting.id)"
            let line = try #require(try await factory.table(address + "/lines?format=csv").rows.first)
            #expect(line["note"] == web.waiting.number && line["line"] == "1" && line["waste_code"] == "040222" && line["declared_kg"] == "512.000")
            #expect(line["hazardous"] == "0" && line["weighed_kg"].isEmpty && line["treated_kg"].isEmpty, "not decided yet")
            let entries = try await factory.table(address + "/entries?format=csv").rows
            #expect(entries.contains { $0["reason"] == "collected" && $0["moved_kg"] == "512.000" && $0["standing"] == "pending" }, "\(entries.map(\.fields))")
            #expect(entries.allSatisfy { $0["from_site"] == "Lotus Garment Factory" || $0["to_site"] == "Lotus Garment Factory" })
            for part in ["lines", "entries"] { #expect(try await web.browser(.secondFactory).get("\(address)/\(part)?format=csv").status == 404) }
        }
    }

    @Test("The list of notes is exported by those alone who may export registers")
    func mayExport() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let issued = try await factory.table("/notes?state=\(ManifestState.issued.rawValue)&format=csv").rows
            #expect(issued.contains { $0["note"] == web.waiting.number && $0["declared_kg"] == "512" } && Set(issued.map { $0["state"] }) == ["issued"])
            for language in ["km", "vi"] {
                let same = try await factory.table("/notes?state=\(ManifestState.issued.rawValue)&format=csv&lang=\(language)").rows
                #expect(same.map(\.fields) == issued.map(\.fields), "the same file in every language")
            }
            let preparer = try await web.browser(.factory, invited: [.preparer])
            let page = try await preparer.get("/notes?lang=en")
            #expect(page.status == 200 && !page.links.contains { $0.contains("format=csv") })
            #expect(try await preparer.get("/notes?format=csv").status == 403)
        }
    }

    @Test("Rounds are the haulier's file alone; outages are everybody's")
    func roundsAndOutages() async throws {
        try await WebCountry.with { web in
            let round = try #require(try await web.browser(.haulier).table("/rounds?format=csv").rows.first)
            #expect(round["round"] == web.round.id.description && round["plate"] == "2AB-1234" && round["receiver"] == "Kampong Recycling")
            #expect(round["date"] == web.round.plan.day.description && round["stops"] == "0" && round["state"] == "planned")
            #expect(try await web.browser(.collector).table("/rounds?format=csv").rows.isEmpty)

            let stranger = WebProbe(web.server)
            #expect(try await stranger.get("/outages?lang=en").links.contains("/outages?format=csv"))
            let outage = try #require(try await stranger.table("/outages?format=csv").rows.first)
            #expect(outage["outage"] == web.outage.id.description && outage["begins_at"] == web.outage.from.rfc3339 && outage["province"].isEmpty)
            #expect(!outage["reason"].isEmpty && outage["declared_by"] == "Ministry of Industry")
        }
    }

    @Test("Lists read one row at a time are the same as read at once")
    func parts() async throws {
        try await WebCountry.with { web in
            let (platform, country) = (web.country.platform, web.country)
            let (today, zone) = (platform.today, platform.zone)
            // Second rows where the week holds one.
            _ = try await country.planRound(country.roundForm([.secondFactory]))
            _ = try await platform.declareOutage(country.outageForm(fromHoursAgo: 9, until: 3), by: country.actor(.ministry))
            _ = try await country.issue(country.form("35", under: web.arrangement))
            _ = try await country.propose(country.arrangementForm("3"))
            try await same("firms", next: \.next, { $0.file }) {
                try await platform.registryList(words: "", profile: nil, status: nil, province: nil, after: $0, limit: $1, by: country.actor(.ministry))
            }
            try await same("notes of an arrangement", next: \.next, { $0.file(zone) }) {
                try await platform.arrangementNotes(web.arrangement.id, before: $0, limit: $1, by: country.actor(.factory))
            }
            try await same("arrangements", next: \.next, { $0.file(on: today) }) {
                try await platform.arrangementList(.all, before: $0, limit: $1, by: country.actor(.factory))
            }
            try await same("former notes", next: \.next, { $0.file(zone) }) {
                try await platform.formerNotes(of: country.organisation(.plant), before: $0, limit: $1, by: country.actor(.plant))
            }
            try await same("entries", next: \.next, { $0.file }) {
                try await platform.noteEntries(web.waiting.id, after: $0, limit: $1, by: country.actor(.factory))
            }
            try await same("rounds", next: \.next, { $0.file }) { try await platform.roundList(before: $0, limit: $1, by: country.actor(.haulier)) }
            try await same("outages", next: \.next, { $0.file }) { try await platform.outages(before: $0, limit: $1) }
        }
    }

    /// - Parameter rows: of a part.
    private func same<Part, Place>(
        _ name: String, next: KeyPath<Part, Place?>, _ rows: (Part) -> FileRows, _ read: (Place?, Int) async throws -> Part
    ) async throws {
        let whole = rows(try await read(nil, 1000))
        #expect(whole.rows.count > 1, "\(name): \(whole.rows.count) rows show nothing")
        var (part, places) = (try await read(nil, 1), 1)
        var found = rows(part)
        while let after = part[keyPath: next], places <= whole.rows.count {
            part = try await read(after, 1)
            found.append(rows(part))
            places += 1
        }
        #expect(found == whole, "\(name)")
    }
}
