// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Operations
import StorageCore
import Stores
import TestSupport
import Testing

/// Sites whose province, industry, size or zone changes, or was written wrongly.
struct ClassificationTests {
    /// Grams by place of the book: scope or fate, group, waste, compartment, month occurred, month learned.
    static func uppers(_ country: TestCountry, learned: Month? = nil) async throws -> [String: Int64] {
        let until = Int64(learned?.index ?? 200_000)
        return try await country.database.read { session in
            var sums: [String: Int64] = [:]
            for row in try session.rows(
                """
                SELECT scope, key, occurred, material, compartment, CAST(sum(grams) AS BIGINT) FROM upper_cell WHERE learned <= \(until)
                GROUP BY scope, key, occurred, material, compartment HAVING sum(grams) <> 0
                """)
            {
                sums[row.values.prefix(5).map { "\($0)" }.joined(separator: " ")] = row.int(5)
            }
            for row in try session.rows(
                """
                SELECT province, sector, occurred, material, compartment, CAST(sum(grams) AS BIGINT) FROM fate_cell WHERE learned <= \(until)
                GROUP BY province, sector, occurred, material, compartment HAVING sum(grams) <> 0
                """)
            {
                sums["fate " + row.values.prefix(5).map { "\($0)" }.joined(separator: " ")] = row.int(5)
            }
            return sums
        }
    }

    /// The nation's cells, and fates without the class of their origin.
    private func whole(_ country: TestCountry) async throws -> [String: Int64] {
        try await country.database.read { session in
            var sums: [String: Int64] = [:]
            for row in try session.rows(
                """
                SELECT occurred, material, compartment, CAST(sum(grams) AS BIGINT) FROM upper_cell WHERE scope = 1
                GROUP BY occurred, material, compartment HAVING sum(grams) <> 0
                """)
            { sums[row.values.prefix(3).map { "\($0)" }.joined(separator: " ")] = row.int(3) }
            for row in try session.rows(
                """
                SELECT occurred, material, compartment, CAST(sum(grams) AS BIGINT) FROM fate_cell
                GROUP BY occurred, material, compartment HAVING sum(grams) <> 0
                """)
            { sums["fate " + row.values.prefix(3).map { "\($0)" }.joined(separator: " ")] = row.int(3) }
            return sums
        }
    }

    /// What a province generated, by its sites' entries and dated rows alone.
    private func generatedByEntries(_ country: TestCountry) async throws -> [String: Int64] {
        try await country.database.read { session in
            var sites: [Int64: Site] = [:]
            var sums: [String: Int64] = [:]
            for row in try session.rows(
                """
                SELECT a.site, e.occurred, e.grams, a.compartment FROM entry e JOIN account a ON a.id = e.credit WHERE e.phase IN (0, 2)
                UNION ALL SELECT a.site, e.occurred, -e.grams, a.compartment FROM entry e JOIN account a ON a.id = e.debit WHERE e.phase IN (0, 2)
                """)
            where row.int(3) == Int64(Compartment.process.number) {
                if sites[row.int(0)] == nil { sites[row.int(0)] = try RegistryStore(session).site(SiteID(row.int(0))) }
                let province = sites[row.int(0)]?.attributes(on: CalendarDate(dayNumber: row.int32(1))).province ?? ""
                sums[province, default: 0] += row.int(2)
            }
            return sums.filter { $0.value != 0 }
        }
    }

    private func generatedByCells(_ country: TestCountry, table: StaticString) async throws -> [String: Int64] {
        try await country.database.read { session in
            let compartment = Int64(Compartment.process.number)
            let query: Query =
                table.description == "fate_cell"
                ? "SELECT province, CAST(-sum(grams) AS BIGINT) FROM fate_cell WHERE compartment = \(compartment) GROUP BY province HAVING sum(grams) <> 0"
                : "SELECT key, CAST(-sum(grams) AS BIGINT) FROM upper_cell WHERE scope = 2 AND compartment = \(compartment) GROUP BY key HAVING sum(grams) <> 0"
            return Dictionary(uniqueKeysWithValues: try session.rows(query).map { ($0.text(0), $0.int(1)) })
        }
    }

    private func version(_ country: TestCountry, _ firm: TestFirm) async throws -> Int {
        try await country.platform.classificationPage(country.site(firm), by: country.actor(.ministry)).site.version
    }

    private func correct(_ country: TestCountry, _ firm: TestFirm, from: CalendarDate? = nil, province: String, isic: String? = nil, by: TestFirm = .ministry)
        async throws -> Site
    {
        let page = try await country.platform.classificationPage(country.site(firm), by: country.actor(.ministry))
        var form = ClassificationForm(
            kind: .correction, from: (from ?? page.site.attributes[0].validFrom).description, reason: "Licence 12/2026", texts: [.province: province])
        form.texts[.isic] = isic
        return try await country.platform.correctSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(by))
    }

    @Test("A corrected province takes along what occurred there, in cells and in flows to fates; the nation and the former months stay; the firm reads why")
    func corrected() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let before = try await whole(country)
            let published = try await Self.uppers(country)
            country.clock.advance(days: 40)
            let page = try await country.platform.classificationPage(country.site(.factory), by: country.actor(.ministry))
            let old = page.site.attributes[0].province
            let new = old == "12" ? "08" : "12"
            let form = ClassificationForm(
                kind: .correction, from: page.site.attributes[0].validFrom.description, reason: "Licence 12/2026 names the other province",
                texts: [.province: new])
            let shown = try await country.platform.classificationPreview(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
            #expect(shown.loadsMoved > 0 && shown.loadsLeft == 0)
            let generated = try #require(shown.flows.first { $0.scope == .province && $0.figure == .generated })
            #expect(generated.from == old && generated.to == new && generated.grams > 0)
            let provinces = try await generatedByCells(country, table: "upper_cell")
            try await country.platform.correctSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
            let moved = try await generatedByCells(country, table: "upper_cell")
            #expect(moved[new, default: 0] - provinces[new, default: 0] == generated.grams)
            let (entries, fates) = (try await generatedByEntries(country), try await generatedByCells(country, table: "fate_cell"))
            #expect(moved == entries && moved == fates)
            #expect(try await whole(country) == before)
            #expect(try await Self.uppers(country, learned: country.platform.today.month.adding(months: -1)) == published)
            #expect(try await country.platform.verify().problems == [])
            // What comes after goes to the right province, also from stock that was there before.
            _ = try await country.received(country.form("70"))
            #expect(try await country.platform.verify().problems == [])
            let seen = try await country.platform.classificationPage(page.site.id, by: country.actor(.factory, [.administrator]))
            let found = try await country.platform.erasable(
                try #require(try await country.database.read { try RegistryStore($0).organisation(country.organisation(.factory)) }).registrationNumber,
                by: country.operatorOfServer)
            #expect(found.contains { $0.kind == .kindClassification && $0.content == form.reason })
            #expect(seen.changes.map(\.reason) == [form.reason] && seen.changes[0].office?.id == country.organisation(.ministry) && !seen.mayClassify)
        }
    }

    @Test("A change holds from its day, in the middle of a month and learned late; facts that come later for days before it go to the former group")
    func changed() async throws {
        try await withTestCountry { country in
            let platform = country.platform
            _ = try await country.received(country.form("100"))
            country.clock.advance(days: 3)
            _ = try await country.received(country.form("30"))
            let page = try await platform.classificationPage(country.site(.factory), by: country.actor(.ministry))
            let old = page.site.attributes[0].province
            let new = old == "12" ? "08" : "12"
            let day = platform.today.adding(days: -1)
            let form = ClassificationForm(kind: .change, from: day.description, reason: "Moved to the new hall", texts: [.province: new, .isic: "1520"])
            try await platform.changeSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
            let split = try await generatedByCells(country, table: "upper_cell")
            #expect(split[new] == 30_000)
            let (entries, fates) = (try await generatedByEntries(country), try await generatedByCells(country, table: "fate_cell"))
            #expect(split == entries && split == fates)
            #expect(try await platform.verify().problems == [])
            await #expect(throws: ClassificationRefusal.dayTaken(day)) {
                try await platform.changeSiteClassification(page.site.id, form, version: page.site.version + 1, by: country.actor(.ministry))
            }
            await #expect(throws: PlatformError.stale) {
                try await platform.changeSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
            }
        }
    }

    @Test("Only officers whose mandate reaches the site classify it, with a reason; firms and strangers are told that it is not theirs")
    func permissions() async throws {
        try await withTestCountry { country in
            await #expect(throws: PermissionRefusal.self) { _ = try await correct(country, .factory, province: "12", isic: "1520", by: .factory) }
            await #expect(throws: ClassificationRefusal.reasonMissing) {
                let page = try await country.platform.classificationPage(country.site(.factory), by: country.actor(.ministry))
                let form = ClassificationForm(kind: .change, from: "2026-09-01", reason: " ", texts: [.isic: "1520"])
                try await country.platform.changeSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
            }
            await #expect(throws: PlatformError.notFound) {
                _ = try await country.platform.classificationPage(country.site(.factory), by: country.actor(.plant))
            }
        }
    }

    @Test(
        "Whatever comes in whatever order, notes, treatments, changes, corrections and months: the nation's sums stay, provinces are the sums of their sites, the audit is clean",
        arguments: [7, 19, 83] as [UInt64])
    func anyHistory(seed: UInt64) async throws {
        try await withTestCountry { country in
            var dice = SeededGenerator(seed: seed)
            let platform = country.platform
            let provinces = ["01", "08", "12", "18"]
            let industries = ["1410", "1520", "1313"]
            var published: [Month: [String: Int64]] = [:]
            for step in 0..<24 {
                switch Int.random(in: 0..<6, using: &dice) {
                case 0, 1:
                    let note = try await country.received(country.form(String(Int.random(in: 20...90, using: &dice))))
                    if Bool.random(using: &dice) { _ = try await country.treat(note) }
                case 2: _ = try await country.received(country.form("40", from: .secondFactory, to: .collector), from: .secondFactory, at: .collector)
                case 3:
                    let firm: TestFirm = Bool.random(using: &dice) ? .factory : .plant
                    let page = try await platform.classificationPage(country.site(firm), by: country.actor(.ministry))
                    let row = page.site.attributes.randomElement(using: &dice)?.validFrom
                    let form = ClassificationForm(
                        kind: .correction, from: row?.description ?? "", reason: "seed \(seed) step \(step)",
                        texts: [.province: provinces.randomElement(using: &dice) ?? "", .isic: industries.randomElement(using: &dice) ?? ""])
                    do {
                        try await platform.correctSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
                    } catch ClassificationRefusal.nothingChanges {}
                case 4:
                    let page = try await platform.classificationPage(country.site(.factory), by: country.actor(.ministry))
                    let form = ClassificationForm(
                        kind: .change, from: platform.today.adding(days: -Int.random(in: 0...20, using: &dice)).description, reason: "seed \(seed)",
                        texts: [.province: provinces.randomElement(using: &dice) ?? "", .isic: industries.randomElement(using: &dice) ?? ""])
                    do {
                        try await platform.changeSiteClassification(page.site.id, form, version: page.site.version, by: country.actor(.ministry))
                    } catch is ClassificationRefusal {}
                default:
                    let month = platform.today.month
                    country.clock.advance(days: Int64.random(in: 1...25, using: &dice))
                    if platform.today.month > month {
                        for ended in published.keys { #expect(try await Self.uppers(country, learned: ended) == published[ended], "seed \(seed) step \(step)") }
                        published[month] = try await Self.uppers(country)
                    }
                }
            }
            let entries = try await generatedByEntries(country)
            #expect(try await generatedByCells(country, table: "upper_cell") == entries, "seed \(seed)")
            #expect(try await generatedByCells(country, table: "fate_cell") == entries, "seed \(seed)")
            #expect(try await platform.verify().problems == [], "seed \(seed)")
            for ended in published.keys { #expect(try await Self.uppers(country, learned: ended) == published[ended], "seed \(seed)") }
        }
    }
}
