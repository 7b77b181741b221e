// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Operations
import Tabular
import Testing
import WebSupport

/// Lists of the book as files.
struct BookListTests {
    @Test("An account's file holds every entry with the balance after it, which runs on to nothing")
    func account() async throws {
        try await WebCountry.with { web in
            let factory = try await web.browser(.factory)
            let process = try #require(try await web.country.accounts(of: .factory).first { $0.account.compartment == .process })
            let rows = try await factory.table("/book/accounts/\(process.id)?format=csv").rows
            #expect(rows.count > 4)
            #expect(rows.first?["balance_kg"] == ExactDecimal(digits: process.balance.posted, scale: 3).description)
            func grams(_ kilograms: String) throws -> Int64 { try #require(ExactDecimal(kilograms)?.scaled(by: ExactDecimal(digits: 1000, scale: 0))).whole }
            #expect(rows.allSatisfy { $0["recorded_at"].hasSuffix("Z") })
            var balance: Int64 = 0
            for row in rows.reversed() {
                balance += try grams(row["in_kg"]) - grams(row["out_kg"])
                #expect(try grams(row["balance_kg"]) == balance, "\(row["entry"])")
            }
            #expect(Set(rows.map { $0["recorded_by"] }).contains("Office of Lotus Garment Factory"), "\(Set(rows.map { $0["recorded_by"] }))")
            let other = try await web.browser(.plant)
            #expect([403, 404].contains(try await other.get("/book/accounts/\(process.id)?format=csv").status))
        }
    }

    @Test("Stock, accounts, sums and lots of a site tie with its book and are nobody else's; lots hold one waste where one was chosen")
    func site() async throws {
        try await WebCountry.with { web in
            let (country, collector) = (web.country, try await web.browser(.collector))
            let site = country.site(.collector)
            let book = try await country.platform.book(of: site, after: nil, limit: 100, by: country.actor(.collector))
            let stock = try await collector.table("/book/sites/\(site)?format=csv").rows
            #expect(stock.map { $0["account"] } == book.stock.map(\.id.description) && !stock.isEmpty)
            #expect(stock.map { $0["posted_kg"] } == book.stock.map { ExactDecimal(digits: $0.balance.posted, scale: 3).description })
            let page = try await collector.get("/book/sites/\(site)?lang=en")
            for format in ["csv", "xlsx"] {
                #expect(page.links.contains("/book/sites/\(site)?format=\(format)"))
                #expect(page.links.contains { $0.hasPrefix("/book/sites/\(site)?list=totals") && $0.hasSuffix("format=\(format)") }, "\(page.links)")
            }
            let totals = try await collector.table("/book/sites/\(site)?list=totals&format=csv").rows
            for total in book.totals {
                for (compartment, grams) in total.grams {
                    let row = totals.first { $0["waste_code"] == total.material.wasteCode?.text && $0["compartment"] == String(compartment.number) }
                    #expect(row?["amount"] == ExactDecimal(digits: grams, scale: 3).description && row?["unit"] == "kg")
                }
            }
            let total = try #require(book.totals.first)
            let compartment = try #require(total.grams.first { $0.value != 0 }?.key)
            let list = "/book/sites/\(site)/accounts?compartment=\(compartment.number)&material=\(total.material.value)"
            let accounts = try await collector.table(list + "&format=csv").rows
            #expect(!accounts.isEmpty && accounts.allSatisfy { $0["compartment"] == String(compartment.number) })
            #expect(try await collector.get(list + "&lang=en").links.contains(list + "&format=csv"))

            let lots = try await collector.table("/lots?site=\(site)&format=csv").rows
            let waste = try #require(lots.first?["waste_code"])
            #expect(try await collector.table("/lots?site=\(site)&waste=\(waste)&format=csv").rows.count == lots.count { $0["waste_code"] == waste })
            #expect(try await collector.table("/lots?site=\(site)&waste=200301&format=csv").rows.isEmpty)
            for address in ["/book/sites/\(site)?format=csv", "/lots?site=\(site)&format=csv", list + "&format=csv"] {
                #expect([403, 404].contains(try await web.browser(.factory).get(address).status), "\(address)")
            }
        }
    }

    @Test("A lot's file holds its origins; another what fed it and where its mass is, without a way to accounts that the reader may not open")
    func lot() async throws {
        try await WebCountry.with { web in
            let country = web.country
            let collector = try await web.browser(.collector)
            let found = try await country.platform.lots(on: country.site(.collector), by: country.actor(.collector))
            let line = try #require(found.lots.first { $0.account.lot != nil && $0.noteNumber == nil }, "the lot that was grouped of two")
            let lot = try #require(line.account.lot)
            let origins = try await collector.table("/book/lots/\(lot)?format=csv").rows
            #expect(origins.map { $0["mass_kg"] }.sorted() == ["300.000", "500.000"] && origins.allSatisfy { $0["bundle"] == "0" })
            let parts = try await collector.table("/book/lots/\(lot)?list=parts&format=csv").rows
            #expect(parts.filter { $0["side"] == "source" }.map { $0["mass_kg"] }.sorted() == ["300.000", "500.000"])
            #expect(parts.filter { $0["side"] == "place" }.map { $0["share"] } == ["1.000"])
            #expect(parts.allSatisfy { !$0["account"].isEmpty }, "all of it is on its own site")
            let page = try await collector.get("/book/lots/\(lot)?lang=en")
            #expect(page.links.contains("/book/lots/\(lot)?format=csv") && page.links.contains("/book/lots/\(lot)?list=parts&format=xlsx"))
            // The sender reads what it sent: its lot began at its own site and stands at the collector's now.
            let origin = try #require(origins.first { $0["mass_kg"] == "300.000" }?["origin"])
            let sent = try await web.browser(.factory).table("/book/lots/\(origin)?list=parts&format=csv").rows
            let away = sent.filter { $0["side"] == "fate" }
            #expect(!away.isEmpty && away.allSatisfy { $0["account"].isEmpty && !$0["site"].isEmpty }, "\(away)")
            #expect([403, 404].contains(try await web.browser(.plant).get("/book/lots/\(lot)?format=csv").status))
        }
    }
}
