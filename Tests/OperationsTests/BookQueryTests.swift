// SPDX-License-Identifier: Apache-2.0

import AppSupport
import Domain
import Identity
import Ledger
import Operations
import TestSupport
import Testing

/// The pages of the book read the same grams from every side.
struct BookQueryTests {
    @Test("A site's totals by cells are the balances of its accounts, and all sites of the country sum to zero for each waste")
    func totalsTie() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            var nation: [Material: Int64] = [:]
            for firm in [TestFirm.factory, .secondFactory, .haulier, .plant, .collector] {
                let (books, others) = try await country.platform.book(by: country.actor(firm))
                let book = try #require(books.first)
                #expect(others.isEmpty)
                var posted: [Material: [Compartment: Int64]] = [:]
                for row in try await country.accounts(of: firm) {
                    posted[row.account.material, default: [:]][row.account.compartment, default: 0] += row.balance.posted
                }
                for total in book.totals {
                    nation[total.material, default: 0] += total.sum
                    for (compartment, grams) in total.grams {
                        #expect(grams == posted[total.material]?[compartment] ?? 0, "\(firm) \(compartment)")
                        let list = try await country.platform.accounts(
                            of: book.site.id, compartment, total.material, after: nil, limit: 100, by: country.actor(firm))
                        #expect(list.total == grams && list.accounts.reduce(0) { $0 + $1.balance.posted } == grams)
                    }
                }
                #expect(book.stock.allSatisfy { $0.account.compartment.isBounded && ($0.balance.posted != 0 || $0.balance.pending != 0) })
            }
            #expect(nation.values.allSatisfy { $0 == 0 })
        }
    }

    @Test("An account's pages run on without a gap: each begins with the balance on which the one before ended")
    func ledgerPages() async throws {
        try await withTestCountry { country in
            for kilograms in ["100", "250", "75", "310", "42"] { _ = try await country.collect(try await country.issue(country.form(kilograms))) }
            let actor = country.actor(.factory)
            let process = try #require(try await country.accounts(of: .factory).first { $0.account.compartment == .process })
            let whole = try await country.platform.ledger(of: process.id, before: nil, limit: 100, by: actor)
            #expect(whole.closing == -777_000 && whole.opening == 0 && whole.next == nil)
            #expect(whole.lines.first?.balance == -777_000)
            #expect(whole.lines.filter { $0.moved != 0 }.count == 5)
            // Each load was reserved first; what was collected is reserved no more.
            #expect(whole.lines.reduce(0) { $0 + $1.reserved } == 777_000)
            #expect(whole.lines.allSatisfy { $0.recorded != nil && $0.noteNumber != nil })

            var seen: [EntryID] = []
            var before: EntryID?
            var closing = process.balance.posted
            repeat {
                let page = try await country.platform.ledger(of: process.id, before: before, limit: 3, by: actor)
                #expect(page.closing == closing)
                #expect(page.opening + page.entered - page.left == page.closing)
                seen += page.lines.map(\.entry.id)
                closing = page.opening
                before = page.next
            } while before != nil
            #expect(closing == 0)
            #expect(seen == whole.lines.map(\.entry.id))

            // The same as a file, part by part.
            var file = try await country.platform.ledger(of: process.id, before: nil, limit: 3, by: actor).file
            before = whole.lines[2].entry.id
            while let last = before {
                let part = try await country.platform.ledger(of: process.id, before: last, limit: 3, by: actor)
                file.append(part.file)
                before = part.next
            }
            #expect(file == whole.file && file.rows.count == whole.lines.count)
        }
    }

    @Test("A book is read by its firm and by officers whose mandate reaches it, and by nobody else")
    func bookPermissions() async throws {
        try await withTestCountry { country in
            try await country.everyday()
            let site = country.site(.factory)
            for firm in [TestFirm.factory, .ministry] { _ = try await country.platform.book(of: site, after: nil, limit: 5, by: country.actor(firm)) }
            for firm in [TestFirm.plant, .haulier, .department] {
                await #expect(throws: PermissionRefusal.missing) {
                    try await country.platform.book(of: site, after: nil, limit: 5, by: country.actor(firm))
                }
            }
            // The plant stands in the department's province.
            _ = try await country.platform.book(of: country.site(.plant), after: nil, limit: 5, by: country.actor(.department))
        }
    }

    @Test("A lot made of two loads has both as sources and origins; grams and thousandths sum exactly, and each load's fates are whole")
    func genealogy() async throws {
        try await withTestCountry { country in
            let one = try await country.received(country.form("300", to: .collector), at: .collector)
            let two = try await country.received(
                country.form("500.5", from: .secondFactory, to: .collector), from: .secondFactory, at: .collector)
            let gate = country.actor(.collector, [.gate])
            let found = try await country.platform.lots(on: country.site(.collector), by: gate)
            #expect(found.lots.count == 2 && found.mayArrange)
            let draws = found.lots.map { line in
                (account: line.id.description, amount: line.account.lot == one.lines[0].lot ? "100" : "500.5")
            }
            let made = try await country.platform.arrangeLots(on: country.site(.collector), draws: draws, by: gate)

            let lot = try await country.platform.lot(made, after: nil, limit: 10, by: gate)
            #expect(lot.total == 600_500)
            #expect(lot.sources.map(\.grams).sorted() == [100_000, 500_500])
            #expect(lot.places.map(\.grams) == [600_500])
            #expect(lot.sources.reduce(0) { $0 + $1.permille } == 1000)
            #expect(lot.origins.map(\.grams).sorted() == [100_000, 500_500] && lot.originTotal == 600_500)
            #expect(Set(lot.origins.map(\.origin.sector)) == ["1410", "1520"])
            #expect(lot.fates.isEmpty, "a grouped lot began no load")

            // The first load, read from its beginning by the factory that sent it: what stayed and what was grouped.
            let first = try await country.platform.lot(try #require(one.lines[0].lot), after: nil, limit: 10, by: country.actor(.factory))
            #expect(first.total == 300_000)
            #expect(first.places.reduce(0) { $0 + $1.grams } == first.total)
            #expect(first.fates.map(\.grams).sorted() == [100_000, 200_000] && first.fateTotal == 300_000)
            #expect(first.originTotal == 200_000, "only what the lot still holds")

            // A factory may not open what others' loads were mixed into.
            await #expect(throws: PermissionRefusal.missing) { try await country.platform.lot(made, after: nil, limit: 10, by: country.actor(.factory)) }
            _ = two
        }
    }

    @Test("A weighing gain is a source of its lot, and a loss one of its places")
    func gainsAndLosses() async throws {
        try await withTestCountry { country in
            for (declared, weighed) in [("1000", "1015"), ("1000", "980")] {
                let note = try await country.received(country.form(declared), weighing: weighed)
                let lot = try await country.platform.lot(try #require(note.lines[0].lot), after: nil, limit: 10, by: country.actor(.plant))
                #expect(lot.sources.reduce(0) { $0 + $1.grams } == lot.places.reduce(0) { $0 + $1.grams })
                let isGain = weighed == "1015"
                #expect(lot.sources.contains { $0.account.compartment == .difference } == isGain)
                #expect(lot.places.contains { $0.account.compartment == .difference } == !isGain)
            }
        }
    }
}
