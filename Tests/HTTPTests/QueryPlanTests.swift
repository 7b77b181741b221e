// SPDX-License-Identifier: Apache-2.0

import AppSupport
import DatabaseSupport
import Demonstration
import Domain
import Foundation
import Operations
import StorageCore
import TestSupport
import Testing
import WebSupport

/// No page gets slower with history: what every page asks the database is answered from an index, on either engine.
struct QueryPlanTests {
    /// Tables that grow as long as the country works.
    private static let growing: Set<String> = [
        "journal", "entry", "account", "content", "origin", "bundle_content", "note", "note_party", "note_waste", "note_place", "note_lot", "note_register",
        "treatment_line", "site_cell", "plant_intake", "sealed_text", "attachment", "sign_code", "late_note", "paper_number", "arrangement_note",
        "behalf_act", "done_command", "site_return", "return_booking", "return_owed", "return_reminder", "return_finding", "site_month", "site_span",
        "reported_sum", "sent_file", "lab_result", "discharge_volume", "discharge_case", "pipe_transfer", "waste_inquiry",
    ]
    /// Tables that grow with the number of firms.
    private static let registry: Set<String> = ["organisation", "site", "organisation_profile", "person", "person_profile", "membership", "outlet", "pipe"]
    /// A server reads a table of few rows whole, and is right.
    private static let fewRows: Int64 = 1000

    /// Statements that walk a table in the order of its key and stop at a page's end, or that no page waits for, by words that stand in
    /// them alone, and why.
    private static let bounded: [(words: String, reason: String)] = [
        ("FROM note n WHERE n.state <> $1 ORDER BY n.id DESC LIMIT", "newest first; few of the newest are drafts"),
        ("FROM paper_number p JOIN paper_batch b ON b.id = p.batch LEFT JOIN note n", "batch after batch, newest first; a batch has an end"),
        ("SELECT count(*) FROM note WHERE id >= $1 AND id < $2", "one year, in the background: see OpenFiguresCache"),
        ("FROM site s JOIN site_cell c ON c.site = s.id\nWHERE c.occurred BETWEEN $1 AND $2", "one year, in the background: see OpenFiguresCache"),
    ]

    @Test("No page reads a growing table from end to end")
    func everyPage() async throws {
        let record = StatementRecord()
        try await WebCountry.with { web in
            web.country.database.keepRecord(record)
            for firm in RouteTests.people { try await open(web, firm, record) }
        }
        #expect(record.statements.count > 100, "the statements were found")
        try await withNation { database in
            let judged = try await judged(on: database)
            #expect(Set(judged.map(Self.whole)).isSuperset(of: ["entry", "journal", "account", "note", "note_party", "site_cell"]))
            var scans: [String] = []
            for statement in record.statements {
                let plan = try await plan(of: statement.query, on: database)
                let tables = full(plan, statement.query.text, on: database.dialect).intersection(judged)
                guard !tables.isEmpty, !Self.bounded.contains(where: { statement.query.text.contains($0.words) }) else { continue }
                scans.append(
                    "\(statement.label) reads all of \(tables.sorted().joined(separator: ", ")): \(statement.query.text)\n    \(plan.joined(separator: "\n    "))"
                )
            }
            #expect(scans.isEmpty, "\(scans.count) statements:\n\(scans.joined(separator: "\n"))")
        }
    }

    /// Opens every page as one person, and what its links lead to: filters and further pages.
    private func open(_ web: WebCountry, _ firm: TestFirm, _ record: StatementRecord) async throws {
        let browser = try await web.browser(firm)
        var waiting = web.addresses("GET").filter { $0 != "/gallery" }
        var seen = Set(waiting)
        var shapes: [String: Int] = [:]
        while let path = waiting.popLast() {
            record.begin("\(path) for \(firm)")
            let answer = try await browser.get(path)
            for link in answer.links where link.hasPrefix("/") && !link.hasPrefix("//") && seen.insert(link).inserted {
                // Of links that differ only in their values some are enough.
                let shape = String(link.map { $0.isNumber ? "0" : $0 })
                shapes[shape, default: 0] += 1
                if shapes[shape, default: 0] <= 2, seen.count < 900 { waiting.append(link) }
            }
        }
    }

    /// A country large enough for a server to prefer indexes, with statistics where the engine keeps them.
    private func withNation(_ body: (TestDatabase) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let today = Country.cambodia.zone.date(of: FixedTime.now)
            let scale = try NationScale(years: 1, enterprises: 2500, until: today)
            let database = try await TestDatabase.loaded(at: folder + "/nation.db") { database in
                try await Platform(database: database, country: .cambodia, secrets: Secrets(work: .least)) { FixedTime.now }
            } fill: { load, platform in
                try await Nation.load(into: load, platform: platform, scale: scale, seed: 1, today: today, now: FixedTime.now)
            }
            try await database.closing {
                try await age(database)
                try await body(database)
            }
        }
    }

    /// As after some twenty years: most of the history's partitions hold nothing here, and each is looked into all the same.
    private func age(_ database: TestDatabase) async throws {
        let later = FixedTime.now.adding(days: 20 * 365)
        let platform = try await Platform(database: database, country: .cambodia, secrets: Secrets(work: .least)) { later }
        try await platform.keepPartitions()
        #expect(try await platform.partitions().count > 40 || database.dialect == .sqlite)
    }

    /// Tables whose scans count: SQLite plans alike for any size, a server by what is there.
    private func judged(on database: TestDatabase) async throws -> Set<String> {
        guard database.dialect == .postgres else { return Self.growing.union(Self.registry) }
        let large = try await database.read { session in
            try session.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= \(Self.fewRows)").map { $0.text(0) }
        }
        return Set(large.filter { Self.growing.contains(Self.whole($0)) })
    }

    /// The table of which this is a year's partition, or itself.
    private static func whole(_ table: String) -> String {
        String(table.reversed().drop { "_0123456789".contains($0) }.reversed())
    }

    private func plan(of query: Query, on database: TestDatabase) async throws -> [String] {
        let isSQLite = database.dialect == .sqlite
        return try await database.read { session in
            isSQLite ? try session.rows("EXPLAIN QUERY PLAN \(query)").map { $0.text(3) } : try session.rows("EXPLAIN \(query)").map { $0.text(0) }
        }
    }

    /// Tables that a plan reads whole.
    private func full(_ plan: [String], _ text: String, on dialect: Dialect) -> Set<String> {
        let names = Self.tables(in: text)
        var found: Set<String> = []
        for (number, line) in plan.enumerated() {
            let words = line.split { " (->)".contains($0) }.map(String.init)
            switch dialect {
            case .sqlite:
                guard let scan = words.firstIndex(of: "SCAN"), scan + 1 < words.count else { continue }
                found.insert(names[words[scan + 1]] ?? words[scan + 1])
            case .postgres:
                guard let on = words.firstIndex(of: "on"), on + 1 < words.count else { continue }
                // An index that is read without a condition is read whole.
                let details = plan[(number + 1)...].prefix { !$0.contains("->") }
                let isWhole = words.contains("Seq") || (words.contains("Index") && !details.contains { $0.contains("Index Cond:") })
                if isWhole, !words.contains("Bitmap") { found.insert(words[on + 1]) }
            }
        }
        return found
    }

    /// Tables of a statement by the names under which it speaks of them.
    private static func tables(in text: String) -> [String: String] {
        let words = text.split { $0.isWhitespace || "(),".contains($0) }.map(String.init)
        var names: [String: String] = [:]
        for (index, word) in words.enumerated() where ["FROM", "JOIN"].contains(word) && index + 2 < words.count {
            names[words[index + 2] == "AS" && index + 3 < words.count ? words[index + 3] : words[index + 2]] = words[index + 1]
        }
        return names
    }
}
