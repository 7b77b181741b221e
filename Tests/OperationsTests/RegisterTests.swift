// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Manifests
import Operations
import Tabular
import TestSupport
import Testing

/// Statutory registers: the right loads in the right month, with sums that are their lines'.
struct RegisterTests {
    static let september = Month(year: 2026, month: 9)

    @Test("A register too long to be summed comes page by page with every line once, as the whole register has them")
    func pages() async throws {
        try await withTestCountry { country in
            for index in 0..<5 {
                var note = try await country.decide(try await country.weigh(try await country.collect(country.issue(country.form("1000"))), "990"))
                note = try await country.treat(note, "400")
                _ = try await country.treat(note, "100")
                country.clock.advance(days: index == 2 ? 20 : 1)
            }
            let months = Self.september...Self.september.adding(months: 2)
            for (kind, firm) in [(RegisterKind.outgoing, TestFirm.factory), (.transported, .haulier), (.incoming, .plant), (.treated, .plant)] {
                let actor = country.actor(firm)
                let whole = try await country.platform.register(kind, of: nil, months: months, by: actor)
                let short = try await country.platform.registerPage(kind, of: nil, months: months, after: nil, limit: 2, by: actor)
                #expect(!short.isPaged && short.lines.map(\.id) == whole.lines.map(\.id))
                var seen: [String] = []
                var after: RegisterPlace?
                var pages = 0
                repeat {
                    let page = try await country.platform.registerPage(kind, of: nil, months: months, after: after, limit: 2, summed: 3, by: actor)
                    #expect(page.isPaged && page.lines.count <= 2)
                    seen += page.lines.map(\.id)
                    after = page.next.flatMap { RegisterPlace(text: $0.description) }
                    pages += 1
                } while after != nil && pages < 20
                #expect(seen.sorted() == whole.lines.map(\.id).sorted() && Set(seen).count == seen.count, "\(kind)")
                #expect(pages == (kind == .treated ? 5 : 3))
            }
        }
    }

    @Test("A load stands in each party's register in the month of its own act, though the note was begun a month before")
    func months() async throws {
        try await withTestCountry { country in
            let note = try await country.issue(country.form("1000"))
            country.clock.advance(days: 16)
            let onTheWay = try await country.collect(note)
            country.clock.advance(days: 1)
            let decided = try await country.decide(try await country.weigh(onTheWay, "990"), accepted: ["900"], refusal: RefusalReason.tooMuch.rawValue)
            _ = try await country.treat(decided, "400")

            func register(_ kind: RegisterKind, _ firm: TestFirm, _ month: Month) async throws -> Register {
                try await country.platform.register(kind, of: nil, months: month...month, by: country.actor(firm))
            }
            let october = Self.september.adding(months: 1)
            // Collected on the last day of September, received on the first of October.
            #expect(try await register(.outgoing, .factory, Self.september).lines.map(\.number) == [note.number])
            #expect(try await register(.transported, .haulier, Self.september).lines.count == 1)
            #expect(try await register(.incoming, .plant, Self.september).lines.isEmpty)
            let incoming = try await register(.incoming, .plant, october)
            #expect(incoming.lines.map(\.number) == [note.number])
            #expect(incoming.totals.declared == .kilograms(1000) && incoming.totals.weighed == .kilograms(990))
            #expect(incoming.totals.accepted == .kilograms(900) && incoming.totals.refused == .kilograms(90))
            let treated = try await register(.treated, .plant, october)
            #expect(treated.lines.map(\.treated) == [.kilograms(400)] && treated.totals.treated == .kilograms(400))
            // The refused part went back on the same truck: the plant handed it over, and the haulier carried it.
            #expect(try await register(.outgoing, .plant, october).totals.declared == .kilograms(90))
        }
    }

    @Test("A register's file has its stable columns and one line for each line of the register")
    func files() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            for (kind, firm) in [(RegisterKind.outgoing, TestFirm.factory), (.incoming, .plant), (.treated, .plant), (.transported, .haulier)] {
                let register = try await country.platform.register(
                    kind, of: nil, months: Self.september...Self.september, by: country.actor(firm))
                #expect(!register.lines.isEmpty && register.mayExport)
                let table = CSVTable(
                    bytes: register.csv(country.platform.lists), required: kind == .treated ? Register.treatmentColumns : Register.loadColumns)
                #expect(table.faults.isEmpty && table.rows.count == register.lines.count)
                let column = kind == .treated ? "treated_kg" : "declared_kg"
                let sum = table.rows.reduce(Int64(0)) { $0 + (ExactDecimal($1[column])?.digits ?? 0) }
                #expect(Mass(sum) == (kind == .treated ? register.totals.treated : register.totals.declared))
            }
        }
    }

    @Test("Registers are their firm's own, and an officer's who names the firm")
    func permissions() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let months = Self.september...Self.september
            let factory = country.organisation(.factory)
            let seen = try await country.platform.register(.outgoing, of: factory, months: months, by: country.actor(.ministry))
            #expect(!seen.lines.isEmpty)
            await #expect(throws: PermissionRefusal.missing) {
                try await country.platform.register(.outgoing, of: factory, months: months, by: country.actor(.plant))
            }
        }
    }
}

extension RegisterLine {
    fileprivate var id: String { "\(date) \(note) \(line) \(treated?.raw ?? 0)" }
}
